"""Publishing: every file whole or not at all, all of them or none, and a way out in every message."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.errors import CannotWrite
from reportgen.findings import Finding
from reportgen.publish import publish


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the content and the date of every file below a folder, and of nothing else."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def refusal(files: dict[Path, bytes]) -> Finding:
    """Return what publishing says when it cannot."""
    with pytest.raises(CannotWrite) as caught:
        publish(files)
    assert caught.value.exit_code == 5
    (finding,) = caught.value.findings
    assert finding.remedy
    return finding


def locked(name: str) -> Callable[[Path, Path], None]:
    """Return an `os.replace` for which a file is held open, as Windows has it."""
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == name:
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    return refuse


def test_files_are_written_with_their_folders_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    publish({tmp_path / "out" / "2031" / "a.pdf": b"a", tmp_path / "out" / "2030" / "b.pdf": b"b"})
    found = {name: content for name, (content, _) in tree(tmp_path).items()}
    assert found == {str(Path("out/2031/a.pdf")): b"a", str(Path("out/2030/b.pdf")): b"b"}


def test_a_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old and longer")
    publish({target: b"new"})
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.pdf", b"new")]


def test_a_file_held_open_is_named_with_what_to_do_and_all_files_stay_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(b"former " + name.encode())
    before = tree(tmp_path)
    monkeypatch.setattr(os, "replace", locked("c.pdf"))
    names = ("a.pdf", "new.pdf", "b.pdf", "c.pdf")
    finding = refusal({tmp_path / name: b"later" for name in names})
    assert finding.code == "file-locked"
    assert finding.place is not None
    assert finding.place.file.endswith("c.pdf")
    assert "Close it" in finding.remedy
    assert tree(tmp_path) == before


def test_folders_made_for_a_run_that_fails_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", locked("b.pdf"))
    refusal({tmp_path / "out" / "2031" / "a.pdf": b"a", tmp_path / "out" / "2031" / "b.pdf": b"b"})
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a.pdf").write_bytes(b"former")
    before = tree(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    finding = refusal({tmp_path / "a.pdf": b"later"})
    assert "No space left on device" in finding.message
    assert "--out" in finding.remedy
    assert tree(tmp_path) == before


def test_an_interrupted_run_leaves_things_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"former")
    before = tree(tmp_path)
    replace = os.replace

    def interrupted(source: Path, target: Path) -> None:
        if Path(target).name == "b.pdf":
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish({tmp_path / "a.pdf": b"later", tmp_path / "b.pdf": b"later"})
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["out", "out/2031"])
def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path, name: str) -> None:
    blocker = tmp_path / name
    blocker.parent.mkdir(exist_ok=True)
    blocker.write_bytes(b"a file")
    before = tree(tmp_path)
    finding = refusal({tmp_path / "out" / "2031" / "a.pdf": b"a"})
    assert finding.code == "folder-unwritable"
    assert str(finding.place) == str(blocker)
    assert tree(tmp_path) == before


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    finding = refusal({tmp_path / "a.pdf": b"a"})
    assert finding.code.startswith("file-")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_may_not_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right is withheld by a stand-in, for the administrator's tests may write anywhere."""
    real = Path.open

    def denied(path: Path, mode: str = "r") -> object:
        if path.parent == tmp_path and "w" in mode:
            raise PermissionError(13, "Permission denied")
        return real(path, mode)

    monkeypatch.setattr(Path, "open", denied)
    finding = refusal({tmp_path / "a.pdf": b"a"})
    assert finding.code == "folder-unwritable"
    assert finding.place is not None
    assert finding.place.file == str(tmp_path)
    assert list(tmp_path.iterdir()) == []
