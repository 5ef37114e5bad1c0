"""The structure tree of a PDF as plain Python objects, with roles mapped to the standard ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pikepdf import Object, Stream

from reportgen.verify.content import MarkId
from reportgen.verify.pdfvalues import NOWHERE, Key, entry, integer, items, key_of, name_of, pairs, text_of

_DEEPEST = 150
_LONGEST_ROLE_CHAIN = 20


class TreeFault(ValueError):
    """The structure tree is not a tree: it is endless, or an element is a kid of two others."""


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """An annotation's place in the tree (OBJR)."""

    key: Key


@dataclass(frozen=True, slots=True)
class MarkRef:
    """A mark's place in the tree (an MCID, or an MCR)."""

    id: MarkId


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A structure element.

    ``tag`` is its type as written, ``role`` the standard type that it stands for, ``path`` its place, such as
    ``Document/Sect[2]/P[1]`` (counted from 1 among its like); ``attributes`` are keyed ``Table.Scope``.
    """

    role: str
    tag: str
    path: str
    key: Key
    parent_key: Key
    kids: tuple[Element | MarkRef | ObjectRef, ...]
    attributes: Mapping[str, Any]
    alt: str
    actual: str | None
    lang: str
    id: str
    expansion: str

    @property
    def children(self) -> tuple[Element, ...]:
        """The elements directly below."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def marks(self) -> Iterator[MarkId]:
        """Yield the marks of this element and all below it in reading order."""
        for kid in self.kids:
            if isinstance(kid, MarkRef):
                yield kid.id
            elif isinstance(kid, Element):
                yield from kid.marks()


def read_tree(root: object) -> tuple[Element, ...]:
    """Return the elements at the top of a StructTreeRoot. Raises `TreeFault`."""
    return _Reader(root).top()


class _Reader:
    def __init__(self, root: object) -> None:
        self.root = root
        self.roles = {key.removeprefix("/"): name_of(value) for key, value in pairs(entry(root, "/RoleMap"))}
        self.seen: set[Key] = set()

    def top(self) -> tuple[Element, ...]:
        found = self.kids(self.root, "", NOWHERE, 0)
        return tuple(kid for kid in found if isinstance(kid, Element))

    def kids(
        self, holder: object, path: str, page: Key, depth: int
    ) -> tuple[Element | MarkRef | ObjectRef, ...]:
        counted: dict[str, int] = {}
        found: list[Element | MarkRef | ObjectRef] = []
        for kid in items(entry(holder, "/K")):
            number = integer(kid)
            if number is not None:
                found.append(MarkRef((page, number)))
            elif entry(kid, "/S") is not None:
                found.append(self.element(kid, path, depth, counted))
            elif (number := integer(entry(kid, "/MCID"))) is not None:
                found.append(MarkRef((_container(kid, page), number)))
            elif entry(kid, "/Obj") is not None:
                found.append(ObjectRef(key_of(entry(kid, "/Obj"))))
        return tuple(found)

    def element(self, source: Object, above: str, depth: int, counted: dict[str, int]) -> Element:
        key = key_of(source)
        if depth > _DEEPEST or (key in self.seen and key != NOWHERE):
            raise TreeFault(f"{above or 'the root'} has a kid that stands elsewhere in the tree too")
        self.seen.add(key)
        tag = name_of(entry(source, "/S"))
        role = self.role(tag)
        counted[role] = counted.get(role, 0) + 1
        path = f"{above}/{role}[{counted[role]}]" if above else role
        page = key_of(entry(source, "/Pg"))
        actual = entry(source, "/ActualText")
        return Element(
            role,
            tag,
            path,
            key,
            key_of(entry(source, "/P")),
            self.kids(source, path, page, depth + 1),
            self.attributes(source),
            text_of(entry(source, "/Alt")),
            None if actual is None else text_of(actual),
            text_of(entry(source, "/Lang")),
            text_of(entry(source, "/ID")),
            text_of(entry(source, "/E")),
        )

    def role(self, tag: str) -> str:
        """Follow the role map to its end; a map that goes in circles leads nowhere."""
        for _ in range(_LONGEST_ROLE_CHAIN):
            if tag not in self.roles:
                return tag
            tag = self.roles[tag]
        return tag

    def attributes(self, source: Object) -> dict[str, Any]:
        """Merge an element's attribute objects; its own go before those of its classes."""
        classes = [entry(self.root, "/ClassMap", str(c)) for c in items(entry(source, "/C")) if name_of(c)]
        merged: dict[str, Any] = {}
        for group in [*classes, entry(source, "/A")]:
            for attribute in items(group):
                owner = name_of(entry(attribute, "/O"))
                merged |= {f"{owner}.{key.removeprefix('/')}": value for key, value in pairs(attribute)}
        return merged


def _container(reference: Object, page: Key) -> Key:
    """Where a mark stands: in a form if the reference names one, else on its page."""
    stream = entry(reference, "/Stm")
    if isinstance(stream, Stream):
        return key_of(stream)
    own = entry(reference, "/Pg")
    return page if own is None else key_of(own)
