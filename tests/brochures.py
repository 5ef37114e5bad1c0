"""The editions as anybody would build them, made once for all tests, and ways to read them back."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest
from conftest import REPOSITORY

from reportgen.compose import compose
from reportgen.findings import Finding
from reportgen.model.document import Document, plain
from reportgen.model.edition import Edition
from reportgen.narrate import narrate
from reportgen.pipeline import build
from reportgen.request import BuildRequest
from reportgen.sources import edition_years, load_edition
from reportgen.verify.book import open_book
from reportgen.verify.reading import Passage, passages, words

YEAR = 2024
LANGUAGES = ("fi", "sv")
EDITIONS = edition_years(REPOSITORY)
EVERY = [(year, lang) for year in EDITIONS for lang in LANGUAGES]
"""Every publication of the repository: year and language."""
PAGES = {2021: 20, 2023: 8, 2024: 20}
"""Pages of each edition."""

_SMALL_WORDS = frozenset(
    {"av", "den", "det", "efter", "för", "från", "med", "och", "som", "till", "vid", "ole", "tai"}
)
_INVISIBLE = str.maketrans("", "", "\u00ad")


@dataclass(frozen=True)
class Told:
    """A figure as the record beside a PDF has it."""

    indicator: str
    year: int
    base_year: int | None
    value: Decimal
    shown: str
    section: str
    path: str
    form: str
    page: int | None
    x: float
    y: float

    @property
    def drawn(self) -> bool:
        """Whether it is part of a chart."""
        return self.form.startswith("chart")

    @property
    def rounded(self) -> bool:
        """Whether it was rounded for reading, or is a difference of two values."""
        return self.form.startswith(("about", "change"))


@dataclass(frozen=True)
class Brochure:
    """The files of an edition in one language in a project's output, and what they were made from.

    ``findings`` is all that was said of the edition when it was built.
    """

    root: Path
    lang: str
    edition: Edition
    document: Document
    findings: tuple[Finding, ...] = ()

    @property
    def pdf(self) -> Path:
        """The PDF."""
        return self._file("pdf")

    @property
    def workbook(self) -> Path:
        """The Excel appendix."""
        return self._file("xlsx")

    @cached_property
    def record(self) -> tuple[Told, ...]:
        """The figures that the PDF shows, in reading order."""
        rows = json.loads(self._file("figures.json").read_text(encoding="utf-8"))["figures"]
        kept = Told.__dataclass_fields__
        return tuple(
            Told(**{key: row[key] for key in kept} | {"value": Decimal(row["value"])}) for row in rows
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The text of the PDF as it is read aloud: a figure is its text alternative."""
        with open_book(self.pdf) as book:
            return tuple(passages(book, spoken=True))

    @cached_property
    def units(self) -> Mapping[str, str]:
        """What is read in one breath, by its place in the tag tree.

        A table row, a key figure with its label and sentence, a tile, a paragraph, or a clause of a
        chart's text alternative. Words broken at a line end are whole again.
        """
        found: dict[str, list[str]] = {}
        for block, group in groupby(self.passages, key=lambda passage: passage.block):
            parts = list(group)
            text = "".join(part.text for part in parts).translate(_INVISIBLE)
            if parts[0].role == "Figure":
                for number, clause in enumerate(re.split(r"[;.] ", text)):
                    found[f"{block}#{number}"] = [clause]
            else:
                found.setdefault(_unit(block), []).append(text)
        return {place: "\n".join(texts) for place, texts in found.items()}

    @cached_property
    def titles(self) -> Mapping[str, tuple[str, int | None]]:
        """By section: where it stands in the tag tree, and the page of its title."""
        heads: dict[str, list[Passage]] = {}
        for passage in self.passages:
            if passage.role in ("H1", "H2"):
                heads.setdefault(passage.block, []).append(passage)
        told = {" ".join(words("".join(part.text for part in parts))): parts[0] for parts in heads.values()}
        found = {one.id: told[" ".join(words(plain(one.title.children)))] for one in self.document.sections}
        return {id: (head.path.rsplit("/", 1)[0], head.page) for id, head in found.items()}

    @cached_property
    def text(self) -> str:
        """All that is read aloud, one kind of space between words."""
        return " ".join(" ".join(self.units.values()).split())

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The text of each page as a program finds it that knows nothing of tags."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            return tuple(page.get_textpage().get_text_bounded() for page in document)

    def _file(self, ending: str) -> Path:
        year = self.edition.year
        return self.root / "output" / str(year) / f"vuosi-{year}-{self.lang}.{ending}"


def brochures(factory: pytest.TempPathFactory, year: int = YEAR) -> Mapping[str, Brochure]:
    """Return an edition of the repository's own project, by language, built once in a session."""
    made = _brochures(factory.getbasetemp() / "brochures" / str(year), year)
    if isinstance(made, Exception):
        raise made
    return made


@cache
def _brochures(root: Path, year: int) -> Mapping[str, Brochure] | Exception:
    try:
        return built(copied(REPOSITORY, root), year=year)
    except Exception as fault:  # noqa: BLE001  # every test tells it, but only the first one builds
        return fault


def copied(project: Path, root: Path) -> Path:
    """Copy a project, without what was built from it, and return the copy."""
    for folder in ("seeds", "templates", "assets"):
        shutil.copytree(project / folder, root / folder)
    return root


def built(
    root: Path, languages: Sequence[str] = LANGUAGES, formats: Sequence[str] = (), year: int = YEAR
) -> Mapping[str, Brochure]:
    """Build an edition into the output of its project, and return it by language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        report = build(BuildRequest(root, (year,), tuple(languages), tuple(formats)))
    edition = load_edition(root, year).edition
    return {
        lang: Brochure(root, lang, edition, document_of(root, edition, lang), report.findings)
        for lang in languages
    }


def document_of(root: Path, edition: Edition, lang: str) -> Document:
    """Return an edition's Document in a language."""
    told = narrate(edition, lang, root)
    assert [found.message for found in told.findings] == []
    return compose(edition, lang, told.sections, told.log)


def is_called(text: str, name: str) -> bool:
    """Whether a text has a word of a name; beginnings are compared, for words are inflected at their end."""
    words = set(_words(text))
    return any(word.startswith(part[:5]) for part in set(_words(name)) - _SMALL_WORDS for word in words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", text.casefold())


def stands(shown: str, text: str) -> bool:
    """Whether a figure stands in a text as a whole, not as a part of a longer one."""
    return (
        re.search(rf"(?<![\d,\u2212])(?<!\d\u00a0){re.escape(shown)}(?![\d,]*\d|\u00a0\d)", text) is not None
    )


def _unit(block: str) -> str:
    """Return the place of what is read in one breath with a block."""
    for pattern in (r".*/TR\[\d+\]", r".*/LI\[\d+\]", r".*?/Div\[\d+\](/Sect\[\d+\])?"):
        if found := re.match(pattern, block):
            return found[0]
    return block
