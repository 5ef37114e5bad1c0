"""Publishing: every file whole or not at all, all of them or none, and a way out in every message."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from building import crash
from conftest import REPOSITORY, write

from reportgen.errors import CannotWrite
from reportgen.findings import Finding, error
from reportgen.publish import publish, putting, recover
from reportgen.publish.places import HELPER, Folder, Unlockable
from reportgen.signals import Interrupted, answered


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

    def denied(path: Path, *words: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "mkdir", denied)
    finding = refusal({tmp_path / "a.pdf": b"a"})
    assert finding.code == "folder-unwritable"
    assert finding.place is not None
    assert finding.place.file == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_files_are_no_set(tmp_path: Path) -> None:
    publish({})
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- what a file keeps


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    target = write(tmp_path, "elsewhere/real.pdf", "old")
    link = tmp_path / "out" / "a.pdf"
    link.parent.mkdir()
    link.symlink_to("../elsewhere/real.pdf")
    publish({link: b"new"})
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_link_that_leads_nowhere_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to("real.pdf")
    publish({tmp_path / "a.pdf": b"new"})
    assert (tmp_path / "real.pdf").read_bytes() == b"new"
    assert (tmp_path / "a.pdf").is_symlink()


def test_a_link_in_a_circle_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to("a.pdf")
    finding = refusal({tmp_path / "a.pdf": b"new"})
    assert finding.code in {"file-unwritable", "folder-unwritable"}
    assert (tmp_path / "a.pdf").is_symlink()


def test_two_files_that_a_link_leads_to_one_place_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "b.pdf", "old")
    (tmp_path / "a.pdf").symlink_to("b.pdf")
    finding = refusal({tmp_path / "a.pdf": b"one", tmp_path / "b.pdf": b"two"})
    assert finding.code == "file-twice"
    assert (tmp_path / "b.pdf").read_bytes() == b"old"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444, 0o755])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = write(tmp_path, "a.pdf", "old")
    path.chmod(mode)
    publish({path: b"new"})
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == b"new"


def owned_by_another(monkeypatch: pytest.MonkeyPatch, owned: Path) -> None:
    """Let a file belong to another user and group, who are strangers to this machine."""
    real = Path.stat

    def seen(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = real(path, follow_symlinks=follow_symlinks)
        values = list(found)
        values[4], values[5] = 400123, 400456
        return os.stat_result(values) if path == owned else found

    monkeypatch.setattr(Path, "stat", seen)


def test_an_owner_who_can_be_kept_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, given = write(tmp_path, "a.pdf", "old"), list[tuple[int, int]]()
    owned_by_another(monkeypatch, path)
    monkeypatch.setattr(os, "chown", lambda new, user, group: given.append((user, group)))
    publish({path: b"new"})
    assert given == [(400123, 400456)]


def test_an_owner_who_cannot_be_kept_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.pdf", "old")
    write(tmp_path, "b.pdf", "old")
    before = tree(tmp_path)
    owned_by_another(monkeypatch, path)

    def denied(new: Path, user: int, group: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", denied)
    finding = refusal({tmp_path / "b.pdf": b"new", path: b"new"})
    assert finding.code == "owner-lost"
    assert "user 400123 (group 400456)" in finding.message
    assert str(finding.place) == str(path)
    monkeypatch.undo()
    assert tree(tmp_path) == before


@pytest.fixture
def attributes(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, bytes]]:
    """Return a stand-in for a file system's extended attributes, by the name of a file."""
    kept: dict[str, dict[str, bytes]] = {"a.pdf": {"system.posix_acl_access": b"acl", "user.note": b"kept"}}

    def of(path: Path) -> dict[str, bytes]:
        return kept.setdefault(Path(path).name, {"user.given": b"by the folder"})

    monkeypatch.setattr(os, "listxattr", lambda path: list(of(path)))
    monkeypatch.setattr(os, "getxattr", lambda path, name: of(path)[name])
    monkeypatch.setattr(os, "setxattr", lambda path, name, value: of(path).update({name: value}))
    monkeypatch.setattr(os, "removexattr", lambda path, name: of(path).pop(name))
    return kept


def test_attributes_and_access_list_are_kept(tmp_path: Path, attributes: dict[str, dict[str, bytes]]) -> None:
    publish({write(tmp_path, "a.pdf", "old"): b"new"})
    assert attributes["new-0"] == attributes["a.pdf"]


def test_an_access_list_that_cannot_be_kept_is_refused_by_name(
    tmp_path: Path, attributes: dict[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, name: str, value: bytes) -> None:
        raise OSError(95, "Operation not supported")

    path = write(tmp_path, "a.pdf", "old")
    monkeypatch.setattr(os, "setxattr", refuse)
    finding = refusal({path: b"new"})
    assert finding.code == "attribute-lost"
    assert "system.posix_acl_access" in finding.message
    assert path.read_bytes() == b"old"
    attributes["a.pdf"] = {"security.selinux": b"label"}  # the system's own affair
    publish({path: b"new"})
    assert path.read_bytes() == b"new"


def test_a_disk_without_second_names_keeps_former_files_by_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path, **_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    for name in ("a.pdf", "b.pdf"):
        write(tmp_path, name, "former").chmod(0o640)
    before = tree(tmp_path)
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "replace", locked("b.pdf"))
    refusal({tmp_path / "a.pdf": b"later", tmp_path / "b.pdf": b"later"})
    assert tree(tmp_path) == before
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o640


def test_everything_is_on_the_disk_before_the_set_is_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a loss of power would ask for: new files, records and folders, then the mark, then the places."""
    steps: list[str] = []
    opened: dict[int, str] = {}
    open_, fsync, replace = os.open, os.fsync, os.replace

    def opening(path: Path, *words: int) -> int:
        stream = open_(path, *words)
        opened[stream] = Path(path).name
        steps.append(f"open {Path(path).name}")
        return stream

    def syncing(stream: int) -> None:
        steps.append(f"sync {opened[stream]}")
        fsync(stream)

    def replacing(source: Path, target: Path) -> None:
        steps.append(f"place {Path(target).name}")
        replace(source, target)

    folder = tmp_path / "out"
    monkeypatch.setattr(os, "open", opening)
    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "replace", replacing)
    publish({folder / "a.pdf": b"a", folder / "b.pdf": b"b"})
    mark, first = steps.index("open decided"), steps.index("place a.pdf")
    prepared = steps[:mark]
    needed = ["sync set.json.new", "place set.json", "sync new-0", "sync new-1", f"sync {HELPER}", "sync out"]
    last = [len(prepared) - prepared[::-1].index(step) for step in needed]
    assert last == sorted(last)
    assert steps[mark + 1 : first] == [f"open {HELPER}", f"sync {HELPER}"]
    assert "sync out" in steps[steps.index("place b.pdf") :]


# ---------------------------------------------------------------- what was left


def test_a_set_that_was_decided_is_finished_by_whoever_comes(tmp_path: Path) -> None:
    write(tmp_path, "2030/a.pdf", "old")
    write(tmp_path, "2031/b.pdf", "old")
    crash(tmp_path, "a.pdf", "2030/a.pdf", "2031/b.pdf", "2031/c.pdf")
    assert (tmp_path / "2031/b.pdf").read_bytes() == b"old"
    (found,) = recover([tmp_path / "2031"])
    assert found.code == "set-finished"
    assert "3 files" in found.message
    assert {name: data for name, (data, _) in tree(tmp_path).items()} == {
        str(Path(name)): b"new" for name in ("2030/a.pdf", "2031/b.pdf", "2031/c.pdf")
    }
    assert recover([tmp_path / "2030", tmp_path / "2031"]) == ()


def test_a_set_that_was_not_decided_is_swept_away(tmp_path: Path) -> None:
    write(tmp_path, "a.pdf", "old")
    before = tree(tmp_path)
    crash(tmp_path, "set.json", "a.pdf", "b.pdf")
    assert tree(tmp_path) != before
    assert recover([tmp_path]) == ()
    assert tree(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_set_whose_new_content_was_damaged_is_taken_back(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write(tmp_path, name, "old")
    before = tree(tmp_path)
    crash(tmp_path, "a.pdf", "a.pdf", "b.pdf", "c.pdf")
    (tmp_path / HELPER / "new-1").write_bytes(b"ne")
    (found,) = recover([tmp_path])
    assert found.code == "set-undone"
    assert tree(tmp_path) == before


def test_a_file_that_somebody_changed_after_the_crash_is_left(tmp_path: Path) -> None:
    crash(tmp_path, "a.pdf", "a.pdf", "b.pdf")
    write(tmp_path, "a.pdf", "by hand")
    (tmp_path / HELPER / "new-1").write_bytes(b"ne")
    recover([tmp_path])
    assert {name: data for name, (data, _) in tree(tmp_path).items()} == {"a.pdf": b"by hand"}


def test_publishing_finishes_what_was_left_first(tmp_path: Path) -> None:
    crash(tmp_path, "a.pdf", "a.pdf", "b.pdf")
    publish({tmp_path / "a.pdf": b"later"})
    found = {name: data for name, (data, _) in tree(tmp_path).items()}
    assert found == {"a.pdf": b"later", "b.pdf": b"new"}


def test_a_project_that_was_moved_is_put_in_order_where_it_is(tmp_path: Path) -> None:
    crash(tmp_path, "a.pdf", "one/2030/a.pdf", "one/2031/b.pdf")
    (tmp_path / "one").rename(tmp_path / "two")
    recover([tmp_path / "two/2031"])
    found = {name: data for name, (data, _) in tree(tmp_path).items()}
    assert found == {str(Path("two/2030/a.pdf")): b"new", str(Path("two/2031/b.pdf")): b"new"}


def test_a_set_whose_first_folder_is_gone_is_named(tmp_path: Path) -> None:
    crash(tmp_path, "a.pdf", "2030/a.pdf", "2031/b.pdf")
    shutil.rmtree(tmp_path / "2030")
    with pytest.raises(CannotWrite) as caught:
        recover([tmp_path / "2031"])
    (found,) = caught.value.findings
    assert found.code == "set-parted"
    assert "2030" in found.message
    assert HELPER in found.remedy


@pytest.mark.parametrize(
    "record",
    [
        b"{",
        b"[]",
        b"null",
        b'{"key": "k", "folders": [], "entries": []}',
        b'{"key": "k", "folders": ["."], "entries": [{"name": "../x", "digest": "", "former": true}]}',
        b'{"key": "k", "folders": ["."], "entries": [{"name": "..", "digest": "", "former": true}]}',
        b'{"key": "k", "folders": ["."], "entries": [{"name": "", "digest": "", "former": true}]}',
        b'{"key": "k", "folders": ["."], "entries": [{"name": "a", "digest": 1, "former": true}]}',
        b'{"key": "k", "folders": ["."], "entries": [{"nom": "a"}]}',
        b"\xff",
    ],
)
def test_a_strangers_record_is_refused_and_leads_nowhere(tmp_path: Path, record: bytes) -> None:
    write(tmp_path, "x", "outside")
    write(tmp_path, f"in/{HELPER}/set.json", record)
    write(tmp_path, f"in/{HELPER}/decided", "")
    write(tmp_path, f"in/{HELPER}/new-0", "stolen")
    before = tree(tmp_path)
    with pytest.raises(CannotWrite) as caught:
        recover([tmp_path / "in"])
    assert [found.code for found in caught.value.findings] == ["set-unreadable"]
    assert tree(tmp_path) == before


def test_a_strangers_record_changes_no_folder_that_has_no_part_of_its_set(tmp_path: Path) -> None:
    write(tmp_path, "mine/a.pdf", "mine")
    record = {"key": "k", "folders": [".", "../mine"], "entries": []}
    write(tmp_path, f"theirs/{HELPER}/set.json", json.dumps(record))
    write(tmp_path, f"theirs/{HELPER}/decided", "")
    recover([tmp_path / "theirs"])
    assert {name: data for name, (data, _) in tree(tmp_path).items()} == {str(Path("mine/a.pdf")): b"mine"}


# ---------------------------------------------------------------- several at once


HOLD = """
import sys, time
from pathlib import Path
from reportgen.publish.places import Folder

assert Folder.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(100)
"""


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let another process write to a folder."""
    around = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], env=around, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        try:
            yield other
        finally:
            other.kill()


def test_who_writes_to_the_folder_is_told_while_waiting_and_the_lock_dies_with_him(tmp_path: Path) -> None:
    with held(tmp_path) as other:
        told: list[str] = []

        def waiting(text: str) -> None:
            told.append(text)
            other.kill()

        publish({tmp_path / "a.pdf": b"new"}, waiting)
    (text,) = told
    assert text.startswith(f"waiting for process {other.pid} on ")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_waiting_ends_with_a_word_on_whom_it_was_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(putting, "LONGEST", 0.1)
    with held(tmp_path) as other:
        finding = refusal({tmp_path / "a.pdf": b"new"})
    assert finding.code == "folder-busy"
    assert f"process {other.pid}" in finding.message


def test_waiting_can_be_interrupted(tmp_path: Path) -> None:
    def waiting(_: str) -> None:
        signal.raise_signal(signal.SIGINT)

    with held(tmp_path), answered() as watch:
        with pytest.raises(Interrupted):
            publish({tmp_path / "a.pdf": b"new"}, waiting)
        assert watch.placed == []
    assert not (tmp_path / "a.pdf").exists()


def test_other_ways_to_a_folder_are_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(putting, "LONGEST", 0.1)
    (tmp_path / "out").mkdir()
    (tmp_path / "way").symlink_to("out")
    with held(tmp_path / "out"):
        assert refusal({tmp_path / "way" / "a.pdf": b"new"}).code == "folder-busy"


def test_a_folder_that_may_only_be_read_holds_up_nobody_who_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights are withheld by a stand-in. An empty lock says nothing of the files; part of a set does."""
    (tmp_path / HELPER).mkdir()
    monkeypatch.setattr(Folder, "take", unlockable)
    assert recover([tmp_path]) == ()
    monkeypatch.undo()
    crash(tmp_path, "a.pdf", "a.pdf", "b.pdf")
    monkeypatch.setattr(Folder, "take", unlockable)
    with pytest.raises(CannotWrite) as caught:
        recover([tmp_path])
    (found,) = caught.value.findings
    assert found.code == "set-unfinished"
    assert "Read-only file system" in found.message


def unlockable(path: Path) -> None:
    """Refuse the lock of a folder."""
    finding = error("folder-unwritable", None, "The folder cannot be written to: Read-only file system.")
    raise Unlockable([finding])
