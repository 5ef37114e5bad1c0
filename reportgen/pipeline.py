"""The spine: one run, told in order, from what was asked for to the files in their place.

    load → validate → narrate → compose → render → verify → publish

In one language the pages are laid out first, whatever was asked for: workbook and data tell on which page a
figure is printed, and check it. Then these are made and attached to the PDF, which is saved last.

Nothing is written before everything is made and judged. What is wrong is told at once: a fault in one year,
language or format does not keep the others from being looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from reportgen.compose import compose
from reportgen.errors import BadInput, VerificationFault, raise_for_errors
from reportgen.findings import Finding, Severity
from reportgen.locales import strings
from reportgen.model.document import Document
from reportgen.model.edition import Edition
from reportgen.narrate import Narrative, narrate
from reportgen.publish import publish, recover, work_folder
from reportgen.request import BuildRequest, choose_formats, choose_languages, clock
from reportgen.sources import Loaded, choose_years, edition_years, load_compounds, load_theme, read_edition
from reportgen.theme import Theme
from reportgen.validate import check_charts, check_designs, check_figures, check_pictures, check_texts

if TYPE_CHECKING:
    from reportgen.render.pdf.attachments import Attachment
    from reportgen.render.pdf.renderer import LaidOut
    from reportgen.render.xlsx import Printed

__all__ = ["BuildReport", "BuildRequest", "BuiltFile", "Progress", "build"]

Progress = Callable[[str], None]
"""Called with what is done next, for whoever waits."""

Judge = Callable[[Path], Iterable[Finding]]
"""Says what is wrong with a file that was made."""


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file of an edition: its ``kind`` (pdf, figures, xlsx or csv) and ``size`` in bytes.

    Only a PDF has ``pages``.
    """

    path: Path
    kind: str
    year: int
    lang: str
    pages: int | None
    size: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build wrote, what there is to say about it, and how long it took in seconds.

    ``documents`` are what its PDFs were made from; ``remarks`` tell of drafts and assumed dates.
    """

    files: tuple[BuiltFile, ...]
    findings: tuple[Finding, ...]
    seconds: float
    documents: tuple[Document, ...]
    remarks: tuple[Finding, ...]


def build(
    request: BuildRequest, progress: Progress = lambda step: None, waiting: Progress | None = None
) -> BuildReport:
    """Build all files that were asked for, or none.

    ``waiting`` is told whom the run waits for, by default it is ``progress``.

    Raises:
        UsageFault: a year, language or format does not exist, or ``SOURCE_DATE_EPOCH`` is no time.
        BadInput: with all findings on data, texts, pictures and the room that they take.
        VerificationFault: a file that was made is not what it should be.
        CannotWrite: the output could not be put in place.
        Interrupted: by a signal; `reportgen.publish` tells when.
    """
    started = perf_counter()
    waiting = waiting or progress
    left = _recovered(request, waiting)
    with work_folder() as work:
        run = _Run(request, progress, work, [*left])
        editions = run.load()
        products = [product for loaded in editions for product in run.make(loaded)]
        raise_for_errors(run.findings, strict=request.strict)
        run.verify(products)
        progress("writing the files")
        wanted = [product for product in products if product.wanted]
        publish({product.file.path: product.made.read_bytes() for product in wanted}, waiting)
    files = tuple(product.file for product in wanted)
    findings, documents = tuple(dict.fromkeys(run.findings)), tuple(run.documents)
    remarks = tuple(remark for loaded in editions for remark in loaded.edition.remarks)
    return BuildReport(files, findings, perf_counter() - started, documents, remarks)


@dataclass(frozen=True, slots=True)
class _Product:
    """A file that is ``made`` in the work folder but not yet in its place, and what judges it.

    One that is not ``wanted`` is there to be attached, and has no place.
    """

    file: BuiltFile
    made: Path
    judge: Judge
    wanted: bool


@dataclass(slots=True)
class _Run:
    request: BuildRequest
    progress: Progress
    work: Path
    findings: list[Finding] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def load(self) -> list[Loaded]:
        """Load the editions of all years, as far as they can be read."""
        root, editions = self.request.root, list[Loaded]()
        for year in choose_years(root, self.request.years):
            self.progress(f"{year}: reading the data")
            editions.append(read_edition(root, year))
            self.findings += editions[-1].findings
        return editions

    def make(self, loaded: Loaded) -> list[_Product]:
        """Validate an edition and make its files, as far as they can be made."""
        edition = loaded.edition
        formats = choose_formats(self.request.formats)
        languages = choose_languages(edition, self.request.languages)
        self.findings += check_figures(edition)
        theme = self._theme()
        well_designed = self._check_designs(edition, theme)
        found = self._documents(edition, languages, sound=loaded.is_sound)
        documents = {document.lang: document for document in found}
        self.documents += found
        made: list[_Product] = []
        if theme is not None and loaded.is_sound and well_designed:
            for lang in languages:
                made += self._files(edition, lang, documents.get(lang), theme, formats)
        return made

    def _theme(self) -> Theme | None:
        try:
            return load_theme(self.request.root)
        except BadInput as fault:
            self.findings += fault.findings
            return None

    def _check_designs(self, edition: Edition, theme: Theme | None) -> bool:
        """Tell whether layouts exist, and the theme has what sections and charts ask for."""
        from reportgen.render.pdf.layouts import LAYOUTS

        found = [*check_designs(edition, LAYOUTS, theme), *(check_charts(edition, theme) if theme else ())]
        self.findings += found
        return not found

    def _files(
        self, edition: Edition, lang: str, document: Document | None, theme: Theme, formats: Sequence[str]
    ) -> list[_Product]:
        """Make the files of one language, as far as they can be made."""
        attaching = "pdf" in formats and self.request.attachments
        pages: list[LaidOut] = []
        tables: list[_Product] = []
        if document is not None:
            with self._gathered():
                pages.append(self._lay_out(edition, document, theme))
        printed = _printed(document, pages[0]) if document is not None and pages else None
        twins: list[_Product] = []
        with self._gathered():
            if attaching or "xlsx" in formats:
                tables.append(self._xlsx(edition, lang, theme, printed, wanted="xlsx" in formats))
            if attaching or "csv" in formats:
                tables.append(self._csv(edition, lang, printed, wanted="csv" in formats))
            if "csv" in formats:
                twins += self._twins(edition, lang, printed)
        if document is None or not pages or "pdf" not in formats or (attaching and len(tables) < 2):
            return [*tables, *twins]
        return [*self._pdf(edition, document, pages[0], tables if attaching else ()), *tables, *twins]

    def verify(self, products: Sequence[_Product]) -> None:
        """Judge every file as it will stand in its place. Raises `VerificationFault`."""
        found: list[Finding] = []
        for product in products:
            self.progress(f"{product.made.name}: verifying")
            found += product.judge(product.made)
        self.findings += found
        if _is_stopped(found):
            raise VerificationFault(self.findings)

    def _documents(self, edition: Edition, languages: Sequence[str], *, sound: bool) -> list[Document]:
        """Return the publication in each language whose texts and pictures are sound.

        Of an edition that is not ``sound`` itself texts and pictures are checked, and that is all.
        """
        root = self.request.root
        pictures = check_pictures(edition, root)
        whole, faulty = list[Narrative](), list[Narrative]()
        for lang in languages:
            self.progress(f"{edition.year} {lang}: reading the texts")
            told = narrate(edition, lang, root)
            self.findings += told.findings
            (faulty if _is_stopped(told.findings) else whole).append(told)
        # A text with faults is not compared with another: what it lacks has been told.
        for comparable in (whole, *([told] for told in faulty)):
            self.findings += check_texts(edition, comparable)
        self.findings += pictures
        documents = []
        for told in whole if sound and not _is_stopped(pictures) else ():
            with self._gathered():
                documents.append(compose(edition, told.lang, told.sections, told.log))
        return documents

    def _lay_out(self, edition: Edition, document: Document, theme: Theme) -> LaidOut:
        # Renderers and verifiers are imported where they work: a build of one format needs no other's.
        from reportgen.render.pdf.renderer import lay_out
        from reportgen.verify import check_layout

        root, lang = self.request.root, document.lang
        self.progress(f"{edition.year} {lang}: laying out the pages")
        compounds = load_compounds(root, lang)
        epoch = int(clock(edition).timestamp())
        pages = lay_out(document, theme, root, compounds=compounds, epoch=epoch)
        self.findings += [*pages.findings, *check_layout(pages.texts, pages.pages, theme, lang)]
        return pages

    def _pdf(
        self, edition: Edition, document: Document, pages: LaidOut, tables: Sequence[_Product]
    ) -> tuple[_Product, _Product]:
        from reportgen.render.record import render_record
        from reportgen.verify import check_ground, verify_pdf

        lang = document.lang
        rendered = pages.save([_attachment(edition, table) for table in tables])
        self.findings += check_ground(rendered.data, rendered.texts, rendered.pages, lang)
        pdf = self._work_file(edition, lang, "pdf")
        pdf.write_bytes(rendered.data)
        record = self._work_file(edition, lang, "figures.json")
        record.write_bytes(render_record(document, rendered.positions))
        return (
            self._product(edition, lang, pdf, lambda made: verify_pdf(made, document), len(rendered.pages)),
            self._product(edition, lang, record, lambda made: ()),
        )

    def _xlsx(
        self, edition: Edition, lang: str, theme: Theme, printed: Printed | None, *, wanted: bool
    ) -> _Product:
        from reportgen.render.xlsx import render_xlsx
        from reportgen.verify.workbook import verify_xlsx

        self.progress(f"{edition.year} {lang}: making the workbook")
        book = self._work_file(edition, lang, "xlsx")
        render_xlsx(edition, lang, book, theme, stamp=clock(edition), printed=printed)
        return self._product(
            edition, lang, book, lambda made: verify_xlsx(made, edition, lang), wanted=wanted
        )

    def _csv(self, edition: Edition, lang: str, printed: Printed | None, *, wanted: bool) -> _Product:
        from reportgen.render.xlsx import render_csv

        data = self._work_file(edition, lang, "csv")
        data.write_bytes(render_csv(edition, lang, printed))
        return self._product(edition, lang, data, lambda made: (), wanted=wanted)

    def _twins(self, edition: Edition, lang: str, printed: Printed | None) -> Iterator[_Product]:
        """Make the open data: a folder of its own, judged as a whole."""
        from reportgen.render.xlsx import render_twins
        from reportgen.verify.twins import verify_twins

        self.progress(f"{edition.year} {lang}: making the open data")
        files = render_twins(edition, lang, stamp=clock(edition), printed=printed)
        folder = self.work / f"vuosi-{edition.year}-{lang}-data"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        judges: dict[str, Judge] = {"datapackage.json": lambda made: verify_twins(made, edition, lang)}
        for name, data in files.items():
            path = self.request.home(edition.year) / folder.name / name
            file = BuiltFile(path, "csv", edition.year, lang, None, len(data))
            yield _Product(file, folder / name, judges.get(name, lambda made: ()), True)

    def _work_file(self, edition: Edition, lang: str, ending: str) -> Path:
        return self.work / f"vuosi-{edition.year}-{lang}.{ending}"

    def _product(
        self,
        edition: Edition,
        lang: str,
        made: Path,
        judge: Judge,
        pages: int | None = None,
        *,
        wanted: bool = True,
    ) -> _Product:
        path = self.request.home(edition.year) / made.name
        kind = made.suffixes[0].removeprefix(".")
        file = BuiltFile(path, kind, edition.year, lang, pages, made.stat().st_size)
        return _Product(file, made, judge, wanted)

    @contextmanager
    def _gathered(self) -> Iterator[None]:
        """Let the run go on after bad input, with its findings kept."""
        try:
            yield
        except BadInput as fault:
            # Of a value that was refused already it is no news that no chart can draw it.
            refused = {found.place for found in self.findings if found.severity is Severity.ERROR}
            self.findings += [
                found for found in fault.findings if found.code != "chart-value" or found.place not in refused
            ]


def _recovered(request: BuildRequest, waiting: Progress) -> tuple[Finding, ...]:
    """Put in order what an interrupted run left in the project or in its output, before anything is read."""
    homes = map(request.home, edition_years(request.root))
    return recover([request.root / "seeds", *homes], waiting)


def _printed(document: Document, pages: LaidOut) -> Printed:
    from reportgen.render.xlsx import Printed

    return Printed(document.citations, pages.positions)


def _attachment(edition: Edition, table: _Product) -> Attachment:
    """Return a table as it is attached: under its own name, with what it is in the PDF's language."""
    from reportgen.render.pdf.attachments import Attachment

    kind, lang = table.file.kind, table.file.lang
    description = strings(lang)[f"attachment.{kind}"].format(title=edition.title[lang], year=edition.year)
    return Attachment.of_kind(kind, table.made.name, table.made.read_bytes(), description)


def _is_stopped(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
