"""One bar that shows a whole split into its parts, with the parts' values and names under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import (
    AXIS,
    END,
    OVERSHOOT,
    fault,
    head,
    marked,
    missing,
    paragraph,
    tones,
)
from reportgen.charts.texts import SOFT_HYPHEN, least_width
from reportgen.model.document import Chart, Datum

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

_BAR = 21.0
_GAP = 8.0  # least space between the texts of neighbours
_LINES = 3  # most lines of a name
_SHORT = 3  # letters of a word that fills no line
_STEP = 1.0  # the widths that are tried differ by so much
_UNDER = 4.0  # from the bar, or from a leader, to the capitals of a value
_DROP = 7.0  # from the bar to the end of a leader on the first level
_BETWEEN = 12.0  # from the texts of the first level to the end of a leader on the second
_ASIDE = 3.0  # least space between a leader and a text of the first level


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the bar from ``start`` to ``end``; ``order`` counts parts, for some may have no width."""

    order: int
    datum: Datum
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a part: its left edge and width, its lines, and where its leader ends, if it has one.

    ``level`` is 0 for a text under its own part, 1 and 2 for those that hang from a leader.
    """

    part: _Part
    left: float
    width: float
    lines: tuple[str, ...]
    level: int = 0
    leader: float = 0.0

    @property
    def right(self) -> float:
        return self.left + self.width


def split(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw the split bar, hung from the frame's top.

    The data are the parts, left to right. Value and name start where their part does and
    stay under it; those of a part too narrow for them hang from a leader that begins under the part, side by
    side with their neighbours or one level lower. Options: ``no_bar`` (the whole, if it is listed),
    ``accent``. Labels: ``missing``.

    Raises:
        BadInput: the names cannot be set so that each is seen to belong to its part.
    """
    known = [datum for datum in marked(chart) if datum.value is not None]
    if not known:
        caption = sheet.theme.types["caption"]
        sheet.text(0, caption.leading, missing(chart), caption)
        return
    parts = _parts(frame, known)
    top = OVERSHOOT
    for each in parts:
        tone = tones(sheet.theme, chart, each.datum.area)
        sheet.box(each.start, top, each.end - each.start, _BAR, tone.fill)
    for x in (0.0, *(each.end for each in parts)):
        inside = min(max(x, END / 2), frame.width - END / 2)
        sheet.line([(inside, 0), (inside, top + _BAR + OVERSHOOT)], END, "primary")
    texts = _texts(sheet, chart, frame, parts) if frame.labels else []
    depth = _write(sheet, texts, top + _BAR) if texts else top + _BAR
    _absent(sheet, chart, frame, depth)


def _parts(frame: ChartFrame, known: Sequence[Datum]) -> list[_Part]:
    whole = sum(float(datum.value or 0) for datum in known)
    parts: list[_Part] = []
    x = 0.0
    for datum in known:
        end = (
            frame.width if len(parts) + 1 == len(known) else x + float(datum.value or 0) / whole * frame.width
        )
        parts.append(_Part(len(parts), datum, x, end))
        x = end
    return parts


def _texts(sheet: Sheet, chart: Chart, frame: ChartFrame, parts: Sequence[_Part]) -> Sequence[_Text]:
    """Place texts under their own parts, and those for which these are too narrow beside them or lower."""
    rooms = [(each, each.end - each.start - (0 if each is parts[-1] else _GAP)) for each in parts]
    own = [text for each, room in rooms if (text := _set(sheet, each, room))]
    under = [text.part for text in own]
    found = _all(sheet, frame, [each for each in parts if each not in under], own)
    if found is None:
        narrow = min(parts, key=lambda part: part.end - part.start).datum
        raise fault(
            chart,
            f"its names cannot be set so that each belongs to its part in {frame.width:.0f} points; "
            f"the narrowest is '{narrow.indicator}' ({narrow.shown}).",
            'Choose kind = "bars", give short names to the indicators, or give the chart more room.',
        )
    return found


def _all(
    sheet: Sheet, frame: ChartFrame, narrow: Sequence[_Part], placed: Sequence[_Text]
) -> Sequence[_Text] | None:
    """Return the texts with those of narrow parts, the last of them placed first; None if there is no way."""
    if not narrow:
        return placed
    ways = (
        _all(sheet, frame, narrow[:-1], [*placed, text]) for text in _hung(sheet, frame, narrow[-1], placed)
    )
    return next((way for way in ways if way is not None), None)


def _set(sheet: Sheet, part: _Part, room: float) -> _Text | None:
    """Return a part's text in at most so much room, or None if a line would be too wide, or a short word.

    Words are divided only where they do not fit whole.
    """
    name, value = sheet.theme.types["table"], head(sheet.theme)
    number = sheet.width_of(part.datum.shown, value)
    for label in dict.fromkeys((part.datum.label.replace(SOFT_HYPHEN, ""), part.datum.label)):
        width, least = room, least_width(label, lambda text: sheet.width_of(text, name))
        while width >= max(least, number):
            lines = sheet.wrap(label, width, name)
            if len(lines) == 1 or min(map(len, lines)) > _SHORT:
                wide = max(number, *(sheet.width_of(line, name) for line in lines))
                return _Text(part, part.start, wide, lines)
            width -= _STEP
    return None


def _hung(sheet: Sheet, frame: ChartFrame, part: _Part, placed: Sequence[_Text]) -> Iterator[_Text]:
    """Yield the places of a text that hangs from its part's middle, the best first."""
    middle = min(max((part.start + part.end) / 2, AXIS / 2), frame.width - AXIS / 2)
    for level in (1, 2):
        beside = [text for text in placed if (text.level == 2) is (level == 2)]
        above = [text for text in placed if text.level < 2] if level == 2 else []
        if any(text.left - _ASIDE < middle < text.right + _ASIDE for text in above):
            continue
        later = [text.left - _GAP for text in beside if text.part.order > part.order]
        if level == 1:
            later += [text.leader - _ASIDE for text in placed if text.level == 2]
        limit = min([frame.width, *later])
        floor = max([0.0, *(text.right + _GAP for text in beside if text.part.order < part.order)])
        for text in _narrowest(sheet, part, limit - floor):
            left = max(min(part.start, limit - text.width), floor)
            if left <= middle <= left + text.width:
                yield replace(text, left=left, level=level, leader=middle)


def _narrowest(sheet: Sheet, part: _Part, room: float) -> Iterator[_Text]:
    """Yield settings of a text of at most three lines, each wider than the one before."""
    width, found = 0.0, None
    while width <= room:
        text = _set(sheet, part, width)
        if text and len(text.lines) <= _LINES and text != found:
            yield text
            found = text
        width += _STEP


def _write(sheet: Sheet, texts: Sequence[_Text], under: float) -> float:
    """Draw leaders, values and names, and return how deep the longest reaches."""
    value, name = head(sheet.theme), sheet.theme.types["table"]
    bar = under + OVERSHOOT
    # Beside each other all values stand on one line, with leaders or without.
    tops = {0: bar + (_DROP if any(text.level == 1 for text in texts) else 0)}
    tops[1] = tops[0]
    first = [_depth(sheet, text, tops[0]) for text in texts if text.level < 2]
    tops[2] = max(first, default=bar) + _BETWEEN
    for text in sorted(texts, key=lambda text: text.part.order):
        top = tops[text.level]
        if text.level:
            sheet.line([(text.leader, under), (text.leader, top)], AXIS, "primary")
            sheet.line([(text.left, top), (text.right, top)], AXIS, "primary")
        base = top + _UNDER + sheet.cap(value)
        sheet.text(text.left, base, text.part.datum.shown, value)
        paragraph(sheet, text.left, base + name.leading + 1, text.lines, name)
    return max(_depth(sheet, text, tops[text.level]) for text in texts)


def _depth(sheet: Sheet, text: _Text, top: float) -> float:
    value, name = head(sheet.theme), sheet.theme.types["table"]
    return top + _UNDER + sheet.cap(value) + 1 + len(text.lines) * name.leading


def _absent(sheet: Sheet, chart: Chart, frame: ChartFrame, depth: float) -> None:
    """Say under everything which parts have no value."""
    style = sheet.theme.types["caption"]
    for datum in marked(chart):
        if datum.value is None:
            text = f"{datum.label}: {missing(chart)}"
            lines = sheet.wrap(text, frame.width, style)
            paragraph(sheet, 0, depth + style.leading + 2, lines, style)
            depth += len(lines) * style.leading
