"""The repository's own publication as a PDF, made once for all tests that look at it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from conftest import REPOSITORY

from reportgen.compose import compose
from reportgen.model.document import Document
from reportgen.model.edition import Edition
from reportgen.narrate import narrate
from reportgen.render.pdf.attachments import CSV, XLSX, Attachment
from reportgen.render.pdf.renderer import RenderedPdf, render_pdf
from reportgen.sources import load_compounds, load_edition
from reportgen.sources.theme import load_theme

YEAR = 2024
LANGUAGES = ("fi", "sv")
EPOCH = 1743379200
"""31 March 2025, 00:00 UTC."""

ATTACHED = (
    Attachment("taulukot.xlsx", bytes(range(256)) * 40, XLSX, "Supplement", "Liitetaulukot – työkirja"),
    Attachment("luvut.csv", "Tunnus,Arvo\r\nhenkilöstö,15434\r\n".encode(), CSV, "Data", "Luvut (CSV)"),
)
"""Two files to attach; what they hold is nobody's concern here."""


@cache
def edition() -> Edition:
    """Return the repository's edition."""
    return load_edition(REPOSITORY, YEAR).edition


@cache
def publication(lang: str) -> Document:
    """Return the repository's publication in one language."""
    told = narrate(edition(), lang, REPOSITORY)
    return compose(edition(), lang, told.sections, told.log)


def render(
    document: Document,
    *,
    tagged: bool = True,
    attachments: tuple[Attachment, ...] = (),
    epoch: int = EPOCH,
    root: Path = REPOSITORY,
) -> RenderedPdf:
    """Render a publication of the repository, or of another project folder."""
    compounds = load_compounds(root, document.lang)
    return render_pdf(
        document,
        load_theme(root),
        root,
        compounds=compounds,
        epoch=epoch,
        tagged=tagged,
        attachments=attachments,
    )


@cache
def pdf(lang: str, *, tagged: bool = True, attachments: tuple[Attachment, ...] = ()) -> bytes:
    """Return the publication in one language as a file."""
    return render(publication(lang), tagged=tagged, attachments=attachments).data


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a file as it is; one that would have to be mended is refused."""
    return pikepdf.open(BytesIO(data), attempt_recovery=False)
