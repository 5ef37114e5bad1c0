"""The Document: references become real things in place, citations are numbered, abbreviations explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import edit, write
from narrating import FILE, cited, document, edition, loans, told

from reportgen.compose import compose
from reportgen.errors import BadInput
from reportgen.locales import strings
from reportgen.model.document import (
    Abbreviation,
    Chart,
    Diagram,
    DiagramNode,
    Document,
    Foreign,
    Heading,
    KeyFigures,
    Note,
    Paragraph,
    Photo,
    Table,
    Text,
)
from reportgen.model.walk import walk

TOTAL = '{{ "loans.total" | number }}'


def test_the_document_has_the_names_of_its_language(mini: Path) -> None:
    """Title, publisher, wordmark, date of publication and fixed words."""
    made = document(mini, "# Lån\n", "sv")
    assert (made.lang, made.year, made.title) == ("sv", 2031, "Bibliotekets år")
    assert (made.subtitle, made.publisher) == ("Utlåningen i siffror", "Granö bibliotek")
    assert (made.wordmark, made.published) == ("Granö", date(2032, 2, 1))
    assert made.strings == strings("sv")
    section = loans(made.sections)
    assert (section.name, section.layout, section.accent, section.seed) == ("Utlåning", "staff", "primary", 7)


def test_references_are_resolved_where_they_stand(mini: Path) -> None:
    """The order of blocks is the author's."""
    text = "::: {} {}\n:::\n\na\n\n"
    kinds = [("photo", "librarian"), ("table", "loans"), ("diagram", "services"), ("chart", "loans")]
    made = document(mini, "# Lainat\n\n" + "".join(text.format(*kind) for kind in kinds))
    kinds_made = [type(block) for block in loans(made.sections).blocks]
    assert kinds_made == [Photo, Paragraph, Table, Paragraph, Diagram, Paragraph, Chart, Paragraph]


def test_citations_are_numbered_in_reading_order_with_their_paths(mini: Path) -> None:
    """Value before label before text; tables, charts and headings where they stand."""
    made = document(
        mini,
        f"""\
# Lainat {TOTAL}

::: figures
- {{{{ "loans.adults" | number }}}} **{{{{ "loans.children" | number }}}} lasta** {TOTAL}
- {TOTAL} lainaa
:::

::: table loans
:::

::: chart loans
Yhteensä {TOTAL}
:::

## Ryhmä {TOTAL}

- a
- b
  - **{TOTAL}**

::: tiles
### Yksi {TOTAL}
a

[{TOTAL}](https://a.example) ja [{TOTAL}]{{lang=sv}}
:::

::: figures
- {TOTAL} x
:::
""",
    )
    places = [(citation.shown.replace("\u00a0", " "), citation.path) for citation in made.citations]
    assert [(shown, path.removeprefix("loans/")) for shown, path in places] == [
        ("1 000", "title"),
        ("600", "figures[0]/item[0]/value"),
        ("400", "figures[0]/item[0]/label"),
        ("1 000", "figures[0]/item[0]/text"),
        ("1 000", "figures[0]/item[1]/value"),
        ("400", "table[0]/row[0]/cell[1]"),
        ("40 %", "table[0]/row[0]/cell[2]"),
        ("1 000", "table[0]/row[1]/cell[1]"),
        ("1 000", "chart[0]/title"),
        ("400", "chart[0]/data[0]"),
        ("600", "chart[0]/data[1]"),
        ("1 000", "heading[0]"),
        ("1 000", "list[0]/item[1]/list[0]/item[0]/paragraph[0]"),
        ("1 000", "tiles[0]/item[0]/head"),
        ("1 000", "tiles[0]/item[0]/paragraph[1]"),
        ("1 000", "tiles[0]/item[0]/paragraph[1]"),
        ("1 000", "figures[1]/item[0]/value"),
    ]
    assert {citation.section for citation in made.citations} == {"loans"}
    assert {citation.template for citation in made.citations} == {FILE}
    figures = next(block for block in loans(made.sections).blocks if isinstance(block, KeyFigures))
    assert made.citations[figures.items[0].value.citation].indicator == "loans.adults"


def test_values_of_a_text_have_a_line_and_those_of_data_none(mini: Path) -> None:
    """A table's value was asked for by the table, not by a line of text."""
    made = document(mini, f"# Lainat\n\n{TOTAL}\n\n::: table loans\n:::\n")
    assert [citation.line for citation in made.citations] == [3, None, None, None]


def test_a_value_that_two_places_show_is_cited_twice(mini: Path) -> None:
    """A name may be given to a value and used again."""
    text = '{% set total = "loans.total" | number %}{{ total }}\n\n{{ total }}'
    made = document(mini, f"# Lainat\n\n{text}\n")
    assert [citation.path for citation in made.citations] == ["loans/paragraph[0]", "loans/paragraph[1]"]


def expansions(made: Document) -> list[tuple[str, str]]:
    """Return the explained abbreviations of the section on loans with their expansions."""
    found: list[tuple[str, str]] = []
    section = loans(made.sections)
    for block in walk((section.title, *section.blocks)):
        if isinstance(block, Heading | Paragraph):
            found += [
                (node.text, node.expansion) for node in block.children if isinstance(node, Abbreviation)
            ]
    return found


def test_an_abbreviation_is_explained_where_it_is_used_first(mini: Path) -> None:
    """Once in the document, in the document's language, and where it stands alone and uninflected."""
    made = document(mini, "# ISBNX ja eISBN\n\nAina ISBN-tunnus, ISBN:n ja ISBN.\n\nISBN\n")
    assert expansions(made) == [("ISBN", "kirjan kansainvälinen tunnus")]
    block = loans(made.sections).blocks[0]
    assert isinstance(block, Paragraph)
    expansion = Abbreviation("ISBN", "kirjan kansainvälinen tunnus")
    assert block.children == (Text("Aina ISBN-tunnus, ISBN:n ja "), expansion, Text("."))


def test_a_unit_is_explained_by_its_words_as_they_go_with_the_number(mini: Path) -> None:
    """At its first use; a percent sign, and a unit that is a word already, need no explanation."""
    short = 'short = { fi = "l.", sv = "l." }\none = { fi = "laina", sv = "lån" }'
    edit(mini, "seeds/units.toml", 'one = { fi = "laina", sv = "lån" }', short)
    terms = (mini / "seeds/terms.toml").read_text("utf-8")
    write(mini, "seeds/terms.toml", f'{terms}\n[abbreviation."l."]\nfi = "laina"\nsv = "lån"\n')
    text = (
        '{{ "loans.share_children" | short }}, {{ "loans.total" | short }}, {{ "loans.adults" | short }} l.'
    )
    for lang, words in (("fi", "lainaa"), ("sv", "lån")):
        made = loans(document(mini, f"# Lainat\n\n{text}\n", lang).sections).blocks[0]
        assert isinstance(made, Paragraph)
        assert [value.expansion for value in cited(made.children)] == ["", words, ""]
        assert "Abbreviation" not in repr(made)
    edit(mini, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,1")
    one = loans(document(mini, f"# Lainat\n\n{text}\n").sections).blocks[0]
    assert isinstance(one, Paragraph)
    assert cited(one.children)[1].expansion == "laina"


def test_a_unit_that_shares_its_abbreviation_is_read_as_the_abbreviation_says(mini: Path) -> None:
    """Loans may be counted in pieces: what is written is the name of a piece, and so it is read."""
    short = 'short = { fi = "kpl", sv = "st." }\n'
    edit(mini, "seeds/units.toml", 'one = { fi = "laina"', f'{short}one = {{ fi = "laina"')
    label, many = 'label = { fi = "kpl", sv = "st" }\n', 'many = { fi = "kappaletta", sv = "stycken" }\n'
    piece = f'[unit.piece]\nkind = "count"\n{label}one = {{ fi = "kappale", sv = "stycke" }}\n{many}'
    write(mini, "seeds/units.toml", (mini / "seeds/units.toml").read_text("utf-8") + piece)
    edit(mini, "seeds/indicators.toml", 'unit = "loan"\ndecimals', 'unit = "piece"\ndecimals')
    terms = (mini / "seeds/terms.toml").read_text("utf-8")
    write(mini, "seeds/terms.toml", f'{terms}\n[abbreviation.kpl]\nfi = "kappale"\nsv = "stycke"\n')
    made = loans(document(mini, '# Lainat\n\n{{ "loans.adults" | short }}\n').sections).blocks[0]
    assert isinstance(made, Paragraph)
    assert cited(made.children)[0].expansion == "kappaletta"


def test_a_foreign_passage_is_not_explained(mini: Path) -> None:
    """The expansion would be in another language than the words around it."""
    made = document(mini, "# Lainat\n\n[ISBN]{lang=sv}\n\n**ISBN**\n")
    first, second = loans(made.sections).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert first.children == (Foreign("sv", (Text("ISBN"),)),)
    assert "Abbreviation" in repr(second.children)


def test_several_abbreviations_in_one_text_are_all_explained(mini: Path) -> None:
    """The longest of two that begin alike is the one that is meant."""
    edit(
        mini,
        "seeds/terms.toml",
        "[abbreviation.ISBN]",
        '[abbreviation.IS]\nfi = "lyhyt"\nsv = "kort"\n\n[abbreviation.ISBN]',
    )
    made = document(mini, "# Lainat\n\nISBN ja IS ja ISBN\n")
    assert expansions(made) == [("ISBN", "kirjan kansainvälinen tunnus"), ("IS", "lyhyt")]


def test_the_organisation_is_a_tree_of_units_with_their_heads(mini: Path) -> None:
    """Title before name, in the language of the document."""
    made = document(mini, "# Lån\n\n::: diagram organisation\n:::\n", "sv")
    (block,) = loans(made.sections).blocks
    title, name = (Text("Bibliotekarie"),), (Text("Aino Ek"),)
    below = DiagramNode(title=(Text("Barnavdelningen"),), area="children", id="children")
    assert block == Diagram(
        "organisation",
        (DiagramNode((Text("Biblioteket"),), title, name, nodes=(below,), id="library"),),
    )


def test_a_list_is_a_node_for_each_entry_with_its_items(mini: Path) -> None:
    """An item that holds something itself is a node below."""
    edit(
        mini,
        "seeds/2031/lists.toml",
        'name = { fi = "Lauantaisin", sv = "På lördagar" }\n',
        'name = { fi = "Lauantaisin", sv = "På lördagar" }\n\n'
        '[[list.services.item]]\nid = "clubs"\nname = { fi = "Kerhot", sv = "Klubbar" }\n\n'
        '[[list.services.item.item]]\nname = { fi = "Lukupiiri", sv = "Läsecirkel" }\n',
    )
    made = document(mini, "# Lainat\n\n::: diagram services\n:::\n")
    (block,) = loans(made.sections).blocks
    clubs = DiagramNode((Text("Kerhot"),), items=((Text("Lukupiiri"),),), id="clubs", item_ids=("",))
    assert block == Diagram(
        "services",
        (
            DiagramNode(
                title=(Text("Satutunnit"),),
                area="children",
                items=((Text("Lauantaisin"),),),
                nodes=(clubs,),
                id="stories",
                item_ids=("",),
            ),
        ),
    )


def test_a_photo_without_a_file_leaves_its_slot_to_artwork(mini: Path) -> None:
    """With a file it carries the picture."""
    text = "# Lainat\n\n::: photo librarian\n:::\n"
    assert loans(document(mini, text).sections).blocks == (Photo("librarian", None),)
    edit(mini, "seeds/2031/edition.toml", 'file = ""', 'file = "assets/aino.jpg"')
    (photo,) = loans(document(mini, text).sections).blocks
    assert isinstance(photo, Photo)
    assert photo.picture is not None
    assert photo.picture.files == {"fi": "assets/aino.jpg", "sv": "assets/aino.jpg"}


def test_a_reference_in_a_note_is_resolved_too(mini: Path) -> None:
    """Whoever builds sections by hand may put one there."""
    narrative = told(mini, "# Lainat\n\n::: table loans\n:::\n")
    section = loans(narrative.sections)
    made = compose(edition(mini), "fi", [replace(section, blocks=(Note(section.blocks),))], narrative.log)
    (note,) = made.sections[0].blocks
    assert isinstance(note, Note)
    assert isinstance(note.blocks[0], Table)
    assert made.citations[0].path == "loans/note[0]/table[0]/row[0]/cell[1]"


def test_everything_that_does_not_exist_is_told_at_once(mini: Path) -> None:
    """Unknown indicators of tables and charts, unknown dates, and references of an edition that changed."""
    text = "# Lainat\n\n::: table loans\n:::\n::: chart loans\n:::\n::: diagram services\n:::\n"
    narrative = told(mini, text)
    whole = edition(mini)
    table, chart = whole.tables["loans"], whole.charts["loans"]
    changed = replace(
        whole,
        tables={"loans": replace(table, rows=("loans.x", "loans.y"))},
        charts={"loans": replace(chart, indicators=("loans.z",))},
        lists={},
    )
    with pytest.raises(BadInput) as fault:
        compose(changed, "fi", narrative.sections, narrative.log)
    assert [found.code for found in fault.value.findings] == ["unknown-indicator"] * 3 + ["unknown-diagram"]
    dated = replace(whole, tables={"loans": replace(table, note={"fi": "{lons}"})})
    with pytest.raises(BadInput, match="'lons'") as fault:
        compose(dated, "fi", narrative.sections, narrative.log)
    assert [(found.code, found.remedy) for found in fault.value.findings] == [
        ("unknown-date", "Did you mean 'loans'?")
    ]


@pytest.mark.parametrize(
    ("id", "glue"), [("loans.total", " "), ("loans.few", "\u00a0"), ("loans.share_children", " ")]
)
def test_a_line_never_ends_between_a_short_number_and_what_it_counts(id: str, glue: str, mini: Path) -> None:
    """Numbers of one or two digits stay with their nouns; longer ones and those with units may part."""
    edit(
        mini,
        "seeds/indicators.toml",
        '[indicator."loans.per_day"]',
        """\
[indicator."loans.few"]
theme = "loans"
unit = "loan"
label = { fi = "Kaukolainat", sv = "Fjärrlån" }

[indicator."loans.per_day"]""",
    )
    with (mini / "seeds/2031/figures.csv").open("a", encoding="utf-8") as file:
        file.write("loans.few,12,,annual,s. 1,,\n")
    text = f'{{{{ "{id}" | short }}}} kpl'
    section = loans(document(mini, f"# Lainat\n\n{text}\n").sections)
    (paragraph,) = [block for block in section.blocks if isinstance(block, Paragraph)]
    after = paragraph.children[1]
    assert isinstance(after, Text)
    assert after.text == f"{glue}kpl"
