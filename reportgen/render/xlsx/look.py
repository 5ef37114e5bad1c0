"""The look of the workbook: Arial, the theme's colours by role, and a style for each kind of cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.styleable import StyleableObject

from reportgen.theme import Theme

FONT = "Arial"

# Without a theme the workbook is plain: dark text, grey rules, no colour of anybody's house.
_PLAIN = {
    "primary": "1A1A1A",
    "primary-text": "FFFFFF",
    "text": "1A1A1A",
    "muted": "595959",
    "rule": "DEDFE1",
}
_PLAIN_GROUND = "F7F7F8"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of cell looks; colours are roles of the theme. ``rule`` is the line below it."""

    size: float = 10
    bold: bool = False
    colour: str = "text"
    fill: str | None = None
    rule: str | None = None
    horizontal: str = "left"
    vertical: str = "center"
    wrap: bool = False
    underline: bool = False


_ROW = Kind(rule="rule", wrap=True)
_HEAD = Kind(9, bold=True, colour="primary-text", fill="primary", wrap=True, vertical="top")
_BAND = Kind(colour="primary-text", fill="primary")

KINDS = {
    "title": Kind(16, bold=True, colour="primary-text", fill="primary", vertical="bottom"),
    "cover-title": Kind(22, bold=True, colour="primary-text", fill="primary", vertical="bottom"),
    "cover-title-long": Kind(18, bold=True, colour="primary-text", fill="primary", vertical="bottom"),
    "message-band": Kind(13, bold=True, colour="primary-text", fill="primary", vertical="bottom"),
    "band": _BAND,
    "wordmark": Kind(12, bold=True, colour="primary-text", fill="primary"),
    "message": Kind(11, bold=True, colour="primary", vertical="bottom"),
    "line": Kind(9, colour="muted"),
    "link": Kind(9, colour="primary", underline=True),
    "header": _HEAD,
    "header-number": Kind(9, True, "primary-text", "primary", None, "right", "top", True),
    "header-centre": Kind(9, True, "primary-text", "primary", None, "center", "top", True),
    "text": _ROW,
    "strong": Kind(bold=True, rule="rule", wrap=True),
    "group": Kind(9, bold=True, colour="primary", rule="rule", wrap=True),
    "group-again": Kind(9, colour="muted", rule="rule", wrap=True),
    "small": Kind(9, colour="muted", rule="rule", wrap=True),
    "small-strong": Kind(9, bold=True, rule="rule", wrap=True),
    "number": Kind(rule="rule", horizontal="right"),
    "number-small": Kind(9, rule="rule", horizontal="right"),
    "number-strong": Kind(bold=True, rule="rule", horizontal="right"),
    "missing": Kind(9, fill="missing", rule="rule", horizontal="right"),
    "status": Kind(9, colour="muted", rule="rule", horizontal="center"),
    "status-strong": Kind(9, bold=True, colour="text", rule="rule", horizontal="center"),
    "note": Kind(9, colour="muted"),
    "cover-header": Kind(9, bold=True, colour="muted", rule="primary", vertical="bottom"),
    "cover-link": Kind(10, bold=True, colour="primary", rule="rule", underline=True),
    "cover-text": Kind(rule="rule", wrap=True),
    "cover-key": Kind(bold=True, colour="primary", vertical="bottom"),
    "cover-value": Kind(vertical="bottom"),
    "cover-code": Kind(9, vertical="bottom"),
    "cover-number": Kind(vertical="bottom"),
    "strip": Kind(9, bold=True, horizontal="center"),
}
"""Every style a cell may ask for."""


@dataclass(slots=True)
class Look:
    """Applies styles. Cells of an area bear its light ground and its colour as a bar at their left edge."""

    theme: Theme | None
    _made: dict[tuple[str, str | None, bool], Callable[[StyleableObject], None]] = field(default_factory=dict)

    def colour(self, role: str) -> str:
        """Return a colour as AARRGGBB, opaque."""
        return "FF" + (self.theme.hex(role) if self.theme else _PLAIN.get(role, _PLAIN_GROUND))

    def area_colour(self, area: str) -> str:
        """Return the strong colour of a service area as AARRGGBB."""
        return self.colour(self.theme.area(area).colour if self.theme else "muted")

    def apply(
        self, cell: StyleableObject, style: str, area: str | None = None, *, last: bool = False
    ) -> None:
        """Dress a cell. ``last`` closes a group of rows with a line in the primary colour."""
        key = (style, area, last)
        if key not in self._made:
            self._made[key] = self._dress(*key)
        self._made[key](cell)

    def _dress(self, style: str, area: str | None, last: bool) -> Callable[[StyleableObject], None]:
        kind = KINDS[style]
        font, fill = self._font(kind, style, area), self._fill(kind, style, area)
        border = Border(bottom=self._rule(kind, last), left=self._bar(style, area))
        alignment = Alignment(
            horizontal=kind.horizontal,
            vertical=kind.vertical,
            wrap_text=kind.wrap or None,
            indent=1 if kind.horizontal == "left" else 0,
        )

        def dress(cell: StyleableObject) -> None:
            cell.font, cell.fill, cell.border, cell.alignment = font, fill, border, alignment

        return dress

    def _font(self, kind: Kind, style: str, area: str | None) -> Font:
        role = kind.colour
        if style == "strip" and area is not None:
            role = self.theme.area(area).text if self.theme else "primary-text"
        underline: Literal["single"] | None = "single" if kind.underline else None
        return Font(name=FONT, size=kind.size, bold=kind.bold, color=self.colour(role), underline=underline)

    def _fill(self, kind: Kind, style: str, area: str | None) -> PatternFill:
        role = kind.fill
        if area is not None:
            colours = self.theme.area(area) if self.theme else None
            strong = style == "strip"
            role = (
                (colours.colour if strong else colours.light)
                if colours
                else ("muted" if strong else "missing")
            )
        return PatternFill("solid", fgColor=self.colour(role)) if role else PatternFill()

    def _rule(self, kind: Kind, last: bool) -> Side:
        if kind.rule is None:
            return Side()
        weight: Literal["thin", "medium"] = "medium" if kind.rule == "primary" else "thin"
        return Side(border_style=weight, color=self.colour("primary" if last else kind.rule))

    def _bar(self, style: str, area: str | None) -> Side:
        if area is None or style == "strip" or self.theme is None:
            return Side()
        return Side(border_style="thick", color=self.colour(self.theme.area(area).colour))
