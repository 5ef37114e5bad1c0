"""Rules on texts: digits come from data, and both languages tell the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit, only
from narrating import FILE, edition, told

from reportgen.findings import Finding, Place, Severity
from reportgen.validate import check_texts
from reportgen.validate.texts import rejected_terms, typed_digits

SWEDISH = "templates/sv/2031/loans.md"
TITLE = "# Lainat\n\n"


def compared(root: Path, fi: str, sv: str) -> tuple[Finding, ...]:
    """Return what the rules say about the two versions of a text."""
    return check_texts(edition(root), [told(root, TITLE + fi), told(root, TITLE + sv, "sv")])


@pytest.mark.parametrize(
    "text",
    [
        "Lainoja oli 1 000.",
        "Vuonna 2031",
        "COVID-19",
        "½ lainaa",
        "٣ lainaa",
        "- 5 lainaa",
        "## Lainat 2031",
        "::: lead\nVuonna 2031\n:::",
        "[vuosi 2031](https://a.example)",
        "{{ year }}5",
    ],
)
def test_a_typed_digit_is_an_error(text: str) -> None:
    """Wherever it stands in the text."""
    found = list(typed_digits(TITLE + text, FILE, "fi"))
    assert {finding.code for finding in found} == {"typed-digit"}
    assert all(finding.severity is Severity.ERROR and finding.remedy for finding in found)


@pytest.mark.parametrize(
    "text",
    [
        "Lainoja {{ year }}",
        "{# vuonna 2031 #}",
        "[a](https://a.example/2031)",
        "<https://a.example/2031>",
        "::: table loans2\n:::",
        '{{ "loans.total" | about(10) }}',
        '{{ "loans.total" | abuot(10) }}',
        '{{ "a.b2" | number(year=previous_year) }}',
        '{{ term("n95") }}',
        "40 m²".replace("40 ", ""),
        "{% if true %}a{% endif %}",
    ],
)
def test_digits_that_are_not_told_are_free(text: str) -> None:
    """Comments, addresses, names of blocks, ids and steps."""
    assert list(typed_digits(TITLE + text, FILE, "fi")) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{% if year > 2030 %}a{% endif %}", [3]),
        ('{% set word = "5 kirjaa" %}\n\n{{ word }}', [3]),
        ('{% for word in ["yksi",\n"2"] %}{{ word }}{% endfor %}', [4]),
        ('{% for id in ["loans.b2"] %}{{ id | number }}{% endfor %}', [3]),
        ('{{ "loans.total" | number(year=2030) }}', [3]),
    ],
)
def test_a_digit_typed_in_a_tag_is_told_once(mini: Path, text: str, lines: list[int]) -> None:
    """With the line of the digit, and nothing else of what is made with it."""
    found = told(mini, TITLE + text).findings
    assert [(one.code, one.place.line) for one in found if one.place] == [("typed-digit", at) for at in lines]


def test_an_id_of_an_indicator_is_free_wherever_it_stands(mini: Path) -> None:
    """A list of ids is looked up, not printed."""
    edit(mini, "seeds/indicators.toml", '"loans.growth"', '"loans.growth2"')
    edit(mini, "seeds/2031/figures.csv", "loans.growth", "loans.growth2")
    assert told(mini, TITLE + '{% for id in ["loans.growth2"] %}{{ id | number }}{% endfor %}').findings == ()


def test_a_typed_digit_names_its_line_and_the_words() -> None:
    """Lines are right after blocks and comments."""
    text = "# A\n{#\n#}\n{% if year %}\nb 5 c 6\n{% endif %}\n{{ a }} 7\n"
    found = list(typed_digits(text, FILE, "sv"))
    assert [finding.place for finding in found] == [Place(FILE, 5), Place(FILE, 7)]
    assert found[0].message.endswith(": 5 6")
    assert {finding.lang for finding in found} == {"sv"}


CHART = 'kind = "bars"\nindicators = ["loans.children", "loans.adults"]\n'


def alternatives(root: Path, fi: str, sv: str) -> tuple[Finding, ...]:
    """Return what the rules say of a chart whose author wrote what it shows."""
    edit(
        root,
        "seeds/2031/edition.toml",
        CHART,
        f"{CHART}years = [2031]\nalt = {{ fi = '{fi}', sv = '{sv}' }}\n",
    )
    narratives = [told(root, f"{TITLE}a"), told(root, f"{TITLE}a", "sv")]
    checked = check_texts(edition(root), narratives)
    return (*checked, *(found for narrative in narratives for found in narrative.findings))


def test_a_digit_typed_in_the_alternative_text_of_a_chart_is_an_error(mini: Path) -> None:
    """The finding stands at the line of the text in the edition, once for each language that has one."""
    found = alternatives(mini, "Aikuisten lainoja on 600.", "Vuxna lånar {{ 600 }}.")
    assert [(one.code, one.severity, one.lang) for one in found] == [
        ("typed-digit", Severity.ERROR, "fi"),
        ("typed-digit", Severity.ERROR, "sv"),
    ]
    lines = (mini / "seeds/2031/edition.toml").read_text("utf-8").splitlines()
    for one in found:
        assert one.place is not None
        assert one.place.file == "seeds/2031/edition.toml"
        assert lines[(one.place.line or 0) - 1].startswith("alt = ")
    assert found[0].message.endswith(": 600.")


def test_an_alternative_text_that_asks_for_its_digits_has_no_finding(mini: Path) -> None:
    """Values, years, and dates of the edition by name."""
    fi = 'Aikuisten lainoja on {{ "loans.adults" | about(10) }} vuonna {{ year }}, {loans}.'
    assert alternatives(mini, fi, "Vuxna lånar mest den {loans}.") == ()


def test_a_text_that_cannot_be_read_is_left_to_narrating() -> None:
    """Its fault is told once, there."""
    assert list(typed_digits("{{ 5", FILE, "fi")) == []


def test_versions_that_agree_have_no_finding(mini: Path) -> None:
    """Words, sentences and the length of texts may differ."""
    fi = '{{ "loans.total" | number }} lainaa.\n\n- a\n- b'
    sv = 'Utlåningen var **{{ "loans.total" | long }}** i år.\n\n- a\n- b'
    assert compared(mini, fi, sv) == ()


def test_a_value_told_in_one_language_alone_is_an_error(mini: Path) -> None:
    """It is told where it stands, with the file that lacks it."""
    found = only(compared(mini, "a", 'a {{ "loans.total" | number }}'))
    assert (found.code, found.severity) == ("parity-value", Severity.ERROR)
    assert (found.place, found.lang) == (Place(SWEDISH, 3), "sv")
    assert "'loans.total' of 2031" in found.message
    assert FILE in found.message


def test_another_year_or_a_change_is_another_value(mini: Path) -> None:
    """Each side lacks what the other tells."""
    fi = '{{ "loans.total" | number }} {{ "loans.total" | change }}'
    sv = '{{ "loans.total" | number }} {{ "loans.total" | number(year=previous_year) }}'
    found = compared(mini, fi, sv)
    assert [finding.code for finding in found] == ["parity-value", "parity-value"]
    assert "compared with 2030" in found[0].message
    assert "of 2030" in found[1].message


def test_a_value_rounded_in_one_language_alone_is_a_warning(mini: Path) -> None:
    """Nearly 70 in one and 68 in the other was a real slip."""
    found = only(compared(mini, '{{ "loans.growth" | about(10) }}', '{{ "loans.growth" | long }}'))
    assert (found.code, found.severity) == ("parity-rounding", Severity.WARNING)
    assert found.place == Place(FILE, 3)
    assert "140\u00a0prosenttia here and as 142,9\u00a0procent" in found.message
    assert f"{SWEDISH}:3" in found.message


@pytest.mark.parametrize(
    ("fi", "sv", "message"),
    [
        ("a", "a\n\nb", "Block 2 is a paragraph here (sv) but nothing"),
        ("a", "## b\n\na", "Block 1 is a heading of level 3 here (sv) but a paragraph"),
        ("- a\n- b", "- a", "Block 1 is a list of 1 here (sv) but a list of 2"),
        ("::: tiles\n### a\n### b\n:::", "::: tiles\n### a\n:::", "tiles of 1 here (sv) but tiles of 2"),
        ("::: note\na\n:::", "a", "a paragraph here (sv) but a note of 1"),
        ("::: lead\na\n:::", "a", "a paragraph here (sv) but a paragraph (lead)"),
        ("::: table loans\n:::", "::: chart loans\n:::", "chart loans here (sv) but table loans"),
        ("::: contents\na\n:::", "::: photo librarian\n:::", "photo librarian here (sv) but contents"),
    ],
)
def test_another_structure_is_a_warning(mini: Path, fi: str, sv: str, message: str) -> None:
    """The first difference of a section is told, in the other language's file."""
    found = only(compared(mini, fi, sv))
    assert (found.code, found.severity) == ("parity-structure", Severity.WARNING)
    assert (found.place, found.lang) == (Place(SWEDISH), "sv")
    assert message in found.message


def test_a_section_that_is_missing_in_one_language_is_left_to_narrating(mini: Path) -> None:
    """There is nothing to compare."""
    one, other = told(mini, TITLE + "a"), told(mini, "{{", "sv")
    assert check_texts(edition(mini), [one, other]) == ()


REJECTED = {"hälsocentral": "hälsostation"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Alla hälsocentraler är öppna.", [3]),
        ("Vi har\ntvå Hälsocentraler.", [4]),
        ("En barnhälsocentral är något annat.", []),
        ("{# hälsocentral #}", []),
        ("Alla hälsostationer är öppna.", []),
    ],
)
def test_a_word_that_another_term_was_chosen_for_is_told_with_its_line(text: str, lines: list[int]) -> None:
    """Inflected or not, at the beginning of a word; the finding names the term to write."""
    found = list(rejected_terms(TITLE + text, FILE, "sv", REJECTED))
    assert [(one.code, one.place.line) for one in found if one.place] == [
        ("rejected-term", at) for at in lines
    ]
    assert all("hälsostation" in one.remedy for one in found)
