"""Bad data in the brochure's own project: told with place and remedy, exit code 3, nothing written."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from brochures import YEAR, brochures, copied
from conftest import edit, faults, line_of, write
from refusals import Clerk, clerk_of, place_of

from reportgen.pipeline import build
from reportgen.request import BuildRequest

FIGURES = f"seeds/{YEAR}/figures.csv"
EDITION = f"seeds/{YEAR}/edition.toml"
SHEET = ("--lang", "sv", "--format", "xlsx")


@pytest.fixture
def clerk(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Return a command line in a copy of the project."""
    return clerk_of(project, capsys, monkeypatch)


def row(root: Path, indicator: str) -> tuple[list[str], int]:
    """Return the cells of an indicator's row and its line."""
    line = line_of(root, FIGURES, f"{indicator},")
    text = (root / FIGURES).read_text(encoding="utf-8").split("\n")[line - 1]
    return next(csv.reader([text])), line


def give(root: Path, indicator: str, value: str) -> tuple[str, int]:
    """Replace the value of an indicator; return what it was, and its line."""
    cells, line = row(root, indicator)
    edit(root, FIGURES, f"\n{indicator},{cells[1]},", f"\n{indicator},{value},")
    return cells[1], line


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("paljon", "not-a-number"),
        ("noin 15000", "not-a-number"),
        ("1.5.2024", "not-a-number"),
        ("#DIV/0!", "cell-error"),
        ("=SUM(B2:B3)", "not-a-number"),
        ("1e5", "not-a-number"),
        ("–", "not-a-number"),
    ],
)
def test_a_value_that_is_no_number_is_told_at_its_line(clerk: Clerk, text: str, code: str) -> None:
    """Words, dates, formulas and what a spreadsheet shows in place of a number."""
    _, line = give(clerk.root, "staff.total", text)
    found = clerk.one(code)
    assert place_of(found) == (FIGURES, line)
    assert repr(text) in found["message"]


@pytest.mark.parametrize(
    ("text", "large", "small"),
    [
        ("1.234", "1234", "1.2340"),
        ("78.000", "78000", "78"),
        ("-1.230", "-1230", "-1.23"),
        ("2,500", "2500", "2.5"),
    ],
)
def test_a_number_that_could_be_two_is_told_with_both(
    clerk: Clerk, text: str, large: str, small: str
) -> None:
    """A point is a decimal mark here and parts thousands there; what the remedy says has one meaning."""
    typed = f'"{text}"' if "," in text else text
    _, line = give(clerk.root, "staff.trainings", typed)
    found = clerk.one("number-ambiguous")
    assert place_of(found) == (FIGURES, line)
    assert f"'{text}'" in found["message"]
    assert found["remedy"] == f"Write {large} or {small}, as is meant."
    for meant in (large, small):
        edit(clerk.root, FIGURES, f"staff.trainings,{typed},", f"staff.trainings,{meant},")
        assert "number-ambiguous" not in {one.code for one in faults(clerk.root, YEAR)}
        typed = meant


def test_a_missing_value_is_told_with_how_to_say_that_there_is_none(clerk: Clerk) -> None:
    """An empty cell may be a slip; a status says that it is not."""
    _, line = give(clerk.root, "staff.total", "")
    found = clerk.one("missing-value")
    assert place_of(found) == (FIGURES, line)
    assert "status" in found["remedy"]


def test_a_value_declared_missing_is_told_where_a_text_asks_for_it(clerk: Clerk) -> None:
    """The data may lack it; the sentence that tells it must then change."""
    value, _ = give(clerk.root, "services.ems_missions", "")
    edit(clerk.root, FIGURES, "services.ems_missions,,,", "services.ems_missions,,O,")
    found = [
        one for one in clerk.refused("--lang", "sv", "--format", "pdf") if one["code"] == "missing-value"
    ]
    assert value.isdigit()
    assert found
    for one in found:
        text = (clerk.root / one["file"]).read_text(encoding="utf-8").split("\n")[one["line"] - 1]
        assert '"services.ems' in text
        assert FIGURES in one["remedy"]
        assert one["lang"] == "sv"


def test_a_row_that_stands_twice_is_told_with_both_lines(clerk: Clerk) -> None:
    """Two values for one year cannot both be true, even when they agree."""
    cells, line = row(clerk.root, "staff.rescue")
    text = (clerk.root / FIGURES).read_text(encoding="utf-8")
    write(clerk.root, FIGURES, f"{text}staff.rescue,{cells[1]},,ar2024_fi,x,,\n")
    found = clerk.one("indicator-twice")
    assert place_of(found) == (FIGURES, text.count("\n") + 1)
    assert f"{FIGURES}:{line}" in found["message"]


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("indicator,value,", "indicator,valeu,", "Rename 'valeu' to 'value'."),
        ("indicator,value,", "indikator,value,", "Rename 'indikator' to 'indicator'."),
        (",source,place,", ",place,", "Add it; all columns: indicator, value, status, source, place"),
        (",note_fi,note_sv", ",note_fi", "Add it; all columns:"),
    ],
)
def test_a_column_that_is_misspelt_or_missing_is_told(clerk: Clerk, old: str, new: str, remedy: str) -> None:
    """The nearest name is offered; a misspelt column is one fault, not two."""
    edit(clerk.root, FIGURES, old, new)
    found = clerk.one("missing-column")
    assert place_of(found) == (FIGURES, 1)
    assert remedy in found["remedy"]


def test_a_misspelt_indicator_is_told_with_the_nearest(clerk: Clerk) -> None:
    """A row of figures that belongs to nothing."""
    _, line = row(clerk.root, "staff.recommend")
    edit(clerk.root, FIGURES, "\nstaff.recommend,", "\nstaff.recomend,")
    found = clerk.one("unknown-indicator")
    assert place_of(found) == (FIGURES, line)
    assert found["remedy"] == "Did you mean 'staff.recommend'?"


def test_parts_that_do_not_add_up_are_told_with_the_difference(clerk: Clerk) -> None:
    """At the total, with what the parts add up to and which they are."""
    old, _ = give(clerk.root, "staff.family", "4085")
    total, line = row(clerk.root, "staff.total")
    found = clerk.one("total-differs", *SHEET)
    assert place_of(found) == (FIGURES, line)
    assert total[1] in found["message"]
    assert str(int(total[1]) - int(old) + 4085) in found["message"]
    assert f"{4085 - int(old):+d}" in found["remedy"]
    assert "staff.family" in found["remedy"]


def test_a_table_saved_by_a_finnish_excel_gives_the_same_files(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Semicolons, decimal commas, a byte-order mark and other line ends are read, to the last byte."""
    brochure = brochures(tmp_path_factory)["sv"]
    root = copied(brochure.root, tmp_path_factory.mktemp("excel"))
    as_excel(root / FIGURES)
    as_excel(root / f"seeds/{YEAR - 1}/figures.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        build(BuildRequest(root, (YEAR,), ("sv",)))
    assert made(root) == made(brochure.root)


def as_excel(file: Path) -> None:
    """Save a table as Excel does in Finland: CSV UTF-8."""
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    for cells in rows[1:]:
        cells[1] = cells[1].replace(".", ",")
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    assert file.read_bytes().startswith(b"\xef\xbb\xbfindicator;value;")


def made(root: Path) -> dict[str, bytes]:
    """Return the Swedish files of a project's output."""
    return {file.name: file.read_bytes() for file in (root / "output" / str(YEAR)).glob("*-sv.*")}


def test_a_table_saved_as_windows_1252_is_answered_with_how_to_save_it(clerk: Clerk) -> None:
    """At the first line that cannot be read."""
    text = (clerk.root / FIGURES).read_text(encoding="utf-8")
    write(clerk.root, FIGURES, text.encode("cp1252"))
    found = clerk.one("not-utf8")
    first = next(number for number, line in enumerate(text.split("\n"), 1) if not line.isascii())
    assert place_of(found) == (FIGURES, first)
    assert "Windows-1252" in found["message"]
    assert "CSV UTF-8" in found["remedy"]


@pytest.mark.parametrize(
    "file", [EDITION, "seeds/indicators.toml", f"seeds/{YEAR}/lists.toml", "seeds/units.toml"]
)
def test_broken_toml_is_told_with_its_line(clerk: Clerk, file: str) -> None:
    """The line on which the reader stopped, and what to look at."""
    lines = (clerk.root / file).read_text(encoding="utf-8").split("\n")
    broken = next(number for number, line in enumerate(lines) if line.endswith('" }'))
    lines[broken] = lines[broken].removesuffix('" }')
    write(clerk.root, file, "\n".join(lines))
    found = clerk.one("toml-broken")
    assert place_of(found) == (file, broken + 1)
    assert "quote" in found["remedy"]


def test_a_key_that_is_misspelt_is_told_with_the_nearest(clerk: Clerk) -> None:
    """It would otherwise be passed over in silence."""
    edit(clerk.root, EDITION, "published_assumed =", "published_asumed =")
    found = clerk.one("unknown-key")
    assert place_of(found) == (EDITION, line_of(clerk.root, EDITION, "published_asumed"))
    assert found["remedy"] == "Did you mean 'published_assumed'?"


@pytest.mark.parametrize("key", ["rows", "indicators"])
def test_a_table_or_chart_of_an_unknown_indicator_is_told_with_the_nearest(clerk: Clerk, key: str) -> None:
    """On the line of the very name, in a list over several lines too."""
    text = (clerk.root / EDITION).read_text(encoding="utf-8")
    start = text.index(f"{key} = [")
    at = text.index('"services.doctor"', start)
    write(
        clerk.root,
        EDITION,
        f'{text[:at]}"services.docter"{text[at + len(chr(34) + "services.doctor" + chr(34)) :]}',
    )
    found = clerk.one("unknown-indicator")
    assert place_of(found) == (EDITION, line_of(clerk.root, EDITION, "services.docter"))
    assert found["remedy"] == "Did you mean 'services.doctor'?"


def test_a_fault_in_a_workbook_is_told_with_sheet_and_cell(clerk: Clerk) -> None:
    """Figures may come as a workbook; its cells have names instead of lines."""
    rows = list(csv.reader((clerk.root / FIGURES).read_text(encoding="utf-8").splitlines()))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Luvut"
    for cells in rows:
        sheet.append(cells)
    number = next(at for at, cells in enumerate(rows, 1) if cells[0] == "staff.total")
    sheet[f"B{number}"] = "paljon"
    (clerk.root / FIGURES).unlink()
    book.save(clerk.root / f"seeds/{YEAR}/figures.xlsx")
    found = clerk.one("not-a-number")
    assert (found["file"], found["sheet"], found["cell"]) == (
        f"seeds/{YEAR}/figures.xlsx",
        "Luvut",
        f"B{number}",
    )


def test_faults_of_many_files_are_told_at_once(clerk: Clerk) -> None:
    """Nobody has to run the program once for each mistake."""
    give(clerk.root, "staff.total", "paljon")
    give(clerk.root, "staff.trainings", "1.234")
    edit(clerk.root, FIGURES, "\nstaff.recommend,", "\nstaff.recomend,")
    edit(clerk.root, EDITION, "published_assumed =", "published_asumed =")
    write(clerk.root, "seeds/terms.toml", "[term\n")
    assert {one["code"] for one in clerk.refused()} >= {
        "not-a-number",
        "number-ambiguous",
        "unknown-indicator",
        "unknown-key",
        "toml-broken",
    }
