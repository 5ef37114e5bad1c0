"""Spelling of finished files by open dictionaries: Voikko for Finnish, Hunspell for Swedish.

``python tests/spelling.py FILE…`` reads every word that a reader or a listener meets in PDFs (texts, text
alternatives and expansions, each in the language of its passage) and workbooks (which name indicators and
places of sources in either language), and prints those that neither a dictionary nor
``tests/spelling/LANG.txt`` knows: names, official terms and compounds that are right all the same.
Exit code 1 if there are any: correct the word, or add it to the list.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from openpyxl import load_workbook

from reportgen.verify.book import open_book
from reportgen.verify.reading import joined, passages

ACCEPTED = Path(__file__).parent / "spelling"
COMMANDS = {
    "fi": (("voikkospell", "-d", "fi"), re.compile(r"^W: (.+)$", re.MULTILINE)),
    "sv": (("hunspell", "-d", "sv_SE", "-i", "utf-8", "-l"), re.compile(r"^(.+)$", re.MULTILINE)),
}
WORD = re.compile(r"[^\W\d_]+(?:[-’:][^\W\d_]+)*(?!\w|-)")  # not the first half of "familje- och …"
# Not prose: addresses, file names, ids of indicators and codes between capital letters and digits.
MACHINE = re.compile(r"\S+@\S+|https?://\S+|\S*\w[./_]\w\S*|\b[A-Z]{1,2}\d+\b|\b[0-9a-f]{16,}\b")


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of a finished file, each with its language; that of a workbook with an asterisk."""
    if path.suffix == ".pdf":
        with open_book(path) as book:
            spoken = joined(passages(book, spoken=True))
            yield from [(passage.lang.partition("-")[0], passage.text) for passage in spoken]
        return
    lang = path.stem.rpartition("-")[2]
    for sheet in load_workbook(path, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            yield from ((f"{lang}*", value) for value in row if isinstance(value, str))


def words(found: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the different words by language; soft hyphens are no part of a word."""
    by_lang: dict[str, set[str]] = defaultdict(set)
    for lang, text in found:
        by_lang[lang].update(WORD.findall(MACHINE.sub(" ", text.replace("\u00ad", ""))))
    return by_lang


def unknown(lang: str, candidates: set[str]) -> list[str]:
    """Return the words that the dictionary does not know, neither whole nor part by part at their hyphens."""
    whole = _refused(lang, candidates)
    parts = {word: [part for part in re.split(r"[-:]", word) if len(part) > 1] for word in whole}
    refused = _refused(lang, {part for each in parts.values() for part in each})
    return sorted(word for word in whole if len(parts[word]) < 2 or refused & set(parts[word]))


def _refused(lang: str, candidates: set[str]) -> set[str]:
    command, pattern = COMMANDS[lang]
    listed = (ACCEPTED / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    accepted = {word for line in listed if not line.startswith("#") for word in line.split()}
    asked = "\n".join(sorted(candidates - accepted)) + "\n"
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return set(pattern.findall(answer.stdout))


def main(paths: list[Path]) -> int:
    """Check the files; return the exit code."""
    failed = False
    for key, found in sorted(words(pair for path in paths for pair in texts(path)).items()):
        lang = key.rstrip("*")
        if lang not in COMMANDS:
            continue
        faults = unknown(lang, found)
        for other in COMMANDS if key != lang else ():
            faults = unknown(other, set(faults))
        print(f"{key}: {len(found)} different words, {len(faults)} unknown", *faults, sep="\n  ")  # noqa: T201
        failed = failed or bool(faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
