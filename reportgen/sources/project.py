"""The project folder: which years it holds, and files that must not lie outside it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from reportgen.errors import BadInput
from reportgen.findings import Place, error

SEEDS = "seeds"


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


def edition_years(root: Path) -> tuple[int, ...]:
    """Return the years that have an edition (``seeds/<year>/edition.toml``), earliest first."""
    return tuple(year for year in data_years(root) if (root / SEEDS / str(year) / "edition.toml").is_file())


def data_years(root: Path) -> tuple[int, ...]:
    """Return the years that have a folder in ``seeds/``, earliest first."""
    seeds = root / SEEDS
    folders = seeds.iterdir() if seeds.is_dir() else iter(())
    names = (folder.name for folder in folders if folder.is_dir())
    return tuple(sorted(int(name) for name in names if len(name) == 4 and name.isascii() and name.isdigit()))
