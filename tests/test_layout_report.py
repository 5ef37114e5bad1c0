"""A report with tables: they go on over pages with their heads and stay whole row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit, line_of
from layout import Laid, laid, lay, set_blocks
from reporting import EDITION, LONG, SHELVES, YEARS, noted, shelved

from reportgen.errors import BadInput
from reportgen.findings import Place
from reportgen.model import document as doc
from reportgen.model.placed import PlacedText
from reportgen.render.pdf.layouts.report import DEPTH
from reportgen.render.pdf.page import SUNK
from reportgen.render.pdf.parts.tables import keyed
from reportgen.sources.theme import load_theme
from reportgen.verify import verify_pdf
from reportgen.verify.verapdf import validate

LANGUAGES = pytest.mark.parametrize("lang", ["fi", "sv"])


def words(text: PlacedText) -> str:
    """Return a text as it is read."""
    return text.text.replace("\u00a0", " ").strip()


def labels(pages: Laid, number: int) -> list[str]:
    """Return the first line of every row on a page."""
    blocks = set_blocks([text for text in pages.on(number) if text.tag == "TH"])
    return [block.lines[0].text.strip() for block in blocks if block.size == 10]


def repeated(pages: Laid, number: int) -> list[str]:
    """Return the furniture at the top of a page."""
    return [words(text) for text in pages.on(number) if text.part == "furniture" and text.y < 100]


# ---------------------------------------------------------------- a table longer than a page


@LANGUAGES
def test_a_table_of_eighty_rows_goes_on_over_pages_without_a_fault(
    mini: Path, lang: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every row stands once, in order; the file conforms to PDF/UA and to PDF/A."""
    pages = lay(shelved(mini), lang, 2031)
    assert pages.findings == ()
    shown = [label for page in (2, 3, 4) for label in labels(pages, page)]
    name = {"fi": "Hylly", "sv": "Hylla"}[lang]
    assert shown == [LONG if number == 3 else f"{name} {number}" for number in range(SHELVES)]
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(pages.rendered.data)
    assert verify_pdf(path, pages.document) == ()
    assert [*validate(path, "ua1"), *validate(path, "a3a")] == []


@LANGUAGES
def test_its_heads_are_read_once_and_seen_on_every_page(mini: Path, lang: str) -> None:
    """Repeated heads are furniture, and so is what says that the table goes on."""
    pages = lay(shelved(mini), lang, 2031)
    head, on = {"fi": ("Hylly", "Taulukko 1 jatkuu"), "sv": ("Hylla", "Tabell 1 fortsätter")}[lang]
    heads = [head, "2027", "2028", "2029", "2030", "2031"]
    assert [words(text) for text in pages.on(2) if text.tag == "TH" and text.size < 10] == heads
    assert repeated(pages, 2) == []
    assert repeated(pages, 3) == repeated(pages, 4) == [on, *heads]


def test_pages_are_filled_and_rows_are_whole(mini: Path) -> None:
    """Labels of two lines and a column of changes: no row is parted, no text leaves its place."""
    shelved(mini, columns=(2027, 2028, 2029, 2030, 2031, "change"))
    edit(mini, "seeds/indicators.toml", f'fi = "{LONG}"', f'fi = "{LONG} ja lainauskertojen määrä vuodessa"')
    pages = lay(mini, "fi", 2031)
    assert pages.findings == ()
    for page in pages.rendered.pages[1:]:
        cells = {round(text.y) for text in pages.on(page.number) if text.tag == "TD" and text.size == 10}
        assert len(cells) == len(labels(pages, page.number))
    assert [page.fill > 0.9 for page in pages.rendered.pages[1:3]] == [True, True]


def test_a_table_with_more_columns_than_a_page_holds_is_told_at_its_place(mini: Path) -> None:
    """Before it is drawn: labels of one letter a line would help nobody."""
    shelved(mini, 4, columns=(2027, 2028, 2029, 2030, 2031, "change"))
    for year in YEARS:
        edit(mini, f"seeds/{year}/figures.csv", f"s00,{1000 + year}", f"s00,{7000000000000 + year}")
    with pytest.raises(BadInput) as bad:
        lay(mini, "fi", 2031)
    (fault,) = bad.value.findings
    assert fault.code == "table-room"
    assert fault.place == Place(EDITION, line_of(mini, EDITION, "[table.shelves]"))
    assert "6 columns" in fault.message


def test_a_heading_stays_with_rows_of_its_table(mini: Path) -> None:
    """Whatever stands over it, at least two rows follow a heading on its page."""
    shelved(mini, 12)
    template = mini / "templates/fi/2031/loans.md"
    text = template.read_text(encoding="utf-8")
    filler = "Kirjasto on auki joka päivä ja lainaa kirjoja kaikille asukkaille.\n\n"
    for paragraphs in (30, 44, 58):
        template.write_text(text.replace("\n\n##", f"\n\n{filler * paragraphs}##", 1), encoding="utf-8")
        pages = lay(mini, "fi", 2031)
        (page,) = {text.page for text in pages.texts if text.tag == "H3"}
        assert len(labels(pages, page)) >= 2, paragraphs


# ---------------------------------------------------------------- numbers


def numbers(pages: Laid) -> dict[float, list[PlacedText]]:
    """Return the numbers of the table's first page by the line that their column ends on."""
    found: dict[float, list[PlacedText]] = {}
    for text in pages.on(2):
        if text.tag == "TD" and text.size == 10:
            assert text.slot is not None
            found.setdefault(round(text.slot.left + text.slot.width, 1), []).append(text)
    return dict(sorted(found.items()))


def test_numbers_end_on_one_line_in_each_column_and_the_latest_year_is_told_by_weight(mini: Path) -> None:
    """A mark hangs behind its number and moves none of them."""
    shelved(mini)
    noted(
        mini, {(1, 2031): "B,Laskutapa muuttui.,Räknesättet ändrades.", (4, 2028): "E,Arvio.,Uppskattning."}
    )
    pages = lay(mini, "fi", 2031)
    assert pages.findings == ()
    columns = numbers(pages)
    assert len(columns) == 5
    for end, texts in columns.items():
        assert all(end - 1 < text.ink.right <= end for text in texts)
    *earlier, latest = columns.values()
    assert {text.colour for text in latest} == {pages.theme.colour("primary")}
    assert {text.font for text in latest}.isdisjoint({text.font for texts in earlier for text in texts})
    marks = [text for text in pages.on(2) if text.tag == "Span" and words(text) in ("b", "e")]
    assert [(words(mark), mark.size) for mark in marks] == [("b", 8.5), ("e", 8.5)]
    assert all(any(0 < mark.x - end < 2 for end in columns) for mark in marks)
    assert max(columns) == round(pages.theme.grid.right, 1)


def test_a_mark_that_a_whole_column_bears_stands_behind_its_head_on_every_page(mini: Path) -> None:
    shelved(mini)
    noted(mini, {(number, 2031): "E,," for number in range(SHELVES)})
    pages = lay(mini, "fi", 2031)
    assert pages.findings == ()
    heads = [text for text in pages.on(2) if text.tag in ("TH", "Span") and text.y < 220 and text.size == 8.5]
    year, mark = heads[-2:]
    assert (year.tag, mark.tag) == ("TH", "Span")
    assert (words(year), words(mark)) == ("2031", "e")
    assert year.ink.right <= pages.theme.grid.right < mark.x
    assert repeated(pages, 3)[-2:] == ["2031", "e"]
    assert [text for text in pages.on(2) if text.tag != "TH" and words(text) == "e"] == [mark]


def test_three_columns_of_numbers_are_spread_over_half_the_page(mini: Path) -> None:
    """A reader's eye has less of nothing to cross; each ends where a column of the grid does."""
    pages = lay(shelved(mini, 3, columns=(2029, 2030, 2031)), "fi", 2031)
    grid = pages.theme.grid
    assert list(numbers(pages)) == [round(grid.x(at) + grid.column, 1) for at in (8, 10, 12)]


def test_no_column_is_read_first_where_none_is_a_year(mini: Path) -> None:
    """Lent and returned, say: neither is the latest."""
    column = '\n[[table.shelves.column]]\nhead = {{ fi = "{0}", sv = "{0}" }}\nindicators = ["{1}", "{2}"]\n'
    both = column.format("A", "shelves.s00", "shelves.s01") + column.format("B", "shelves.s01", "shelves.s00")
    pages = lay(shelved(mini, 2, columns=(), more=both), "fi", 2031)
    found = [text for texts in numbers(pages).values() for text in texts]
    assert len(found) == 4
    assert {text.colour for text in found} == {pages.theme.colour("text")}


def test_a_key_stands_only_beside_a_row_whose_colour_no_other_row_bears() -> None:
    """Two rows of one area, or of two areas of one colour, are told apart by their labels alone."""
    theme = load_theme(Path(__file__).parents[1])
    areas = ("hospital", "family", "common", "common", None)
    rows = tuple(doc.Row((doc.Cell(()),), area=area) for area in areas)
    total = doc.Row((doc.Cell(()),), area="hospital", total=True)
    table = doc.Table("gross", (), (), (*rows, total))
    assert keyed(table, theme) == {0, 1}


def test_tables_of_the_same_years_stand_in_line(mini: Path) -> None:
    """Numbers of seven digits in one of them make the columns of both wider."""
    shelved(mini, 8)
    second = (
        '\n[table.more]\ncaption = { fi = "Muut", sv = "Övriga" }\nheader = { fi = "Hylly", sv = "Hylla" }\n'
        'columns = ["2027", "2028", "2029", "2030", "2031"]\nrows = ["shelves.s01", "shelves.s02"]\n'
    )
    path = mini / EDITION
    path.write_text(path.read_text(encoding="utf-8") + second, encoding="utf-8")
    edit(mini, "seeds/2030/figures.csv", "shelves.s02,5030", "shelves.s02,7005030")
    template = mini / "templates/fi/2031/loans.md"
    template.write_text(template.read_text(encoding="utf-8") + "\n::: table more\n:::\n", encoding="utf-8")
    pages = lay(mini, "fi", 2031)
    heads = [text for text in pages.on(2) if text.tag == "TH" and words(text) == "2028"]
    assert len(heads) == 2
    assert heads[0].slot is not None
    assert heads[1].slot is not None
    assert (heads[0].slot.left, heads[0].slot.width) == (heads[1].slot.left, heads[1].slot.width)


@LANGUAGES
def test_every_table_of_the_brochure_shows_the_heads_of_its_columns(lang: str) -> None:
    """Those of the grouped tables too: a head over the labels, one over the numbers."""
    pages = laid(lang)
    tables = [b for s in pages.document.sections for b in s.blocks if isinstance(b, doc.Table)]
    assert all(table.header for table in tables)
    for page in (8, 9):
        shown = [words(text) for text in pages.on(page) if text.tag == "TH" and text.size == 8.5]
        assert shown[1::2] == [{"fi": "Lukumäärä", "sv": "Antal"}[lang]] * 3
        assert set(shown[::2]) <= {"Palvelu", "Tehtävä", "Tjänst", "Uppdrag"}


# ---------------------------------------------------------------- the head of a section


def test_a_hero_with_a_comma_stands_over_the_water_and_its_unit_in_it(mini: Path) -> None:
    """The comma would drown otherwise; the figure is read with its unit all the same."""
    template = mini / "templates/fi/2031/loans.md"
    shelved(mini, 8)
    hero = '::: hero\n- {{ "loans.growth" | short }} **kasvua** vuodessa\n:::\n\n##'
    template.write_text(template.read_text(encoding="utf-8").replace("##", hero, 1), encoding="utf-8")
    pages = lay(mini, "fi", 2031)
    assert pages.findings == ()
    (figure,) = (text for text in pages.on(2) if words(text).startswith("142,9"))
    (unit,) = (text for text in pages.on(2) if words(text) == "%")
    assert unit.y > figure.ink.bottom + 10
    path = mini / "report.pdf"
    path.write_bytes(pages.rendered.data)
    assert verify_pdf(path, pages.document) == ()


def test_what_stands_under_a_band_of_water_keeps_clear_of_its_troughs(mini: Path) -> None:
    """Digits end under the troughs of the upper edge, so that no paper shows between them and the water."""
    template = mini / "templates/fi/2031/loans.md"
    shelved(mini, 8)
    hero = '::: hero\n- {{ "loans.total" | number }} **lainaa**\n:::\n\n'
    text = template.read_text(encoding="utf-8").replace("## Kaikki hyllyt\n\n", hero)
    template.write_text(text, encoding="utf-8")
    pages = lay(mini, "fi", 2031)
    (figure,) = (text for text in pages.on(2) if words(text) == "1 000")
    (caption,) = (text for text in pages.on(2) if words(text).startswith("Taulukko"))
    trough = pages.theme.waves["water"].amplitude
    level = figure.y + SUNK.usual
    assert figure.y > level + trough
    assert caption.ink.top >= level + DEPTH + trough + 24
