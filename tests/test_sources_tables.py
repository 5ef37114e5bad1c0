"""figures.csv: read as spreadsheets save it, and every fault told with its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from conftest import MINI, edit, faults, only, write

from reportgen.findings import Place
from reportgen.model.edition import Edition
from reportgen.model.indicator import Status
from reportgen.sources import load_edition
from reportgen.sources.grid import read_csv

FIGURES = "seeds/2031/figures.csv"
HEADER = "indicator,value,status,source,place,note_fi,note_sv\n"


def values(edition: Edition) -> dict[str, Decimal | None]:
    """Return the values of 2031."""
    return {name: seen.value for (name, year), seen in edition.observations.items() if year == 2031}


def test_a_plain_table_is_read_with_the_line_of_every_row(mini: Path) -> None:
    """A note with a line end and blank lines between rows do not put the count off."""
    edit(mini, FIGURES, "loans.adults", "\n\nloans.adults")
    seen = load_edition(mini, 2031).edition.observations
    places = [
        seen[f"loans.{name}", 2031].place.line for name in ("total", "adults", "children", "share_children")
    ]
    assert places == [2, 5, 6, 8]
    assert seen["loans.children", 2031].note == {"fi": "Myös\nkouluille", "sv": "Även till skolor"}
    assert seen["loans.growth", 2031].value == Decimal("142.9")


def test_values_of_every_year_are_loaded(mini: Path) -> None:
    """A folder with nothing but figures is data to compare with."""
    seen = load_edition(mini, 2031).edition.observations["loans.total", 2030]
    assert (seen.value, seen.status, seen.source, seen.source_place) == (
        Decimal(700),
        Status.NORMAL,
        "annual",
        "s. 2",
    )


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("start", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_saved_by_a_finnish_excel_is_read(mini: Path, separator: str, start: str, end: str) -> None:
    """Byte-order mark, semicolons, decimal commas and no-break spaces are what Excel writes there."""
    rows = [
        ["Indicator", "VALUE ", "status", "source", "place", "note_fi", "note_sv"],
        ["loans.total", "1\u00a0000", "", "annual", "s. 2", "", ""],
        ["loans.growth", "142,9", "e", "annual", "s. 3", '"a ""b"", c"', "d"],
        ["loans.share_children", "40%", "", "annual", "s. 3", "", ""],
        [""] * 7,
    ]
    text = end.join(separator.join(row) for row in rows) + end
    write(mini, FIGURES, (start + text).encode())
    edition = load_edition(mini, 2031).edition
    assert values(edition) == {
        "loans.total": Decimal(1000),
        "loans.growth": Decimal("142.9"),
        "loans.share_children": Decimal(40),
    }
    seen = edition.observations["loans.growth", 2031]
    assert (seen.status, seen.note["fi"], seen.place.line) == (Status.ESTIMATED, 'a "b", c', 3)


def test_columns_may_stand_in_any_order_and_short_rows_end_early(mini: Path) -> None:
    """Spreadsheets leave out separators after the last filled cell."""
    write(mini, FIGURES, "value,indicator,source,status,place,note_sv,note_fi\n12,loans.total,annual\n")
    assert values(load_edition(mini, 2031).edition) == {"loans.total": Decimal(12)}


@pytest.mark.parametrize("status", ["M", "O"])
def test_a_missing_value_has_a_status_and_never_a_number(mini: Path, status: str) -> None:
    """It needs no source, since none gives it."""
    write(mini, FIGURES, f"{HEADER}loans.total,,{status},,,,\n")
    seen = load_edition(mini, 2031).edition.observations["loans.total", 2031]
    assert (seen.value, str(seen.status)) == (None, status)


@pytest.mark.parametrize(
    ("row", "code", "remedy"),
    [
        ("loans.totl,1,,annual,,,", "unknown-indicator", "Did you mean 'loans.total'?"),
        ("total,1,,annual,,,", "unknown-indicator", "Did you mean 'loans.total'?"),
        ("zzz,1,,annual,,,", "unknown-indicator", "seeds/indicators.toml"),
        (",1,,annual,,,", "missing-indicator", "Name it"),
        ("loans.total,,,annual,,,", "missing-value", "status O"),
        ("loans.total,1,X,annual,,,", "unknown-status", "U (unconfirmed)"),
        ("loans.total,1,,anual,,,", "unknown-source", "Did you mean 'annual'?"),
        ("loans.total,1,,,,,", "missing-source", "seeds/sources.toml"),
        ("loans.total,1,,annual,,vain suomeksi,", "missing-language", "note_sv"),
        ("loans.per_day,1,,annual,,,", "derived-value", "Delete the row"),
        ("loans.total,NaN,,annual,,,", "not-a-number", "status O"),
        ("loans.total,#N/A,,annual,,,", "cell-error", "status O"),
        ("loans.total,=1+1,,annual,,,", "not-a-number", "paste it as a value"),
        ("loans.total,40%,,annual,,,", "not-a-number", "sign"),
        ("loans.growth,1.234,,annual,,,", "number-ambiguous", "1234"),
        ("loans.total,1,,annual,,,,extra", "cell-without-column", "quotation marks"),
        ('loans.total,1,,annual,,"","",,,"x"', "cell-without-column", "quotation marks"),
        ("loans.total,1,,annual,a\x00b,,", "control-character", "Delete it"),
        ("loans.total,1,,annual,a\u202eb,,", "control-character", "Delete it"),
        ("loans.total,1,,annual,TyÃ¶,,", "text-garbled", "Retype"),
    ],
)
def test_a_faulty_row_is_told_once_at_its_line(mini: Path, row: str, code: str, remedy: str) -> None:
    """The line is that of the row, below a note of two lines."""
    write(mini, FIGURES, f'{HEADER}loans.adults,5,,annual,,"a\nb",c\n{row}\n')
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == (code, Place(FIGURES, 4)), fault
    assert remedy in fault.remedy


def test_an_indicator_that_stands_twice_is_told_with_both_lines(mini: Path) -> None:
    """Two values for one year cannot both be true, even when they agree."""
    write(
        mini,
        FIGURES,
        f"{HEADER}loans.total,1,,annual,,,\nloans.adults,1,,annual,,,\nloans.total,1,,annual,,,\n",
    )
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("indicator-twice", Place(FIGURES, 4))
    assert f"{FIGURES}:2" in fault.message
    assert f"{FIGURES}:4" in fault.message


@pytest.mark.parametrize(
    ("header", "code", "remedy"),
    [
        (
            "indicator,valeu,status,source,place,note_fi,note_sv",
            "missing-column",
            "Rename 'valeu' to 'value'.",
        ),
        ("indicator,value,status,source,place,note_fi", "missing-column", "Add it"),
        ("indicator,value,status,source,place,note_fi,note_sv,value", "column-twice", "Delete one"),
        ("indicator,value,status,source,place,note_fi,note_sv,colour", "unknown-column", "Delete it"),
    ],
)
def test_a_wrong_header_is_told_at_its_line(mini: Path, header: str, code: str, remedy: str) -> None:
    """A misspelt column is one fault, not a missing and an unknown one."""
    write(mini, FIGURES, f"\n{header}\nloans.total,1,,annual,,,\n")
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == (code, Place(FIGURES, 2))
    assert remedy in fault.remedy


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", ",,,\n"])
def test_an_empty_table_is_told_with_its_columns(mini: Path, text: str) -> None:
    """A file of nothing but separators is as empty as one of no bytes."""
    write(mini, FIGURES, text)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("table-empty", Place(FIGURES))
    assert "indicator, value, status" in fault.remedy


def test_a_file_of_nothing_but_a_character_that_cannot_be_printed_is_one_finding(mini: Path) -> None:
    """Nothing is left of it when that is taken away."""
    write(mini, FIGURES, "\x01")
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("control-character", Place(FIGURES, 1))


def seconds(root: Path, rows: int) -> float:
    """Return the processor time that reading so many rows takes, the least of three times."""
    write(root, FIGURES, HEADER + "loans.total,1,,annual,,,\n" * rows)
    spent = []
    for _ in range(3):
        before = process_time()
        (grid,) = read_csv(root, FIGURES, HEADER.strip().split(","), [])
        spent.append(process_time() - before)
        assert grid.lines[-1] == rows + 1
    return min(spent)


def test_the_numbers_of_lines_take_linear_time(mini: Path) -> None:
    """Eight times the rows: about eight times as long, and not sixty-four times."""
    seconds(mini, 10)
    assert seconds(mini, 40_000) < 24 * seconds(mini, 5_000)


def test_a_quotation_mark_that_never_closes_is_told_at_its_line(mini: Path) -> None:
    """Everything after it would be swallowed."""
    write(
        mini,
        FIGURES,
        f'{HEADER}loans.total,1,,annual,,,\nloans.adults,1,,annual,"s. 2,,\nloans.children,1,,annual,,,\n',
    )
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("csv-broken", Place(FIGURES, 3))


@pytest.mark.parametrize(
    ("raw", "line", "found"),
    [
        (MINI[FIGURES].encode("cp1252"), 4, "Windows-1252"),
        (MINI[FIGURES].encode("utf-16"), None, "UTF-16"),
        (MINI[FIGURES].encode("utf-16-le"), None, "UTF-16"),
    ],
)
def test_a_table_in_another_encoding_is_answered_with_how_to_save_it(
    mini: Path, raw: bytes, line: int | None, found: str
) -> None:
    """The line is that of the first byte that is not UTF-8."""
    write(mini, FIGURES, raw)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("not-utf8", Place(FIGURES, line))
    assert found in fault.message
    assert "CSV UTF-8" in fault.remedy


def test_a_year_without_figures_is_told(mini: Path) -> None:
    """The folder promises them."""
    (mini / FIGURES).unlink()
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("missing-file", Place("seeds/2031"))


def test_all_faults_of_all_files_are_told_at_once(mini: Path) -> None:
    """Nobody should have to run the program once for each mistake."""
    edit(mini, FIGURES, "loans.total,1000", "loans.totl,10x0")
    edit(mini, "seeds/2030/figures.csv", ",annual,", ",anual,")
    edit(mini, "seeds/units.toml", 'kind = "count"', 'kind = "counts"')
    edit(mini, "seeds/2031/edition.toml", "2031-12-31", "31.12.2031")
    write(mini, "seeds/terms.toml", "[term\n")
    codes = [fault.code for fault in faults(mini, 2031)]
    assert sorted(codes) == [
        "date-unreadable",
        "not-a-number",
        "toml-broken",
        "unknown-indicator",
        "unknown-source",
        "unknown-value",
    ]
