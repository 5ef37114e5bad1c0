"""TOML files: every fault is told with its file, its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit, faults, line_of, only, write

from reportgen.findings import Place
from reportgen.sources import load_edition
from reportgen.sources.toml_lines import locate

EDITION = "seeds/2031/edition.toml"
PROJECT = "seeds/project.toml"
INDICATORS = "seeds/indicators.toml"
UNITS = "seeds/units.toml"
ORGANISATION = "seeds/2031/organisation.toml"
LISTS = "seeds/2031/lists.toml"


def test_the_line_of_every_table_key_and_item_is_known() -> None:
    """Headers with quotes, nth tables of an array, tables within them, dotted keys and lists over lines."""
    text = (
        '# [not.this]\n[indicator."staff.total"]\nlabel = { fi = "a" }\n\n'
        '[[unit]]\nid = "a"\n[[unit.unit]]\nid = "b"\n[[unit]]\nid = "c"\n[unit.more]\n'
        'rows = [\n  "x",\n  "[[unit]]",\n]\nnote = """\n[fake]\nid = 1\n"""\na.b = 1\n'
    )
    lines = locate(text)
    assert lines["indicator", "staff.total"] == 2
    assert lines["indicator", "staff.total", "label"] == 3
    assert lines["unit", 0] == 5
    assert lines["unit", 0, "unit", 0, "id"] == 8
    assert lines["unit", 1, "id"] == 10
    assert lines["unit", 1, "more", "rows"] == 12
    assert lines["unit", 1, "more", "rows", 1] == 14
    assert lines["unit", 1, "more", "note"] == 16
    assert lines["unit", 1, "more", "a", "b"] == 20
    assert ("fake",) not in lines


BROKEN = [
    ('year = 2031\ntitle = "open\n', 2, "no closing quote", "straight quote"),
    ('year = 2031\ntitle = "open”\n', 2, "no closing quote", "straight quote"),
    ("title = 'open", 1, "no closing quote", "straight quote"),
    ('a = 1\nnote = """\nopen\n\n', 2, "no closing quote", "straight quote"),
    ("year = 2031\n\nyear = 2031\n", 3, "'year' stands there twice", "Keep one"),
    ("[dates]\na = 1\n\n[dates]\nb = 2\n", 4, "'dates' stands there twice", "[[section]]"),
    ("[dates\n", 1, "bracket that is opened", "Close it with ]"),
    ("a = [1,\n2,\n\n\n", 1, "bracket that is opened", "Close it with ]"),
    ('rows = [\n  "a",\n  "b"\n  "c",\n]\n', 4, "No comma", "comma"),
    ('a = { fi = "x" sv = "y" }\n', 1, "more follows", "Put a comma"),
    ('title = "Sanoi "hei" heille"\n', 1, "after 'Sanoi'", "typographic"),
    ("title = „Vuosi“\n", 1, "typographic quote „", "straight quotes"),
    ('title = { fi = ”Vuosi”, sv = "År" }\n', 1, "typographic quote ”", "straight quotes"),
    ('title = { fi = "Vuosi",\n  sv = "År" }\n', 1, "over the end of the line", "on one line"),
    ("title = Vuosi 2031\n", 1, "'Vuosi 2031' stands there without quotes", "into quotes"),
    ("focus = [0.5, 0,4\n", 1, "'0,4' has a decimal comma", "point"),
    ("size = 10,5\n", 1, "'10,5' has a decimal comma", "10.5"),
    ("a = { size = 10,5, b = 1 }\n", 1, "'10,5' has a decimal comma", "10.5"),
    ("published = 31.12.2031\n", 1, "'31.12.2031' is not a date", "2025-03-31"),
    ("published = 2031-02-30\n", 1, "does not exist", "2025-03-31"),
    ('file = "C:\\kuvat\\a.png"\n', 1, "backslash", "assets/picture.png"),
    ('file = "kuvat\\uusi.png"\n', 1, "backslash", "assets/picture.png"),
    ("hidden = True\n", 1, "neither true nor false", "small letters"),
    ("year: 2031\n", 1, "A colon follows 'year'", "equals sign"),
    ("year\n", 1, "'year' has no value", "equals sign"),
    ("year =\n", 1, "'year' has no value", "equals sign"),
    ("[table.hyvä]\n", 1, "'table.hyvä'", "into quotes"),
    ("hyvä = 1\n", 1, "'hyvä'", "into quotes"),
    ("a = 5 %\n", 1, "More follows", "into quotes"),
    ("a = " + "[" * 5000, 1, "too deeply", "fewer levels"),
    ("[" + ".".join("a" * 4000) + "]\n", 1, "too deeply", "fewer levels"),
    ("a = " + "9" * 5000, 1, "larger than any", "Correct the number"),
    ("a = 1e99999999999999999999", 1, "larger than any", "Correct the number"),
]


@pytest.mark.parametrize(("broken", "line", "message", "remedy"), BROKEN)
def test_broken_toml_is_told_with_its_line_in_words_of_a_writer(
    mini: Path, broken: str, line: int, message: str, remedy: str
) -> None:
    """Nesting and numbers beyond what the parser bears are told likewise, never as a crash."""
    write(mini, EDITION, broken)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("toml-broken", Place(EDITION, line))
    assert message in fault.message
    assert remedy in fault.remedy


HEADER = 'header = { fi = "Lainaajat", sv = "Låntagare" }\n'


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "at", "remedy"),
    [
        # keys
        (EDITION, 'accent = "primary"', 'acent = "primary"',
         "unknown-key", "acent", "Did you mean 'accent'?"),
        (EDITION, 'layout = "staff"', 'colour = "blue"', "unknown-key", "colour", "Use one of: accent"),
        (EDITION, "published =", "publised =", "unknown-key", "publised", "Did you mean 'published'?"),
        (EDITION, "published = 2032-02-01\n", "", "missing-key", "year", "Add 'published'."),
        (UNITS, 'kind = "count"\n', "", "missing-key", "[unit.loan]", "Add 'kind'."),
        (EDITION, 'header = { fi = "Lainaajat"', 'headers = { fi = "Lainaajat"', "unknown-key", "headers = ",
         "Did you mean 'header'?"),
        (EDITION, HEADER, "", "missing-key", "[table.loans]", 'Add header = { fi = "…", sv = "…" }.'),
        # types and values
        (EDITION, "seed = 7", 'seed = "7"', "wrong-type", "seed", "a whole number"),
        (EDITION, "seed = 7", "seed = true", "wrong-type", "seed", "a whole number"),
        (EDITION, "2032-02-01", '"2032-02-01"', "wrong-type", "published", "without quotes"),
        (EDITION, '["value", "share"]', '["value", 2]', "wrong-type", "columns", "list"),
        (EDITION, 'name = { fi = "Kansi", sv = "Omslag" }', 'name = "Kansi"',
         "wrong-type", "Kansi", "a table"),
        (EDITION, 'id = "cover"', 'id = ""', "missing-text", 'id = ""', "Fill it in"),
        (EDITION, "year = 2031", "year = 2032", "year-differs", "year", "Correct"),
        (EDITION, 'file = ""', 'focus = [0.5, 1.5]', "unknown-value", "focus", "[0.5, 0.4]"),
        (EDITION, 'file = ""', 'focus = [0.5]', "unknown-value", "focus", "[0.5, 0.4]"),
        (UNITS, '"percent"\n', '"procent"\n', "unknown-value", "procent", "Did you mean 'percent'?"),
        (INDICATORS, "decimals = 1", "decimals = 12", "unknown-value", "decimals = 12", "from 0 to 9"),
        (INDICATORS, 'good = "up"', 'good = "upp"', "unknown-value", "good", "Did you mean 'up'?"),
        # languages
        (EDITION, ', sv = "Utlåning" }', " }", "missing-language", "Lainaus\" }", 'sv = "…"'),
        (EDITION, 'sv = "Utlåning"', 'sv = "Utlåning", en = "Loans"',
         "unknown-key", "Loans", "Use one of: fi, sv."),
        (EDITION, 'sv = "Utlåningen i siffror"', 'sv = " "', "missing-language", "subtitle", 'sv = "…"'),
        (INDICATORS, 'sv = "Utlåning"\n', "", "missing-language", "[theme.loans]", 'sv = "…"'),
        # names of other things
        (EDITION, '    "loans.children",\n', '    "loans.childern",\n',
         "unknown-indicator", "childern", "'loans.children'"),
        (EDITION, 'total = "loans.total"', 'total = "total"',
         "unknown-indicator", "total =", "'loans.total'"),
        (EDITION, '["loans.children", "loans.adults"]', '["adults"]',
         "unknown-indicator", "adults", "'loans.adults'"),
        (EDITION, '["value", "share"]', '["value", "shares"]', "unknown-column", "columns", "'share'"),
        (EDITION, "Lån {loans}", "Lån {loan}", "unknown-date", "caption", "'loans'"),
        (EDITION, 'kind = "bars"', 'kind = "bars"\nyears = ["2031"]', "wrong-type", "years", "list"),
        (INDICATORS, 'part_of = "loans.total"\n\n[indicator."loans.children"]',
         'part_of = "loan.total"\n\n[indicator."loans.children"]', "unknown-indicator",
         "loan.total", "'loans.total'"),
        (INDICATORS, 'theme = "loans"\nunit = "percent"\nlabel', 'theme = "loan"\nunit = "percent"\nlabel',
         "unknown-theme", 'theme = "loan"', "'loans'"),
        (INDICATORS, 'decimals = 0', 'decimals = 0\narea = "childern"', "unknown-area", "area", "'children'"),
        (LISTS, 'area = "children"', 'area = "childs"', "unknown-area", "area", "'children'"),
        (ORGANISATION, 'head = "librarian"', 'head = "libarian"', "unknown-person", "head", "'librarian'"),
        (ORGANISATION, 'fi = "https://kirjasto.example"', 'fi = "kirjasto"',
         "unknown-address", "href", "https://"),
        (PROJECT, '["fi", "sv"]', '["fi", "sv", "svv"]', "unknown-language", "languages", "'sv'"),
        # shapes
        (EDITION, 'shares = ["loans.share_children"]', 'shares = ["loans.growth", "loans.share_children"]',
         "shares-count", "shares", "one share for each row"),
        (EDITION, 'id = "loans"', 'id = "cover"', "id-twice", 'layout = "staff"', "another id"),
        (INDICATORS, '"per_day", of = ["loans.total"]', '"difference", of = ["loans.total"]',
         "formula-operands", "formula", "'of'"),
        (INDICATORS, '"per_day", of = ["loans.total"]', '"per_day", of = ["loans.per_day"]', "circle",
         '[indicator."loans.per_day"]', "Remove one"),
    ],
)  # fmt: skip
def test_a_fault_in_a_toml_file_is_told_once_at_its_line(
    mini: Path, file: str, old: str, new: str, code: str, at: str, remedy: str
) -> None:
    """The place is the very line that must be changed, and the remedy names what to write."""
    edit(mini, file, old, new)
    fault = only(faults(mini, 2031))
    expected = line_of(mini, file, at) - (1 if code == "id-twice" else 0)
    assert (fault.code, fault.place) == (code, Place(file, expected)), fault
    assert remedy in fault.remedy


def test_an_indicator_that_is_part_of_itself_in_two_steps_is_a_circle(mini: Path) -> None:
    """Its sum could never be computed."""
    edit(mini, INDICATORS, 'good = "up"', 'good = "up"\npart_of = "loans.adults"')
    fault = only(faults(mini, 2031))
    assert fault.code == "circle"
    assert "loans.adults → loans.total" in fault.message
    assert "loans.total → loans.adults" in fault.message


@pytest.mark.parametrize(
    "text",
    ["2024", "2024-10", "2024-02-29", "2023/2025", "2024-10/2025", "2024-12-31/2025-01-01", "2024/2024"],
)
def test_a_date_of_any_precision_is_accepted(mini: Path, text: str) -> None:
    """A year, a month, a day, or two of them in order."""
    edit(mini, EDITION, '"2030/2032"', f'"{text}"')
    assert load_edition(mini, 2031).edition.dates["plan"] == text


@pytest.mark.parametrize(
    "text",
    ["31.12.2024", "2024-13", "2023-02-29", "2025/2023", "2023/2024/2025", "2024/", "24", "2024-1-1", "soon"],
)
def test_what_is_no_date_is_told_at_its_line(mini: Path, text: str) -> None:
    """The calendar is consulted: not every year has a 29 February."""
    edit(mini, EDITION, '"2030/2032"', f'"{text}"')
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("date-unreadable", Place(EDITION, line_of(mini, EDITION, "plan =")))
    assert "2024-12-31" in fault.remedy


@pytest.mark.parametrize("name", ["seeds/units.toml", "seeds/indicators.toml", "seeds/sources.toml"])
def test_a_missing_file_is_one_finding_and_does_not_make_others(mini: Path, name: str) -> None:
    """Without its catalogue nothing that refers to it can be judged, so nothing is."""
    (mini / name).unlink()
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("missing-file", Place(name))


@pytest.mark.parametrize("name", ["seeds/terms.toml", ORGANISATION, LISTS])
def test_terms_organisation_and_lists_may_be_left_out(mini: Path, name: str) -> None:
    """An organisation that needs none of them writes none."""
    (mini / name).unlink()
    assert load_edition(mini, 2031).findings == ()
