"""The desk: all that a layout works with: theme, fonts, reading, language, and the findings it leaves.

It turns ink and a type role into text boxes, so that sizes and colours are chosen in one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from reportgen.findings import Finding, Place, error
from reportgen.model import document as doc
from reportgen.reading import Ink, Inks, Reading
from reportgen.render.pdf.boxes import TextBox
from reportgen.render.pdf.fonts import Faces
from reportgen.render.pdf.text import Hyphenate, Span
from reportgen.theme import Theme

T = TypeVar("T")

UNHYPHENATED = frozenset(
    {"cover-title", "page-title", "subhead", "small-head", "minor-head", "lead", "figure", "giant", "label"}
)
"""Headlines, leads and labels are not hyphenated, except at soft hyphens that an author typed, and at the
seams of a compound that is wider than its column."""

NEVER_BROKEN = frozenset({"cover-title", "page-title", "figure", "giant"})

HEADLINES = frozenset({"headline", "lead"})
BOLD: Mapping[str, str] = {"text": "bold", "semibold": "bold", "lead": "headline"}


@dataclass(frozen=True, slots=True)
class Density:
    """How close a page is set: the size of body text in points, and a factor for air inside components."""

    body: float
    air: float


TIGHT, NORMAL, ROOMY, AIRY = Density(10, 0.72), Density(10, 1.0), Density(11, 1.2), Density(12, 1.4)


@dataclass(slots=True)
class Desk:
    """What a layout works with."""

    theme: Theme
    faces: Faces
    reading: Reading
    document: doc.Document
    hyphenate: Hyphenate
    seams: Hyphenate
    root: Path
    density: Density = NORMAL
    pages: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    crowded: set[str] = field(default_factory=set)
    _texts: dict[tuple[object, ...], tuple[Inks, TextBox]] = field(default_factory=dict, init=False)
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False)

    def once(self, make: Callable[[Desk], T]) -> T:
        """Return what is made of the whole document, which is the same for every section and density."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def text(
        self,
        inks: Sequence[Ink],
        role: str,
        *,
        colour: str | None = None,
        size: float | None = None,
        leading: float | None = None,
        strong: str | None = None,
        align: Literal["left", "right", "centre"] = "left",
    ) -> TextBox:
        """Return ink set in a type role. ``strong`` is a colour for emphasised words, or None.

        Ink set twice in the same way gives the same box, which has kept its lines: pages are tried at
        several densities, and boxes measured by those around them.
        """
        # The ink is kept with its box, so that none made later can bear the same id.
        key = (*map(id, inks), role, colour, size, leading, strong, align)
        if key not in self._texts:
            style = self.theme.types[role]
            size = size or style.size
            spans = [self._span(ink, role, size, colour or style.colour, strong) for ink in inks]
            whole = role in UNHYPHENATED
            box = TextBox(
                spans,
                leading or style.leading * size / style.size,
                None if whole else self.seams,
                None if role in NEVER_BROKEN else self.seams if whole else self.hyphenate,
                self.seams,
                align=align,
                ink_left=style.font == "headline" and size >= 24,
            )
            self._texts[key] = tuple(inks), box
        return self._texts[key][1]

    def air(self, points: float) -> float:
        """Return white space inside a component at the page's density."""
        return points * self.density.air

    def body(self, inks: Sequence[Ink], *, colour: str | None = None) -> TextBox:
        """Return body text at the size of the page's density."""
        return self.text(inks, "body", colour=colour, size=self.density.body)

    def label(self, inks: Sequence[Ink], *, colour: str | None = None) -> TextBox:
        """Return a label at the size of the text under it, which the page's density gives."""
        return self.text(inks, "label", colour=colour, size=self.density.body)

    def furniture(
        self,
        text: str,
        role: str,
        *,
        colour: str | None = None,
        size: float | None = None,
        align: Literal["left", "right", "centre"] = "left",
    ) -> TextBox:
        """Return text that repeats on pages and is not content: footers and the like."""
        style = self.theme.types[role]
        face = self.faces[style.font]
        ink = self.theme.colour(colour or style.colour)
        span = Span(text, face, size or style.size, ink, style.tracking, "furniture")
        return TextBox([span], style.leading, align=align)

    def text_width(self, text: str, role: str) -> float:
        """Return the width of a text in a type role, in points."""
        style = self.theme.types[role]
        return self.faces[style.font].width(text) * style.size / 1000 + style.tracking * style.size * len(
            text
        )

    def word(self, key: str) -> str:
        """Return a fixed string of the document's language."""
        return self.document.strings[key]

    def too_long(self, section: doc.Section, what: str, text: str, how: str) -> None:
        """Leave a finding that a text does not fit its slot; what it then covers on its pages is not told."""
        found = error(
            "text-overflow",
            Place(section.template),
            f"The {what} “{text.strip()}” {how}.",
            "Put ordinary spaces in place of its no-break spaces, or shorten it."
            if re.search("[^\\W\\d]\u00a0[^\\W\\d]", text)
            else "Shorten it, or show a possible break in a long word with a soft hyphen (U+00AD).",
            lang=self.document.lang,
        )
        if found not in self.findings:
            self.findings.append(found)
        self.crowded.add(section.id)

    def _span(self, ink: Ink, role: str, size: float, colour: str, strong: str | None) -> Span:
        style = self.theme.types[role]
        font = style.font
        if ink.strong:
            font = BOLD.get(font, font)
        elif ink.emphasis and font == "text":
            font = "italic"
        if ink.link is not None and colour == "text":
            colour = "primary"
        rgb = self.theme.colour(strong if ink.strong and strong else colour)
        headline = style.font in HEADLINES
        return Span(
            ink.text,
            self.faces[font],
            size,
            rgb,
            style.tracking,
            ink.owner,
            ink.citation,
            ink.link,
            kern=headline,
        )


def only(inks: Inks, role: str) -> Inks:
    """Return the ink with a role: the number or the unit of a cited value."""
    return tuple(ink for ink in inks if ink.role == role)
