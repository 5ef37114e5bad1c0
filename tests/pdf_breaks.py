"""Ways to break the faultless PDF, one rule at a time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from pdfs import good, saved, xmp
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

Mutation = Callable[[Pdf], None]


def broken(mutate: Mutation) -> bytes:
    """Return the PDF of `GOOD` with something changed."""
    with Pdf.open(io.BytesIO(good())) as pdf:
        mutate(pdf)
        return saved(pdf)


def elements(pdf: Pdf, role: str) -> list[Object]:
    """Return the structure elements of a type, in reading order."""
    return [element for element in _below(pdf.Root.StructTreeRoot) if str(element.S) == f"/{role}"]


def _below(holder: Object) -> Iterator[Object]:
    for kid in holder.get("/K", []):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def replace(pdf: Pdf, page: int, old: bytes, new: bytes) -> None:
    """Replace bytes in the content of a page, once; they must be there."""
    stream = pdf.pages[page].obj.Contents
    before = stream.read_bytes()
    assert old in before, f"{old!r} is not on page {page}"
    stream.write(before.replace(old, new, 1))


def append(pdf: Pdf, page: int, more: bytes) -> None:
    """Add operators at the end of a page."""
    stream = pdf.pages[page].obj.Contents
    stream.write(stream.read_bytes() + b"\n" + more)


# ---------------------------------------------------------------- changes


def _set(holder: Object, key: str, value: Any) -> None:
    if value is None:
        del holder[key]
    else:
        holder[key] = value


def _catalog(key: str, value: Any) -> Mutation:
    """Set, or with None remove, an entry of the catalog."""
    return lambda pdf: _set(pdf.Root, key, value)


def element_entry(role: str, key: str, value: Any, index: int = 0) -> Mutation:
    """Set, or with None remove, an entry of a structure element."""
    return lambda pdf: _set(elements(pdf, role)[index], key, value)


def link_entry(key: str, value: Any, index: int = 0) -> Mutation:
    """Set, or with None remove, an entry of a link annotation on page 1."""
    return lambda pdf: _set(pdf.pages[0].obj.Annots[index], key, value)


def drawn(more: bytes, page: int = 0) -> Mutation:
    """Draw something more on a page."""
    return lambda pdf: append(pdf, page, more)


def _metadata(content: str) -> Mutation:
    return lambda pdf: pdf.Root.Metadata.write(content.encode())


def _font(key: str) -> Mutation:
    def mutate(pdf: Pdf) -> None:
        font = pdf.pages[0].obj.Resources.Font.F1
        holder = font if key in font else font.DescendantFonts[0].FontDescriptor
        del holder[key]

    return mutate


def _swapped_parents(pdf: Pdf) -> None:
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


def _shared_mark(pdf: Pdf) -> None:
    first, second = elements(pdf, "P")[:2]
    second.K.append(first.K[0])


def _lost_mark(pdf: Pdf) -> None:
    del elements(pdf, "P")[0].K[0]


def _dead_mark(pdf: Pdf) -> None:
    elements(pdf, "P")[0].K[0].MCID = 999


def _shared_element(pdf: Pdf) -> None:
    elements(pdf, "Sect")[0].K.append(elements(pdf, "P")[0])


def _endless_tree(pdf: Pdf) -> None:
    elements(pdf, "Note")[0].K.append(elements(pdf, "Sect")[0])


def _two_roots(pdf: Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    section = elements(pdf, "Sect")[0]
    del elements(pdf, "Document")[0].K[-1]
    section.P = root
    root.K.append(section)


def _wrong_parent(pdf: Pdf) -> None:
    elements(pdf, "LI")[1].P = elements(pdf, "Sect")[0]


def _short_row(pdf: Pdf) -> None:
    """The cell goes from the tree, its text becomes furniture: all but the grid is in order."""
    last = elements(pdf, "TR")[2]
    mcid = int(last.K[1].K[0].MCID)
    del last.K[1]
    replace(pdf, 1, b"/TD <</MCID %d>> BDC" % mcid, b"/Artifact <</Type /Pagination>> BDC")


def _long_span(pdf: Pdf) -> None:
    elements(pdf, "TD")[1].A = Dictionary(O=Name.Table, RowSpan=3)


def _headless(pdf: Pdf) -> None:
    for cell in elements(pdf, "TH"):
        cell.S = Name.TD
        del cell.A


def _emptied(role: str, index: int = 0) -> Mutation:
    def mutate(pdf: Pdf) -> None:
        elements(pdf, role)[index].K = Array()

    return mutate


def _no_clicking(pdf: Pdf) -> None:
    link = elements(pdf, "Link")[1]
    del link.K[-1]


def _wordless_link(pdf: Pdf) -> None:
    link = elements(pdf, "Link")[1]
    words = link.K[0]
    del link.K[0]
    elements(pdf, "P")[1].K.append(words)


def _other_bookmarks(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children[0].title = "Henkilöstö ja talous"


def _flat_bookmarks(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        top = outline.root[0]
        outline.root.extend(top.children)
        top.children.clear()


def _astray_bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].destination = Array([pdf.pages[1].obj, Name.Fit])


def _text_as_decoration(pdf: Pdf) -> None:
    mark = elements(pdf, "P")[2].K[1]
    del elements(pdf, "P")[2].K[1]
    replace(pdf, 0, b"/P <</MCID %d>> BDC" % int(mark.MCID), b"/Artifact BMC")


def _long_furniture(pdf: Pdf) -> None:
    text = b"/F1 8 Tf " + b"<0022> Tj " * 200
    append(pdf, 0, b"/Artifact <</Type /Pagination>> BDC BT " + text + b"ET EMC")


def _mapped_to_unknown(pdf: Pdf) -> None:
    elements(pdf, "Note")[0].S = Name.Remark
    _role_map(Remark="Aside")(pdf)


def _mapped_in_circles(pdf: Pdf) -> None:
    elements(pdf, "Note")[0].S = Name.Remark
    _role_map(Remark="Aside", Aside="Remark")(pdf)


def _role_map(**roles: str) -> Mutation:
    def mutate(pdf: Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(
            {f"/{key}": Name(f"/{value}") for key, value in roles.items()}
        )

    return mutate


def _broken_stream(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"not deflated at all", Filter=Name.FlateDecode)


def _far_figure(pdf: Pdf) -> None:
    elements(pdf, "Figure")[0].A.BBox = Array([2000, 2000, 2100, 2100])


def _text_in_row(pdf: Pdf) -> None:
    line = elements(pdf, "TR")[1]
    line.K.append(line.K[0].K[0])
    del line.K[0].K[0]


def _image(pdf: Pdf) -> None:
    image = pdf.make_stream(b"\x00", Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray)
    image.BitsPerComponent = 8
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im1=image)
    append(pdf, 0, b"/Im1 Do")


def paint_form(pdf: Pdf) -> None:
    form = pdf.make_stream(b"0 0 9 9 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Resources.XObject = Dictionary(Fm1=form)
    append(pdf, 0, b"/Fm1 Do")


def _heading(role: str, new: str) -> Mutation:
    return element_entry(role, "/S", Name(f"/{new}"))


def _no_headings(pdf: Pdf) -> None:
    for role in ("H1", "H2", "H3"):
        _heading(role, "P")(pdf)


BROKEN: list[tuple[str, Mutation]] = [
    ("pdf-not-marked", _catalog("/MarkInfo", None)),
    ("pdf-not-marked", _catalog("/MarkInfo", Dictionary(Marked=False))),
    ("pdf-suspects", _catalog("/MarkInfo", Dictionary(Marked=True, Suspects=True))),
    ("pdf-lang-missing", _catalog("/Lang", None)),
    ("pdf-lang-missing", _catalog("/Lang", String(""))),
    ("pdf-lang-invalid", _catalog("/Lang", String("suomi (FI)"))),
    ("pdf-lang-invalid", element_entry("Span", "/Lang", String("sv_FI"))),
    ("pdf-title-hidden", _catalog("/ViewerPreferences", None)),
    ("pdf-title-missing", _metadata(xmp(title=""))),
    ("pdf-title-differs", _metadata(xmp(title="Year in figures"))),
    ("pdf-xmp-missing", _catalog("/Metadata", None)),
    ("pdf-ua-missing", _metadata(xmp(part="2"))),
    ("pdf-ua-missing", _metadata(xmp(part=""))),
    ("pdf-string-garbled", _metadata(xmp(title="Vuosi\u0085numeroina"))),
    ("pdf-string-garbled", element_entry("Figure", "/Alt", String("79 \x7f prosenttia"))),
    ("pdf-tabs", lambda pdf: pdf.pages[0].obj.__delattr__("Tabs")),
    ("pdf-font-not-embedded", _font("/FontFile2")),
    ("pdf-font-unreadable", _font("/ToUnicode")),
    ("pdf-text-unmapped", drawn(b"/Artifact BMC BT /F1 9 Tf <0fff> Tj ET EMC")),
    ("pdf-content-broken", _broken_stream),
    ("pdf-content-unmarked", drawn(b"100 100 50 50 re f")),
    ("pdf-content-unmarked", drawn(b"BT /F1 9 Tf 10 10 Td <0022> Tj ET")),
    ("pdf-content-unmarked", drawn(b"/Span <</Lang (sv)>> BDC 100 100 50 50 re f EMC")),
    ("pdf-content-unmarked", _image),
    ("pdf-content-unmarked", paint_form),
    ("pdf-content-unmarked", drawn(b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI")),
    ("pdf-mark-unbalanced", drawn(b"EMC")),
    ("pdf-mark-unbalanced", drawn(b"/Artifact BMC 0 0 m 9 9 l S")),
    ("pdf-mark-unbalanced", drawn(b"/Artifact BMC BT EMC ET")),
    ("pdf-mark-nested", drawn(b"/P <</MCID 90>> BDC /Artifact BMC 0 0 m 9 9 l S EMC EMC")),
    ("pdf-mark-nested", drawn(b"/Artifact BMC /P <</MCID 90>> BDC 0 0 m 9 9 l S EMC EMC")),
    ("pdf-mark-nested", drawn(b"/P <</MCID 90>> BDC /P <</MCID 91>> BDC 0 0 m 9 9 l S EMC EMC")),
    ("pdf-mark-in-path", drawn(b"0 0 m 9 9 l /Artifact BMC S EMC")),
    ("pdf-mcid-repeated", drawn(b"/H1 <</MCID 0>> BDC 0 0 m 9 9 l S EMC")),
    ("pdf-mcid-orphan", _lost_mark),
    ("pdf-mcid-orphan", drawn(b"/P <</MCID 90>> BDC 0 0 m 9 9 l S EMC")),
    ("pdf-mcid-shared", _shared_mark),
    ("pdf-mcid-missing", _dead_mark),
    ("pdf-parent-tree", _swapped_parents),
    ("pdf-parent-tree", lambda pdf: pdf.pages[0].obj.__delattr__("StructParents")),
    ("pdf-parent-tree", lambda pdf: pdf.Root.StructTreeRoot.__delattr__("ParentTree")),
    ("pdf-artifact-text", _text_as_decoration),
    ("pdf-artifact-text", _long_furniture),
    ("pdf-tree-missing", _catalog("/StructTreeRoot", None)),
    ("pdf-tree-broken", _shared_element),
    ("pdf-tree-broken", _endless_tree),
    ("pdf-tree-root", _two_roots),
    ("pdf-tree-root", _heading("Document", "Part")),
    ("pdf-tree-parent", _wrong_parent),
    ("pdf-tree-parent", element_entry("Document", "/P", None)),
    ("pdf-role-unknown", element_entry("Note", "/S", Name.Remark)),
    ("pdf-role-unknown", _mapped_to_unknown),
    ("pdf-role-unknown", _mapped_in_circles),
    ("pdf-role-remapped", _role_map(P="H1")),
    ("pdf-nesting", element_entry("LBody", "/S", Name.P)),
    ("pdf-nesting", element_entry("TD", "/S", Name.P)),
    ("pdf-nesting", element_entry("Table", "/S", Name.Sect)),
    ("pdf-content-misplaced", _text_in_row),
    ("pdf-element-empty", _emptied("P")),
    ("pdf-heading-none", _no_headings),
    ("pdf-heading-first", _heading("H1", "H2")),
    ("pdf-heading-repeated", _heading("H2", "H1")),
    ("pdf-heading-skip", _heading("H2", "H3")),
    ("pdf-heading-skip", _heading("H3", "H4")),
    ("pdf-figure-alt", element_entry("Figure", "/Alt", None)),
    ("pdf-figure-alt", element_entry("Figure", "/Alt", String("  "))),
    ("pdf-figure-bbox", element_entry("Figure", "/A", None)),
    ("pdf-figure-bbox", _far_figure),
    ("pdf-note-id", element_entry("Note", "/ID", None)),
    ("pdf-table-empty-row", _emptied("TR", 2)),
    ("pdf-table-empty-row", _emptied("Table")),
    ("pdf-table-irregular", _short_row),
    ("pdf-table-irregular", _long_span),
    ("pdf-table-scope", element_entry("TH", "/A", None)),
    ("pdf-table-scope", element_entry("TH", "/A", Dictionary(O=Name.Table, Scope=Name.Cell))),
    ("pdf-table-headless", _headless),
    ("pdf-list-empty", _emptied("L")),
    ("pdf-list-body", lambda pdf: elements(pdf, "LI")[0].K.__delitem__(1)),
    ("pdf-link-untagged", _no_clicking),
    ("pdf-link-untagged", element_entry("Link", "/S", Name.Span)),
    ("pdf-link-contents", link_entry("/Contents", None)),
    ("pdf-link-parent", link_entry("/StructParent", None)),
    ("pdf-link-parent", link_entry("/StructParent", 0)),
    ("pdf-link-object", _no_clicking),
    ("pdf-link-empty", _wordless_link),
    ("pdf-link-target", link_entry("/Dest", Name.Nowhere)),
    ("pdf-link-target", link_entry("/A", Dictionary(S=Name.URI, URI=String("")), 1)),
    ("pdf-link-target", link_entry("/A", Dictionary(S=Name.GoTo, D=String("nowhere")), 1)),
    ("pdf-bookmarks-none", _catalog("/Outlines", None)),
    ("pdf-bookmarks-differ", _other_bookmarks),
    ("pdf-bookmarks-differ", _flat_bookmarks),
    ("pdf-bookmark-target", _astray_bookmark),
    ("pdf-contents-page", lambda pdf: link_entry("/Dest", Array([pdf.pages[0].obj, Name.Fit]))(pdf)),
]
"""A code, and a change to the good file that must give it."""
