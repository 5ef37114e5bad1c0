"""Verifying a workbook: a sound one passes, and each thing that can be wrong is found."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table
from xlsx_builder import edition, observation, seen

from reportgen.model.indicator import Status
from reportgen.render.xlsx import render_xlsx
from reportgen.sources import load_edition
from reportgen.sources.theme import load_theme
from reportgen.verify.workbook import verify_xlsx

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the Finnish appendix of the small edition."""
    path = tmp_path / "book.xlsx"
    render_xlsx(edition(), "fi", path, load_theme(ROOT))
    return path


def spoil(file: Path, change: Callable[[Workbook], object]) -> set[tuple[str, str | None, str | None]]:
    """Change the workbook and return what is found then: code, sheet and cell.

    The library that saves it calculates nothing, so that its formulas have no results; that is left out.
    """
    book = load_workbook(file)
    change(book)
    book.save(file)
    found = verify_xlsx(file, edition(), "fi")
    told = {(f.code, f.place.sheet, f.place.cell) for f in found if f.place is not None}
    lost = ("Täsmäytys", "Kansi")
    return {one for one in told if one[0] != "workbook-formula" or one[1] not in lost}


def rewrite(file: Path, part: str, old: str, new: str) -> set[str]:
    """Change the text of a part and return the codes that are found then."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return {finding.code for finding in verify_xlsx(file, edition(), "fi")}


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_appendix_of_the_project_is_sound(lang: str, project: Path, tmp_path: Path) -> None:
    """The real edition, in each language."""
    real = load_edition(project, 2024).edition
    render_xlsx(real, lang, tmp_path / "book.xlsx", load_theme(project))
    assert verify_xlsx(tmp_path / "book.xlsx", real, lang) == ()


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_appendix_of_another_organisation_is_sound(lang: str, mini: Path, tmp_path: Path) -> None:
    """A library: no strip, no links between areas, another year."""
    other = load_edition(mini, 2031).edition
    render_xlsx(other, lang, tmp_path / "book.xlsx", load_theme(mini))
    assert verify_xlsx(tmp_path / "book.xlsx", other, lang) == ()


def test_a_workbook_saved_again_by_another_program_is_still_sound(file: Path) -> None:
    """Texts in a shared table of strings and other prefixes are the same workbook."""
    assert spoil(file, lambda book: None) == set()


def test_a_wrong_value_is_found_on_the_flat_sheet_and_on_the_themes(file: Path) -> None:
    """Each sheet is compared with the edition, not with the other sheet."""

    def change(book: Workbook) -> None:
        book["Aineisto"]["E8"] = 5901
        book["Henkilöstö"]["E8"] = 5847

    assert spoil(file, change) == {
        ("workbook-value", "Aineisto", "E8"),
        ("workbook-seal", "Kansi", "B24"),
        ("workbook-value", "Henkilöstö", "E8"),
    }


def test_a_percentage_that_is_no_fraction_is_found(file: Path) -> None:
    """79 in a cell of percent would show as 7900 %."""
    found = spoil(file, lambda book: book["Aineisto"].__setitem__("E16", 79))
    assert found == {("workbook-value", "Aineisto", "E16"), ("workbook-seal", "Kansi", "B24")}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda book: book["Aineisto"].__setitem__("E10", 0), ("workbook-value", "Aineisto", "E10")),
        (lambda book: book["Aineisto"].__setitem__("E8", "5900"), ("workbook-value", "Aineisto", "E8")),
        (lambda book: book["Aineisto"].__setitem__("F8", "E"), ("workbook-status", "Aineisto", "F8")),
        (lambda book: book["Aineisto"].__setitem__("A8", "staff.x"), ("workbook-row", "Aineisto", None)),
        (lambda book: book["Henkilöstö"].merge_cells("A1:B1"), ("workbook-merged", "Henkilöstö", "A1:B1")),
        (
            lambda book: book["Henkilöstö"].__setitem__("G9", "#N/A"),
            ("workbook-error-cell", "Henkilöstö", "G9"),
        ),
        (lambda book: book["Muutosloki"].__setitem__("A8", "=1+1"), ("workbook-formula", "Muutosloki", "A8")),
        (
            lambda book: book["Muutosloki"].__setitem__("B8", "-5 %"),
            ("workbook-injection", "Muutosloki", "B8"),
        ),
        (lambda book: book["Muutosloki"].__setitem__("A1", None), ("workbook-title", "Muutosloki", "A1")),
        (
            lambda book: setattr(book["Ympäristö"], "sheet_state", "hidden"),
            ("workbook-hidden", "Ympäristö", None),
        ),
        (
            lambda book: setattr(book["Ympäristö"].row_dimensions[9], "hidden", True),
            ("workbook-hidden", "Ympäristö", None),
        ),
        (lambda book: setattr(book, "active", 2), ("workbook-active", None, None)),
        (lambda book: setattr(book.properties, "language", "sv"), ("workbook-language", None, None)),
        (
            lambda book: setattr(book["Ympäristö"]["A6"].hyperlink, "location", "'Kanssi'!A1"),
            ("workbook-link", "Ympäristö", "A6"),
        ),
        (
            lambda book: setattr(book["Ympäristö"]["A6"].hyperlink, "location", "'Kansi'!Z99"),
            ("workbook-link", "Ympäristö", "A6"),
        ),
        (
            lambda book: setattr(book["Ympäristö"]["A6"], "hyperlink", "https://example.org"),
            ("workbook-external", None, None),
        ),
        (
            lambda book: book["Muutosloki"].add_table(Table(displayName="more", ref="A7:A8")),
            ("workbook-table", "Muutosloki", None),
        ),
        (lambda book: book["Muutosloki"].tables.clear(), ("workbook-table", "Muutosloki", None)),
    ],
)
def test_a_fault_is_found_where_it_is(
    change: Callable[[Workbook], object], expected: tuple[str, str | None, str | None], file: Path
) -> None:
    """The finding names the sheet and, where there is one, the cell."""
    assert expected in spoil(file, change)


def test_headers_must_be_unique_and_agree_with_the_table(file: Path) -> None:
    """Excel repairs a file whose table has two columns of one name."""
    assert "workbook-header" in rewrite(file, "xl/tables/table9.xml", 'name="Versio"', 'name="Päivä"')


def test_a_table_may_not_be_called_like_a_cell(file: Path) -> None:
    """T1 is a cell."""
    assert "workbook-table" in rewrite(file, "xl/tables/table9.xml", 'displayName="log"', 'displayName="T1"')


def test_a_file_that_is_no_workbook_is_one_finding(tmp_path: Path) -> None:
    """Whatever is wrong with it, the answer is a finding and no traceback."""
    for content in (b"", b"PK\x03\x04 not a zip", b"x" * 100):
        (tmp_path / "book.xlsx").write_bytes(content)
        (finding,) = verify_xlsx(tmp_path / "book.xlsx", edition(), "fi")
        assert finding.code == "workbook-broken"
    (finding,) = verify_xlsx(tmp_path / "absent.xlsx", edition(), "fi")
    assert finding.code == "workbook-broken"


def test_a_hostile_workbook_is_not_opened(file: Path) -> None:
    """Entities that multiply and parts that unpack to gigabytes are refused before they are read."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook'
    assert rewrite(file, "xl/workbook.xml", "<workbook", bomb) == {"workbook-broken"}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 50_000_000)
    (finding,) = verify_xlsx(file, edition(), "fi")
    assert "unpack" in finding.message


def test_a_figure_the_workbook_does_not_have_is_found(file: Path) -> None:
    """An observation of 2022 came after the workbook was made."""
    later = seen(edition(), observation("green.cars", 2022, "330", Status.NORMAL))
    codes = {finding.code for finding in verify_xlsx(file, later, "fi")}
    assert codes == {"workbook-row"}
