"""The reconciliation: live formulas whose results are in the file, and that tell what does not agree."""

from __future__ import annotations

import hashlib
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from xlsx_builder import both, catalogue, edition, indicator, observation, printed, seen

from reportgen.model.citation import Citation, Position
from reportgen.model.edition import Edition
from reportgen.model.indicator import Derivation, Status
from reportgen.render.xlsx import Printed, render_xlsx
from reportgen.render.xlsx.printed import printed_number
from reportgen.sources import load_edition
from reportgen.sources.theme import load_theme
from reportgen.verify.workbook import verify_xlsx

REPOSITORY = Path(__file__).resolve().parent.parent
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cells = Mapping[tuple[str, str], object]


def citation(id: str, shown: str, value: str = "0", form: str = "number", **changes: Any) -> Citation:
    """Return a figure as a text shows it."""
    plain = Citation(
        id, 2024, None, Decimal(value), shown, "fi", "staff", "staff/lead[0]", "staff.md", 3, form
    )
    return replace(plain, **changes)


def checked(small: Edition, path: Path, *citations: Citation) -> dict[str, dict[str, Any]]:
    """Return the rows of the reconciliation by their name, with the results that are in the file."""
    positions = {number: Position(5, 0.0, 0.0) for number, _ in enumerate(citations)}
    render_xlsx(small, "fi", path / "book.xlsx", printed=Printed(citations, positions))
    sheet = load_workbook(path / "book.xlsx", data_only=True)["Täsmäytys"]
    header = [str(cell.value) for cell in sheet[7]]
    rows = (dict(zip(header, row, strict=True)) for row in sheet.iter_rows(8, values_only=True))
    return {str(row["Tarkistus"]): row for row in rows if row["Tulos"]}


def kept(path: Path) -> dict[tuple[str, str], str]:
    """Return the result that stands in the file beside every formula, by sheet and cell."""
    names = load_workbook(path).sheetnames
    found = {}
    with zipfile.ZipFile(path) as archive:
        for number, name in enumerate(names, start=1):
            root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            for cell in root.iter(f"{MAIN}c"):
                if cell.find(f"{MAIN}f") is not None:
                    found[name.upper(), cell.attrib["r"]] = cell.findtext(f"{MAIN}v") or ""
    return found


def recalculated(path: Path) -> Cells:
    """Return every cell as another program computes it from the formulas alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own making
        import formulas

        solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    found: dict[tuple[str, str], object] = {}
    for name, cell in solution.items():
        sheet, _, place = str(name).rpartition("!")
        if ":" not in place and hasattr(cell, "value"):
            found[sheet.rpartition("]")[2].strip("'"), place] = cell.value[0, 0]
    return found


def assert_same(cached: str, result: object) -> None:
    """Numbers are the same to fourteen digits, texts to the letter."""
    if isinstance(result, str):
        assert cached == result
    else:
        assert float(cached) == pytest.approx(float(str(result)), rel=1e-13, abs=1e-9)


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_another_program_computes_every_result_that_is_in_the_file(lang: str, tmp_path: Path) -> None:
    """The edition of the repository: hundreds of live formulas, none with an empty result, all agreeing."""
    real = load_edition(REPOSITORY, 2024).edition
    path = tmp_path / "book.xlsx"
    render_xlsx(real, lang, path, load_theme(REPOSITORY), printed=printed(lang))
    results = kept(path)
    assert len(results) > 400
    assert "" not in results.values()
    computed = recalculated(path)
    for key, cached in results.items():
        assert_same(cached, computed[key])
    outcomes = [cached for (sheet, cell), cached in results.items() if cell.startswith("H")]
    assert len(outcomes) > 100
    assert set(outcomes) == {"OK"}


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_every_printed_figure_is_checked(lang: str) -> None:
    """No text on a page is left out because it could not be read back as a number."""
    citations = printed(lang).citations
    assert len(citations) > 100
    assert not [told.shown for told in citations if printed_number(told) is None]


def test_a_value_changed_by_hand_turns_its_own_lines_to_a_difference(tmp_path: Path) -> None:
    """One cell of the data is retyped; after recalculation its sum, its share and its print disagree."""
    told = (citation("staff.hospital", "5\u00a0846"), citation("staff.recommend", "79\u00a0%"))
    assert {row["Tulos"] for row in checked(edition(), tmp_path, *told).values()} == {"OK"}
    book = load_workbook(tmp_path / "book.xlsx")
    data = book["Aineisto"]
    (row,) = (row for row in data.iter_rows(8) if (row[0].value, row[3].value) == ("staff.hospital", 2024))
    row[4].value = 5847
    book.save(tmp_path / "book.xlsx")
    computed = recalculated(tmp_path / "book.xlsx")
    sheet = book["Täsmäytys"]
    lines = {str(sheet[f"A{row}"].value): f"H{row}" for row in range(8, sheet.max_row)}
    wrong = {name for name, cell in lines.items() if computed["TÄSMÄYTYS", cell] == "Poikkeaa"}
    assert wrong == {
        "derived/staff.total/2024",
        "brochure/staff.hospital/2024",
        "compared/staff.hospital/2023",
        "theme/staff/2024",
    }
    agreeing = len(lines) - len(wrong)
    summary = f"{agreeing}/{len(lines)} tarkistusta täsmää"
    assert summary in {value for (name, _), value in computed.items() if name == "KANSI"}


def test_a_text_in_the_place_of_a_value_is_a_difference_and_no_error(tmp_path: Path) -> None:
    """What is no number is told in words."""
    checked(edition(), tmp_path, citation("green.energy", "163,3"))
    book = load_workbook(tmp_path / "book.xlsx")
    data, sheet = book["Aineisto"], book["Täsmäytys"]
    (row,) = (row for row in data.iter_rows(8) if row[0].value == "green.energy")
    row[4].value = "paljon"
    book.save(tmp_path / "book.xlsx")
    (line,) = (
        row for row in range(8, sheet.max_row) if sheet[f"A{row}"].value == "brochure/green.energy/2024"
    )
    assert recalculated(tmp_path / "book.xlsx")["TÄSMÄYTYS", f"H{line}"] == "Poikkeaa: ei lukua"


def test_parts_may_differ_from_their_total_by_their_rounding_alone(tmp_path: Path) -> None:
    """Counts must add up; three rounded shares may miss a hundred by half a point each."""
    parts = [indicator(f"staff.{name}", part_of="staff.all") for name in ("a", "b")]
    more = catalogue(indicator("staff.all"), *parts)
    small = edition(catalogue=more)
    small = seen(
        small, *(observation(f"staff.{id}", 2024, n) for id, n in (("all", "9"), ("a", "4"), ("b", "4")))
    )
    row = checked(small, tmp_path)["parts/staff.all/2024"]
    assert (row["Ilmoitettu"], row["Laskettu"], row["Erotus"], row["Sallittu ero"]) == (9, 8, 1, 0)
    assert row["Tulos"] == "Poikkeaa"
    rough = [
        replace(observation(f"staff.{id}", 2024, n), decimals=-3) for id, n in (("a", "4000"), ("b", "4000"))
    ]
    small = seen(small, observation("staff.all", 2024, "8900"), *rough)
    row = checked(small, tmp_path)["parts/staff.all/2024"]
    assert (row["Erotus"], row["Sallittu ero"], row["Tulos"]) == (900, 1000, "OK")


def test_a_share_is_compared_with_its_numbers(tmp_path: Path) -> None:
    """88 percent of 6 644 is right to half a percentage point; 90 percent is not."""
    shares = ("staff.share_hospital", "staff.share_rescue")
    for told, outcome in (("88", "OK"), ("90", "Poikkeaa")):
        table = replace(edition().tables["staff"], shares=shares)
        small = seen(edition(tables={"staff": table}), observation("staff.share_hospital", 2024, told))
        row = checked(small, tmp_path)["share/staff.share_hospital/2024"]
        assert (row["Tulos"], row["Sallittu ero"]) == (outcome, 0.005)
        assert row["Laskettu"] == pytest.approx(5846 / 6644)


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        ("sum", ("staff.hospital", "staff.rescue")),
        ("difference", ("staff.hospital", "staff.rescue")),
        ("share", ("staff.rescue", "staff.hospital")),
        ("per_day", ("staff.hospital",)),
    ],
)
def test_a_calculated_value_is_calculated_again(kind: Any, of: tuple[str, ...], tmp_path: Path) -> None:
    """Every kind of formula agrees with the value in the data when another program computes it."""
    small = edition(catalogue=catalogue(indicator("staff.made", decimals=1, derivation=Derivation(kind, of))))
    rows = checked(small, tmp_path)
    assert rows["derived/staff.made/2024"]["Tulos"] == "OK"
    computed = recalculated(tmp_path / "book.xlsx")
    for key, cached in kept(tmp_path / "book.xlsx").items():
        assert_same(cached, computed[key])


@pytest.mark.parametrize(
    ("told", "stated", "outcome"),
    [
        (citation("staff.hospital", "5\u00a0846"), 5846, "OK"),
        (citation("staff.hospital", "5\u00a0847"), 5847, "Poikkeaa"),
        (citation("staff.recommend", "79\u00a0prosenttia", form="long"), 0.79, "OK"),
        (citation("staff.recommend", "78\u00a0prosenttia", form="long"), 0.78, "Poikkeaa"),
        (citation("green.energy", "163,3\u00a0MWh", form="short"), 163.3, "OK"),
        (citation("green.energy", "163\u00a0MWh", form="short"), 163, "OK"),
        (citation("green.energy", "164\u00a0MWh", form="short"), 164, "Poikkeaa"),
        (citation("staff.hospital", "6\u00a0000", form="about 1000 number noin"), 6000, "OK"),
        (citation("staff.hospital", "7\u00a0000", form="about 1000 number noin"), 7000, "Poikkeaa"),
        (citation("staff.hospital", "paljon"), None, "Poikkeaa: ei lukua"),
    ],
)
def test_a_printed_text_is_read_back_and_compared(
    told: Citation, stated: float | None, outcome: str, tmp_path: Path
) -> None:
    """A rounded figure may differ by half of its last place, one with all its digits not at all."""
    row = checked(edition(), tmp_path, told)[f"brochure/{told.indicator}/2024"]
    assert (row["Ilmoitettu"], row["Tulos"]) == (stated, outcome)
    assert row["Julkaisussa"] == f"”{told.shown}”: staff (s. 5)"


def test_a_printed_change_is_the_difference_of_two_cells(tmp_path: Path) -> None:
    """Percentages differ by percentage points; a fall told without its sign is compared by its size."""
    rise = citation("staff.recommend", "+5\u00a0prosenttiyksikköä", form="change long signed", base_year=2023)
    fall = citation("staff.hospital", "54", form="change long", base_year=2023)
    rows = checked(edition(), tmp_path, rise, fall)
    assert {row["Tulos"] for row in rows.values()} == {"OK"}
    assert rows["change/staff.recommend/2024"]["Laskettu"] == 5
    assert rows["change/staff.hospital/2024"]["Laskettu"] == 54
    wrong = replace(rise, shown="+6\u00a0prosenttiyksikköä")
    assert checked(edition(), tmp_path, wrong)["change/staff.recommend/2024"]["Tulos"] == "Poikkeaa"


def test_the_previous_year_is_compared_with_what_was_published_then(tmp_path: Path) -> None:
    """This year's value less the change on the theme's sheet is the older publication's value."""
    sources = dict(edition().catalogue.sources)
    sources["release"] = replace(sources["report"], id="release", year=2023)
    older = replace(observation("staff.recommend", 2023, "74"), source="release")
    rough = replace(observation("staff.hospital", 2023, "5900"), source="release", decimals=-2)
    small = seen(edition(catalogue=replace(edition().catalogue, sources=sources)), older, rough)
    rows = checked(small, tmp_path)
    row = rows["previous/staff.recommend/2023"]
    assert (row["Ilmoitettu"], row["Laskettu"], row["Sallittu ero"], row["Tulos"]) == (0.74, 0.74, 0, "OK")
    row = rows["previous/staff.hospital/2023"]
    assert (row["Laskettu"], row["Sallittu ero"], row["Tulos"]) == (5900, 100, "OK")
    assert row["Julkaisussa"] == "release: sivu 5"
    computed = recalculated(tmp_path / "book.xlsx")
    for key, cached in kept(tmp_path / "book.xlsx").items():
        assert_same(cached, computed[key])


def test_a_year_that_only_this_publication_tells_is_compared_with_its_own_row(tmp_path: Path) -> None:
    """Nothing was published then: the change is checked against this publication's own comparison."""
    rows = checked(edition(), tmp_path, citation("staff.recommend", "74\u00a0%", year=2023))
    assert rows["brochure/staff.recommend/2023"]["Tulos"] == "OK"
    assert not [name for name in rows if name.startswith("previous/")]
    row = rows["compared/staff.recommend/2023"]
    assert (row["Ilmoitettu"], row["Laskettu"], row["Tulos"]) == (0.74, 0.74, "OK")


def test_both_languages_make_the_same_checks_with_the_same_numbers(tmp_path: Path) -> None:
    """Names, values, differences and tolerances of the project's reconciliation do not depend on words."""
    found = []
    for lang, name in (("fi", "Täsmäytys"), ("sv", "Avstämning")):
        render_xlsx(
            load_edition(REPOSITORY, 2024).edition, lang, tmp_path / "book.xlsx", printed=printed(lang)
        )
        sheet = load_workbook(tmp_path / "book.xlsx", data_only=True)[name]
        found.append([(row[0], row[2:8]) for row in sheet.iter_rows(8, values_only=True) if row[7]])
    assert found[0] == found[1]
    kinds = {str(name).split("/")[0] for name, _ in found[0]}
    assert kinds == {"parts", "share", "derived", "brochure", "change", "previous", "compared", "theme"}


def test_figures_printed_alike_are_one_line_with_all_their_places(tmp_path: Path) -> None:
    """The same number is checked once, with its texts and their places; another rounding is another line."""
    told = citation("staff.hospital", "5\u00a0846")
    near = replace(told, shown="5\u00a0800", form="about 100")
    rows = checked(edition(), tmp_path, told, replace(told, section="cover", shown="5846"), near)
    places = {row["Julkaisussa"] for name, row in rows.items() if name.startswith("brochure/")}
    assert places == {"”5\u00a0846”, ”5846”: staff (s. 5); cover (s. 5)", "”5\u00a0800”: staff (s. 5)"}


def test_the_hash_is_that_of_the_documented_lines_and_the_same_in_every_language(tmp_path: Path) -> None:
    """Anyone can make it again from the data sheet: code, year, value, status, a line each."""
    lines = []
    for lang, name, cover in (("fi", "Aineisto", "Kansi"), ("sv", "Data", "Omslag")):
        render_xlsx(edition(), lang, tmp_path / "book.xlsx")
        book = load_workbook(tmp_path / "book.xlsx", data_only=True)
        rows = [row for row in book[name].iter_rows(8, values_only=True) if row[0]]
        plain = (f"{row[0]};{row[3]};{'' if row[4] is None else row[4]};{row[5]}\n" for row in rows)
        texts = {cell.value for row in book[cover].iter_rows() for cell in row}
        lines.append(hashlib.sha256("".join(plain).encode()).hexdigest())
        assert lines[-1] in texts
        assert sum(Decimal(str(row[4] or 0)) for row in rows) in {
            Decimal(str(text)) for text in texts if isinstance(text, float)
        }
    assert lines[0] == lines[1]


def test_verifying_finds_a_printed_figure_that_differs(tmp_path: Path) -> None:
    """A wrong number in the brochure stops the build."""
    wrong = Printed([citation("staff.hospital", "5\u00a0847")], {})
    render_xlsx(edition(), "fi", tmp_path / "book.xlsx", printed=wrong)
    found = verify_xlsx(tmp_path / "book.xlsx", edition(), "fi")
    assert [finding.code for finding in found] == ["workbook-check"]
    assert "brochure/staff.hospital/2024" in found[0].message


def test_sheet_names_with_quotes_are_quoted_in_formulas(tmp_path: Path) -> None:
    """A theme called L'eau is a legal name of a sheet."""
    themes = {**edition().catalogue.themes}
    themes["green"] = replace(themes["green"], label=both("L'eau"))
    render_xlsx(edition(catalogue=catalogue(themes=themes)), "fi", tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")["Täsmäytys"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert [text for text in texts if "'L''eau'!" in text]


def test_unknown_values_are_compared_with_nothing(tmp_path: Path) -> None:
    """A sum with a missing part is no check; a missing value is not zero."""
    small = seen(edition(), observation("staff.rescue", 2024, None, Status.MISSING))
    assert not [name for name in checked(small, tmp_path) if name.startswith("derived/staff.total")]
