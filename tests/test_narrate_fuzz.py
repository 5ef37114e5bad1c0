"""Random texts: tags change nothing but what they say, and nothing an author types is a fault of the program.

Each test has a short form; ``--hypothesis-profile=long`` tries a thousand texts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MINI, examples, write
from hypothesis import given
from hypothesis import strategies as st
from narrating import FILE, edition, loans, told

from reportgen.model.document import Section
from reportgen.narrate.environment import render
from reportgen.narrate.report import CitationLog, Report
from reportgen.narrate.section import read_section
from reportgen.narrate.vocabulary import vocabulary
from reportgen.validate.texts import typed_digits

random = examples(60)


Reader = Callable[[str], tuple[Section | None, Report]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Return what makes the section of a text, as narrating does, and says what there is to say about it."""
    root = tmp_path_factory.mktemp("library")
    for name, text in MINI.items():
        write(root, name, text)
    library = edition(root)
    spec = next(spec for spec in library.sections if spec.id == "loans")

    def section(text: str) -> tuple[Section | None, Report]:
        log, report = CitationLog(), Report(FILE, "fi")
        shown = render(text, vocabulary(library, "loans", log, report), report)
        list(typed_digits(text, FILE, "fi"))
        if shown is None:
            return None, report
        return read_section(shown, spec, 2, library, log.values.__getitem__, report), report

    return section


# ---------------------------------------------------------------- tags that change nothing

LINES = st.sampled_from(
    [
        "a",
        "b c",
        "- d",
        "- e f",
        "  g",
        "",
        "",
        "## H",
        "**i** j",
        "k \\",
        "::: note\nl\n\n- m\n:::",
        "- n\n  - o",
    ]
)
OPEN = st.sampled_from(
    [
        "{% if year %}",
        "{% if year > previous_year %}",
        "{%if true%}",
        "{% if\n  year\n%}",
        "{% for x in [year] %}",
    ]
)
ALONE = st.sampled_from(
    [
        "{# r #}",
        "{# r\n\ns #}",
        "{% set y = ['t',\n 'u'] %}",
        "{% if false %}v\n\n- w{% endif %}",
        "{%+ set y = year +%}",
    ]
)


@st.composite
def tagged(draw: st.DrawFn) -> tuple[str, str]:
    """Return a text and the same text with tags in it that are always true, or give nothing."""
    lines = draw(st.lists(LINES, min_size=1, max_size=8))
    plain = "\n".join(lines)
    pieces: list[str] = []
    closing = ""
    for line in plain.split("\n"):
        # A tag on a line of its own, indented or not, or at the end of the line; never before its words,
        # where it would be an indentation.
        here = draw(st.sampled_from(["none", "above", "end"] if line.strip() else ["none", "above"]))
        tag = "" if here == "none" else closing or draw(ALONE | OPEN)
        if tag:
            opens = tag.startswith("{%") and "end" not in tag and "set" not in tag
            closing = ("{% endfor %}" if "for" in tag else "{% endif %}") if opens else ""
        indent, space = draw(st.sampled_from(["", "  ", "      ", "\t"])), draw(st.sampled_from(["", " "]))
        pieces += [f"{indent}{tag}{space}"] if here == "above" else []
        pieces.append(line + tag + space if here == "end" else line)
    end = draw(st.sampled_from(["", "\n"]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    whole = "\n".join([*pieces, *([closing] if closing else [])]) + end
    return f"# T\n\n{plain}\n", f"# T\n\n{whole}".replace("\n", newline)


@random
@given(texts=tagged())
def test_tags_that_are_always_true_change_nothing(read: Reader, texts: tuple[str, str]) -> None:
    """Whatever the lines that they stand on."""
    plain, with_tags = texts
    bare, _ = read(plain)
    section, report = read(with_tags)
    assert bare is not None
    assert section is not None, report.findings
    assert section == bare


# ---------------------------------------------------------------- anything at all

PIECES = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "-%}", "{%-", "%", "#", "\n", "\n\n", "\n- ", "\n## ",
    "\n::: ", ":::", "\n:::\n", "::", "lead", "hero", "figures", "table loans", "chart loans", "tiles",
    "note", "contents", "signature librarian", "scorecard", " ", "  ", "    ", "\t", "a", "b", "**", "*",
    "_", "__", "`", "```", "~~~", "[", "]", "](", ")", "(", "{lang=sv}", "{.a #b c=d}", "<", ">", "<b>",
    "</b>", "<!--", "-->", "&amp;", "&#xE000;", "&#0;", "&#xD800;", "&nbsp;", "\\", "\\\n", '"', "'",
    "”", "|", "|-|", "1. ", "> ", "---", "===", "https://a.b", "[^1]", "![", "if ", "endif ", "else ",
    "elif ", "for ", "endfor ", "in ", "set ", "endset ", "raw ", "endraw ", "year", "title",
    "loop.last", "loop", "=", "==", ">", "and ", "or ", "not ", "is ", "~", "+", "-", "*", "/", "1",
    "1e400", "0x9", '"loans.total"', '"loans.adults"', '"x"', "loans.total", " | number", " | since",
    " | about(10)", ' | trend("a", "b", "c")', ' | most(["loans.adults"], "a", "b")', " | upper",
    "year=", 'term("library")', 'link("home")', "term(", ", ", "none", "true", "[1, 2]", "{}", "x", "y",
    ".", "include ", "macro m() ", "call ", "block b ", "import ", "extends ", "with ", "filter number ",
    "autoescape ", "do ", "\u00a0", "\u00ad", "\u200b", "\ue000", "\ue0030\ue004", "\x00", "\r",
    "\u2028", "🙂", "ä", "{{ year }}", '{{ "loans.total" | number }}', "{% if year %}", "{% endif %}",
    "{% endfor %}", "{% set x = ", '{% for x in ["loans.total", "loans.adults"] %}', "{% set x.y = 1 %}",
    '{{ "\\ue000" if x }}',
]  # fmt: skip

TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)


@random
@given(text=TEXTS)
def test_any_text_is_read_or_refused(read: Reader, text: str) -> None:
    """Findings with a place and a remedy, or a section; never anything else."""
    section, report = read(f"# T\n\n{text}")
    assert section is not None or report.findings
    for found in report.findings:
        assert found.remedy, found
        assert found.message.endswith((".", "?")), found
        assert not any("\ue000" <= char <= "\ue00f" for char in found.message + found.remedy), found


EXPRESSIONS = st.recursive(
    st.sampled_from(
        ['"loans.total"', '"loans.adults"', '"x"', "year", "title", "x", "y", "none", "true", "3", "1e400",
         "loop.last", "loans.total", 'term("library")', "[]", "''"]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["number", "since", "about(10)", "upper", "change"])).map(
            " | ".join
        ),
        st.tuples(inner, inner).map(lambda pair: f'({pair[0]}) | trend("a", {pair[1]}, "c")'),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) | number(year={pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f'({pair[0]}) | most([{pair[1]}], "a", "b")'),
        st.tuples(inner, st.sampled_from([">", "==", "in", "and", "or", "+", "~", "not in"]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} if {parts[1]} else {parts[2]})"),
        inner.map(lambda part: f"[{part}, {part}]"),
        inner.map(lambda part: f"not ({part})"),
        inner.map(lambda part: f"term({part})"),
        inner.map(lambda part: f"{part}.y"),
    ),
    max_leaves=6,
)  # fmt: skip
FORMS = [
    "{{{{ {0} }}}}", "{{% set x = {0} %}}{{{{ x }}}}", "{{% if {0} %}}a{{% endif %}}",
    "{{% for x in {0} %}}{{{{ x }}}}{{% endfor %}}", "{{% for x, y in {0} %}}{{{{ x }}}}{{% endfor %}}",
    "- {{{{ {0} }}}} **a** b", "::: figures\n- {{{{ {0} }}}} **a**\n:::", "::: table {{{{ {0} }}}}\n:::",
    "[{{{{ {0} }}}}](https://a.b)", "**{{{{ {0} }}}}**", "## {{{{ {0} }}}}",
    "{{% set x, y = {0} %}}{{{{ y }}}}",
]  # fmt: skip


@random
@given(parts=st.lists(st.tuples(st.sampled_from(FORMS), EXPRESSIONS), min_size=1, max_size=3))
def test_any_expression_is_read_or_refused(read: Reader, parts: list[tuple[str, str]]) -> None:
    """Whatever is printed, set, repeated, compared or handed on; a failed one says so once and no more."""
    text = "\n\n".join(form.format(expression) for form, expression in parts)
    section, report = read(f"# T\n\n{text}")
    assert section is not None or report.findings
    assert not [
        found for found in report.findings if "cannot be rendered" in found.message and found.place is None
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 3000 + "year" + ")" * 3000 + " }}",
        "{{ year" + " and year" * 5000 + " }}",
        "{{ " + "not " * 3000 + "year }}",
        "{{ " + "[" * 500 + "]" * 500 + " }}",
        '{{ "x"' + " | number" * 3000 + " }}",
        "{% if year %}" * 200 + "a" + "{% endif %}" * 200,
        "{{ " + "9" * 5000 + " }}",
        "{{ year" + ".a" * 3000 + " }}",
        "> " * 500 + "a",
        "- " * 500 + "a",
        "[" * 20_000,
        "[a](" * 5_000,
        "*a **b " * 10_000,
        "**a" * 20_000,
        "`" * 3 + "a`b``" * 10_000,
        "{" * 50_000,
        "<" * 50_000,
        "a|" * 20_000,
        "&#" * 30_000,
        "::: " * 20_000,
        ("::: note\na\n:::\n") * 5_000,
        "a\n" * 50_000,
        "[" * 500 + "a" + "]{lang=sv}" * 500,
        "{{ ” }}" * 10_000,
    ],
)
def test_deep_and_long_texts_are_read_or_refused_in_time(mini: Path, text: str) -> None:
    """Nesting beyond what a text needs is a finding, and time grows with length alone."""
    narrative = told(mini, f"# T\n\n{text}\n")
    assert narrative.findings or loans(narrative.sections).title.children
