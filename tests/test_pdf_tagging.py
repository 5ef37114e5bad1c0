"""What tags add to the PDF: structure, and not one dot on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from publishing import LANGUAGES, edition, opened, pdf, publication

from reportgen.locales import strings
from reportgen.model import document as doc
from reportgen.model.walk import walk

STANDARD = {
    *("Document", "Sect", "Div", "H1", "H2", "H3", "H4", "P", "Caption", "Figure", "Link", "Span"),
    *(
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "THead",
        "TBody",
        "TR",
        "TH",
        "TD",
        "TOC",
        "TOCI",
        "Reference",
        "Note",
    ),
}


def elements(file: pikepdf.Pdf) -> list[Dictionary]:
    """Return all structure elements in reading order."""

    def walk(element: Dictionary) -> Iterator[Dictionary]:
        yield element
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    top = file.Root.StructTreeRoot.K
    assert isinstance(top, Dictionary)
    return list(walk(top))


def type_of(element: Any) -> str:
    """Return the structure type of an element."""
    return str(element.S).removeprefix("/")


def kids(element: Dictionary) -> list[object]:
    """Return the kids of an element, one or many."""
    held = element.get("/K")
    return list(held) if isinstance(held, Array) else [] if held is None else [held]


def links_on(page: pikepdf.Page) -> list[Any]:
    """Return the annotations of a page."""
    held = page.obj.get("/Annots", Array())
    assert isinstance(held, Array)
    return list(held)


def attributes(element: Dictionary) -> dict[str, Any]:
    """Return the attributes of an element, of all owners together."""
    held = element.get("/A", Array())
    owners = list(held) if isinstance(held, Array) else [held]
    return {key: value for owner in owners for key, value in owner.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tags_do_not_change_a_dot_on_the_page(lang: str) -> None:
    """Every page of the tagged file looks like the same page of a file without tags, at 60 dots an inch."""
    tagged, plain = (pypdfium2.PdfDocument(pdf(lang, tagged=tagged)) for tagged in (True, False))
    assert len(tagged) == len(plain) > 10
    for number, (one, other) in enumerate(zip(tagged, plain, strict=True), start=1):
        pictures = [page.render(scale=60 / 72).to_numpy() for page in (one, other)]
        assert (pictures[0] == pictures[1]).all(), f"page {number}"
        assert pictures[0].min() < 200, f"page {number} is blank"


def test_a_file_without_tags_has_none() -> None:
    """What pages are compared with is an ordinary file: no marks, no tree, no claim to have one."""
    with opened(pdf("fi", tagged=False)) as file:
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(file.Root.keys())
        for page in file.pages:
            assert not {"/StructParents", "/Tabs"} & set(page.obj.keys())
            operators = {str(item.operator) for item in pikepdf.parse_content_stream(page)}
            assert not {"BDC", "BMC", "EMC"} & operators
            assert not any("/StructParent" in link for link in links_on(page))


def test_tags_cost_less_than_half_the_file_again() -> None:
    """Structure written plainly triples a file; packed it adds about a quarter."""
    assert len(pdf("fi")) < 1.5 * len(pdf("fi", tagged=False))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_standard_types_are_used(lang: str) -> None:
    """No reader needs a role map."""
    with opened(pdf(lang)) as file:
        assert {type_of(element) for element in elements(file)} <= STANDARD
        assert "/RoleMap" not in file.Root.StructTreeRoot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_header_cell_says_what_it_heads(lang: str) -> None:
    """Header cells have a Scope, and rows begin with one, so a figure is read with its row and column."""
    with opened(pdf(lang)) as file:
        found = elements(file)
        heads = [element for element in found if type_of(element) == "TH"]
        assert {str(attributes(head)["/Scope"]) for head in heads} == {"/Row", "/Column"}
        for row in (element for element in found if type_of(element) == "TR"):
            assert next(type_of(cell) for cell in kids(row)) == "TH"
        assert [type_of(element) for element in found].count("Table") >= 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_has_words_and_a_place(lang: str) -> None:
    """A figure stands as a block within its page, and its alternative text is that of the Document.

    A legend is a figure of its own, before that of its chart.
    """
    with opened(pdf(lang)) as file:
        figures = [element for element in elements(file) if type_of(element) == "Figure"]
        charts = [
            block
            for section in publication(lang).sections
            for block in walk(section.blocks)
            if isinstance(block, doc.Chart)
        ]
        assert sum(bool(chart.legend_alt) for chart in charts) == 1
        told = [doc.plain(text) for chart in charts for text in (chart.legend_alt, chart.alt) if text]
        assert [str(figure.Alt) for figure in figures] == told
        for figure in figures:
            place = attributes(figure)
            assert place["/Placement"] == Name.Block
            left, bottom, right, top = (float(side) for side in place["/BBox"])
            assert 0 <= left < right <= 595.28
            assert 0 <= bottom < top <= 841.89


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_the_last_sea_are_a_list_after_its_figure(lang: str) -> None:
    """Five service areas, each an item to be read by itself; what is drawn has its text alternative."""
    with opened(pdf(lang)) as file:
        sea = [element for element in elements(file) if type_of(element) == "Figure"][-1]
        assert isinstance(sea.P, Dictionary)
        siblings = [kid for kid in kids(sea.P) if isinstance(kid, Dictionary)]
        after = siblings[[kid.objgen for kid in siblings].index(sea.objgen) + 1]
        assert (type_of(after), len(kids(after))) == ("L", 5)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_abbreviations_are_expanded_and_foreign_passages_say_their_language(lang: str) -> None:
    """Each abbreviation is expanded once, units too, a mark each time; each passage names its language."""
    with opened(pdf(lang)) as file:
        found = elements(file)
        expanded = [str(element.E) for element in found if "/E" in element]
        spoken = {str(element.Lang) for element in found if "/Lang" in element and type_of(element) == "Span"}
    marks = {words.lower() for key, words in strings(lang).items() if key.startswith("status.")}
    assert marks & set(expanded)
    expanded = [words for words in expanded if words not in marks]
    known = {words[lang] for words in edition().abbreviations.values()}
    units = [one.unit for one in edition().catalogue.indicators.values()]
    assert set(expanded) <= known | {
        words.get(lang) for unit in units for words in (unit.label, unit.one, unit.many)
    }
    assert {"fi": "miljoonaa euroa", "sv": "miljoner euro"}[lang] in expanded
    assert len(set(expanded)) == len(expanded) >= 4
    assert spoken == {"sv" if lang == "fi" else "fi"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_is_replaced_nowhere(lang: str) -> None:
    """The text layer is right as it is: nothing needs ActualText, which would hide what is on the page."""
    with opened(pdf(lang)) as file:
        assert not any("/ActualText" in element for element in elements(file))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_on_an_elements_own_page_are_bare_numbers(lang: str) -> None:
    """An element names its page once; only what stands elsewhere names its own."""
    with opened(pdf(lang)) as file:
        numbers = 0
        for element in elements(file):
            for kid in kids(element):
                if isinstance(kid, int):
                    numbers += 1
                    assert "/Pg" in element
                elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                    assert kid.Pg.objgen != element.Pg.objgen
        assert numbers > 500


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_is_in_the_tree_with_its_words_and_its_place(lang: str) -> None:
    """A Link holds its text and its annotation; the annotation has words of its own and is printed."""
    with opened(pdf(lang)) as file:
        links = [element for element in elements(file) if type_of(element) == "Link"]
        places = [annotation.objgen for page in file.pages for annotation in links_on(page)]
        owned = []
        for link in links:
            objects = [kid for kid in kids(link) if isinstance(kid, Dictionary) and "/Obj" in kid]
            assert objects
            assert len(kids(link)) > len(objects)
            for item in objects:
                assert str(item.Obj.Contents).strip()
                assert int(item.Obj.F) == 4
                owned.append(item.Obj.objgen)
        assert sorted(owned) == sorted(places)
        assert len(links) > 10
