"""The package: what is in the wheel, which room uses which library, and that the README keeps its word."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import click
import pytest
from brochures import PAGES
from conftest import REPOSITORY

from reportgen.cli.main import commands
from reportgen.sources import edition_years

PACKAGE = REPOSITORY / "reportgen"
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]

HOMES = {
    "PIL": ("sources", "validate", "render/pdf", "verify"),
    "babel": ("locales",),
    "click": ("cli",),
    "defusedxml": ("verify",),
    "jinja2": ("narrate",),
    "markdown_it": ("narrate",),
    "matplotlib": ("charts",),
    "mdit_py_plugins": ("narrate",),
    "openpyxl": ("render/xlsx", "sources", "verify"),
    "pandas": ("sources",),
    "pikepdf": ("verify",),
    "pypdfium2": ("verify",),
    "pyphen": ("locales",),
    "reportlab": ("render/pdf",),
    "uharfbuzz": ("render/pdf",),
}
"""Each third-party library and the rooms that may know it."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module of the package, by its path in the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imports() -> dict[str, set[str]]:
    """Return the third-party libraries and the modules that import them."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, tree in modules():
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for library in {one.partition(".")[0] for one in names} - {"reportgen"} - sys.stdlib_module_names:
                found[library].add(name)
    return found


def normal(name: str) -> str:
    """Return the name of a distribution as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(*extras: str) -> set[str]:
    """Return the names of what the project requires."""
    lines = [
        *PROJECT["dependencies"],
        *(one for extra in extras for one in PROJECT["optional-dependencies"][extra]),
    ]
    return {normal(re.split(r"[\s<>=!~\[;]", line)[0]) for line in lines} - {"reportgen"}


def test_every_library_is_used_in_its_home_alone() -> None:
    strangers = {
        f"{module} imports {library}"
        for library, users in imports().items()
        for module in users
        if not module.startswith(tuple(f"{home}/" for home in HOMES.get(library, ())))
    }
    assert strangers == set()


def test_every_library_that_is_imported_is_required() -> None:
    providers = packages_distributions()
    needed = {normal(providers[library][0]) for library in imports()}
    assert needed <= requirements()


def test_constraints_pin_everything_that_is_required_by_version_alone() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin)] == []
    missing = requirements("accessibility", "test", "dev") - {normal(pin.partition("==")[0]) for pin in pins}
    assert missing == set()


def test_the_wheel_holds_the_whole_package_and_nothing_else(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(REPOSITORY / name, tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "reportgen", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    code = "from setuptools import build_meta; print(build_meta.build_wheel('wheel'))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    with ZipFile(tmp_path / "wheel" / run.stdout.splitlines()[-1]) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        (entry_points,) = (name for name in wheel.namelist() if name.endswith("/entry_points.txt"))
        scripts = wheel.read(entry_points).decode()
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert names == {path.relative_to(REPOSITORY).as_posix() for path in files}
    assert {"reportgen/py.typed", "reportgen/locales/strings.toml"} <= names
    assert "reportgen = reportgen.cli:main" in scripts


# ---------------------------------------------------------------- the README


def spelt(group: click.Group, name: str = "reportgen") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with the words that call it."""
    for word, command in group.commands.items():
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from spelt(command, f"{name} {word}")


@pytest.mark.parametrize(("words", "command"), list(spelt(commands)))
def test_every_command_has_help_and_is_in_the_readme_with_its_options(
    words: str, command: click.Command
) -> None:
    assert command.help
    assert f"`{words}" in README or f"`{words.split()[-1]} [" in README
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []
    assert [option.opts[0] for option in options if f"`{option.opts[0]}" not in README] == []


def codes() -> Iterator[str]:
    """Yield the codes of findings that stand in the source."""
    makers = {
        "error",
        "warning",
        "info",
        "Finding",
        "Refused",
        "refuse",
        "report",
        "_refused",
        "refused",
        "_finding",
        "_contradiction",
    }
    makers |= {"NotANumber", "Fault"}
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                texts = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
                found = [
                    text
                    for text in texts
                    if isinstance(text, str) and re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", text)
                ]
                yield from found if name in makers else ()


def test_every_code_of_a_finding_is_in_the_readme() -> None:
    table = README[README.index("| codes | meaning |") : README.index("## For programmers")]
    known = re.findall("`([a-z0-9*-]+)`", table)
    found = set(codes())
    assert {"total-differs", "unknown-fence", "pdf-tabs", "file-locked"} <= found
    assert sorted(code for code in found if not any(fnmatch(code, pattern) for pattern in known)) == []


def test_the_readme_gives_each_command_once_for_people_and_for_the_checks() -> None:
    for mark in ("run", "test"):
        found = re.findall(rf"^<!-- {mark} -->\n```sh\n(.+)\n```$", README, re.MULTILINE)
        assert len(found) == 1
        assert found[0].startswith("python3 -m venv .venv && .venv/bin/pip install -c constraints.txt ")


def test_the_readme_tells_every_edition_of_the_repository() -> None:
    """With its number of pages, which `test_edition_pdf` counts."""
    rows = re.findall(r"^\| (20\d\d) \| .+ \| (\d+) \|$", README, re.MULTILINE)
    assert {int(year): int(pages) for year, pages in rows} == PAGES
    assert set(PAGES) == set(edition_years(REPOSITORY))


def test_what_the_readme_says_of_its_code_is_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line with a value behind it gives this value."""
    monkeypatch.chdir(REPOSITORY)
    (code,) = re.findall(r"^```python\n(.+?)^```$", README, re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {"Decimal": Decimal}
    exec(code, names)
    said = re.findall(r"^(?:\w+ = )?(\S.*?) +# (Decimal\(.+?\)|\d+|\".+?\")", code, re.MULTILINE)
    assert len(said) == 3
    assert [eval(call, names) for call, _ in said] == [eval(text, names) for _, text in said]
