"""The tagged canvas: whatever is painted is an artifact unless a structure element claims it.

Text is written only through `write`, which marks each run with the element it belongs to inside one text
object; figures are wrapped whole by `claimed`. Everything else (grounds, waves, rules, bars) becomes an
artifact with no code of its own when the page is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reportgen.model.drawing import Colour
from reportgen.reading import Node
from reportgen.render.pdf.fonts import Face
from reportgen.render.pdf.objects import pack
from reportgen.render.pdf.structure import ContentRef, ObjectRef, StructureTree, text_string

Owner = Node | Literal["furniture"]
"""Who owns a run of text: a node of the reading, or running headers and footers (pagination artifacts)."""

PAINTING = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ"})
LINK_FLAGS = 4  # Print: PDF/A wants it, viewers ignore it


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style on one line. ``kerns`` has a value for each character, in thousandths of the size."""

    text: str
    face: Face
    size: float
    colour: Colour
    tracking: float
    owner: Owner
    kerns: tuple[float, ...] | None = None


class _Claimed(str):
    """A code item inside marked content; all others are artifacts."""


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """A reportlab canvas that marks its content and tells the structure tree where it stands.

    With ``tagged`` off it paints the same and marks nothing, to show what marking costs and changes.
    """

    def __init__(
        self,
        size: tuple[float, float],
        *,
        tree: StructureTree,
        lang: str,
        font: str,
        pages: int,
        tagged: bool = True,
    ) -> None:
        self.tree = tree
        self._mcids = 0
        self._pages = pages
        self._tagged = tagged
        self._links = 0
        self._annotations: list[Any] = []
        super().__init__(
            BytesIO(),
            pagesize=size,
            lang=lang,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=font,
        )

    @property
    def page_index(self) -> int:
        """The page being drawn, from 0."""
        return int(self._pageNumber) - 1

    def write(self, x: float, y: float, runs: Sequence[Run]) -> None:
        """Write one line of text from its baseline's start, each run marked with its owner."""
        code = ["BT", f"1 0 0 1 {_n(x)} {_n(y)} Tm"]
        for owner, group in groupby(runs, key=lambda run: run.owner):
            shown = [item for run in group for item in self._show(run)]
            mark = self._open(owner)
            code += [mark, *shown, "EMC"] if self._tagged else shown
        code.append("ET")
        self._code.append(_Claimed(" ".join(code)))

    @contextmanager
    def claimed(self, node: Node, bbox: tuple[float, float, float, float]) -> Iterator[None]:
        """Mark all that is painted inside as the content of one node: a figure within these bounds."""
        self.tree[node].bbox = bbox
        mark = self._open(node)
        if not self._tagged:
            yield
            return
        self._code.append(_Claimed(mark))
        yield
        self._code.append(_Claimed("EMC"))

    def raw_text(self, x: float, y: float, run: Run) -> None:
        """Write a line inside a `claimed` figure, with no mark of its own.

        A space ends it, or extraction would glue it to the line that is drawn next.
        """
        run = replace(run, text=f"{run.text} ")
        self._code.append(" ".join(["BT", f"1 0 0 1 {_n(x)} {_n(y)} Tm", *self._show(run), "ET"]))

    def link(
        self, node: Node, rect: tuple[float, float, float, float], contents: str, target: str | int
    ) -> None:
        """Put a link over a rectangle: to an address, or to a page (index from 0)."""
        key = self._pages + self._links
        name = f"Link{self._links}"
        self._links += 1
        entries: dict[str, Any] = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Link"),
            "Rect": pdfdoc.PDFArray([round(value, 2) for value in rect]),
            "Border": pdfdoc.PDFArray([0, 0, 0]),
            "F": LINK_FLAGS,
            "Contents": text_string(contents),
        }
        if self._tagged:
            entries["StructParent"] = key
        if isinstance(target, int):
            entries["Dest"] = self.destination(target)
        else:
            entries["A"] = pdfdoc.PDFDictionary({"S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(target)})
        self._annotations.append(self._doc.Reference(pdfdoc.PDFDictionary(entries), name))
        self.tree[node].receive(ObjectRef(self.page_index, name, key))

    def destination(self, page: int) -> pdfdoc.PDFArray:
        """Return a destination: the top of a page (index from 0), zoom unchanged."""
        ref = pdfdoc.PDFObjectReference(f"Page{page + 1}")
        return pdfdoc.PDFArray([ref, pdfdoc.PDFName("XYZ"), 0, round(self._pagesize[1], 2), 0])

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Close the page: mark what nobody claimed as artifacts."""
        if self._tagged:
            self._code[:] = list(_mark_artifacts(self._code))
        super().showPage()
        self._mcids = 0
        self._annotations = []

    def getpdfdata(self) -> bytes:
        """Return the file."""
        return pack(self._doc)

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 - reportlab's hook
        page.Annots = list(self._annotations)
        page.Trans = None  # reportlab writes an empty one
        if self._tagged:
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = self.page_index
            page.Tabs = pdfdoc.PDFName("S")

    def _open(self, owner: Owner) -> str:
        if isinstance(owner, str):
            return "/Artifact <</Type /Pagination>> BDC"
        mcid = self._mcids
        self._mcids += 1
        element = self.tree[owner]
        element.receive(ContentRef(self.page_index, mcid))
        return f"/{element.type} <</MCID {mcid}>> BDC"

    def _show(self, run: Run) -> list[str]:
        code = [
            f"{_n(run.colour[0])} {_n(run.colour[1])} {_n(run.colour[2])} rg",
            f"{_n(run.tracking * run.size)} Tc",
        ]
        start = 0
        for font, codes in run.face.encode(run.text, self._doc):
            kerns = run.kerns[start : start + len(codes)] if run.kerns else None
            start += len(codes)
            code.append(f"{font} {_n(run.size)} Tf {_shown(codes, kerns)}")
        return code


def _mark_artifacts(code: Sequence[str]) -> Iterator[str]:
    """Yield page code with each run of painting that no element claimed wrapped as an artifact.

    A whole run is wrapped: a path may be spread over several items, and a mark inside a path is illegal.
    """
    depth = 0
    run: list[str] = []
    for item in code:
        if isinstance(item, _Claimed):
            yield from _artifact(run)
            run = []
            yield item
            if not item.startswith("BT"):
                depth += -1 if item == "EMC" else 1
        elif depth:
            yield item
        else:
            run.append(item)
    yield from _artifact(run)


def _artifact(run: list[str]) -> list[str]:
    paints = any(PAINTING.intersection(item.split()) for item in run)
    return ["/Artifact BMC", *run, "EMC"] if paints else run


def _shown(codes: bytes, kerns: Sequence[float] | None) -> str:
    if not kerns or not any(kerns):
        return f"<{codes.hex()}> Tj"
    parts, current = [], ""
    for code, kern in zip(codes, kerns, strict=True):
        current += f"{code:02x}"
        if kern:
            parts.append(f"<{current}> {_n(-kern)}")
            current = ""
    tail = f"<{current}>" if current else ""
    return f"[{' '.join(parts)} {tail}] TJ"


def _n(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
