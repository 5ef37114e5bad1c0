"""Compounds: a project's list of words with their seams, which no rule can find.

A file has one word a line, ``=`` at its seams, ``#`` before a remark::

    erikois=sairaan=hoito
    -s=osaami              # wherever it stands inside a word
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from reportgen.errors import BadInput
from reportgen.findings import Finding, Place, error

VOWELS = frozenset("aeiouyåäöáéèíóúüø")

_ENTRY = re.compile(r"(-|-?[^\W\d_]+)(=[^\W\d_]+)+")


class Compounds(Mapping[str, tuple[int, ...]]):
    """Words of a project and their seams: ``{"erikoissairaanhoito": (7, 14)}``.

    A word takes over the seams of the entry with which it shares the longest beginning, so inflected and
    longer forms need no entry of their own. A key that begins with a hyphen (``-sosaami``) applies
    wherever it stands inside a word. Immutable and hashable.
    """

    def __init__(self, seams: Mapping[str, tuple[int, ...]]) -> None:
        self._seams = dict(seams)
        self._stems = sorted(key for key in self._seams if not key.startswith("-"))
        self._floating = [(key[1:], at) for key, at in self._seams.items() if key.startswith("-")]
        self._hash = hash(frozenset(self._seams.items()))

    def __getitem__(self, key: str) -> tuple[int, ...]:
        return self._seams[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._seams)

    def __len__(self) -> int:
        return len(self._seams)

    def __eq__(self, other: object) -> bool:
        # A cache asks this for every word; that of a mapping builds both as dictionaries first.
        if not isinstance(other, Compounds):
            return NotImplemented
        return self is other or (self._hash == other._hash and self._seams == other._seams)

    def __hash__(self) -> int:
        return self._hash

    def seams(self, word: str) -> tuple[int, ...]:
        """Return the seams of a word in lower case, in order."""
        found = {at for at in self._by_beginning(word) if at < len(word)}
        for piece, seams in self._floating:
            start = word.find(piece, 1)
            while start > 0:
                found.update(start + at for at in seams)
                start = word.find(piece, start + 1)
        return tuple(sorted(found))

    def _by_beginning(self, word: str) -> Iterator[int]:
        """Yield the seams of the nearest entry as far as the word follows it.

        A seam counts when the word agrees up to the first vowel after it, and at least two letters:
        endings and consonant gradation change the last part of a compound (hoito, hoidon) later than that,
        and an ending alone (palvelusta) does not pass for the next part (palvelustrategia).
        """
        place = bisect_left(self._stems, word)
        near = self._stems[max(place - 1, 0) : place + 1]  # sorted, so the longest beginning is next door
        shared = {stem: _shared(stem, word) for stem in near}
        longest = max(shared.values(), default=0)
        for stem in (stem for stem in near if shared[stem] == longest):
            whole = longest == len(stem)
            yield from (at for at in self._seams[stem] if whole or _agreement(stem, at) <= longest)


def _shared(one: str, other: str) -> int:
    """Return the length of the beginning that two words share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _agreement(stem: str, seam: int) -> int:
    """Return how many letters a word must share with an entry to share its seam."""
    vowel = next((at for at in range(seam, len(stem)) if stem[at] in VOWELS), seam)
    return max(vowel + 1, seam + 2)


NO_COMPOUNDS = Compounds({})


def read_compounds(text: str, name: str) -> Compounds:
    """Read a list of compounds: one a line, ``=`` at its seams, ``#`` before a remark.

    ``name`` is the file's, for messages. Raises `BadInput` with every line that is not letters with ``=``
    between them or that contradicts an earlier line.
    """
    seams: dict[str, tuple[int, ...]] = {}
    findings: list[Finding] = []
    for place, entry in _entries(text, name):
        if not _ENTRY.fullmatch(entry):
            findings.append(_not_an_entry(entry, place))
            continue
        key, at = _parsed(entry)
        if seams.setdefault(key, at) != at:
            findings.append(_contradiction(entry, place))
    if findings:
        raise BadInput(findings)
    return Compounds(seams)


def _entries(text: str, name: str) -> Iterator[tuple[Place, str]]:
    """Yield the lines that hold something, in lower case and without remarks."""
    for number, line in enumerate(text.split("\n"), start=1):
        if entry := line.partition("#")[0].strip().lower():
            yield Place(name, number), entry


def _parsed(text: str) -> tuple[str, tuple[int, ...]]:
    parts = text.removeprefix("-").split("=")
    ends = tuple(sum(map(len, parts[:count])) for count in range(1, len(parts)))
    return text.replace("=", ""), ends


def _not_an_entry(entry: str, place: Place) -> Finding:
    return error(
        "compound-entry",
        place,
        f"'{entry}' is not a compound with its seams marked.",
        "Write letters with = at each seam, as in erikois=sairaan=hoito.",
    )


def _contradiction(entry: str, place: Place) -> Finding:
    return error(
        "compound-twice",
        place,
        f"'{entry}' has other seams than an earlier line with the same word.",
        "Keep one of the two lines.",
    )
