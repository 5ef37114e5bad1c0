"""Evidence claims what was looked at and no more, and its page shows a person the rest."""

from __future__ import annotations

import base64
import io
import re
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from pdf_breaks import broken, drawn, element_entry
from pdfs import TITLE, good, pdf_of, tag
from PIL import Image
from proving import POINTS, Parsed, evidence_of, published
from publishing import pdf as publication
from reportlab.pdfgen.canvas import Canvas

import reportgen.workbench.evidence
from reportgen.verify.rules import OF_DOCUMENT, RULES
from reportgen.workbench.evidence import Evidence, collect
from reportgen.workbench.evidence_page import evidence_page
from reportgen.workbench.statement import statement


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let veraPDF pass everything, so that only this program judges."""
    monkeypatch.setattr(reportgen.workbench.evidence, "validate", lambda path, profile: ())


def verdicts(evidence: Evidence) -> dict[str, str]:
    """Return the verdict of each of the ten points."""
    return {point.name: point.verdict for point in evidence.points}


def test_no_rule_counts_as_kept_that_was_not_looked_at(tmp_path: Path, lenient: None) -> None:
    whole = evidence_of(tmp_path, good())
    assert set(whole.passed) == RULES.keys() - OF_DOCUMENT
    canvas = Canvas(str(tmp_path / "file.pdf"))
    canvas.drawString(72, 720, "Hello")
    canvas.save()
    untagged = collect(tmp_path / "file.pdf")
    assert untagged.passed == ()
    for name in ("Tags", "Bookmarks", "Reading order", "Text alternatives"):
        assert verdicts(untagged)[name] == "failed"
    assert "a part of the file could not be judged" in evidence_page([untagged])


def test_text_that_can_hardly_be_seen_fails_the_point_on_contrast(tmp_path: Path, lenient: None) -> None:
    pale = b"/Artifact <</Type /Pagination>> BDC 0.8 g BT /F1 9 Tf 60 100 Td <0022> Tj ET 0 g EMC"
    evidence = evidence_of(tmp_path, broken(drawn(pale)))
    assert evidence.findings == ()
    assert evidence.faulty
    (point,) = (point for point in evidence.points if point.verdict == "failed")
    assert point.name == "Contrast"
    assert "Too little for 1 of" in point.found
    assert "page 1: 1.6" in point.found


def test_small_type_an_odd_name_and_form_fields_are_left_to_a_person(tmp_path: Path, lenient: None) -> None:
    tiny = b"/Artifact <</Type /Pagination>> BDC BT /F1 5 Tf 60 10 Td <0022> Tj ET EMC"

    def mutate(pdf: pikepdf.Pdf) -> None:
        drawn(tiny)(pdf)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pikepdf.Dictionary()]))

    good_one = verdicts(evidence_of(tmp_path, good()))
    odd = evidence_of(tmp_path, broken(mutate), "FINAL final2.pdf")
    for name in ("Readable font", "File name", "Form fields"):
        assert (good_one[name], verdicts(odd)[name]) == ("passed", "person")
    assert "smallest type has 5.0 pt" in next(p.found for p in odd.points if p.name == "Readable font")


def test_a_file_without_figures_asks_whether_there_should_be_some(tmp_path: Path, lenient: None) -> None:
    content = pdf_of(tag("Document", tag("H1", TITLE), tag("P", "Ei kuvia.")))
    evidence = evidence_of(tmp_path, content)
    (point,) = (point for point in evidence.points if point.name == "Text alternatives")
    assert (point.verdict, point.found[:21]) == ("person", "There are no figures;")


def test_the_statement_promises_a_workbook_only_where_one_is_attached(tmp_path: Path) -> None:
    published(tmp_path)
    with_book = collect(tmp_path / "vuosi-2024-fi.pdf")
    bare = evidence_of(tmp_path, publication("fi"), "vuosi-2024.pdf")
    assert (with_book.proven, bare.proven) == (True, True)
    assert "Excel-työkirjassa" in statement([with_book])["fi"]
    assert "Excelarbetsbok" in statement([with_book])["sv"]
    for found in ([bare], [with_book, bare]):
        assert "Excel" not in "".join(statement(found).values())


# ---------------------------------------------------------------- the page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    """Return the evidence page of the repository's publication."""
    folder = tmp_path_factory.mktemp("evidence")
    return Parsed(evidence_page([collect(folder / published(folder))]))


def test_the_page_is_one_file_that_needs_nothing_from_elsewhere(page: Parsed) -> None:
    assert [tag for tag in ("script", "link", "iframe", "object", "a") if page.attributes(tag)] == []
    assert all(image["src"].startswith("data:image/png;base64,") for image in page.attributes("img"))
    assert "url(" not in "".join(page.texts_in("style"))
    assert "@import" not in "".join(page.texts_in("style"))


def test_the_page_is_accessible_itself(page: Parsed) -> None:
    assert page.attributes("html") == [{"lang": "en"}]
    assert len(page.texts_in("title")) == len(page.texts_in("h1")) == 1
    assert all(image["alt"] for image in page.attributes("img"))
    assert all(cell["scope"] == "col" for cell in page.attributes("th"))
    levels = [int(name[1]) for name, _, _ in page.found if re.fullmatch("h[1-6]", name)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_tells_the_ten_points_and_the_rules_with_their_sources(page: Parsed) -> None:
    cells = page.texts_in("td")
    assert [cells[cells.index(name)] for name in POINTS] == POINTS
    kept = [code for code in RULES if code not in OF_DOCUMENT]
    assert [cells[cells.index(code) + 1] for code in kept] == [RULES[code].source for code in kept]
    assert "✓ passed (veraPDF)" in cells


def test_the_page_shows_each_figure_beside_its_text_alternative(page: Parsed) -> None:
    with pikepdf.open(io.BytesIO(publication("fi"))) as pdf:
        entries = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        said = [str(one.Alt) for one in entries if one.get("/S") == "/Figure"]
    assert len(said) > 5
    assert sorted(page.texts_in("figcaption")) == sorted(said)
    assert page.attributes("figcaption") == [{"lang": "fi"}] * len(said)
    shown = [image for image in page.attributes("img") if image["alt"].startswith("Figure on page ")]
    assert len(shown) == len(said)


def test_the_page_shows_the_pages_in_grey(page: Parsed) -> None:
    grey = [image for image in page.attributes("img") if image["alt"].endswith(" in grey")]
    with pikepdf.open(io.BytesIO(publication("fi"))) as pdf:
        assert len(grey) == len(pdf.pages) > 10
    assert {picture(image).mode for image in grey} == {"L"}
    assert {picture(image).size for image in grey} == {(358, 506)}


def picture(image: dict[str, str]) -> Image.Image:
    """Return the picture in an element."""
    return Image.open(io.BytesIO(base64.b64decode(image["src"].partition(",")[2])))


def test_the_page_reads_the_text_aloud_in_its_languages(page: Parsed) -> None:
    spans = [attributes.get("lang") for attributes in page.attributes("span")]
    assert len(spans) > 400
    assert set(spans) == {"fi", "sv"}


def test_the_page_has_the_text_for_the_statement_in_both_languages(page: Parsed) -> None:
    statements = [
        ("".join(texts), attributes["lang"])
        for name, attributes, texts in page.found
        if name == "blockquote" and "lang" in attributes
    ]
    assert [lang for _, lang in statements] == ["fi", "sv"]
    for text, _ in statements:
        assert "PDF/UA-1" in text
        assert "WCAG 2.1" in text
        assert text.endswith("]")


def test_what_a_file_says_cannot_become_part_of_the_page(tmp_path: Path, lenient: None) -> None:
    evil = '<script>alert("x")</script>'
    evidence = evidence_of(tmp_path, broken(element_entry("Figure", "/Alt", pikepdf.String(evil))))
    page = Parsed(evidence_page([evidence]))
    assert page.attributes("script") == []
    assert evil in page.texts_in("figcaption")
