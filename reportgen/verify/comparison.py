"""Comparison of a PDF's text with the text that should be there: each once, in order, in its language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, takewhile, zip_longest
from pathlib import Path
from typing import NamedTuple

from reportgen.findings import Finding, Place
from reportgen.verify.book import Book, Unreadable, open_book, shown
from reportgen.verify.pdfvalues import text_of
from reportgen.verify.reading import joined, passages, words
from reportgen.verify.rules import Fault


class _Word(NamedTuple):
    """A word of the file and where it stands."""

    text: str
    place: str


def check_against_document(path: Path, strings: Sequence[str]) -> tuple[Finding, ...]:
    """Compare the text of a PDF's structure tree with the strings of its Document, word by word, in order.

    A figure counts for its alternative text; bullets and numbers of list items and the entries of a table of
    contents, which the layout makes, do not count. Nothing is returned when each string is there once, in
    order, with its words apart.
    """
    place = Place(path.name)
    try:
        with open_book(path) as book:
            return tuple(fault.finding(place) for fault in compare(book, strings))
    except Unreadable as problem:
        return (problem.fault.finding(place),)


def compare(book: Book, strings: Sequence[str]) -> list[Fault]:
    """Return the differences between the text of an open PDF and the strings it should have."""
    want = [word for string in strings for word in words(string)]
    have = list(_words_of(book))
    found = [word.text for word in have]
    if want == found:
        return []
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(want, found, strict=False)))
    matcher = SequenceMatcher(None, want[start:], found[start:])
    changes = [
        (want[start + a : start + b], have[start + c : start + d], have[max(0, start + c - 1) : start + c])
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    return list(_judge(changes, " ".join(want)))


Change = tuple[list[str], list[_Word], list[_Word]]
"""Words that are missing, words that stand there instead, and the word before them."""


def _judge(changes: Sequence[Change], everything: str) -> Iterator[Fault]:
    added = [" ".join(word.text for word in extra) for gone, extra, _ in changes if not gone]
    for gone, extra, before in changes:
        lost, new = " ".join(gone), " ".join(word.text for word in extra)
        place = (extra or before or [_Word("", "the beginning")])[0].place
        if gone and extra:
            yield Fault("pdf-text-differs", f"{place}: it reads {shown(new)} instead of {shown(lost)}")
        elif gone:
            moved = lost in added
            where = "stands elsewhere" if moved else "is missing"
            after = f"after {place}" if before else "at the beginning"
            yield Fault("pdf-text-order" if moved else "pdf-text-missing", f"{after}: {shown(lost)} {where}")
        elif not any(new == " ".join(lost) for lost, instead, _ in changes if not instead):
            known = f" {new} " in f" {everything} "
            what = "is read once more" if known else "is not in the Document"
            yield Fault("pdf-text-repeated" if known else "pdf-text-extra", f"{place}: {shown(new)} {what}")


def _words_of(book: Book) -> Iterator[_Word]:
    """Words do not join across blocks, and within one only where nothing stands between them."""
    for block, group in groupby(passages(book, spoken=True), key=lambda passage: passage.block):
        for word in words("".join(passage.text for passage in group)):
            yield _Word(word, block)


def compare_languages(book: Book, lang: str, foreign: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    """Yield the first passage that is not read in its language.

    ``lang`` is the Document's, ``foreign`` its passages in others: (code, text) in reading order.
    """
    file_lang = text_of(book.pdf.Root.get("/Lang"))
    if file_lang != lang:
        yield Fault("pdf-lang-differs", f"the file is in {file_lang!r}, its Document in {lang!r}")
        return
    want = [(code, word) for code, text in foreign for word in words(text)]
    spoken = joined(passages(book, spoken=True))
    have = [
        (passage.lang, word) for passage in spoken if passage.lang != lang for word in words(passage.text)
    ]
    for wanted, found in zip_longest(want, have):
        if wanted != found:
            what = f"{_in_language(found)} is read, where the Document has {_in_language(wanted)}"
            yield Fault("pdf-lang-differs", what)
            return


def _in_language(word: tuple[str, str] | None) -> str:
    return f"{shown(word[1])} in {word[0]!r}" if word else "nothing in another language"
