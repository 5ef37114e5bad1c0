"""What is asked of a build, and whether it exists: languages, formats, the clock."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from reportgen.errors import UsageFault, refuse_unknown
from reportgen.findings import error
from reportgen.model.edition import Edition

FORMATS = ("pdf", "xlsx", "csv")
"""What an edition can be built as."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build, and from which project folder.

    No years, languages or formats means all there are; without ``out`` the files go to the project's own
    ``output``. ``strict`` makes a warning stop the build; without ``attachments`` a PDF has neither workbook
    nor data attached.
    """

    root: Path
    years: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    out: Path | None = None
    strict: bool = False
    attachments: bool = True

    def home(self, year: int) -> Path:
        """Return the folder that the files of a year belong in."""
        return (self.out or self.root / "output") / str(year)


def choose_languages(edition: Edition, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the languages asked for, or all of the edition, in its order. Raises `UsageFault` for others."""
    refuse_unknown("language", asked, edition.languages)
    return tuple(lang for lang in edition.languages if lang in (asked or edition.languages))


def choose_formats(asked: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the formats asked for, or all. Raises `UsageFault` for others."""
    refuse_unknown("format", asked, FORMATS)
    return tuple(asked or FORMATS)


def clock(edition: Edition) -> datetime:
    """Return the one moment that all files of an edition bear.

    It is SOURCE_DATE_EPOCH, in seconds since 1970 (reproducible-builds.org), where that is set, else the
    midnight (UTC) at which the day of publication begins. Raises `UsageFault` for a value that is no time.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return datetime.combine(edition.published, time(), UTC)
    try:
        if not (text.isascii() and text.isdigit()):
            raise ValueError(text)
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {text!r}, which is no time."
        remedy = "Set it to whole seconds since 1970, such as 1743379200, or unset it."
        raise UsageFault([error("epoch-invalid", None, message, remedy)]) from None
