"""Markdown and fences: text becomes blocks, and what does not fit is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit, only
from narrating import FILE, body, faults, loans, told

from reportgen.findings import Place, Severity
from reportgen.model.document import (
    Block,
    BulletList,
    Cited,
    Contents,
    Emphasis,
    Foreign,
    Heading,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Reference,
    Strong,
    Text,
    Tile,
    Tiles,
)

TOTAL = '{{ "loans.total" | number }}'
SHARE = '{{ "loans.share_children" | short }}'


def text(words: str, role: str = "body") -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph((Text(words),), role)


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("Yksi\nkaksi", (text("Yksi kaksi"),)),
        ("Yksi  \nkaksi", (text("Yksi kaksi"),)),
        ("Yksi\\\nkaksi", (Paragraph((Text("Yksi"), LineBreak(), Text("kaksi"))),)),
        ("Yksi\n\nkaksi", (text("Yksi"), text("kaksi"))),
        ("**Yksi** *kaksi*", (Paragraph((Strong((Text("Yksi"),)), Text(" "), Emphasis((Text("kaksi"),)))),)),
        ("[a](https://a.example)", (Paragraph((Link("https://a.example", (Text("a"),)),)),)),
        ("[a](mailto:a@b.example)", (Paragraph((Link("mailto:a@b.example", (Text("a"),)),)),)),
        ("[På svenska]{lang=sv}!", (Paragraph((Foreign("sv", (Text("På svenska"),)), Text("!"))),)),
        (
            "[a [b](https://b.example) *c*]{lang=sv}",
            (
                Paragraph(
                    (
                        Foreign(
                            "sv",
                            (
                                Text("a "),
                                Link("https://b.example", (Text("b"),)),
                                Text(" "),
                                Emphasis((Text("c"),)),
                            ),
                        ),
                    )
                ),
            ),
        ),
        ("a &amp; b\\*", (text("a & b*"),)),
        ("”Yksi” … ja kaksi...", (text("”Yksi” … ja kaksi..."),)),
        ("- a\n- b", (BulletList(((text("a"),), (text("b"),))),)),
        ("- a\n  - b\n  - c", (BulletList(((text("a"), BulletList(((text("b"),), (text("c"),)))),)),)),
        ("## Ryhmä \\\nkaksi\n\n### Osa", (
            Heading(3, (Text("Ryhmä"), LineBreak(), Text("kaksi"))),
            Heading(4, (Text("Osa"),)),
        )),
        ("::: lead\na\n\nb\n:::", (text("a", "lead"), text("b", "lead"))),
        (":::lead\na\n:::::\nb", (text("a", "lead"), text("b"))),
        ("::: note\na\n\n- b\n:::", (Note((text("a"), BulletList(((text("b"),),)))),)),
        ("::: contents\nSisällys\n:::", (Contents(Heading(2, (Text("Sisällys"),))),)),
        (
            "::: signature librarian\n:::",
            (Paragraph((Text("Aino Ek"), LineBreak(), Text("Kirjastonhoitaja")), "signature"),),
        ),
        ("::: table loans\n:::", (Reference("table", "loans", (), Place(FILE, 3)),)),
        ("::: chart loans\n:::", (Reference("chart", "loans", (), Place(FILE, 3)),)),
        ("::: chart loans\nEniten\naikuisia\n:::", (
            Reference("chart", "loans", (Text("Eniten aikuisia"),), Place(FILE, 3)),
        )),
        ("::: diagram services\n:::", (Reference("diagram", "services", (), Place(FILE, 3)),)),
        ("::: diagram organisation\n:::", (Reference("diagram", "organisation", (), Place(FILE, 3)),)),
        ("::: photo librarian\n:::", (Reference("photo", "librarian", (), Place(FILE, 3)),)),
    ],
)  # fmt: skip
def test_a_text_becomes_blocks(mini: Path, source: str, blocks: tuple[Block, ...]) -> None:
    """The small part of Markdown that is supported, and the fences without values."""
    assert body(mini, source) == blocks


@pytest.mark.parametrize("role", ["hero", "figures", "band"])
def test_a_bullet_in_a_figures_block_is_value_label_and_text(mini: Path, role: str) -> None:
    """Strong words after the value are the label, the rest is the text."""
    (block,) = body(mini, f"::: {role}\n- {TOTAL} **lainaa** vuonna\n  {{{{ year }}}}\n:::")
    value = Cited(0, "1\u00a0000", "", "")
    assert block == KeyFigures((KeyFigure(value, (Text("lainaa"),), (Text("vuonna 2031"),)),), role)


def test_without_strong_words_the_rest_is_the_label(mini: Path) -> None:
    """A label may hold values of its own."""
    (block,) = body(mini, f"::: figures\n- {TOTAL} lainaa\n- {SHARE} **{TOTAL} kirjaa**\n:::")
    assert isinstance(block, KeyFigures)
    assert [figure.label for figure in block.items] == [
        (Text("lainaa"),),
        (Cited(2, "1\u00a0000", "", ""), Text(" kirjaa")),
    ]
    assert [figure.text for figure in block.items] == [(), ()]


@pytest.mark.parametrize("role", ["tiles", "pictures", "numbered"])
def test_tiles_are_heads_with_blocks(mini: Path, role: str) -> None:
    """A tile may have no text, or several blocks."""
    (block,) = body(mini, f"::: {role}\n### Yksi\n### Kaksi \\\nosaa\na\n\n- b\n:::")
    head = Heading(3, (Text("Kaksi"), LineBreak(), Text("osaa")))
    assert block == Tiles(
        (
            Tile(Heading(3, (Text("Yksi"),)), ()),
            Tile(head, (text("a"), BulletList(((text("b"),),)))),
        ),
        role,
    )


@pytest.mark.parametrize(("before", "level"), [("", 3), ("## Ryhmä\n\n", 4), ("## Ryhmä\n\n### Osa\n\n", 4)])
def test_heads_of_tiles_never_skip_a_level(mini: Path, before: str, level: int) -> None:
    """They are one below the heading above them, whatever it is."""
    *_, block = body(mini, f"{before}::: tiles\n### Yksi\na\n:::")
    assert isinstance(block, Tiles)
    assert block.items[0].head.level == level


def test_on_the_cover_headings_are_one_level_higher(mini: Path) -> None:
    """Its title is level 1."""
    edit(mini, "templates/fi/2031/cover.md", "\n\n::: lead", "\n\n## Ryhmä\n\n::: lead")
    narrative = told(mini, "# Lainat\n")
    assert narrative.findings == ()
    assert narrative.sections[0].blocks[0] == Heading(2, (Text("Ryhmä"),))


def test_a_title_may_be_broken_and_hold_values(mini: Path) -> None:
    """A backslash at the end of its line breaks the title there."""
    narrative = told(mini, f"# Lainoja \\\n{TOTAL}\n")
    assert narrative.findings == ()
    value = Cited(0, "1\u00a0000", "", "")
    assert loans(narrative.sections).title == Heading(2, (Text("Lainoja"), LineBreak(), value))


def test_fences_made_by_a_loop_have_the_lines_of_the_template(mini: Path) -> None:
    """Every finding inside names the line that made it."""
    source = '# Lainat\n\n{% for id in ["loans", "x_y"] %}\n::: table {{ id }}\n:::\n\n{% endfor %}\n"a"\n'
    narrative = told(mini, source)
    assert faults(narrative) == [("unknown-table", 4), ("straight-quote", 8)]


@pytest.mark.parametrize(
    ("source", "code", "line", "remedy"),
    [
        ("<b>a</b>", "not-supported", 3, "strong"),
        ("a\n\n<div>\n\nb", "not-supported", 5, "strong"),
        ("a `b`", "not-supported", 3, "backticks"),
        ("    a", "not-supported", 3, "spaces"),
        ("```\na\n```", "not-supported", 3, "backticks"),
        ("a\n![b](https://c.example)", "not-supported", 4, "::: photo"),
        ("> a", "not-supported", 3, "::: note"),
        ("a\n\n***", "not-supported", 5, "Remove the line"),
        ("1. a", "not-supported", 3, "::: numbered"),
        ("|a|b|\n|-|-|\n|c|d|", "not-supported", 3, "::: table ID"),
        ("Ryhmä\n---", "not-supported", 3, "'## '"),
        ("- a\n\n  > b", "not-supported", 5, "::: note"),
        ("#### a", "heading-too-deep", 3, "'### '"),
        ("### a", "heading-skips-level", 3, "'## '"),
        ("# a", "title-misplaced", 3, "'## '"),
        ("::: note\n# a\n:::", "title-misplaced", 4, "'## '"),
        ("- ## a", "heading-in-list", 3, "Move it out"),
        ("- a\n-", "empty-item", 4, "Fill it"),
        ("[a](b.md)", "bad-link", 3, "https://"),
        ("[](https://a.example)", "empty-link", 3, "[ ]"),
        ("[a]{lang=sv .b}", "bad-attribute", 3, "{lang=sv}"),
        ("[a]{.b}", "bad-attribute", 3, "{lang=sv}"),
        ("[a]{lang=ruotsi-kieli}", "bad-attribute", 3, "{lang=sv}"),
        ("a \\", "stray-backslash", 3, "very end"),
        ("a \\b", "stray-backslash", 3, "very end"),
        (":::", "fence-stray", 3, "Remove the line"),
        ("::: lead\na", "fence-unclosed", 3, "':::'"),
        ("::: lead\na\n::: note\nb\n:::", "fence-unclosed", 3, "inside one another"),
        ("::: table loans here\n:::", "fence-syntax", 3, "::: table staff"),
        ("::: leed\na\n:::", "unknown-fence", 3, "Did you mean 'lead'?"),
        ("::: xyz\na\n:::", "unknown-fence", 3, "hero"),
        ("::: table\n:::", "fence-argument", 3, "::: table staff"),
        ("::: lead staff\na\n:::", "fence-argument", 3, "'::: lead'"),
        ("::: table lons\n:::", "unknown-table", 3, "Did you mean 'loans'?"),
        ("::: chart lons\n:::", "unknown-chart", 3, "Did you mean 'loans'?"),
        ("::: diagram servces\n:::", "unknown-diagram", 3, "Did you mean 'services'?"),
        ("::: photo libarian\n:::", "unknown-photo", 3, "Did you mean 'librarian'?"),
        ("::: signature libarian\n:::", "unknown-person", 3, "Did you mean 'librarian'?"),
        ("::: table loans\na\n:::", "fence-content", 3, "right away"),
        ("::: photo librarian\na\n:::", "fence-content", 3, "right away"),
        ("::: signature librarian\na\n:::", "fence-content", 3, "right away"),
        ("::: chart loans\na\n\nb\n:::", "fence-content", 6, "one paragraph"),
        ("::: chart loans\n- a\n:::", "fence-content", 4, "one paragraph"),
        ("::: contents\n:::", "fence-empty", 3, "heading"),
        ("::: lead\n:::", "fence-empty", 3, "paragraphs"),
        ("::: lead\n- a\n:::", "fence-content", 4, "paragraphs"),
        ("::: note\n:::", "fence-empty", 3, "paragraph"),
        ("::: hero\n:::", "fence-empty", 3, "bullets"),
        ("::: hero\na\n:::", "fence-content", 4, "bullets"),
        (f"::: hero\n- {TOTAL} a\n- {TOTAL} b\n:::", "fence-content", 5, "::: figures"),
        ("::: figures\n- a\n:::", "figure-without-value", 4, "staff.total"),
        (f"::: figures\n- {TOTAL} a\n- yli {TOTAL} b\n:::", "figure-without-value", 5, "staff.total"),
        (f"::: figures\n- {TOTAL}\n:::", "figure-without-label", 4, "bullets"),
        (f"::: band\n- {TOTAL} a\n  - b\n:::", "fence-content", 4, "bullets"),
        ("::: tiles\n:::", "tiles-without-head", 3, "'### '"),
        ("::: tiles\na\n\n### b\n:::", "tiles-without-head", 4, "'### '"),
        ("::: numbered\n### a\n## b\n:::", "tile-head", 5, "'### '"),
    ],
)
def test_what_does_not_fit_is_told(mini: Path, source: str, code: str, line: int, remedy: str) -> None:
    """One finding, on the line, with what to write instead."""
    found = only(told(mini, f"# Lainat\n\n{source}\n").findings)
    assert (found.code, found.place, found.lang) == (code, Place(FILE, line), "fi")
    assert found.severity is Severity.ERROR
    assert remedy in found.remedy


def test_what_does_not_fit_is_left_out_and_the_rest_is_read(mini: Path) -> None:
    """A fault never hides the text after it."""
    narrative = told(mini, "# Lainat\n\n<b>\n\n::: x\na\n:::\n\nb\n")
    assert loans(narrative.sections).blocks == (text("b"),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", [("missing-title", 1)]),
        ("Teksti\n", [("missing-title", 1)]),
        ("#\n", [("missing-title", 1)]),
        ("Teksti\n\n# Otsikko\n", [("title-misplaced", 3), ("missing-title", 1)]),
        ("::: lead\na\n:::\n# Otsikko\n", [("title-misplaced", 4), ("missing-title", 1)]),
        ("# Yksi\n\n# Kaksi\n", [("title-misplaced", 3)]),
    ],
)
def test_a_section_begins_with_its_one_title(
    mini: Path, source: str, expected: list[tuple[str, int]]
) -> None:
    """No title, a late one and a second one are told."""
    assert faults(told(mini, source)) == expected


def test_straight_quotes_are_a_warning_for_each_line(mini: Path) -> None:
    """The inch sign is no quotation mark in Finnish or Swedish."""
    narrative = told(mini, '# Lainat\n\n"a" ja\n"b"\n')
    assert faults(narrative) == [("straight-quote", 3), ("straight-quote", 4)]
    assert {found.severity for found in narrative.findings} == {Severity.WARNING}


def test_a_passage_in_the_language_around_it_is_a_warning(mini: Path) -> None:
    """It was meant for the other version, or copied from there."""
    found = only(told(mini, "# Lainat\n\n[a]{lang=fi}\n").findings)
    assert (found.code, found.severity) == ("foreign-same-language", Severity.WARNING)


def test_spaces_at_ends_and_around_breaks_are_removed(mini: Path) -> None:
    """No-break spaces are the author's and stay."""
    (block,) = body(mini, f"a \\\n b {{{{ year }}}}\u00a0v  **c** {TOTAL}")
    assert isinstance(block, Paragraph)
    assert block.children == (
        Text("a"),
        LineBreak(),
        Text("b 2031\u00a0v "),
        Strong((Text("c"),)),
        Text(" "),
        Cited(0, "1\u00a0000", "", ""),
    )
