"""The bytes of the file: reportlab's objects packed into object streams, found by a cross-reference stream.

A tagged PDF has a thousand small dictionaries; one by one they weigh more than the pages (ISO 32000-1,
7.5.7 and 7.5.8). The identifier comes from the content, so files that differ never share one (14.4).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc

# reportlab would write streams as base 85 text, a quarter larger, as if they had to pass through old mail.
rl_config.useA85 = 0

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""Version, and a comment that shows to be no text (ISO 19005-3, 6.1.2)."""
PACKED = 250
"""Objects in one stream: many compress well together, yet a reader need not unpack them all for one page."""

_TAIL = b"endstream\n"

Entry = tuple[int, int, int]
"""A cross-reference: type 1 with offset and generation, or 2 with the object stream and the index in it."""


def pack(document: pdfdoc.PDFDocument) -> bytes:
    """Return a finished document as a file, all its objects but streams packed."""
    for font in document.delayedFonts:
        font.addObjects(document)
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    bodies = list(_bodies(document))
    packed = [(number, body) for number, body in enumerate(bodies, 1) if not body.endswith(_TAIL)]
    loose = {number: body for number, body in enumerate(bodies, 1) if body.endswith(_TAIL)}
    entries: dict[int, Entry] = {}
    for start in range(0, len(packed), PACKED):
        number = len(bodies) + 1 + start // PACKED
        group = packed[start : start + PACKED]
        loose[number] = _object_stream(group)
        entries |= {member: (2, number, index) for index, (member, _) in enumerate(group)}
    file = bytearray(HEADER)
    for number, body in loose.items():
        entries[number] = (1, len(file), 0)
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body.removesuffix(b"\n"))
    trailer = {
        "Root": root.format(document).decode(),
        "Info": info.format(document).decode(),
        "ID": _identifier(bodies),
    }
    return bytes(file + _cross_references(entries, len(file), trailer))


def _stream(entries: dict[str, object], content: bytes) -> bytes:
    data = zlib.compress(content, 9)
    entries = entries | {"Filter": "/FlateDecode", "Length": len(data)}
    head = " ".join(f"/{key} {value}" for key, value in entries.items())
    return b"<<%b>>\nstream\n%b\n%b" % (head.encode("ascii"), data, _TAIL)


def _bodies(document: pdfdoc.PDFDocument) -> Iterator[bytes]:
    """Yield the objects by number; writing one may make others, which come last."""
    number = 1
    while number in document.numberToId:
        item = document.idToObject[document.numberToId[number]]
        body: bytes = pdfdoc.format(item, document, toplevel=1)
        # PDF/A wants a line end before the keyword (ISO 19005-3, 6.1.7.1), reportlab writes none.
        yield body.removesuffix(_TAIL) + b"\n" + _TAIL if body.endswith(_TAIL) else body.strip()
        number += 1


def _object_stream(members: Sequence[tuple[int, bytes]]) -> bytes:
    places, at = [], 0
    for number, body in members:
        places.append(f"{number} {at}")
        at += len(body) + 1
    head = " ".join(places).encode("ascii") + b"\n"
    content = head + b"\n".join(body for _, body in members)
    return _stream({"Type": "/ObjStm", "N": len(members), "First": len(head)}, content)


def _cross_references(entries: dict[int, Entry], start: int, trailer: dict[str, Any]) -> bytes:
    """Return the last object, which says where all others are, itself included, and the end of the file."""
    number = max(entries) + 1
    table = [(0, 0, 65535), *(entries[key] for key in range(1, number)), (1, start, 0)]
    widths = (1, _width(at for _, at, _ in table), 2)
    rows = [b"".join(value.to_bytes(n) for value, n in zip(row, widths, strict=True)) for row in table]
    keys = {
        "Type": "/XRef",
        "Size": number + 1,
        "W": f"[{' '.join(map(str, widths))}]",
        "DecodeParms": f"<</Predictor 12 /Columns {sum(widths)}>>",
        **trailer,
    }
    body = _stream(keys, b"".join(_differences(rows)))
    return b"%d 0 obj\n%bendobj\nstartxref\n%d\n%%%%EOF\n" % (number, body, start)


def _differences(rows: Sequence[bytes]) -> Iterator[bytes]:
    """Yield each row as what it adds to the one above (PNG's filter Up): neighbours are much alike."""
    for above, row in pairwise([bytes(len(rows[0])), *rows]):
        yield b"\x02" + bytes((new - old) % 256 for old, new in zip(above, row, strict=True))


def _width(numbers: Iterable[int]) -> int:
    return (max(numbers).bit_length() + 7) // 8


def _identifier(bodies: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for body in bodies:
        digest.update(b"%d\n" % len(body))
        digest.update(body)
    name = digest.hexdigest()[:32]
    return f"[<{name}> <{name}>]"
