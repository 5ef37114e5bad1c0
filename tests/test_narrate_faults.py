"""Bad templates: every fault is told at once, with file, line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit, only, write
from narrating import FILE, edition, faults, told

from reportgen.findings import Place, Severity
from reportgen.narrate import narrate
from reportgen.narrate.environment import render
from reportgen.narrate.report import CitationLog, Report
from reportgen.narrate.vocabulary import USAGE, vocabulary


@pytest.mark.parametrize(
    ("expression", "code", "message", "remedy"),
    [
        ('"loans.totl" | number', "unknown-indicator", "'loans.totl'", "Did you mean 'loans.total'?"),
        ('"xyz" | number', "unknown-indicator", "'xyz'", "loans.adults"),
        (
            '"loans.adults" | change',
            "missing-value",
            "no value for 2030; it has one for 2031",
            "seeds/2030/figures.csv",
        ),
        (
            '"loans.growth" | number(year=previous_year)',
            "missing-value",
            "for 2031",
            "seeds/2030/figures.csv",
        ),
        ('"loans.total" | number(year=1999)', "typed-digit", "1999", "previous_year"),
        ('"loans.total" | number(2030)', "typed-digit", "2030", "previous_year"),
        ('"loans.total" | about(10, form="2")', "typed-digit", "2", "previous_year"),
        ('"loans.total" | trend("a", "b 5", "c")', "typed-digit", "b 5", "previous_year"),
        ("2031", "typed-digit", "2031", "previous_year"),
        ('"loans.total" | numbr', "unknown-filter", "'numbr'", "Did you mean 'number'?"),
        ('"loans.total" | upper', "unknown-filter", "'upper'", "number"),
        ('"library" | term', "unknown-filter", "'term'", 'term("…")'),
        ('number("loans.total")', "unknown-function", "'number'", '"…" | number'),
        ('trm("library")', "unknown-function", "'trm'", "Did you mean 'term'?"),
        ("yaer", "unknown-variable", "'yaer'", "Did you mean 'year'?"),
        ("term", "unknown-variable", "'term'", 'term("…")'),
        ('term("libary")', "unknown-term", "'libary'", "Did you mean 'library'?"),
        ('person("x")', "unknown-person", "'x'", "librarian"),
        ('office("x")', "unknown-person", "'x'", "seeds/2031/organisation.toml has: librarian."),
        ('date("lons")', "unknown-date", "'lons'", "Did you mean 'loans'?"),
        ('date("plan")', "wrong-date", "a period (2030/2032)", 'period("plan")'),
        ('period("loans")', "wrong-date", "a date (2031-12-31)", 'date("loans")'),
        ('date("loans", "inn")', "bad-arguments", "no date form 'inn'", '"in"'),
        ('link("hme")', "unknown-link", "'hme'", "Did you mean 'home'?"),
        (
            'name("services.storeis")',
            "unknown-name",
            "'services.storeis'",
            "Did you mean 'services.stories'?",
        ),
        ('area("sea")', "unknown-area", "'sea'", "children"),
        ('term(["library"])', "unknown-term", "['library']", "library"),
        ("2031 | number", "bad-arguments", "id of an indicator", '"staff.total" | number'),
        ('"loans.total" | number | short', "bad-arguments", "id of an indicator", "quotes"),
        ('"loans.total" | number(year)', "bad-arguments", "too many positional", "| number"),
        ('"loans.total" | number(yaer=year)', "bad-arguments", "unexpected keyword", "| number"),
        ('"loans.total" | number(year="next")', "bad-arguments", "'next' is not a year", "previous_year"),
        ('"loans.total" | about', "bad-arguments", "missing a required argument: 'step'", "about(10)"),
        ('"loans.total" | about(0)', "bad-arguments", "about(0)", "10 or 1000"),
        ('"loans.total" | about("ten")', "bad-arguments", "about(ten)", "10 or 1000"),
        ('"loans.total" | about(10, form="tiny")', "bad-arguments", "no form 'tiny'", 'form="number"'),
        ('"loans.total" | trend("rose")', "bad-arguments", "missing a required argument", "trend("),
        ('"loans.share_children" | fraction', "no-fraction", "no word for 40", "| short"),
        ('"loans.total" | fraction', "no-fraction", "no word for 1000", "| short"),
        ("term()", "bad-arguments", "missing a required argument", "term("),
    ],
)
def test_a_fault_in_an_expression_names_line_and_remedy(
    mini: Path, expression: str, code: str, message: str, remedy: str
) -> None:
    """The nearest known name is part of the remedy."""
    found = only(told(mini, f"# Lainat\n\nYksi\n{{{{ {expression} }}}}\n").findings)
    assert (found.code, found.place, found.lang) == (code, Place(FILE, 4), "fi")
    assert found.severity is Severity.ERROR
    assert message in found.message
    assert remedy in found.remedy


@pytest.mark.parametrize(
    "construct",
    [
        '{% include "other.md" %}',
        '{% import "other.md" as other %}',
        '{% from "other.md" import name %}',
        '{% extends "other.md" %}',
        "{% block one %}a{% endblock %}",
        "{% macro one() %}a{% endmacro %}",
        "{% filter number %}a{% endfilter %}",
        "{% with one = year %}{{ one }}{% endwith %}",
        "{% set one %}a{% endset %}",
        "{% for a in [year] %}{% for b in [year] %}x{% endfor %}{% endfor %}",
        "{% for a in [year] recursive %}x{% endfor %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ title.format }}",
        "{{ title['upper'] }}",
        "{{ title.upper() }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 2 ** 99999 }}",
        "{{ 'a' ~ title }}",
        "{{ year is defined }}",
        "{{ {'a': year} }}",
        "{{ term(*['library']) }}",
        "{{ term(**{'id': 'library'}) }}",
        "{{ -year }}",
    ],
)
def test_a_template_can_only_ask_choose_and_repeat(mini: Path, construct: str) -> None:
    """Everything else that Jinja knows is refused before it runs."""
    assert ("not-allowed", 3) in faults(told(mini, f"# Lainat\n\n{construct}\n"))


def test_functions_of_jinja_are_not_known(mini: Path) -> None:
    """There is no range to exhaust the memory with."""
    assert faults(told(mini, "# Lainat\n\n{{ range(9) }}\n")) == [("unknown-function", 3)]


def test_a_loop_tells_where_it_begins_and_ends(mini: Path) -> None:
    """`loop.first` and `loop.last` are the attributes that texts need."""
    loop = '{% for id in ["loans.adults", "loans.children"] %}'
    turn = "{{ id | number }}{% if not loop.last %}, {% endif %}{% endfor %}"
    narrative = told(mini, f"# Lainat\n\n{loop}{turn}\n")
    assert narrative.findings == ()
    assert faults(told(mini, "# Lainat\n\n{{ loop.last }}\n")) == [("unknown-variable", 3)]


def test_all_faults_of_all_templates_are_told_at_once(mini: Path) -> None:
    """Nothing stops at the first: an unknown filter, a missing value, a bad block and a broken cover."""
    write(mini, "templates/fi/2031/cover.md", "# {{ titel }}\n\n{% if %}\n")
    narrative = told(
        mini, '# Lainat\n\n{{ "a" | nmber }} {{ "loans.adults" | change }}\n\n::: leed\nx\n:::\n\n{{ yr }}\n'
    )
    assert narrative.findings[0].place == Place("templates/fi/2031/cover.md", 3)
    assert faults(narrative) == [
        ("template-syntax", 3),
        ("unknown-filter", 3),
        ("unknown-variable", 9),
        ("missing-value", 3),
        ("unknown-fence", 5),
    ]


def test_a_fault_in_a_loop_is_told_once(mini: Path) -> None:
    """The same line, the same words: one finding."""
    text = '# Lainat\n\n{% for word in ["a", "b"] %}\n- {{ word }} {{ term("c") }}\n{% endfor %}\n'
    assert faults(told(mini, text)) == [("unknown-term", 4)]


def test_a_variable_without_a_value_is_told_with_its_line(mini: Path) -> None:
    """A name that is set in a branch not taken is undefined when it is used."""
    text = "# Lainat\n\n{% if year < previous_year %}{% set heading = title %}{% endif %}\n\n{{ heading }}\n"
    found = only(told(mini, text).findings)
    assert (found.code, found.place) == ("template-fault", Place(FILE, 5))
    assert "'heading' is undefined" in found.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# A\n\n{{ year", 3),
        ("# A\n\n{% if year %}\nx\n", 3),
        ("# A\n\n{% endfor %}\n", 3),
        ("# A\n{{ 'a }}\n", 2),
        ("{{ " + "(" * 5000 + " }}", None),
    ],
)
def test_a_template_that_cannot_be_read_names_the_line(mini: Path, text: str, line: int | None) -> None:
    """The section is left out; the others are still told."""
    narrative = told(mini, text)
    assert faults(narrative) == [("template-syntax", line)]
    assert [section.id for section in narrative.sections] == ["cover"]


def test_a_missing_template_names_the_file_and_the_one_to_translate(mini: Path) -> None:
    """The remedy is the other language's text."""
    (mini / "templates/sv/2031/loans.md").unlink()
    found = only(narrate(edition(mini), "sv", mini).findings)
    assert (found.code, found.place) == ("missing-template", Place("templates/sv/2031/loans.md"))
    assert (found.lang, found.severity) == ("sv", Severity.ERROR)
    assert "'loans'" in found.message
    assert FILE in found.remedy


def test_a_text_that_no_section_uses_is_a_warning(mini: Path) -> None:
    """A misspelt file name would otherwise go unnoticed."""
    write(mini, "templates/fi/2031/lonas.md", "# X\n")
    found = only(told(mini, "# Lainat\n").findings)
    assert (found.code, found.severity) == ("template-unused", Severity.WARNING)
    assert found.place == Place("templates/fi/2031/lonas.md")


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("# Lainat\n\nYö".encode("latin-1"), "not-utf8", 3),
        ("# Lainat".encode("utf-16"), "not-utf8", None),
        ("# Lainat\n\na\ue000b\n".encode(), "control-character", 3),
        (b"# Lainat\n\na\x07b\n", "control-character", 3),
        ("# Lainat\n\na\u202eb\n".encode(), "control-character", 3),
    ],
)
def test_an_unreadable_text_is_told_in_its_language(
    mini: Path, content: bytes, code: str, line: int | None
) -> None:
    """Wrong encodings, control characters and the characters that mark citations are refused."""
    found = only(told(mini, content).findings)
    assert (found.code, found.place, found.lang) == (code, Place(FILE, line), "fi")


def test_a_folder_in_place_of_a_text_is_a_finding(mini: Path) -> None:
    """Not a traceback."""
    (mini / FILE).unlink()
    (mini / FILE).mkdir()
    assert only(narrate(edition(mini), "fi", mini).findings).code == "file-unreadable"


def test_a_template_must_not_leave_the_project(mini: Path) -> None:
    """The name of a template is a path from outside like any other."""
    edit(mini, "seeds/2031/edition.toml", 'id = "loans"\n', 'id = "loans"\ntemplate = "../../../../x.md"\n')
    codes = {found.code for found in narrate(edition(mini), "fi", mini).findings}
    assert "path-outside" in codes


def test_a_huge_template_is_refused(mini: Path) -> None:
    """A section fills a page or two."""
    assert faults(told(mini, "# Lainat\n\n" + "a" * 300_000)) == [("template-too-big", None)]


def test_a_template_must_not_grow_without_bounds(mini: Path) -> None:
    """A loop over a long list with a long body is stopped."""
    items = ", ".join(["year"] * 5000)
    text = f"# Lainat\n\n{{% for y in [{items}] %}}{'a' * 1000}{{% endfor %}}\n"
    assert faults(told(mini, text)) == [("template-too-big", None)]


def test_every_filter_and_function_has_an_example(mini: Path) -> None:
    """It is the remedy for wrong arguments; the example of each is read by the same rules as any text."""
    whole, log, report = edition(mini), CitationLog(), Report(FILE, "fi")
    words = vocabulary(whole, "loans", log, report)
    assert set(USAGE) == set(words.filters) | set(words.functions)
    examples = "".join(f"{{{{ {usage} }}}}\n" for usage in USAGE.values())
    assert render(examples, words, report) is not None
    assert {found.code.split("-")[0] for found in report.findings} == {"unknown"}


def test_every_finding_has_a_remedy(mini: Path) -> None:
    """Whoever reads a finding learns what to do."""
    text = '# A\n\n# B\n\n<b>\n\n::: x\n:::\n\n{{ "a" | b }} {{ "loans.x" | number }} {{ c }} "\n'
    findings = told(mini, text).findings
    assert len(findings) > 5
    assert all(found.remedy and found.message.endswith((".", "?")) for found in findings)
