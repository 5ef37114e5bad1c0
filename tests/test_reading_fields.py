"""Every text of every node of a Document is read once: in the outline, the tags, aloud and on the page.

Each text is a word of its own. A field that a node gets one day has no line here, and the first test fails
until someone has said, by hand, where it is read; a text that has no place in the reading stops the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import edit, write
from PIL import Image

from reportgen.model import document as doc
from reportgen.model.document import Document, Part, Section, Text
from reportgen.pipeline import BuildRequest, build
from reportgen.reading import read
from reportgen.render.outline import outline
from reportgen.verify.book import open_book
from reportgen.verify.reading import passages

NO_TEXT = None
"""A field that no one reads: a number, a name in the project, how something is drawn."""

Counts = tuple[int, int, int, int]
"""How often a word stands in the outline, in the text of the tags, in what is read aloud, on the pages.

Alternatives and expansions are no text of the tags: they stand in attributes, and an alternative is read
aloud in the place of its drawing.
"""

FIELDS: Mapping[str, Mapping[str, Counts] | None] = {
    "Abbreviation.text": {"XQZ": (1, 1, 1, 1)},
    "Abbreviation.expansion": {"lyhyeslaji": (1, 0, 0, 0)},
    "BulletList.items": {"luettelosana": (1, 1, 1, 1), "sisäkkäissana": (1, 1, 1, 1)},
    "BulletList.ordered": NO_TEXT,
    "Cell.children": {"kirjarivi": (1, 1, 1, 1), "päärivi": (1, 1, 1, 1)},
    "Cell.columns": NO_TEXT,
    "Cell.rows": NO_TEXT,
    "Cell.value": NO_TEXT,
    "Cell.way": NO_TEXT,
    "Chart.alt": {"piirrosvastine": (1, 0, 1, 0)},
    "Chart.data": NO_TEXT,
    "Chart.entries": {"aallonnimi": (2, 1, 1, 1)},
    "Chart.labels": NO_TEXT,
    "Chart.legend_alt": {"palkkienmerkit": (1, 0, 1, 0)},
    "Chart.spec": NO_TEXT,
    "Chart.title": {"kuvaviesti": (1, 1, 1, 1)},
    "Cited.citation": NO_TEXT,
    "Cited.expansion": {"yksikköselite": (1, 0, 0, 0)},
    "Cited.glue": NO_TEXT,
    "Cited.number": {"31415": (1, 1, 1, 1)},
    "Cited.unit": {"xkpl": (1, 1, 1, 1)},
    "Contents.title": {"sisältöotsikko": (1, 1, 1, 1)},
    "Datum.area": NO_TEXT,
    "Datum.breaks": NO_TEXT,
    "Datum.citation": NO_TEXT,
    "Datum.indicator": NO_TEXT,
    "Datum.label": {"pylväsnimi": (1, 1, 0, 1)},
    "Datum.number": NO_TEXT,
    "Datum.shown": {"27182": (1, 1, 0, 1)},
    "Datum.unit_kind": NO_TEXT,
    "Datum.value": NO_TEXT,
    "Datum.year": NO_TEXT,
    "Diagram.kind": NO_TEXT,
    "Diagram.nodes": NO_TEXT,
    "DiagramNode.area": NO_TEXT,
    "DiagramNode.id": NO_TEXT,
    "DiagramNode.item_ids": NO_TEXT,
    "DiagramNode.items": {"solmusisältö": (1, 1, 1, 1)},
    "DiagramNode.nodes": {"alasolmu": (1, 1, 1, 1)},
    "DiagramNode.person": {"Virkanen": (1, 1, 1, 1)},
    "DiagramNode.role": {"virkanimike": (1, 1, 1, 1)},
    "DiagramNode.title": {"solmuotsikko": (1, 1, 1, 1)},
    "Document.citations": NO_TEXT,
    "Document.draft": NO_TEXT,
    "Document.lang": NO_TEXT,
    "Document.published": NO_TEXT,
    "Document.publisher": {"julkaisijasana": (1, 0, 0, 0)},
    "Document.sections": NO_TEXT,
    "Document.strings": NO_TEXT,
    "Document.subtitle": {"alaotsikkosana": (1, 0, 0, 0)},
    "Document.title": {"nimekesana": (2, 1, 1, 6)},  # the cover, and the foot of five pages
    "Document.wordmark": {"tunnussana": (1, 0, 0, 2)},
    "Document.year": NO_TEXT,
    "Emphasis.children": {"kursivoitu": (1, 1, 1, 1)},
    "Foreign.children": {"främmande": (1, 1, 1, 1)},
    "Foreign.lang": NO_TEXT,
    "Heading.children": {"väliotsikkosana": (1, 1, 1, 1)},
    "Heading.level": NO_TEXT,
    "KeyFigure.label": {"lukuselite": (1, 1, 1, 1)},
    "KeyFigure.text": {"lukulause": (1, 1, 1, 1)},
    "KeyFigure.value": {"16180": (1, 1, 1, 1)},
    "KeyFigures.items": NO_TEXT,
    "KeyFigures.role": NO_TEXT,
    "Link.children": {"linkkisana": (1, 1, 1, 1)},
    "Link.href": NO_TEXT,
    "Note.blocks": {"huomautussana": (1, 1, 1, 1)},
    "Paragraph.children": {"kappalesana": (1, 1, 1, 1), "ingressisana": (1, 1, 1, 1)},
    "Paragraph.line": NO_TEXT,
    "Paragraph.role": NO_TEXT,
    "Photo.alt": {"valokuvavastine": (1, 0, 1, 0)},
    "Photo.credit": {"kuvaajanimi": (1, 1, 1, 1)},
    "Photo.picture": NO_TEXT,
    "Photo.slot": NO_TEXT,
    "Reference.alt": NO_TEXT,
    "Reference.id": NO_TEXT,
    "Reference.kind": NO_TEXT,
    "Reference.place": NO_TEXT,
    "Reference.title": NO_TEXT,
    "Row.area": NO_TEXT,
    "Row.cells": NO_TEXT,
    "Row.indicator": NO_TEXT,
    "Row.total": NO_TEXT,
    "Section.accent": NO_TEXT,
    "Section.appendix": {"Kirjateema": (1, 1, 1, 1)},
    "Section.blocks": NO_TEXT,
    "Section.id": NO_TEXT,
    "Section.layout": NO_TEXT,
    "Section.name": {"Osanimi": (1, 1, 0, 3)},
    "Section.seed": NO_TEXT,
    "Section.template": NO_TEXT,
    "Section.title": {"osaotsikko": (1, 1, 1, 1)},
    "Strong.children": {"lihavoitu": (1, 1, 1, 1)},
    "Table.area": NO_TEXT,
    "Table.caption": {"taulukko-otsikko": (1, 1, 1, 1)},
    "Table.header": {"sarakepää": (1, 1, 1, 1)},
    "Table.id": NO_TEXT,
    "Table.note": {"taulukkohuomautus": (1, 1, 1, 1)},
    "Table.place": NO_TEXT,
    "Table.rows": NO_TEXT,
    "Text.text": {"pelkkäteksti": (1, 1, 1, 1)},
    "Tile.blocks": {"laattateksti": (1, 1, 1, 1)},
    "Tile.head": {"laattaotsikko": (1, 1, 1, 1)},
    "Tile.photo": {"laattakuvavastine": (1, 0, 1, 0), "laattakuvaaja": (1, 1, 1, 1)},
    "Tiles.items": NO_TEXT,
    "Tiles.role": NO_TEXT,
}


def test_every_field_of_the_document_has_a_line() -> None:
    """Whoever adds a field says here where it is read."""
    kinds: list[Any] = [kind for kind in vars(doc).values() if isinstance(kind, type)]
    nodes = [kind for kind in kinds if issubclass(kind, Part) and kind is not Part]
    there = {f"{kind.__name__}.{each.name}" for kind in nodes for each in fields(kind)}
    assert sorted(there) == sorted(FIELDS)


EDITION = """\
year = 2031
published = 2032-02-01
title = { fi = "Nimekesana", sv = "Titel" }
subtitle = { fi = "Alaotsikkosana", sv = "Underrubrik" }

[publication]
state = "approved"

[[section]]
id = "cover"
name = { fi = "Kansi", sv = "Omslag" }

[[section]]
id = "goals"
layout = "goals"
name = { fi = "Tavoitteet", sv = "Mål" }

[[section]]
id = "all"
layout = "flow"
name = { fi = "Osanimi", sv = "Del" }

[[section]]
id = "heads"
layout = "organisation"
name = { fi = "Väki", sv = "Folk" }

[[section]]
id = "bars"
layout = "encounters"
name = { fi = "Pylväät", sv = "Staplar" }

[[section]]
id = "back"
layout = "back"
name = { fi = "Yhteystiedot", sv = "Kontakt" }

[table.one]
caption = { fi = "Taulukko-otsikko", sv = "Rubrik" }
header = { fi = "Sarakepää", sv = "Huvud" }
note = { fi = "Taulukkohuomautus.", sv = "Anmärkning." }
columns = ["value"]
rows = ["loans.books"]
total = "loans.sum"

[table.bars]
caption = { fi = "Pylväiden otsikko", sv = "Rubrik" }
header = { fi = "Aineisto", sv = "Material" }
columns = ["value"]
rows = ["loans.plain"]

[chart.one]
kind = "bars"
indicators = ["loans.drawn"]
alt = { fi = "Piirrosvastine.", sv = "Alternativ." }

[chart.bars]
kind = "bars"
indicators = ["loans.plain"]
options = { legend = "true" }
alt = { fi = "Toinen kuva.", sv = "Alternativ." }

[chart.sea]
kind = "sea"
indicators = ["loans.wave", "loans.second"]
alt = { fi = "Aallot.", sv = "Vågor." }

[picture.view]
file = "assets/view.png"
alt = { fi = "Valokuvavastine", sv = "Bild" }
credit = { fi = "Kuvaajanimi", sv = "Fotograf" }

[picture.all_1]
file = "assets/view.png"
alt = { fi = "Laattakuvavastine", sv = "Bild" }
credit = { fi = "Laattakuvaaja", sv = "Fotograf" }
"""

UNITS = """\
[unit.piece]
kind = "count"
label = { fi = "kappaletta", sv = "stycken" }
one = { fi = "kappale", sv = "stycke" }
many = { fi = "kappaletta", sv = "stycken" }

[unit.coin]
kind = "count"
label = { fi = "yksikköselitettä", sv = "mynt" }
short = { fi = "xkpl", sv = "xst" }
one = { fi = "yksikköselite", sv = "mynt" }
many = { fi = "yksikköselitettä", sv = "mynt" }

[unit.percent]
kind = "percent"
label = { fi = "prosenttia", sv = "procent" }
short = { fi = "%", sv = "%" }
one = { fi = "prosentti", sv = "procent" }
many = { fi = "prosenttia", sv = "procent" }
"""

INDICATORS = {
    "loans.books": ("piece", "Kirjarivi", 14142),
    "loans.sum": ("piece", "Päärivi", 14142),
    "loans.drawn": ("piece", "Pylväsnimi", 27182),
    "loans.plain": ("piece", "Tavallinen", 11235),
    "loans.told": ("coin", "Kerrottu", 31415),
    "loans.big": ("piece", "Suuri", 16180),
    "loans.wave": ("percent", "Aallonnimi", 60),
    "loans.second": ("percent", "Toinen aalto", 40),
}

LISTS = """\
[[list.tree]]
id = "node"
name = { fi = "Solmuotsikko", sv = "Nod" }

[[list.tree.item]]
name = { fi = "Solmusisältö", sv = "Innehåll" }
"""

ORGANISATION = """\
[person.head]
name = "Virkanen"
title = { fi = "Virkanimike", sv = "Tjänst" }

[organisation]
id = "top"
name = { fi = "Ylin", sv = "Högst" }

[[organisation.unit]]
id = "sector"
name = { fi = "Toimiala", sv = "Sektor" }
head = "head"

[[organisation.unit.unit]]
id = "below"
name = { fi = "Alasolmu", sv = "Under" }
items = [{ fi = "palvelu", sv = "tjänst" }]
"""

TEXTS = {
    "cover": "# {{ title }}\n\n::: lead\nIngressisana.\n:::\n",
    "goals": "# Tavoitteet\n\n::: contents\nSisältöotsikko\n:::\n",
    "all": """\
# Osaotsikko

Kappalesana ja pelkkäteksti, **lihavoitu** ja *kursivoitu*, [linkkisana](https://a.example) ja
[främmande]{lang=sv}, XQZ ja {{ "loans.told" | short }}.

- Luettelosana
  - Sisäkkäissana

## Väliotsikkosana

::: note
Huomautussana.
:::

::: figures
- {{ "loans.big" | number }} **lukuselite** lukulause
:::

::: pictures
### Laattaotsikko
Laattateksti.
:::

::: table one
:::

::: chart one
Kuvaviesti
:::

::: diagram tree
:::

::: photo view
:::
""",
    "heads": "# Väki\n\n::: diagram organisation\n:::\n",
    "bars": "# Pylväät\n\n## Ryhmä\n\n::: table bars\n:::\n\n::: chart bars\n:::\n",
    "back": "# Yhteystiedot\n\n::: chart sea\nAallot\n:::\n",
}


@pytest.fixture
def words_project(mini: Path) -> Path:
    """Return a project in which every text is a word of its own."""
    write(mini, "seeds/2031/edition.toml", EDITION)
    write(mini, "seeds/2031/lists.toml", LISTS)
    write(mini, "seeds/2031/organisation.toml", ORGANISATION)
    write(mini, "seeds/units.toml", UNITS)
    edit(mini, "seeds/project.toml", "Kuusiston kirjasto", "Julkaisijasana")
    edit(mini, "seeds/project.toml", '"Kuusisto"', '"Tunnussana"')
    write(
        mini,
        "seeds/terms.toml",
        '[abbreviation.XQZ]\nfi = "lyhyeslaji"\nsv = "avkortning"\n',
    )
    catalogue = ['[theme.loans]\nfi = "Kirjateema"\nsv = "Tema"\n']
    figures = ["indicator,value,status,source,place,note_fi,note_sv"]
    for id, (unit, label, value) in INDICATORS.items():
        area = f'area = "{id.partition(".")[2]}"\n' if unit == "percent" else ""
        texts = f'{area}label = {{ fi = "{label}", sv = "{label}" }}'
        catalogue.append(f'[indicator."{id}"]\ntheme = "loans"\nunit = "{unit}"\n{texts}\n')
        figures.append(f"{id},{value},,annual,s. 2,,")
    write(mini, "seeds/indicators.toml", "\n".join(catalogue))
    write(mini, "seeds/2031/figures.csv", "\n".join(figures))
    write(mini, "seeds/2030/figures.csv", f"{figures[0]}\nloans.books,7,,annual,s. 2,,")
    for name, text in TEXTS.items():
        write(mini, f"templates/fi/2031/{name}.md", text)
    (mini / "templates/fi/2031/loans.md").unlink()
    picture = BytesIO()
    Image.new("RGB", (2400, 1800), (40, 120, 160)).save(picture, "PNG")
    write(mini, "assets/view.png", picture.getvalue())
    return mini


@dataclass(frozen=True)
class Read:
    """What was made of the project: the outline, the text of the tags, what is read aloud, the pages."""

    outline: str
    tags: str
    spoken: str
    pages: str

    def counts(self, word: str) -> Counts:
        """Return how often a word stands in each, whatever its first letter and its spaces."""
        one, two, three, four = (
            _plain(text).count(word.lower()) for text in (self.outline, self.tags, self.spoken, self.pages)
        )
        return one, two, three, four


def _plain(text: str) -> str:
    """Return a text in small letters without spaces, and without the hyphens of line ends."""
    signs = {"\u00ad": "", "\x02": "", "\ufffe": "", "~": "", "¬": ""}
    return "".join("".join(signs.get(sign, sign) for sign in text).lower().split())


def test_every_text_is_read_where_it_should_be(words_project: Path) -> None:
    """By a build that verifies itself, of all blocks, pictures, tables, charts and diagrams."""
    report = build(BuildRequest(words_project, (2031,), ("fi",), ("pdf",), attachments=False))
    file, (document,) = words_project / "output/2031/vuosi-2031-fi.pdf", report.documents
    with open_book(file) as book, pypdfium2.PdfDocument(file) as pages:
        read_file = Read(
            outline(document),
            "".join(each.text for each in passages(book)),
            "".join(each.text for each in passages(book, spoken=True)),
            "".join(page.get_textpage().get_text_bounded() for page in pages),
        )
    wanted = {word: counts for words in FIELDS.values() if words for word, counts in words.items()}
    assert {word: read_file.counts(word) for word in wanted} == wanted


def test_a_text_without_a_place_in_the_reading_is_no_publication() -> None:
    """A reference that was never resolved, and a node that stands twice, are faults of the program."""
    twice = doc.Paragraph((Text("sama"),))
    section = Section("a", "A", doc.Heading(1, (Text("A"),)), (twice, twice), "flow", None, 1, "a.md")
    with pytest.raises(ValueError, match="a Paragraph stands twice"):
        read(_document(section))


def test_a_field_that_the_reading_forgets_is_named() -> None:
    """A kind of block with a text that nobody wrote into the tree."""

    @dataclass(frozen=True, slots=True)
    class Quote(doc.Paragraph):
        speaker: doc.Inlines = ()

    quote = Quote((Text("Hyvä vuosi."),), speaker=(Text("Aino Ek"),))
    section = Section("a", "A", doc.Heading(1, (Text("A"),)), (quote,), "flow", None, 1, "a.md")
    with pytest.raises(ValueError, match=r"no place for Quote\.speaker"):
        read(_document(section))


def _document(*sections: Section) -> Document:
    return Document("fi", 2031, "Vuosi", "", "", "", date(2032, 2, 1), sections, (), {})
