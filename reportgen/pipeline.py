"""The spine: one run, told in order, from what was asked for to the files in their place.

    load → validate → narrate → compose → render → verify → publish

Nothing is written before everything is made and judged. What is wrong is told at once: a fault in one year,
language or format does not keep the others from being looked at.
"""

from __future__ import annotations

import errno
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
from reportgen.findings import Finding, Severity, did_you_mean, error
from reportgen.locales import load_compounds
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

Judge = Callable[[Path], Iterable[Finding]]
"""Says what is wrong with a file that was made."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.ENOENT, errno.EACCES, errno.EROFS})
"""What the system says of a temporary folder that is full, missing or not to be written in."""


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
    with _work_folder() as work:
        run = _Run(request, progress, work, _epoch())
        products = [product for edition in run.editions() for product in run.products(edition)]
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
    epoch: int | None
    findings: list[Finding] = field(default_factory=list)

    def editions(self) -> list[Edition]:
        """Load the editions of all years; one that cannot be used is left out."""
        root, editions = self.request.root, list[Edition]()
        _require("format", self.request.formats, FORMATS)
        for year in choose_years(root, self.request.years):
            self.progress(f"{year}: reading the data")
            with self._gathered():
                loaded = load_edition(root, year)
                self.findings += loaded.findings
                _require("language", self.request.languages, loaded.edition.languages)
                editions.append(loaded.edition)
        return editions

    def products(self, edition: Edition) -> list[_Product]:
        """Validate an edition and make its files, as far as they can be made."""
        self.findings += check_figures(edition)
        formats = self.request.formats or FORMATS
        asked = self.request.languages or edition.languages
        languages = [lang for lang in edition.languages if lang in asked]
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
        narratives = []
        for lang in languages:
            self.progress(f"{edition.year} {lang}: reading the texts")
            narratives.append(narrate(edition, lang, root))
            self.findings += narratives[-1].findings
        sound = [told for told in narratives if not _is_stopped(told.findings)]
        # A text with faults is not compared with another: what it lacks has been told.
        for comparable in (sound, *([told] for told in narratives if told not in sound)):
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
        epoch = int(self._clock(edition).timestamp())
        rendered = render_pdf(document, theme, root, compounds=compounds, epoch=epoch)
        self.findings += rendered.findings
        pdf = self._work_file(edition, lang, "pdf")
        pdf.write_bytes(rendered.data)
        record = self._work_file(edition, lang, "figures.json")
        record.write_bytes(render_record(document, rendered.positions))
        return (
            self._product(edition, lang, pdf, lambda made: verify_pdf(made, document), len(rendered.pages)),
            self._product(edition, lang, record),
        )

    def _xlsx(self, edition: Edition, lang: str, theme: Theme) -> _Product:
        from reportgen.render.xlsx import render_xlsx
        from reportgen.verify.workbook import verify_xlsx

        self.progress(f"{edition.year} {lang}: making the workbook")
        made = self._work_file(edition, lang, "xlsx")
        render_xlsx(edition, lang, made, theme, stamp=self._clock(edition))
        return self._product(edition, lang, made, lambda path: verify_xlsx(path, edition, lang))

    def _work_file(self, edition: Edition, lang: str, ending: str) -> Path:
        return self.work / f"vuosi-{edition.year}-{lang}.{ending}"

    def _product(
        self,
        edition: Edition,
        lang: str,
        made: Path,
        judge: Judge = lambda made: (),
        pages: int | None = None,
    ) -> _Product:
        home = self.request.out or self.request.root / "output"
        path = home / str(edition.year) / made.name
        kind = made.suffixes[0].removeprefix(".")
        return _Product(BuiltFile(path, kind, edition.year, lang, pages, made.stat().st_size), made, judge)

    def _clock(self, edition: Edition) -> datetime:
        """Return the one moment that all files of an edition bear."""
        if self.epoch is not None:
            return datetime.fromtimestamp(self.epoch, UTC)
        return datetime.combine(edition.published, time(), UTC)

    @contextmanager
    def _gathered(self) -> Iterator[None]:
        """Let the run go on after bad input, with its findings kept."""
        try:
            yield
        except BadInput as fault:
            self.findings += fault.findings


@contextmanager
def _work_folder() -> Iterator[Path]:
    """Provide a folder outside the output, removed at the end whatever happens."""
    try:
        # A virus scanner may still hold a file on Windows; a leftover there is no reason to fail.
        with TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as fault:
        if fault.errno not in _NO_ROOM:
            raise
        message = f"The folder for temporary files cannot be used: {fault.strerror}."
        remedy = "Free some space there, or name another folder in the environment variable TMPDIR."
        raise CannotWrite([error("work-folder", None, message, remedy)]) from fault


def choose_years(root: Path, asked: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the years asked for, or all that have an edition, in order. Raises `UsageFault` for others."""
    there = edition_years(root)
    if not there:
        message = f"There is no edition in the folder {root.resolve()}."
        remedy = "Run the command in the project's folder, or name it with --project DIR."
        raise UsageFault([error("project-missing", None, message, remedy)])
    _require("edition", asked, there)
    return tuple(sorted(set(asked or there)))


def _require(kind: str, asked: Iterable[object], there: Iterable[object]) -> None:
    """Raise `UsageFault` with all that is asked for and does not exist."""
    known = [str(one) for one in there]
    wrong = [str(one) for one in asked if str(one) not in known]
    if wrong:
        raise UsageFault(
            error(
                f"{kind}-unknown",
                None,
                f"There is no {kind} '{one}'.",
                f"{did_you_mean(one, known)} Choose from: {', '.join(known)}.".strip(),
            )
            for one in wrong
        )


def _is_stopped(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _epoch() -> int | None:
    """Return SOURCE_DATE_EPOCH, in seconds since 1970 (reproducible-builds.org), or None if it is not set."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise ValueError(text)
        datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {text!r}, which is no time."
        remedy = "Set it to whole seconds since 1970, such as 1743379200, or unset it."
        raise UsageFault([error("epoch-invalid", None, message, remedy)]) from None
    return int(text)
