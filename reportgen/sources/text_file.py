"""Text as people save it: bytes to clean Unicode, or a finding that says how to save the file."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from reportgen.errors import BadInput
from reportgen.findings import Finding, Place, error
from reportgen.sources.project import resolve_inside

MAX_BYTES = 20_000_000
"""A text file of data is far smaller; a larger one is a mistake."""

_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ue000-\ue00f\ufeff\ufffd-\uffff\ud800-\udfff]"
)
# A line that cannot break: a word processor put no-break spaces between all words.
_UNBROKEN = re.compile("(?<!\\w)(?:[^\\W\\d_]{2,60}[,.;:]?[\u00a0\u202f]){5,}")
_DELETE = "Delete it; retype the words around it if you cannot see it."
_ADVICE = {
    "\u000b\u000c\u2028\u2029": "It is a break of a word processor: delete it and press Enter there.",
    "\u200b\u2060": f"It comes along with text copied from a web page. {_DELETE}",
    "\u200c\u200d": f"It joins or parts letters of other scripts, or parts of an emoji. {_DELETE}",
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069": (
        f"It turns the direction of writing. {_DELETE}"
    ),
    "\ufeff": f"It is the mark at the beginning of a file, left where two were joined. {_DELETE}",
    "\ufffd": "A letter was lost here when the text was converted: type it anew.",
}
"""What to do about characters that nobody sees, or that nobody typed."""
# UTF-8 that was once read as Windows-1252: "ä" became "Ã¤", a dash "â€“".
_GARBLED = re.compile("Ã[\x80-\xbf\u201a-\u2122\u0152-\u017e]|â€")

_SAVE_CSV = "In Excel choose File, Save As, 'CSV UTF-8', and save the table again."
_SAVE_TEXT = "Open it in a text editor and save it with the encoding UTF-8."


def read_text(root: Path, name: str, findings: list[Finding]) -> str | None:
    r"""Return a UTF-8 file as NFC text with ``\n`` line ends, or None when it cannot be read.

    ``name`` is relative to ``root``. Characters that cannot be printed are reported and left out.
    """
    raw = read_bytes(root, name, findings)
    if raw is None:
        return None
    advice = _SAVE_CSV if name.endswith(".csv") else _SAVE_TEXT
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:200].count(0) > len(raw[:200]) // 4:
        findings.append(error("not-utf8", Place(name), "The file is saved as UTF-16, not as UTF-8.", advice))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        place = Place(name, fault.object.count(b"\n", 0, fault.start) + 1)
        byte = fault.object[fault.start]
        message = f"The file is not UTF-8 (byte 0x{byte:02x}); it was probably saved as Windows-1252 (ANSI)."
        findings.append(error("not-utf8", place, message, advice))
        return None
    return _clean(
        name, unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")), findings
    )


def read_bytes(root: Path, name: str, findings: list[Finding]) -> bytes | None:
    """Return the bytes of a file inside the project, or None and a finding: missing, outside, too big."""
    try:
        path = resolve_inside(root, name)
        if path.stat().st_size > MAX_BYTES:
            limit = f"The file is larger than {MAX_BYTES // 1_000_000} MB."
            findings.append(
                error("file-too-big", Place(name), limit, "Keep only the rows that the report uses.")
            )
            return None
        return path.read_bytes()
    except BadInput as fault:
        findings.extend(fault.findings)
    except FileNotFoundError:
        findings.append(error("missing-file", Place(name), "The file does not exist.", "Create it."))
    except OSError as fault:
        message = f"The file cannot be read: {fault.strerror}."
        findings.append(
            error("file-unreadable", Place(name), message, "Check that it is a file you may read.")
        )
    return None


def character_fault(text: str) -> tuple[str, str, str] | None:
    """Return (code, message, remedy) for the first unprintable or garbled passage, or None.

    U+E000 to U+E00F are refused because they mark citations while a text is being composed.
    """
    if odd := _ODD.search(text):
        name = unicodedata.name(odd[0], "a control character")
        message = (
            f"U+{ord(odd[0]):04X} ({name}) stands {_whereabouts(text, odd.start())} and cannot be printed."
        )
        return "control-character", message, _advice(odd[0])
    if unbroken := _UNBROKEN.search(text):
        message = f"No-break spaces stand between all words {_whereabouts(text, unbroken.start() + 1)}."
        remedy = "Put ordinary spaces between words; a no-break space belongs between a number and its unit."
        return "no-break-spaces", message, remedy
    if garbled := _GARBLED.search(text):
        message = (
            f"{garbled[0]!r} is what is left of a letter that was saved in one encoding and read in another."
        )
        return "text-garbled", message, "Retype the letter and save the file as UTF-8."
    return None


def _whereabouts(text: str, at: int) -> str:
    """Return where a character is that may not be seen: its number in the line, and what it stands behind."""
    before = " ".join(_ODD.sub("", text[max(0, at - 20) : at]).split())
    return f"at character {at + 1}" + (f", behind “{before}”," if before else "")


def _advice(char: str) -> str:
    return next((advice for chars, advice in _ADVICE.items() if char in chars), _DELETE)


def _clean(name: str, text: str, findings: list[Finding]) -> str:
    for number, line in enumerate(text.split("\n"), start=1):
        if fault := character_fault(line):
            code, message, remedy = fault
            findings.append(error(code, Place(name, number), message, remedy))
    return _ODD.sub("", text)
