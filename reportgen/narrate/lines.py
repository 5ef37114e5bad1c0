"""Lines: rendered text becomes chunks, each between fences or inside one, every line with its origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportgen.narrate.marks import BREAK, bare, unmark_lines
from reportgen.narrate.report import Report

_FENCE = re.compile(r"\s*(:(?:\s*:)+)(.*)")
_LATE_END = re.compile(r"(.*[^:\s])\s*:::+\s*")
_OPENING = re.compile(r"\s*([\w-]+)(?:\s+([\w.-]+))?\s*")
_HEADING = re.compile(r" {0,3}#{1,6}\s")

Line = tuple[int, str]
"""A template line and the text that came from it."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together. ``kind`` is the fence's name, "" for text between fences."""

    line: int
    kind: str
    argument: str
    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The lines as one string for the Markdown parser."""
        return "\n".join(text for _, text in self.lines)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read."""
        return not any(text.strip() for _, text in self.lines)

    def origin(self, row: int) -> int:
        """Return the template line of a row of ``text``, counted from 0."""
        return self.lines[min(row, len(self.lines) - 1)][0] if self.lines else self.line


_TEXT = Chunk(1, "", "")


def chunks(rendered: str, report: Report) -> list[Chunk]:
    """Split rendered text at its fences. Fences misspelt, left open, nested or closed twice are reported."""
    pieces: list[tuple[Chunk, list[Line]]] = [(_TEXT, [])]
    is_open = False
    for line, text in _joined_headings(unmark_lines(rendered)):
        head, rows = pieces[-1]
        fence = _FENCE.fullmatch(text)
        late = _LATE_END.fullmatch(text) if is_open and not fence else None
        if late or (fence and not fence[1].startswith(":::")):
            remedy = "Write ':::', three colons without spaces, at the beginning of a line of its own."
            report.error("fence-syntax", line, f"'{text.strip()[-40:]}' is no line of a block.", remedy)
        if late or fence is None:
            rows.append((line, late[1] if late else text))
        elif fence[2].strip():
            if is_open:
                _report_open(head, report, f"It is still open where line {line} opens another one.")
            pieces.append((_opening(line, fence[2], report), []))
            is_open = True
        elif not is_open and fence[1].startswith(":::"):
            report.error("fence-stray", line, "':::' closes a block, but none is open.", "Remove the line.")
        if is_open and (late or (fence and not fence[2].strip())):
            pieces.append((_TEXT, []))
            is_open = False
    if is_open:
        _report_open(pieces[-1][0], report, "It is never closed.")
    return [replace(head, lines=tuple(rows)) for head, rows in pieces if head.kind or rows]


def _opening(line: int, words: str, report: Report) -> Chunk:
    parts = _OPENING.fullmatch(bare(words))
    if parts is None:
        message = f"'::: {bare(words).strip()}' is not the beginning of a block."
        report.error(
            "fence-syntax", line, message, "Write ':::' and a name, as in '::: lead' or '::: table staff'."
        )
        return replace(_TEXT, line=line)
    return Chunk(line, parts[1], parts[2] or "")


def _report_open(opening: Chunk, report: Report, what: str) -> None:
    remedy = "End the block with a line ':::'. Blocks cannot stand inside one another."
    report.error("fence-unclosed", opening.line, f"'::: {opening.kind}' opens a block. {what}", remedy)


def _joined_headings(lines: list[Line]) -> list[Line]:
    """Join a heading that ends in a backslash with the line below it, as Markdown would not."""
    joined: list[Line] = []
    for line, text in lines:
        above = joined[-1][1] if joined else ""
        if above.endswith("\\") and _HEADING.match(above) and text.strip():
            joined[-1] = (joined[-1][0], above[:-1].rstrip() + BREAK + text.strip())
        else:
            joined.append((line, text))
    return joined
