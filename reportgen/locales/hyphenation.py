"""Hyphenation: where a Finnish or Swedish word may be broken at the end of a line.

Finnish is broken by rule, Swedish by the patterns of pyphen, and both first at the seams of compounds
that a project lists. A break is an index into the word: ``word[:index]`` ends the line, followed by a
hyphen unless it already ends in one (or in a soft hyphen, which then becomes one).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.locales.compounds import NO_COMPOUNDS, VOWELS, Compounds

if TYPE_CHECKING:
    from pyphen import Pyphen  # type: ignore[import-untyped,unused-ignore]

SOFT_HYPHEN = "\u00ad"
MARGIN = 3
"""Letters that must stay together at either end of a word and on either side of a seam or a hyphen."""

_LETTERS = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})[-–](?=[^\W\d_]{2})")
_UNBREAKABLE = re.compile(r"\d|[^\W_][./@:\\_'’][^\W_]")


def hyphenate(
    word: str,
    lang: str,
    compounds: Mapping[str, tuple[int, ...]] = NO_COMPOUNDS,
    *,
    seams_only: bool = False,
) -> tuple[int, ...]:
    """Return the indices at which a word may be broken, in order.

    Punctuation around the word is allowed. A word with soft hyphens breaks at these alone; a word with
    digits and an address nowhere; abbreviations and brands (a capital after the first letter) only at
    their hyphens. A language without rules here breaks at hyphens alone. ``seams_only`` is for headlines:
    it leaves the seams of listed compounds, and hyphens. Pass the `Compounds` that the project's list was
    read into: results are remembered for it.
    """
    listed = compounds if isinstance(compounds, Compounds) else Compounds(compounds)
    return _breaks(word, lang, listed, seams_only)


@lru_cache(maxsize=16384)
def _breaks(word: str, lang: str, compounds: Compounds, seams_only: bool) -> tuple[int, ...]:
    if SOFT_HYPHEN in word:
        return tuple(at + 1 for at, sign in enumerate(word) if sign == SOFT_HYPHEN)
    if _UNBREAKABLE.search(word):
        return ()
    found = {match.end() for match in _HYPHEN.finditer(word)}
    inside = _nowhere if seams_only else _INSIDE.get(lang)
    for run in _LETTERS.finditer(word):
        letters = run.group()
        if inside and len(letters) >= 2 * MARGIN and letters[1:].islower():
            found.update(run.start() + at for at in _in_word(letters.lower(), inside, compounds))
    return tuple(sorted(found))


def _in_word(word: str, inside: Callable[[str], Iterator[int]], compounds: Compounds) -> Iterator[int]:
    """Yield the breaks of one run of lower-case letters: its seams, then those inside each part."""
    seams = compounds.seams(word)
    yield from (at for at in seams if MARGIN <= at <= len(word) - MARGIN)
    for start, end in zip((0, *seams), (*seams, len(word)), strict=True):
        yield from (start + at for at in inside(word[start:end]) if MARGIN <= at <= end - start - MARGIN)


def _finnish(part: str) -> Iterator[int]:
    """Yield the breaks before a consonant and a vowel, after at least one vowel.

    Vowel runs are never broken (whether one is a diphthong needs a dictionary), nor are a stop and the
    l or r after it, which loanwords keep together (rek|rytointi, re|krytointi).
    """
    for at in range(1, len(part) - 1):
        opens = part[at] not in VOWELS and part[at + 1] in VOWELS
        cluster = part[at] in "lr" and part[at - 1] in "bdfgkpt"
        if opens and not cluster and not VOWELS.isdisjoint(part[:at]):
            yield at


def _swedish(part: str) -> Iterator[int]:
    """Yield the breaks of pyphen's Swedish patterns."""
    yield from (int(at) for at in _patterns().positions(part))


def _nowhere(part: str) -> Iterator[int]:
    """Yield no break."""
    return iter(())


@lru_cache(maxsize=1)
def _patterns() -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(lang="sv", left=MARGIN, right=MARGIN)


_INSIDE: Mapping[str, Callable[[str], Iterator[int]]] = {"fi": _finnish, "sv": _swedish}
