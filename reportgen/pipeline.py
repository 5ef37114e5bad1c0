"""The spine: one run, told in order, from what was asked for to the files in their place.

    load → validate → narrate → compose → render → verify → publish

Nothing is written before everything is made and judged. What is wrong is told at once: a fault in one year,
language or format does not keep the others from being looked at.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from reportgen.compose import compose
from reportgen.errors import BadInput, CannotWrite, UsageFault, VerificationFault, raise_for_errors
from reportgen.findings import Finding, Place, Severity, did_you_mean, error
from reportgen.locales import hyphenate, load_compounds
from reportgen.model.document import Document
from reportgen.model.edition import Edition
from reportgen.narrate import narrate
from reportgen.publish import publish
from reportgen.sources import edition_years, load_edition
from reportgen.theme import Theme, load_theme
from reportgen.validate import check_figures, check_pictures, check_texts

FORMATS = ("pdf", "xlsx")
"""What an edition can be built as."""

Progress = Callable[[str], None]
"""Called with what is done next, for whoever waits."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build, and from which project folder.

    No years, languages or formats means all there are; without ``out`` the files go to the project's own
    ``output``. ``strict`` makes a warning stop the build.
    """

    root: Path
    years: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    out: Path | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file of an edition. ``kind`` is pdf, figures or xlsx, ``size`` in bytes; only a PDF has ``pages``."""

    path: Path
    kind: str
    year: int
    lang: str
    pages: int | None
    size: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build wrote, what there is to say about it, and how long it took in seconds."""

    files: tuple[BuiltFile, ...]
    findings: tuple[Finding, ...]
    seconds: float


def build(request: BuildRequest, progress: Progress = lambda step: None) -> BuildReport:
    """Build all files that were asked for, or none.

    Raises:
        UsageFault: a year, language or format does not exist, or ``SOURCE_DATE_EPOCH`` is no time.
        BadInput: with all findings on data, texts, pictures and the room that they take.
        VerificationFault: a file that was made is not what it should be.
        CannotWrite: the output could not be put in place.
    """
    started = perf_counter()
    run = _Run(request, progress, _epoch())
    products = [product for edition in run.editions() for product in run.products(edition)]
    raise_for_errors(run.findings, strict=request.strict)
    run.verify(products)
    progress("writing the files")
    publish({product.file.path: product.data for product in products})
    findings = tuple(dict.fromkeys(run.findings))
    return BuildReport(tuple(product.file for product in products), findings, perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _Product:
    """A file that is made but not yet in its place, and what judges it."""

    file: BuiltFile
    data: bytes
    judge: Callable[[Path], Iterable[Finding]]


@dataclass(slots=True)
class _Run:
    request: BuildRequest
    progress: Progress
    epoch: int | None
    findings: list[Finding] = field(default_factory=list)

    def editions(self) -> list[Edition]:
        """Load the editions of all years; one that cannot be used is left out."""
        root, editions = self.request.root, list[Edition]()
        _require("format", self.request.formats, FORMATS)
        for year in _years(root, self.request.years):
            self.progress(f"{year}: reading the data")
            with self._gathered():
                loaded = load_edition(root, year)
                self.findings += loaded.findings
                _require("language", self.request.languages, loaded.edition.languages)
                editions.append(loaded.edition)
        return editions

    def products(self, edition: Edition) -> Iterator[_Product]:
        """Validate an edition and make its files, as far as they can be made."""
        self.findings += check_figures(edition)
        formats = self.request.formats or FORMATS
        asked = self.request.languages or edition.languages
        languages = [lang for lang in edition.languages if lang in asked]
        documents = self._documents(edition, languages) if "pdf" in formats else {}
        with self._gathered():
            theme = load_theme(self.request.root)
            for lang in languages:
                if lang in documents:
                    yield from self._pdf(edition, documents[lang], theme)
                if "xlsx" in formats:
                    yield from self._xlsx(edition, lang, theme)

    def verify(self, products: Sequence[_Product]) -> None:
        """Judge every file as it will stand in its place. Raises `VerificationFault`."""
        found: list[Finding] = []
        with _work_folder() as folder:
            for product in products:
                self.progress(f"{product.file.path.name}: verifying")
                path = folder / product.file.path.name
                path.write_bytes(product.data)
                found += product.judge(path)
        self.findings += found
        if any(finding.severity is Severity.ERROR for finding in found):
            raise VerificationFault(found)

    def _documents(self, edition: Edition, languages: Sequence[str]) -> dict[str, Document]:
        """Return the publication in each language whose texts and pictures are sound."""
        pictures = check_pictures(edition, self.request.root)
        narratives = []
        for lang in languages:
            self.progress(f"{edition.year} {lang}: reading the texts")
            narratives.append(narrate(edition, lang, self.request.root))
            self.findings += narratives[-1].findings
        self.findings += (*check_texts(edition, narratives), *pictures)
        documents: dict[str, Document] = {}
        for narrative in narratives:
            if not _is_stopped((*pictures, *narrative.findings)):
                with self._gathered():
                    documents[narrative.lang] = compose(
                        edition, narrative.lang, narrative.sections, narrative.log
                    )
        return documents

    def _pdf(self, edition: Edition, document: Document, theme: Theme) -> Iterator[_Product]:
        # Renderers and verifiers are imported where they work: a build of one format needs no other's.
        from reportgen.render.figures import render_figures
        from reportgen.render.pdf.renderer import render_pdf
        from reportgen.verify import verify_pdf

        root, lang = self.request.root, document.lang
        self.progress(f"{edition.year} {lang}: making the PDF")
        with self._gathered():
            compounds = load_compounds(root / "assets" / "hyphenation" / f"{lang}.txt")
            rendered = render_pdf(
                document,
                theme,
                root,
                hyphenate=lambda word: hyphenate(word, lang, compounds),
                epoch=int(self._clock(edition).timestamp()),
            )
            self.findings += rendered.findings
            yield self._product(
                edition, lang, "pdf", rendered.data, lambda path: verify_pdf(path, document), len(rendered.pages)
            )
            figures = render_figures(document, rendered.positions)
            yield self._product(edition, lang, "figures", figures, lambda path: ())

    def _xlsx(self, edition: Edition, lang: str, theme: Theme) -> Iterator[_Product]:
        from reportgen.render.xlsx import render_xlsx
        from reportgen.verify import verify_xlsx

        self.progress(f"{edition.year} {lang}: making the workbook")
        with self._gathered(), _work_folder() as folder:
            path = folder / "workbook.xlsx"
            render_xlsx(edition, lang, path, theme, stamp=self._clock(edition))
            yield self._product(
                edition, lang, "xlsx", path.read_bytes(), lambda path: verify_xlsx(path, edition, lang)
            )
