"""Setting text: inline content into lines, with the best breaks for a ragged right edge.

reportlab's Paragraph drops the space at a line end, writes a hyphen that extraction cannot join, breaks
greedily and keeps no record of where a word went; each of these matters here, so lines are made here:

- breaks are chosen for the paragraph as a whole (least squared rag; Knuth and Plass 1981 without
  stretching), never leaving one short word alone on the last line;
- a line keeps its trailing space in the text layer, unless the word goes on;
- a hyphen that a break adds is U+00AD in the text layer;
- no break at U+00A0, and none inside a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.model.drawing import Colour
from reportgen.render.pdf.canvas import Owner, Run
from reportgen.render.pdf.fonts import SOFT_HYPHEN, Face

Hyphenate = Callable[[str], Sequence[int]]

SEAM_COST, HYPHEN_COST = 0.14, 0.24
"""Cost of a line end at the seam of a compound, and inside a part of it; a line that is short by half the
measure costs 0.25."""
ORPHAN_COST = 0.6
"""Cost of a last line of one short word, and of one that is the end of a word; of both if it is both."""
LONELY_COST = 0.12
"""Cost of a last line of any single word."""
PARTING_COST = 0.12
"""Cost of a line end after a one-letter word or a number."""
SHORTEST_PART = 4
SHORT_WORD = 0.28
"""A word under this share of the measure is too short to stand alone."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style with one owner. ``citation`` and ``link`` say what it stands for, where it does."""

    text: str
    face: Face
    size: float
    colour: Colour
    tracking: float
    owner: Owner
    citation: int | None = None
    link: str | None = None
    kern: bool = False

    def width(self, text: str) -> float:
        """Width in points, tracking and kerning included."""
        kerns = sum(self.face.kerns(text)) if self.kern else 0.0
        return (self.face.width(text) + kerns) * self.size / 1000 + self.tracking * self.size * len(text)

    def run(self, text: str) -> Run:
        """Return a run of this style."""
        kerns = self.face.kerns(text) if self.kern else None
        return Run(text, self.face, self.size, self.colour, self.tracking, self.owner, kerns)


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a word: a text in the style of a span."""

    span: Span
    text: str

    @property
    def width(self) -> float:
        """Width in points."""
        return self.span.width(self.text)


@dataclass(frozen=True, slots=True)
class Atom:
    """What stands between two possible breaks. ``gap`` is the space after it (0 inside a word).

    ``hyphen`` is the width of the hyphen that a break after it adds, ``seam`` says that the break is between
    the parts of a compound, ``forced`` that the line ends here.
    """

    pieces: tuple[Piece, ...]
    width: float
    gap: float
    hyphen: float
    forced: bool
    seam: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of pieces and its width. The last piece carries the trailing space or soft hyphen."""

    pieces: tuple[Piece, ...]
    width: float


def line_text(line: Line) -> str:
    """Return the text of a line."""
    return "".join(piece.text for piece in line.pieces)


def break_lines(
    spans: Sequence[Span],
    measure: float,
    hyphenate: Hyphenate | None = None,
    seams: Hyphenate | None = None,
) -> list[Line]:
    """Break spans into lines no wider than a measure, in points; breaks at ``seams`` cost less than others.

    Without ``hyphenate`` words break only at soft hyphens, hyphens and slashes that they contain. A word
    that is wider than the measure stands alone on a line that is too wide: the caller sees it in its width.
    """
    atoms = list(_atoms(spans, hyphenate, seams))
    lines: list[Line] = []
    start = 0
    for index, atom in enumerate(atoms):
        if atom.forced or index == len(atoms) - 1:
            lines += _paragraph(atoms[start : index + 1], measure)
            start = index + 1
    return lines


def _paragraph(atoms: Sequence[Atom], measure: float) -> list[Line]:
    """Choose the breaks of least cost: squared white space at each line end but the last."""
    count = len(atoms)
    best: list[float] = [0.0] + [float("inf")] * count
    came: list[int] = [0] * (count + 1)
    for start in range(count):
        if best[start] == float("inf"):
            continue
        width = 0.0
        for end in range(start + 1, count + 1):
            last = atoms[end - 1]
            width += last.width
            line = width + (last.hyphen if end < count else 0.0)
            if line > measure + 0.01 and end > start + 1:
                if width > measure + 0.01:
                    break
            else:
                cost = best[start] + _cost(atoms, start, end, line, measure)
                if cost < best[end]:
                    best[end], came[end] = cost, start
            width += last.gap
    ends = [count]
    while ends[-1]:
        ends.append(came[ends[-1]])
    ends.reverse()
    return [_line(atoms[a:b], b == count) for a, b in pairwise(ends)]


def _cost(atoms: Sequence[Atom], start: int, end: int, line: float, measure: float) -> float:
    last = end == len(atoms)
    over = max(0.0, line - measure) / measure
    if last:
        single = start > 0 and not any(atom.gap for atom in atoms[start : end - 1])
        faults = (line < SHORT_WORD * measure) + (atoms[start - 1].hyphen > 0) if single else 0
        return 0.01 + 100 * over + ORPHAN_COST * faults + (LONELY_COST if single else 0.0)
    rag = (measure - line) / measure
    return 0.01 + rag * rag + 100 * over + _hyphen_cost(atoms[end - 1]) + _parting_cost(atoms[end - 1])


def _parting_cost(atom: Atom) -> float:
    """Cost of parting a word from the next: a one-letter word or a number leans on what follows it."""
    word = "".join(piece.text for piece in atom.pieces).strip("(”\u00a0")
    return PARTING_COST if atom.gap and (len(word) == 1 or word.replace("\u00a0", "").isdigit()) else 0.0


def _hyphen_cost(atom: Atom) -> float:
    if not atom.hyphen:
        return 0.0
    return SEAM_COST if atom.seam else HYPHEN_COST


def _line(atoms: Sequence[Atom], last: bool) -> Line:
    pieces: list[Piece] = []
    width = 0.0
    for index, atom in enumerate(atoms):
        pieces += atom.pieces
        width += atom.width
        if index < len(atoms) - 1 and atom.gap:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + " ")
            width += atom.gap
    end = atoms[-1]
    if end.hyphen and not last:
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text + SOFT_HYPHEN)
        width += end.hyphen
    elif end.gap or end.forced:
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text + " ")
    return Line(tuple(_joined(pieces)), width)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with neighbours of one span made one, so that a run is written in one go."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.span is piece.span:
            held = Piece(held.span, held.text + piece.text)
        else:
            if held is not None:
                yield held
            held = piece
    if held is not None:
        yield held


def _atoms(spans: Sequence[Span], hyphenate: Hyphenate | None, seams: Hyphenate | None) -> Iterator[Atom]:
    """Yield the atoms of a text: words, cut where they may be broken."""
    for word, gap, forced in _words(spans):
        text = "".join(piece.text for piece in word)
        points = break_points(text, hyphenate)
        joints = set(seams(text)) if seams is not None and len(points) > 1 else set()
        parts = [_cut(word, a, b) for a, b in zip([0, *points], [*points, len(text)], strict=True)]
        for index, part in enumerate(parts):
            clean = tuple(Piece(p.span, p.text.replace(SOFT_HYPHEN, "")) for p in part)
            final = index == len(parts) - 1
            ends_open = clean[-1].text.endswith(("-", "–", "/")) if clean else True
            hyphen = 0.0 if final or ends_open else clean[-1].span.width("-")
            width, space = sum(p.width for p in clean), gap if final else 0.0
            at = points[index] if not final else 0
            yield Atom(clean, width, space, hyphen, forced and final, at in joints)


def _words(spans: Sequence[Span]) -> Iterator[tuple[list[Piece], float, bool]]:
    """Yield words as pieces, with the space after each and whether the line ends there."""
    word: list[Piece] = []
    for span in spans:
        start = 0
        for at, char in enumerate(span.text):
            if char not in " \n":
                continue
            if at > start:
                word.append(Piece(span, span.text[start:at]))
            if word:
                yield word, span.width(" ") if char == " " else 0.0, char == "\n"
            word, start = [], at + 1
        if start < len(span.text):
            word.append(Piece(span, span.text[start:]))
    if word:
        yield word, 0.0, False


def break_points(text: str, hyphenate: Hyphenate | None) -> list[int]:
    """Return where a word may be cut: at its soft hyphens, else by rule; after hyphens; never in numbers."""
    if SOFT_HYPHEN in text:
        points = {i + 1 for i, char in enumerate(text) if char == SOFT_HYPHEN}
    elif hyphenate is not None and not any(char.isdigit() or char in "./@" for char in text):
        points = set(hyphenate(text))
    else:
        points = set()
    if "/" in text and "." in text:
        # In an address a hyphen at the line end could be its own; only a slash is safe.
        return [i + 1 for i, c in enumerate(text[:-1]) if c == "/" and text[i + 1] != "/" and i > 3]
    points |= {i + 1 for i, c in enumerate(text[:-1]) if _may_end(text, i)}
    return sorted(point for point in points if 0 < point < len(text))


def _may_end(text: str, at: int) -> bool:
    """Whether a line may end after a hyphen or slash inside a word: not after a short first part ("HUS-")."""
    head, tail = text[:at].rstrip("-/"), text[at + 1 :]
    return text[at] in "-/" and head[-4:].isalpha() and len(head) >= SHORTEST_PART and tail[:1].isalpha()


def _cut(word: Sequence[Piece], start: int, end: int) -> list[Piece]:
    cut: list[Piece] = []
    at = 0
    for piece in word:
        a, b = max(start - at, 0), min(end - at, len(piece.text))
        if a < b:
            cut.append(Piece(piece.span, piece.text[a:b]))
        at += len(piece.text)
    return cut
