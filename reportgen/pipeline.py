"""The spine: one run, told in order, from what was asked for to the files in their place.

    load → validate → narrate → compose → render → verify → publish

Nothing is written before everything is made and judged. What is wrong is told at once: a fault in one year,
language or format does not keep the others from being looked at.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from reportgen.compose import compose
from reportgen.errors import BadInput, CannotWrite, VerificationFault, raise_for_errors
from reportgen.findings import Finding, Severity, error
from reportgen.locales import load_compounds
from reportgen.model.document import Document
from reportgen.model.edition import Edition
from reportgen.narrate import narrate
from reportgen.publish import publish
from reportgen.request import BuildRequest, choose_formats, choose_languages, choose_years, clock
from reportgen.sources import load_edition
from reportgen.theme import Theme, load_theme
from reportgen.validate import check_figures, check_pictures, check_texts

Progress = Callable[[str], None]
"""Called with what is done next, for whoever waits."""

Judge = Callable[[Path], Iterable[Finding]]
"""Says what is wrong with a file that was made."""


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
    with _work_folder() as work:
        run = _Run(request, progress, work)
        products = [product for edition in run.load() for product in run.make(edition)]
        raise_for_errors(run.findings, strict=request.strict)
        run.verify(products)
        progress("writing the files")
        publish({product.file.path: product.made.read_bytes() for product in products})
    files = tuple(product.file for product in products)
    return BuildReport(files, tuple(dict.fromkeys(run.findings)), perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _Product:
    """A file that is ``made`` in the work folder but not yet in its place, and what judges it."""

    file: BuiltFile
    made: Path
    judge: Judge


@dataclass(slots=True)
class _Run:
    request: BuildRequest
    progress: Progress
    work: Path
    findings: list[Finding] = field(default_factory=list)

    def load(self) -> list[Edition]:
        """Load the editions of all years; one that cannot be used is left out."""
        root, editions = self.request.root, list[Edition]()
        for year in choose_years(root, self.request.years):
            self.progress(f"{year}: reading the data")
            with self._gathered():
                loaded = load_edition(root, year)
                self.findings += loaded.findings
                editions.append(loaded.edition)
        return editions

    def make(self, edition: Edition) -> list[_Product]:
        """Validate an edition and make its files, as far as they can be made."""
        formats = choose_formats(self.request.formats)
        languages = choose_languages(edition, self.request.languages)
        self.findings += check_figures(edition)
        documents = self._documents(edition, languages) if "pdf" in formats else []
        made: list[_Product] = []
        with self._gathered():
            theme = load_theme(self.request.root)
            for document in documents:
                with self._gathered():
                    made += self._pdf(edition, document, theme)
            for lang in languages if "xlsx" in formats else ():
                with self._gathered():
                    made.append(self._xlsx(edition, lang, theme))
        return sorted(made, key=lambda product: languages.index(product.file.lang))

    def verify(self, products: Sequence[_Product]) -> None:
        """Judge every file as it will stand in its place. Raises `VerificationFault`."""
        found: list[Finding] = []
        for product in products:
            self.progress(f"{product.made.name}: verifying")
            found += product.judge(product.made)
        self.findings += found
        if _is_stopped(found):
            raise VerificationFault(self.findings)

    def _documents(self, edition: Edition, languages: Sequence[str]) -> list[Document]:
        """Return the publication in each language whose texts and pictures are sound."""
        root = self.request.root
        pictures = check_pictures(edition, root)
        sound, faulty = [], []
        for lang in languages:
            self.progress(f"{edition.year} {lang}: reading the texts")
            told = narrate(edition, lang, root)
            self.findings += told.findings
            (faulty if _is_stopped(told.findings) else sound).append(told)
        # A text with faults is not compared with another: what it lacks has been told.
        for comparable in (sound, *([told] for told in faulty)):
            self.findings += check_texts(edition, comparable)
        self.findings += pictures
        documents = []
        for told in () if _is_stopped(pictures) else sound:
            with self._gathered():
                documents.append(compose(edition, told.lang, told.sections, told.log))
        return documents

    def _pdf(self, edition: Edition, document: Document, theme: Theme) -> tuple[_Product, _Product]:
        # Renderers and verifiers are imported where they work: a build of one format needs no other's.
        from reportgen.render.pdf.renderer import render_pdf
        from reportgen.render.record import render_record
        from reportgen.verify import verify_pdf

        root, lang = self.request.root, document.lang
        self.progress(f"{edition.year} {lang}: making the PDF")
        compounds = load_compounds(root / "assets" / "hyphenation" / f"{lang}.txt")
        epoch = int(clock(edition).timestamp())
        rendered = render_pdf(document, theme, root, compounds=compounds, epoch=epoch)
        self.findings += rendered.findings
        pdf = self._work_file(edition, lang, "pdf")
        pdf.write_bytes(rendered.data)
        record = self._work_file(edition, lang, "figures.json")
        record.write_bytes(render_record(document, rendered.positions))
        return (
            self._product(edition, lang, pdf, lambda made: verify_pdf(made, document), len(rendered.pages)),
            self._product(edition, lang, record, lambda made: ()),
        )

    def _xlsx(self, edition: Edition, lang: str, theme: Theme) -> _Product:
        from reportgen.render.xlsx import render_xlsx
        from reportgen.verify.workbook import verify_xlsx

        self.progress(f"{edition.year} {lang}: making the workbook")
        book = self._work_file(edition, lang, "xlsx")
        render_xlsx(edition, lang, book, theme, stamp=clock(edition))
        return self._product(edition, lang, book, lambda made: verify_xlsx(made, edition, lang))

    def _work_file(self, edition: Edition, lang: str, ending: str) -> Path:
        return self.work / f"vuosi-{edition.year}-{lang}.{ending}"

    def _product(
        self, edition: Edition, lang: str, made: Path, judge: Judge, pages: int | None = None
    ) -> _Product:
        path = self.request.home(edition.year) / made.name
        kind = made.suffixes[0].removeprefix(".")
        return _Product(BuiltFile(path, kind, edition.year, lang, pages, made.stat().st_size), made, judge)

    @contextmanager
    def _gathered(self) -> Iterator[None]:
        """Let the run go on after bad input, with its findings kept."""
        try:
            yield
        except BadInput as fault:
            self.findings += fault.findings


def _is_stopped(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


@contextmanager
def _work_folder() -> Iterator[Path]:
    """Provide a folder outside the output, removed at the end whatever happens."""
    try:
        # A virus scanner may still hold a file on Windows; a leftover there is no reason to fail.
        folder = TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True)
    except OSError as fault:
        raise _no_room(fault) from fault
    with folder as name:
        try:
            yield Path(name)
        except OSError as fault:
            raise _no_room(fault) if fault.errno == errno.ENOSPC else fault from fault


def _no_room(fault: OSError) -> CannotWrite:
    message = f"There is no room for temporary files: {fault.strerror}."
    remedy = "Free some space there, or name another folder in the environment variable TMPDIR."
    return CannotWrite([error("work-folder", None, message, remedy)])
