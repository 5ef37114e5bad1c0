"""Marked content of a page: which text and painting belongs to which mark, and where marks go wrong.

The content stream is walked with the graphics state that matters here: the font, the stack of marks, and
whether a text object or a path is open (ISO 32000-1, 14.6). Forms are walked where they are painted.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pikepdf import Object, Page, PdfError, Stream, String, parse_content_stream

from reportgen.verify.pdffonts import Font
from reportgen.verify.pdfvalues import (
    NOWHERE,
    Key,
    entry,
    inherited,
    integer,
    items,
    key_of,
    name_of,
    text_of,
)

MarkId = tuple[Key, int]
"""The page or form that a mark stands in, and its number (MCID) there."""

_PATH_START = {"m", "re"}
_PATH_PAINT = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
_PAINT = {"sh", "EI"}
_SHOW = {"Tj", "TJ", "'", '"'}
_OTHER = {"BMC", "BDC", "EMC", "BT", "ET", "Tf", "gs", "q", "Q", "Do", "n"}
# The filter spares most of the work on pages full of artwork; inline images are told by their end.
_OPERATORS = " ".join(sorted(_PATH_START | _PATH_PAINT | _PAINT | _SHOW | _OTHER))
_DEEPEST_FORM = 12


class Kind(Enum):
    """What a mark says about what it encloses."""

    CONTENT = "content"
    ARTIFACT = "artifact"
    PLAIN = "plain"


@dataclass(slots=True)
class Mark:
    """A marked-content sequence and the text in it. ``type`` is an artifact's, such as ``Pagination``."""

    kind: Kind
    tag: str
    mcid: int | None = None
    type: str = ""
    actual: str | None = None
    text_object: int = 0
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read: the text shown, or the one given in its stead."""
        return "".join(self.parts)


@dataclass(slots=True)
class PageContent:
    """What stands on one page, by mark. ``faults`` counts by code; ``unmarked`` is text in no mark."""

    number: int
    key: Key
    marks: dict[MarkId, Mark] = field(default_factory=dict)
    artifacts: list[Mark] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    forms: dict[Key, Object] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    trouble: str = ""


def read_page(page: Page, number: int, fonts: dict[Key, Font]) -> PageContent:
    """Walk the content of a page, numbered from 1. ``fonts`` keeps what is known of fonts between pages."""
    content = PageContent(number, key_of(page.obj))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            _Walker(content, fonts).walk(page, content.key, inherited(page.obj, "/Resources"))
        except (PdfError, ValueError, TypeError, RuntimeError) as problem:
            content.trouble = str(problem) or type(problem).__name__
    if caught and not content.trouble:
        content.trouble = str(caught[0].message)
    return content


class _Walker:
    """The state of one page while its content, and that of its forms, is read."""

    def __init__(self, content: PageContent, fonts: dict[Key, Font]) -> None:
        self.content = content
        self.known = fonts
        self.stack: list[Mark] = []
        self.font: Font | None = None
        self.saved: list[Font | None] = []
        self.text_objects = 0
        self.in_text = False
        self.in_path = False
        self.inside: list[Key] = []

    def walk(self, source: Page | Stream, container: Key, resources: object) -> None:
        """Read one content stream; its marks must be closed where it ends."""
        outer = len(self.stack)
        for instruction in parse_content_stream(source, _OPERATORS):
            self.step(str(instruction.operator), list(instruction.operands), container, resources)
        if len(self.stack) != outer:
            self.content.faults["pdf-mark-unbalanced"] += abs(len(self.stack) - outer)
            del self.stack[outer:]

    def step(self, operator: str, operands: Sequence[Any], container: Key, resources: object) -> None:
        """Carry out one operator."""
        if operator in _SHOW:
            self.show(operands)
        elif operator in _PATH_START:
            self.in_path = True
        elif operator in _PATH_PAINT or operator == "n":
            self.in_path = False
            if operator != "n":
                self.paint()
        elif operator in _PAINT:
            self.paint()
        elif operator in {"BMC", "BDC", "EMC"}:
            self.mark(operator, operands, container, resources)
        elif operator == "Do":
            self.draw(operands, resources)
        else:
            self.keep(operator, operands, resources)

    def keep(self, operator: str, operands: Sequence[Any], resources: object) -> None:
        """Follow the graphics state: text objects, saved states and the font."""
        match operator:
            case "BT":
                self.in_text = True
                self.text_objects += 1
            case "ET":
                self.in_text = False
            case "q":
                self.saved.append(self.font)
            case "Q":
                self.font = self.saved.pop() if self.saved else None
            case "Tf" if operands:
                self.set_font(entry(resources, "/Font", str(operands[0])))
            case "gs" if operands:
                chosen = items(entry(resources, "/ExtGState", str(operands[0]), "/Font"))
                if chosen:
                    self.set_font(chosen[0])

    def set_font(self, source: object) -> None:
        """Take a font into use; each is read once in a file."""
        if not isinstance(source, Object):
            self.font = None
            return
        key = key_of(source)
        self.font = Font(source) if key == NOWHERE else self.known.setdefault(key, Font(source))

    # ------------------------------------------------------------ marks

    def mark(self, operator: str, operands: Sequence[Any], container: Key, resources: object) -> None:
        """Open or close a mark."""
        if self.in_path:
            self.content.faults["pdf-mark-in-path"] += 1
        if operator == "EMC":
            self.close()
            return
        properties = operands[1] if operator == "BDC" and len(operands) > 1 else None
        if name_of(properties):
            properties = entry(resources, "/Properties", str(properties))
        self.open(name_of(operands[0]) if operands else "", properties, container)

    def open(self, tag: str, properties: object, container: Key) -> None:
        """Open a mark: tagged content if it has a number, an artifact by its tag, else of no consequence."""
        mcid = integer(entry(properties, "/MCID"))
        kind = Kind.ARTIFACT if tag == "Artifact" else Kind.PLAIN if mcid is None else Kind.CONTENT
        actual = entry(properties, "/ActualText")
        mark = Mark(
            kind,
            tag,
            mcid,
            name_of(entry(properties, "/Type")),
            None if actual is None else text_of(actual),
            self.text_objects if self.in_text else 0,
        )
        outer = self.owner()
        if kind is not Kind.PLAIN and outer is not None and {kind, outer.kind} != {Kind.ARTIFACT}:
            self.content.faults["pdf-mark-nested"] += 1
        self.register(mark, container)
        self.stack.append(mark)
        if mark.actual is not None and not any(m.actual is not None for m in self.stack[:-1]):
            self.sink().append(mark.actual)

    def register(self, mark: Mark, container: Key) -> None:
        """Enter a mark in the record of the page."""
        if mark.kind is Kind.ARTIFACT:
            self.content.artifacts.append(mark)
        elif mark.kind is Kind.CONTENT and mark.mcid is not None:
            if (container, mark.mcid) in self.content.marks:
                self.content.faults["pdf-mcid-repeated"] += 1
            self.content.marks[container, mark.mcid] = mark

    def close(self) -> None:
        """Close the innermost mark; it must end in the text object it began in, or outside of any."""
        if not self.stack:
            self.content.faults["pdf-mark-unbalanced"] += 1
            return
        mark = self.stack.pop()
        if mark.text_object != (self.text_objects if self.in_text else 0):
            self.content.faults["pdf-mark-unbalanced"] += 1

    def owner(self) -> Mark | None:
        """The innermost mark that says what its content is."""
        return next((mark for mark in reversed(self.stack) if mark.kind is not Kind.PLAIN), None)

    def sink(self) -> list[str]:
        """Where text goes that is shown now."""
        owner = self.owner()
        return self.content.unmarked if owner is None else owner.parts

    # ------------------------------------------------------------ painting

    def paint(self) -> None:
        """Something becomes visible."""
        if self.owner() is None:
            self.content.faults["pdf-content-unmarked"] += 1

    def show(self, operands: Sequence[Any]) -> None:
        """Text is shown; a text given in its stead hides it from the reader."""
        self.paint()
        if any(mark.actual is not None for mark in self.stack):
            return
        strings = [part for operand in operands for part in items(operand) if isinstance(part, String)]
        font = self.font
        self.sink().extend(font.decode(bytes(s)) if font else bytes(s).decode("latin-1") for s in strings)

    def draw(self, operands: Sequence[Any], resources: object) -> None:
        """An external object is painted; a form is a content stream of its own."""
        target = entry(resources, "/XObject", str(operands[0])) if operands else None
        if not isinstance(target, Stream) or name_of(entry(target, "/Subtype")) != "Form":
            self.paint()
            return
        key = key_of(target)
        if key in self.inside or len(self.inside) > _DEEPEST_FORM:
            return
        self.content.forms[key] = target
        font, in_text, in_path = self.font, self.in_text, self.in_path
        self.inside.append(key)
        self.walk(target, key, entry(target, "/Resources") or resources)
        self.inside.pop()
        self.font, self.in_text, self.in_path = font, in_text, in_path
