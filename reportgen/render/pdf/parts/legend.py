"""The legend of bars: which form stands for what, as a figure of its own with an alternative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.model import document as doc
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.pen import Pen

FORMS = ("visits", "days", "persons")
"""What bars may stand for: filled, in outline, and as a line with a dot."""
BAR, TO_TEXT, APART = 30.0, 38.0, 22.0
"""Points: a sample's width, from its left to its text, and from a text to the next sample."""
LINE = 16.0
HEIGHT = 12.0


@dataclass(frozen=True, slots=True)
class LegendBox:
    """The forms of bars side by side, on further lines where the width does not hold them."""

    desk: Desk
    chart: doc.Chart

    def height(self, width: float) -> float:
        """A line for as many forms as it holds."""
        lines = {line for _, line, _ in self._placed(width)}
        return HEIGHT + LINE * (len(lines) - 1)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw a sample of each form with its words."""
        with pen.figure(self.desk.reading.node(self.chart, "legend"), x, y, width, self.height(width)):
            for form, line, left in self._placed(width):
                middle = y + HEIGHT / 2 + line * LINE
                _sample(pen, form, x + left, middle)
                pen.label(x + left + TO_TEXT, middle + 3, self._word(form), "caption", "muted")

    def _placed(self, width: float) -> Iterator[tuple[str, int, float]]:
        line, left = 0, 0.0
        for form in FORMS:
            need = TO_TEXT + self.desk.text_width(self._word(form), "caption")
            if left and left + need > width:
                line, left = line + 1, 0.0
            yield form, line, left
            left += need + APART

    def _word(self, form: str) -> str:
        return self.desk.word(f"legend.{form}")


def _sample(pen: Pen, form: str, x: float, middle: float) -> None:
    match form:
        case "visits":
            pen.rect(x, middle - 4, BAR, 8, "neutral-strong")
        case "days":
            pen.frame(x, middle - 4, BAR, 8, "primary", 1.0)
        case _:
            pen.rect(x, middle - 0.75, BAR, 1.5, "primary")
            pen.circle(x + BAR, middle, 3, "primary")
            return
    pen.rect(x + BAR - 0.75, middle - 6, 1.5, 12, "primary")
