"""What a new file takes over from the one that it replaces: owner, group, mode, attributes, access list."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from reportgen.errors import CannotWrite
from reportgen.findings import Place, error

_OF_SYSTEM = ("security.", "trusted.")
"""Attributes that the system gives by its own rules, such as SELinux's labels."""


def liken(new: Path, former: Path) -> None:
    """Give a new file what the former has. Times are its own.

    Raises:
        CannotWrite: an owner, group, attribute or access list cannot be kept.
        OSError: something else.
    """
    there, made = former.stat(), new.stat()
    if sys.platform != "win32":
        if (there.st_uid, there.st_gid) != (made.st_uid, made.st_gid):
            _own(new, former, there.st_uid, there.st_gid)
        if stat.S_IMODE(there.st_mode) != stat.S_IMODE(
            new.stat().st_mode
        ):  # file systems without modes refuse
            new.chmod(stat.S_IMODE(there.st_mode))
    if sys.platform == "linux":
        _mark(new, former)


def _own(new: Path, former: Path, user: int, group: int) -> None:
    try:
        os.chown(new, user, group)
    except PermissionError:
        message = f"The file belongs to {_name(former)}, and would belong to somebody else when replaced."
        remedy = "Let its owner run the command, move the file away, or write elsewhere."
        raise CannotWrite([error("owner-lost", Place(str(former)), message, remedy)]) from None


def _name(path: Path) -> str:
    try:
        return f"{path.owner()} (group {path.group()})"
    except KeyError:  # an owner of another machine, who has a number alone
        return f"user {path.stat().st_uid} (group {path.stat().st_gid})"


def _mark(new: Path, former: Path) -> None:
    """Copy the extended attributes, which hold the access list (``system.posix_acl_access``), too."""
    assert sys.platform == "linux"
    kept, made = _attributes(former), _attributes(new)
    for name in made - kept:
        with suppress(OSError):  # what the folder gives every file
            os.removexattr(new, name)
    for name in sorted(kept):
        try:
            os.setxattr(new, name, os.getxattr(former, name))
        except OSError as fault:
            if name.startswith(_OF_SYSTEM):
                continue
            message = f"Its attribute {name} would be lost when it is replaced: {fault.strerror}."
            remedy = "Move the file away, or write elsewhere."
            raise CannotWrite([error("attribute-lost", Place(str(former)), message, remedy)]) from None


def _attributes(path: Path) -> set[str]:
    assert sys.platform == "linux"
    try:
        return set(os.listxattr(path))
    except OSError:  # a file system that has none
        return set()
