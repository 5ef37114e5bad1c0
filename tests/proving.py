"""Evidence on PDFs in tests: files to judge, and evidence pages taken apart."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from publishing import ATTACHED
from publishing import pdf as publication

from reportgen.workbench.evidence import Evidence, collect

POINTS = [
    "Tags",
    "Bookmarks",
    "Reading order",
    "Text alternatives",
    "Language",
    "Document title",
    "File name",
    "Readable font",
    "Contrast",
    "Form fields",
]
"""Helsinki's ten points, in the city's order."""

EMPTY_ELEMENTS = {"meta", "img"}


def published(folder: Path) -> str:
    """Write the repository's own publication and return its name."""
    (folder / "vuosi-2024-fi.pdf").write_bytes(publication("fi", attachments=ATTACHED))
    return "vuosi-2024-fi.pdf"


def evidence_of(folder: Path, content: bytes, name: str = "good-file.pdf") -> Evidence:
    """Return the evidence of a file with this content."""
    (folder / name).write_bytes(content)
    return collect(folder / name)


class Parsed(HTMLParser):
    """A page taken apart: its elements with their attributes and texts; the nesting must be right."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[int] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.found.append((tag, {key: value or "" for key, value in attrs}, []))
        if tag not in EMPTY_ELEMENTS:
            self.open.append(len(self.found) - 1)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last; it must be of this kind."""
        assert self.found[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        """Give a text to all elements around it."""
        self.text += data
        for index in self.open:
            self.found[index][2].append(data)

    def attributes(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of a kind."""
        return [attributes for name, attributes, _ in self.found if name == tag]

    def texts_in(self, tag: str) -> list[str]:
        """Return the texts of all elements of a kind."""
        return ["".join(texts) for name, _, texts in self.found if name == tag]


def parsed(path: Path) -> Parsed:
    """Return a page taken apart."""
    return Parsed(path.read_text(encoding="utf-8"))
