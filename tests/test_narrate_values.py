"""Filters and functions: what templates ask for reaches the text, and every value is a citation."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import edit, write
from narrating import FILE, body, edition, loans, told

from reportgen.model.citation import Citation
from reportgen.model.document import Cited, Link, Paragraph, Text, plain
from reportgen.narrate import narrate

NBSP = "\u00a0"


def read(root: Path, expression: str, lang: str = "fi") -> str:
    """Return what an expression puts into a paragraph."""
    (block,) = body(root, f"Teksti {{{{ {expression} }}}}", lang)
    assert isinstance(block, Paragraph)
    return plain(block.children).removeprefix("Teksti ")


@pytest.mark.parametrize(
    ("expression", "fi", "sv"),
    [
        ('"loans.total" | number', "1\u00a0000", "1\u00a0000"),
        ('"loans.total" | number(year=previous_year)', "700", "700"),
        ('"loans.total" | short', "1\u00a0000", "1\u00a0000"),
        ('"loans.total" | long', "1\u00a0000\u00a0lainaa", "1\u00a0000\u00a0lån"),
        ('"loans.share_children" | short', "40\u00a0%", "40\u00a0%"),
        ('"loans.share_children" | long', "40\u00a0prosenttia", "40\u00a0procent"),
        ('"loans.growth" | number', "142,9", "142,9"),
        ('"loans.growth" | about(20)', "yli 140\u00a0prosenttia", "över 140\u00a0procent"),
        ('"loans.growth" | about(0.5, form="short")', "lähes 143,0\u00a0%", "nästan 143,0\u00a0%"),
        ('"loans.growth" | about(50, form="number", capital=true)', "Lähes 150", "Nästan 150"),
        ('"loans.total" | about(100)', "1\u00a0000\u00a0lainaa", "1\u00a0000\u00a0lån"),
        ('"loans.total" | change', "300\u00a0lainaa", "300\u00a0lån"),
        ('"loans.total" | change(signed=true, form="number")', "+300", "+300"),
        (
            '"loans.total" | change(year=previous_year, base=year, signed=true)',
            "−300\u00a0lainaa",
            "−300\u00a0lån",
        ),
        ('"loans.total" | trend("kasvoi", "väheni", "säilyi")', "kasvoi", "kasvoi"),
        ('"loans.total" | trend("a", "b", "c", year=previous_year, base=year)', "b", "b"),
        ('"loans.total" | trend("a", "b", "c", base=year)', "c", "c"),
        ('"loans.total" | sign("a", "b", "c")', "a", "a"),
        ('"loans.total" | most(["loans.children"], "eniten", "paljon")', "eniten", "eniten"),
        ('"loans.children" | most(["loans.total"], "eniten", "paljon")', "paljon", "paljon"),
        ('"loans.total" | most(["loans.total"], "eniten", "paljon")', "paljon", "paljon"),
        ('term("library")', "kirjasto", "bibliotek"),
        ('person("librarian")', "Aino Ek", "Aino Ek"),
        ('office("librarian")', "Kirjastonhoitaja", "Bibliotekarie"),
        ('date("loans")', "31.12.2031", "31.12.2031"),
        ('date("loans", "long")', "31.\u00a0joulukuuta 2031", "31\u00a0december 2031"),
        ('period("plan")', "2030–2032", "2030–2032"),
        ('name("services.stories")', "Satutunnit", "Sagostunder"),
        ('area("children")', "Lastenosasto", "Barnavdelningen"),
        ("year", "2031", "2031"),
        ("previous_year", "2030", "2030"),
        ("title", "Kirjaston vuosi", "Bibliotekets år"),
        ("publisher", "Kuusiston kirjasto", "Granö bibliotek"),
        ('"a" if year > previous_year else "b"', "a", "a"),
    ],
)
def test_an_expression_gives_its_text(mini: Path, expression: str, fi: str, sv: str) -> None:
    """Every filter, function and variable, in both languages."""
    assert read(mini, expression) == fi
    assert read(mini, expression, "sv") == sv


def test_a_value_is_a_node_of_its_own_with_number_glue_and_unit(mini: Path) -> None:
    """The parts are kept apart, so that a layout can set the unit smaller."""
    (block,) = body(mini, 'Lapsille {{ "loans.share_children" | long }}.')
    assert isinstance(block, Paragraph)
    assert block.children == (Text("Lapsille "), Cited(0, "40", "prosenttia", NBSP), Text("."))


def test_a_share_may_be_told_as_a_word(mini: Path) -> None:
    """The word is the value as shown: it is cited like a number."""
    edit(mini, "seeds/2031/figures.csv", "loans.share_children,40,", "loans.share_children,50,")
    assert read(mini, '"loans.share_children" | fraction') == "puolet"
    assert read(mini, '"loans.share_children" | fraction(capital=true)', "sv") == "Hälften"
    narrative = told(mini, '# Lainat\n\n{{ "loans.share_children" | fraction }}\n')
    assert [(c.value, c.shown, c.form) for c in narrative.log] == [(Decimal(50), "puolet", "fraction")]


def test_a_citation_records_value_text_form_and_place(mini: Path) -> None:
    """What was shown where can be traced and checked later."""
    narrative = told(mini, '# Lainat\n\nToimme\n{{ "loans.growth" | about(20) }}.\n')
    assert narrative.log == (
        Citation(
            indicator="loans.growth",
            year=2031,
            base_year=None,
            value=Decimal("142.9"),
            shown="140\u00a0prosenttia",
            lang="fi",
            section="loans",
            path="",
            template=FILE,
            line=4,
            form="about 20 long yli",
        ),
    )


def test_a_change_is_cited_with_both_years_and_the_exact_difference(mini: Path) -> None:
    """The year compared with is part of the citation."""
    narrative = told(mini, '# Lainat\n\n{{ "loans.total" | change(signed=true) }}\n')
    (citation,) = narrative.log
    assert (citation.year, citation.base_year, citation.value) == (2031, 2030, Decimal(300))
    assert (citation.shown, citation.form) == ("+300\u00a0lainaa", "change long signed")


def test_a_derived_value_is_cited_at_full_precision(mini: Path) -> None:
    """Rounding is for the page alone."""
    narrative = told(mini, '# Lainat\n\n{{ "loans.per_day" | number }}\n')
    (citation,) = narrative.log
    assert citation.shown == "3"
    assert str(citation.value).startswith("2.7397260273972602739")


def test_a_branch_that_is_not_taken_cites_nothing(mini: Path) -> None:
    """Jinja would compute constants of a dead branch while it compiles."""
    narrative = told(
        mini, '# Lainat\n\n{% if year < previous_year %}{{ "loans.total" | number }}{% endif %}Ei.\n'
    )
    assert narrative.log == ()
    assert narrative.findings == ()


def test_citations_are_logged_in_the_order_of_the_text(mini: Path) -> None:
    """A value that a loop asks for is cited once for each turn."""
    loop = '{% for id in ["loans.adults", "loans.children"] %}- {{ id | number }}\n{% endfor %}'
    narrative = told(mini, f'# Lainat\n\n{loop}\n{{{{ "loans.total" | number }}}}\n')
    assert [citation.shown for citation in narrative.log] == ["600", "400", "1\u00a0000"]
    assert narrative.findings == ()


def test_lines_of_citations_survive_loops_comments_and_conditions(mini: Path) -> None:
    """The line is the template's, wherever the text has come to stand."""
    text = """\
# Lainat

{# A remark
over two lines. #}
{% for id in ["loans.adults", "loans.children"] %}
- {{ id | number }}
{% endfor %}

{% if year > previous_year %}
Yhteensä
{{ "loans.total"
   | number }}.
{% endif %}
"""
    narrative = told(mini, text)
    assert [citation.line for citation in narrative.log] == [6, 6, 12]


def test_a_link_leads_to_the_address_of_the_language(mini: Path) -> None:
    """Text and address come from the edition."""
    (block,) = body(mini, 'Katso {{ link("home") }}.', "sv")
    assert isinstance(block, Paragraph)
    assert block.children[1] == Link("https://bibliotek.example", (Text("bibliotek.example"),))


def test_words_from_data_are_never_taken_for_markdown(mini: Path) -> None:
    """Stars, brackets, tags, entities and lists in a name are printed as they are."""
    name = r"1. *A_b* [c](d) <i>e</i> &amp; `f` ![g] \\h \"i\""
    edit(mini, "seeds/2031/organisation.toml", 'name = "Aino Ek"', f'name = "{name}"')
    (block,) = body(mini, '{{ person("librarian") }}')
    assert isinstance(block, Paragraph)
    assert block.children == (Text(name.replace("\\\\", "\\").replace('\\"', '"')),)


def test_a_year_at_the_beginning_of_a_line_does_not_begin_a_list(mini: Path) -> None:
    """2031. would be an ordered list if it were typed."""
    (block,) = body(mini, "{{ year }}. vuosi oli hyvä.")
    assert isinstance(block, Paragraph)
    assert plain(block.children) == "2031. vuosi oli hyvä."


def test_sections_keep_their_order_and_hidden_ones_are_left_out(mini: Path) -> None:
    """A hidden section needs no text either."""
    edit(mini, "seeds/2031/edition.toml", "seed = 7\n", "seed = 7\nhidden = true\n")
    (mini / FILE).unlink()
    narrative = narrate(edition(mini), "fi", mini)
    assert [section.id for section in narrative.sections] == ["cover"]
    assert narrative.findings == ()


def test_the_cover_alone_has_a_title_of_level_one(mini: Path) -> None:
    """The document's title is its only heading of that level."""
    narrative = told(mini, "# Lainat\n")
    assert [section.title.level for section in narrative.sections] == [1, 2]
    assert loans(narrative.sections).template == FILE
    assert narrative.sources[FILE] == "# Lainat\n"


def test_a_text_saved_with_windows_line_ends_reads_the_same(mini: Path) -> None:
    """A byte order mark and CRLF are no part of the text."""
    write(mini, FILE, "\ufeff# Lainat\r\n\r\nRivi {{ year }}\r\n".encode())
    narrative = narrate(edition(mini), "fi", mini)
    assert narrative.findings == ()
    (block,) = loans(narrative.sections).blocks
    assert isinstance(block, Paragraph)
    assert plain(block.children) == "Rivi 2031"
