"""The project folder: which years it holds, and files that must not lie outside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from reportgen.errors import BadInput, UsageFault, refuse_unknown
from reportgen.findings import Place, error

SEEDS = "seeds"
TEMPLATES = "templates"
LOGO = "logo"
"""The only picture that belongs to a project and not to an edition."""


def resolve_inside(root: Path, relative: str, place: Place | None = None) -> Path:
    """Return the real path of a file that the project names, whether or not the file exists.

    ``place`` is where the name stands. Raises `BadInput` (``path-outside``) for an absolute path, for
    ``..`` that climbs out, and for a symbolic link that leads out of ``root``.
    """
    home = root.resolve()
    absolute = PurePosixPath(relative).is_absolute() or PureWindowsPath(relative).anchor != ""
    try:
        path = (home / relative).resolve()
        inside = "\0" not in relative and not absolute and path.is_relative_to(home)
    except (OSError, RuntimeError, ValueError):
        inside = False
    if not inside:
        raise BadInput(
            [
                error(
                    "path-outside",
                    place or Place(relative.replace("\0", "")),
                    f"{relative!r} leads out of the project folder.",
                    "Name a file inside the project folder, relative to it, without '..' or links.",
                )
            ]
        )
    return path


def choose_years(root: Path, asked: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the years asked for, or all that have an edition, in order.

    Raises `UsageFault` with all years that have none, or where the folder has no edition at all.
    """
    there = edition_years(root)
    if not there:
        message = f"There is no edition in the folder {root.resolve()}."
        remedy = "Run the command in the project's folder, or name it with --project DIR."
        raise UsageFault([error("missing-project", None, message, remedy)])
    refuse_unknown("edition", asked, there)
    return tuple(sorted(set(asked or there)))


def edition_years(root: Path) -> tuple[int, ...]:
    """Return the years that have an edition (``seeds/<year>/edition.toml``), earliest first."""
    return tuple(year for year in data_years(root) if (root / SEEDS / str(year) / "edition.toml").is_file())


def template_file(year: int, template: str, lang: str) -> str:
    """Return where a text in a language belongs, relative to the project."""
    return f"{TEMPLATES}/{lang}/{year}/{template}"


def data_years(root: Path) -> tuple[int, ...]:
    """Return the years that have a folder in ``seeds/``, earliest first."""
    seeds = root / SEEDS
    folders = seeds.iterdir() if seeds.is_dir() else iter(())
    names = (folder.name for folder in folders if folder.is_dir())
    return tuple(sorted(int(name) for name in names if len(name) == 4 and name.isascii() and name.isdigit()))
