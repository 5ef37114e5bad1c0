"""What strangers found in texts: each fault by its number with the right value, and others of its kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit, only
from narrating import FILE, body, edition, faults, loans, told

from reportgen.findings import Place, Severity
from reportgen.model.document import Block, BulletList, Paragraph, plain
from reportgen.validate import check_texts
from reportgen.validate.stored import stored_leftovers

TITLE = "# Lainat\n\n"


def words(block: Block) -> object:
    """Return the words of paragraphs and lists."""
    match block:
        case Paragraph(children=children):
            return plain(children)
        case BulletList(items=items):
            return [words(inner) for item in items for inner in item]
        case _:
            return block


# ---------------------------------------------------------------- S2: lines that end with a tag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- asiointi{% if year %} yhteensä{% endif %}\n- b", [["asiointi yhteensä", "b"]]),
        ("asiointi{% if year %} yhteensä{% endif %}\nb", ["asiointi yhteensä b"]),
        ("- a {# remark #}\n- b", [["a", "b"]]),
        ("- a {# over\nlines #}\n- b", [["a", "b"]]),
        ("a\n{# over\n\nlines #}\nb", ["a b"]),
        ("a\n{% if false %}b{% endif %}\nc", ["a c"]),
        ("- a\n{% if false %}- b{% endif %}\n- c", [["a", "c"]]),
        ("- a\n  {% if year %}\n- b\n  {% endif %}\n- c", [["a", "b", "c"]]),
        ("a{% set x = [\n'c'\n] %}\nb", ["a b"]),
        ("a\n{% set x = [\n'c'\n] %}\nb", ["a b"]),
        ("a\n{% if year %}{% if year %}\nb\n{% endif %}{% endif %} {# c #}\nd", ["a b d"]),
        ("{% for x in ['a', 'b'] %}\n- {{ x }}\n{% endfor %}\n- c", [["a", "b", "c"]]),
        ("{% for x in ['a', 'b'] %}- {{ x }}\n{% endfor %}", [["a", "b"]]),
        ("- a {%- if year %} b{%- endif %}\n- c", [["a b", "c"]]),
        ("- a\n{%- if year %}\n- b\n{%- endif %}\n- c", [["a", "b", "c"]]),
        ("a\n{% raw %}\nb\n\nc\n{% endraw %}\nd", ["a b", "c d"]),
        ("a\r\n{% if year %}\r\nb{% endif %}\r\nc", ["a b c"]),
        ("a\n\n{% if year %}\n\nb\n\n{% endif %}\n\nc", ["a", "b", "c"]),
        ("::: note\n- a{% if year %} b{% endif %}\n- c\n:::{# d #}\ne", None),
        ("a\n{{ 'loans.total' | trend('', 'b', 'b') }}\nc", ["a c"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", ""])
def test_s2_only_a_line_of_nothing_but_tags_loses_its_end(
    mini: Path, text: str, expected: list[object] | None, end: str
) -> None:
    """Bullets stay apart, words are not glued, and no empty line parts what belongs together."""
    narrative = told(mini, f"{TITLE}{text}{end}")
    assert narrative.findings == ()
    blocks = loans(narrative.sections).blocks
    if expected is None:
        assert blocks == body(mini, "::: note\n- a b\n- c\n:::\ne")
    else:
        assert [words(block) for block in blocks] == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a{% if year %} b{% endif %}\n{{ x }}", [4]),
        ("a\n{# b\nc #}\n{{ x }}", [6]),
        ("{% set b = [\n'c'\n] %}\nd {{ x }}\n{{ y }}", [6, 7]),
        ("a\n{%- if year -%}\n b {{ x }}\n{%- endif %}\nc {{ y }}", [5, 7]),
        ("{% for b in ['c', 'd'] %}\n{{ b }}\n{{ x }}\n{% endfor %}\n{{ y }}", [5, 7]),
        ('{% if false %}\na\n{% else %}\n"b"\n{% endif %}\n"c"', [6, 8]),
    ],
)
def test_s2_findings_keep_their_lines(mini: Path, text: str, lines: list[int]) -> None:
    """Whatever the lines above them lost."""
    assert [line for _, line in faults(told(mini, TITLE + text))] == lines


# ---------------------------------------------------------------- S3: what reads as a value and is none

NUMBER = '{{ "loans.total" | number }}'


@pytest.mark.parametrize(
    ("text", "code", "remedy"),
    [
        ('Meillä on {{ "loans.total" }} lainaa.', "bad-value", f"Write {NUMBER}."),
        ('{{ "loans.totl" }}', "bad-value", f"Did you mean {NUMBER}?"),
        ('{{ "loans.total | number" }}', "bad-value", f"Write {NUMBER}."),
        ('{{ "sanoja" }}', "bad-value", "Write words without braces"),
        ('{{ "library" }}', "bad-value", '{{ term("library") }}'),
        ('{{ "plan" }}', "bad-value", '{{ period("plan") }}'),
        ('{{ "loans.x9" }}', "bad-value", "Did you mean"),
        ('{% set x = "loans.total" %}{{ x }}', "bad-value", f"Write {NUMBER}."),
        ('{% set x = "loans.totl" %}{{ x }}', "bad-value", f"Did you mean {NUMBER}?"),
        ('{% for x in ["loans.total"] %}{{ x }}{% endfor %}', "bad-value", f"Write {NUMBER}."),
        ('{{ "loans.total" if year else "a" }}', "bad-value", f"Write {NUMBER}."),
        ('{{ "loans.total" | trend("loans.total", "b", "c") }}', "bad-value", f"Write {NUMBER}."),
        ("{{ 3 }}", "typed-digit", "previous_year"),
        ("{{ 1e400 }}", "typed-digit", "previous_year"),
        ("{{ 1 + 2 }}", "not-allowed", "no computing"),
        ("{{ year + 1 }}", "not-allowed", "no computing"),
        ("{{ year * 2 }}", "not-allowed", "no computing"),
        ('{{ "a" ~ "b" }}', "not-allowed", "side by side"),
        ('{{ ["loans.total"] }}', "bad-value", "{% for id in"),
        ("{{ none }}", "bad-value", "without braces"),
        ("{{ true }}", "bad-value", "without braces"),
        ("{{ year > previous_year }}", "bad-value", "without braces"),
        ("{{ heading }}", "unknown-variable", "previous_year"),
        ('{{ "loans.total" | number | upper }}', "unknown-filter", "texts do not"),
        ('{{ "loans.total" | replace("a", "b") }}', "unknown-filter", "| number"),
        ('{{ "loans.total" | default("a") }}', "unknown-filter", "| number"),
        ('{{ "loans.total" | round }}', "unknown-filter", "about(10)"),
        ('{{ "loans.total" | int }}', "unknown-filter", "| number"),
        ('{{ "%s" | format("loans.total") }}', "unknown-filter", "| number"),
        ('{{ "loans.total" | number | number }}', "bad-arguments", "quotes"),
        ('{% if "loans.total" %}a{% endif %}', "bad-value", "| trend("),
        ('{% if not "loans.total" %}a{% endif %}', "bad-value", "| trend("),
        ('{% if year and "loans.total" %}a{% endif %}', "bad-value", "| trend("),
        ('{% if "loans.total" | number %}a{% endif %}', "bad-value", "| trend("),
        ('{% if "loans.total" > 5 %}a{% endif %}', "bad-value", "| most("),
        ('{% if "loans.total" | number > 5 %}a{% endif %}', "bad-value", "| most("),
        ('{% if "loans.total" > year %}a{% endif %}', "bad-value", "| most("),
        ('{% if "loans.total" < "loans.adults" %}a{% endif %}', "bad-value", "| most("),
        ('{% if title == "a" %}a{% endif %}', "bad-value", "| most("),
        ('{{ "a" if "loans.total" else "b" }}', "bad-value", "| trend("),
        ('{% for x in "loans.total" %}a{% endfor %}', "bad-value", '["staff.total", "staff.trainings"]'),
        ("{% for x in title %}a{% endfor %}", "bad-value", '["staff.total", "staff.trainings"]'),
        ("{{ loans.total | number }}", "not-allowed", f"in quotes: {NUMBER}."),
        ("a {{ loans.total | about(10) }} b", "not-allowed", '{{ "loans.total" | about(10) }}'),
        ("{{ loans.total }}", "not-allowed", f"in quotes: {NUMBER}."),
        ("{{ Loans.Total | number }}", "not-allowed", f"in quotes: {NUMBER}."),
        ("{{ term(library) }}", "not-allowed", '{{ term("library") }}'),
        ("{{ ”loans.total” | number }}", "template-syntax", 'straight quotes (")'),
        ("{{ term(‘library’) }}", "template-syntax", 'straight quotes (")'),
        ('{{ "loans.total" | about(1e-300) }}', "bad-arguments", "10 or 1000"),
        ('{{ "loans.total" | about(true) }}', "bad-arguments", "10 or 1000"),
    ],
)
def test_s3_what_reads_as_a_value_and_is_none_is_refused(
    mini: Path, text: str, code: str, remedy: str
) -> None:
    """One error, at its line, with how it is written."""
    found = only(told(mini, TITLE + text).findings)
    assert (found.code, found.severity, found.place) == (code, Severity.ERROR, Place(FILE, 3))
    assert remedy in found.remedy


def test_s3_quotes_of_a_word_processor_hide_no_other_fault(mini: Path) -> None:
    """Each line with such quotes is told; quotes among words, and in strings, are the author's."""
    strings = '{{ "loans.total" | trend("”b”", "c", "d") }}'
    text = f"a ”b” {{{{ ”loans.total” | number }}}}\n{{{{ “loans.totl” | number }}}} {strings}"
    assert faults(told(mini, TITLE + text)) == [
        ("template-syntax", 3),
        ("template-syntax", 4),
        ("unknown-indicator", 4),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% if year > previous_year %}a{% endif %}", "a"),
        (
            "{% for id in ['loans.x', 'loans.y'] %}{% if id == 'loans.y' %}a{% endif %}{% endfor %}",
            "a",
        ),
        ("{% set x = 'a' if year else 'b' %}{{ x }}", "a"),
        ("a{{ 'b' if year < previous_year }}", "a"),
        ("{% if year in [previous_year, year] %}a{% endif %}", "a"),
        ("{% for id in ['loans.adults'] if id not in ['loans.total'] %}a{% endfor %}", "a"),
    ],
)
def test_s3_years_and_names_may_be_compared(mini: Path, text: str, shown: str) -> None:
    """A choice between words is what conditions are for."""
    (block,) = body(mini, text)
    assert words(block) == shown


# ---------------------------------------------------------------- S4: signs that would be printed


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ('{ "loans.total" | number }', NUMBER),
        ('{ { "loans.total" | number } }', NUMBER),
        ('{"loans.total"|number}', '{{ "loans.total"|number }}'),
        ('{% raw %}{{ "loans.total" | number }}{% endraw %}', "without {% raw %}"),
        ("&#123;&#123; a }}", "without {% raw %}, entities"),
        ("{loans}", "Leave braces out"),
        ("a }} b", "Leave braces out"),
        ("a %} b", "Leave braces out"),
        ("{{ year }} | long", "double braces"),
        ('"loans.total" | number', "double braces"),
        ("loans.total", NUMBER),
        ("Lainoja oli **loans.total**.", NUMBER),
        ("- a ::: note", "a line of its own"),
        ("a :::: b", "a line of its own"),
        ("[a] {lang=sv}", "[passage]{lang=sv}"),
        ("a {lang=sv}", "[passage]{lang=sv}"),
        ("[a](https://a b.example)", "no space"),
        ("[a] (https://a.example)", "no space between"),
        ("[a] (www.a.example)", "no space between"),
        ("[a] (b@a.example)", "no space between"),
        ("[**a** b](c d)", "no space"),
        ("[a][b]", "[words](https://…)"),
        ("[a]: https://a.example", "[words](https://…)"),
        ("[[a]]", "[words](https://…)"),
        ("<https://a.example", "[words](https://…)"),
        ("a[^b]", "::: note"),
        ("- [ ] a", "no boxes"),
        ("**a", "**strong words**"),
        ("a** b", "**strong words**"),
        ("** a **", "**strong words**"),
        ("a __b", "**strong words**"),
        ("## **a", "**strong words**"),
        ("a `b", "backtick"),
        ("##Ryhmä", "'## '"),
        ("a ## b", "'## '"),
        ("-a", "'- '"),
        ("-\u00a0a", "'- '"),
        (f"-{NUMBER}", "'- '"),
        ("• a", "'- '"),
        ("~~a~~", "struck through"),
        ("&nbps; a", "Type the character"),
        ("&nbsp a", "Type the character"),
        ("&lt;b&gt;a", "Leave the tag out"),
        ("| a | b |", "::: table ID"),
        ("a |\nb", "::: table ID"),
        ("![a] (b)", "::: photo SLOT"),
        ('{{ "loans.total" | trend("**a**", "b", "c") }}', "**strong words**"),
        ('{% set x = "a`" %}a', "backtick"),
    ],
)
def test_s4_a_sign_that_would_be_printed_is_an_error(mini: Path, text: str, remedy: str) -> None:
    """One error, at its line, with the right spelling."""
    found = only(told(mini, TITLE + text).findings)
    assert (found.code, found.severity, found.place) == ("leftover-sign", Severity.ERROR, Place(FILE, 3))
    assert remedy in found.remedy


@pytest.mark.parametrize("text", ["*a", "a _b", "#kirjasto", "– a\n– b"])
def test_s4_a_sign_that_may_be_meant_is_a_warning(mini: Path, text: str) -> None:
    """A footnote's star, a hashtag, lines of a dialogue."""
    found = only(told(mini, TITLE + text).findings)
    assert (found.code, found.severity) == ("leftover-sign", Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb **c\nd", [4]),
        ("a\n\n- b\n- {% if year %}c **d{% endif %}\n- e", [6]),
        ("{# a\nb #}\n- c\n-d", [6]),
        ("## a \\\n**b", [3]),
        ("::: note\na\nb `c\n:::", [5]),
        ("::: figures\n- {{ 'loans.total' | number }} **a** b\n  {c}\n:::", [5]),
        ("a **b\nc **d **e", [3, 4]),
    ],
)
def test_s4_a_sign_is_told_at_its_line(mini: Path, text: str, lines: list[int]) -> None:
    """Inside paragraphs, lists and blocks; once a line."""
    narrative = told(mini, TITLE + text)
    assert faults(narrative) == [("leftover-sign", line) for line in lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":: lead\na\n:::", [3]),
        (":: lead\na\n::", [3, 5]),
        ("::lead\na\n:::", [3]),
        (": :: lead\na\n:::", [3]),
        ("::: lead\na\n::", [5]),
        ("::: lead\na :::", [4]),
        ("::", [3]),
        ("  ::: lead\n  a\n  :::", []),
    ],
)
def test_s4_the_line_of_a_block_may_be_misspelt_but_is_read_as_meant(
    mini: Path, text: str, expected: list[int]
) -> None:
    """Each such line is one finding; nothing follows from it."""
    assert faults(told(mini, TITLE + text)) == [("fence-syntax", line) for line in expected]


@pytest.mark.parametrize(
    "text",
    [
        "C# ja F#", "5 * a".replace("5", "b"), "alle <b v.", "< a", "a/b", "esim. [sic]", "[sic] (huom.)",
        "kello a::", "a_b_c", "R&D; H&M", "AT&T", "a > b < c", "a = b", "@a #b", "a % b", "a – b",
        "”a” ’b’", "a | b", "a...", "hel.fi/a_b", "a.b@hel.fi", "a*", "tai/ja; (ks. [a])", "~a", "a -b",
        "a ^ b", "$a", "Nimi: ____", "a * b * c", "(a)(b)", "§ a", "[a]", "a – b\nja – c", "a\n– ja b",
        "a &amp; b", "a&nbsp;b", "a\\*b\\*\\*", "\\{a\\}", "a\u00a0b", "**a** *b* __c__ _d_", "- a\n\n  b",
        "[a](https://a.example/b_c?d={e}&f)", "<https://a.example/b_c>", "[a **b**]{lang=sv}", "klo a–b: c",
    ],
)  # fmt: skip
def test_s4_ordinary_prose_keeps_its_signs(mini: Path, text: str) -> None:
    """No false alarm."""
    assert told(mini, TITLE + text).findings == ()


def test_s4_a_title_without_its_space_is_told_once(mini: Path) -> None:
    """With the line as it should be."""
    found = only(told(mini, "#Lainat\n\na\n").findings)
    assert (found.code, found.place) == ("missing-title", Place(FILE, 1))
    assert "'# Lainat'" in found.remedy


STORED = [
    ("seeds/terms.toml", 'fi = "kirjasto"', 'fi = "**kirjasto**"', None),
    ("seeds/indicators.toml", 'fi = "Lainat"', 'fi = "Lainat&nbsp;a"', 5),
    ("seeds/indicators.toml", 'fi = "Lainat"', 'fi = "Lainat {{ a }}"', 5),
    ("seeds/indicators.toml", 'fi = "Lainat"', 'fi = "loans.adults"', 5),
    ("seeds/2031/figures.csv", '"Myös\nkouluille"', "Myös <b>kouluille</b>", 4),
    ("seeds/2031/organisation.toml", 'fi = "Kirjastonhoitaja"', 'fi = "`Kirjastonhoitaja"', None),
    ("seeds/2031/lists.toml", '"Satutunnit"', '"[Satutunnit](https://a.example)"', None),
    ("seeds/sources.toml", '"Kirjaston vuosi"', '"Kirjaston {vuosi}"', None),
]


@pytest.mark.parametrize(("file", "old", "new", "line"), STORED)
def test_s4_texts_of_the_data_pass_the_same_table(
    mini: Path, file: str, old: str, new: str, line: int | None
) -> None:
    """Captions, labels, names and notes are printed as they are stored; the place is as near as is known."""
    edit(mini, file, old, new)
    found = only(tuple(stored_leftovers(edition(mini), "fi")))
    assert (found.code, found.severity, found.lang) == ("leftover-sign", Severity.ERROR, "fi")
    assert found.place == Place(file, line)
    assert list(stored_leftovers(edition(mini), "sv")) == []
    assert found in check_texts(edition(mini), [told(mini, "# Lainat\n")])


def test_s4_a_name_that_all_languages_share_is_told_once(mini: Path) -> None:
    """It belongs to none of them."""
    edit(mini, "seeds/2031/organisation.toml", '"Aino Ek"', '"Aino `Ek`"')
    narratives = [told(mini, "# Lainat\n"), told(mini, "# Lån\n", "sv")]
    found = {one for one in check_texts(edition(mini), narratives) if one.code == "leftover-sign"}
    assert [one.lang for one in found] == [None]


def test_s4_a_stored_word_is_told_where_it_is_stored(mini: Path) -> None:
    """Not also in the text that asks for it."""
    edit(mini, "seeds/terms.toml", 'fi = "kirjasto"', 'fi = "**kirjasto** {a} loans.total"')
    assert told(mini, TITLE + '{{ term("library") }}, **{{ term("library") }}**').findings == ()


def test_s4_a_table_may_name_a_date_in_its_caption(mini: Path) -> None:
    """In one pair of braces; other signs stand there as they would anywhere."""
    assert list(stored_leftovers(edition(mini), "fi")) == []
    edit(mini, "seeds/2031/edition.toml", '"Lainat {loans}"', '"**Lainat {loans}"')
    found = only(tuple(stored_leftovers(edition(mini), "fi")))
    line = (mini / "seeds/2031/edition.toml").read_text("utf-8").split("\n").index("[table.loans]") + 1
    assert found.place == Place("seeds/2031/edition.toml", line)


@pytest.mark.parametrize(
    ("alt", "code"),
    [
        ("Aikuiset lainaavat eniten, {loans}.", None),
        ('Aikuisia on {{ "loans.adults" | number }}.', None),
        ("**Aikuiset** lainaavat eniten.", "leftover-sign"),
        ('Aikuisia on {{ "loans.adults" }}.', "bad-value"),
        ('Aikuisia on { "loans.adults" | number }.', "leftover-sign"),
        ("Aikuisia on loans.adults.", "leftover-sign"),
    ],
)
def test_s4_alternative_texts_of_charts_pass_the_same_table(mini: Path, alt: str, code: str | None) -> None:
    """At the line of the text in the edition."""
    chart = 'kind = "bars"\nindicators = ["loans.children", "loans.adults"]\n'
    edit(mini, "seeds/2031/edition.toml", chart, f"{chart}alt.fi = '{alt}'\nalt.sv = 'a'\n")
    found = told(mini, "# Lainat\n").findings
    assert [one.code for one in found] == ([code] if code else [])
    assert all(one.place and one.place.line for one in found)


# ---------------------------------------------------------------- N8: one cause, one finding


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            '{% set a = "loans.adults" | since %}{{ a }} {{ "loans.total" | number(year=a) }}',
            "not-comparable",
        ),
        ('{% set a = "loans.adults" | since %}{% if a > year %}b{% endif %}', "not-comparable"),
        ('{% set a = "loans.adults" | since %}{% if a %}b{% endif %}', "not-comparable"),
        ('{% set a = "loans.adults" | since %}{{ "loans.total" | change(base=a) }}', "not-comparable"),
        (
            '{% set a = "loans.adults" | since %}{% set b = a %}{{ "loans.total" | long(year=b) }}',
            "not-comparable",
        ),
        ('{{ "loans.total" | number(year="loans.adults" | since) }}', "not-comparable"),
        ('{% for a in "loans.x" | since %}{{ a }}{% endfor %}', "unknown-indicator"),
        ('{% for a in ["loans.x" | number] %}{{ a }}{% endfor %}', "unknown-indicator"),
        ('{% if "loans.x" | number %}a{% endif %}', "unknown-indicator"),
        ('{% if year > "loans.x" | number %}a{% endif %}', "unknown-indicator"),
        ('{{ "loans.x" | number | short }}', "unknown-indicator"),
        ('{{ "loans.total" | trend("loans.x" | number, "a", "b") }}', "unknown-indicator"),
        ('{{ "loans.total" | most(["loans.adults", "loans.x" | since], "a", "b") }}', "unknown-indicator"),
        ('{{ term("loans.x" | number) }}', "unknown-indicator"),
        ('{{ term(term("librry")) }}', "unknown-term"),
        ('{{ "loans.total" | nmber | short }}', "unknown-filter"),
        ("{% set a = yaer %}{{ a }} {% if a %}b{% endif %}", "unknown-variable"),
        ("{% set a = year + year %}{{ a }}", "not-allowed"),
        ('{% set a, b = ["c", "d"] %}{{ a }}{{ b }}', "not-allowed"),
        ("{% set a %}b{% endset %}{{ a }}", "not-allowed"),
        ("{% if year < previous_year %}{% set a = title %}{% endif %}{{ a }}", "template-fault"),
        ("{% if year < previous_year %}{% set a = title %}{% endif %}{{ a | number }}", "template-fault"),
        ('{{ "a" if yaer else "b" }}', "unknown-variable"),
        ('::: figures\n- {{ "loans.x" | number }} **a**\n:::', "unknown-indicator"),
        ('{{ "loans.total" | number(year="loans.total" | number) }}', "bad-arguments"),
        ('{{ term("loans.total" | number) }}', "unknown-term"),
        ('{{ "loans.total" | about(10, form="loans.total" | number) }}', "bad-arguments"),
    ],
)
def test_n8_a_failed_filter_is_told_once_wherever_it_stands(mini: Path, text: str, code: str) -> None:
    """The first cause alone, in words that people can read."""
    found = only(told(mini, TITLE + text).findings)
    assert found.code == code
    assert not any("\ue000" <= char <= "\ue00f" for char in found.message + found.remedy)


# ---------------------------------------------------------------- messages: signs that nobody sees


@pytest.mark.parametrize(
    ("text", "code", "message", "remedy"),
    [
        ("yksi kaksi\u200bkolme", "control-character", "ZERO WIDTH SPACE", "web page"),
        ("a\u2060b", "control-character", "WORD JOINER", "web page"),
        ("a\u200db", "control-character", "ZERO WIDTH JOINER", "emoji"),
        ("a\u200eb", "control-character", "LEFT-TO-RIGHT MARK", "direction"),
        ("a\u202eb", "control-character", "RIGHT-TO-LEFT OVERRIDE", "direction"),
        ("a\ufeffb", "control-character", "ZERO WIDTH NO-BREAK SPACE", "two were joined"),
        ("a\u2028b", "control-character", "LINE SEPARATOR", "press Enter"),
        ("a\u2029b", "control-character", "PARAGRAPH SEPARATOR", "press Enter"),
        ("a\x0bb", "control-character", "U+000B", "press Enter"),
        ("a\ufffdb", "control-character", "REPLACEMENT CHARACTER", "type it anew"),
        ("\u00a0".join(["sanat"] * 8), "no-break-spaces", "No-break spaces", "ordinary spaces"),
        ("\u202f".join(["sanat"] * 8), "no-break-spaces", "No-break spaces", "ordinary spaces"),
    ],
)
def test_each_sign_that_nobody_sees_has_its_own_advice(
    mini: Path, text: str, code: str, message: str, remedy: str
) -> None:
    """With its name, its line, and where in the line."""
    found = only(told(mini, f"{TITLE}{text}\n").findings)
    assert (found.code, found.place) == (code, Place(FILE, 3))
    assert message in found.message
    assert remedy in found.remedy


def test_a_sign_that_nobody_sees_is_told_with_what_stands_before_it(mini: Path) -> None:
    """Its number in the line, counted from one."""
    found = only(told(mini, f"{TITLE}yksi kaksi\u200bkolme\n").findings)
    assert "at character 11, behind “yksi kaksi”," in found.message


@pytest.mark.parametrize("text", ["s.\u00a0a", "a\u00a0% ja b\u00a0kg, c\u202fe", "soft\u00adhyphen", "a\tb"])
def test_signs_of_a_careful_writer_are_kept(mini: Path, text: str) -> None:
    """No-break spaces beside units, soft hyphens; a tab is a space."""
    (block,) = body(mini, text)
    assert words(block) == text.replace("\t", " ")
