"""Making the texts of a project longer or shorter, its tables taller, its pictures real."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

TOKEN = re.compile(r"(?:\{\{.*?\}\}|\*\*.*?\*\*|\[[^\]]*\][({][^)}]*[)}]|\S)+", re.DOTALL)
"""A word, or what must stay whole: an expression, strong words, a link, a passage in another language."""
SHOWN = re.compile(r"\{\{.*?\}\}")

Change = Callable[[str], str]
"""Returns a paragraph made longer or shorter."""


def stretch(root: Path, change: Change, *names: str) -> None:
    """Change every paragraph in the templates of a project, or in those with these names."""
    for path in sorted(root.glob("templates/*/*/*.md")):
        if not names or path.stem in names:
            text = path.read_text(encoding="utf-8")
            path.write_text("\n".join(_changed(text.split("\n"), change)), encoding="utf-8")


def longer(share: float) -> Change:
    """Return a change that repeats words until a paragraph has so much more text."""

    def change(text: str) -> str:
        tokens = TOKEN.findall(text)
        words = [word.strip(".,:;?!").lower() for word in tokens if _plain(word)]
        if not words:
            return text
        body, end = re.fullmatch(r"(.*?)([.:?!]?)", " ".join(tokens), re.DOTALL).groups()  # type: ignore[union-attr]
        wanted = (1 + share) * _length(body)
        for word in cycle(words):
            if _length(body) >= wanted:
                break
            body += f" {word}"
        return body + end

    return change


def shorter(share: float) -> Change:
    """Return a change that drops words from a paragraph's end until it has so much less text."""

    def change(text: str) -> str:
        tokens = TOKEN.findall(text)
        wanted = (1 - share) * _length(" ".join(tokens))
        for index in range(len(tokens) - 1, 0, -1):
            if _length(" ".join(tokens)) <= wanted:
                break
            if _plain(tokens[index]):
                del tokens[index]
        return " ".join(tokens)

    return change


def _plain(token: str) -> bool:
    return not any(mark in token for mark in ("{{", "**", "[", "\\")) and token != "-"


def _length(text: str) -> int:
    return len(SHOWN.sub("000000", text))


def _changed(lines: list[str], change: Change) -> Iterator[str]:
    """Yield lines with each paragraph or bullet made one line and changed; headings stay as they are."""
    held: list[str] = []
    for before, line in zip(["", *lines], [*lines, ""], strict=True):
        broken = line.endswith("\\") or before.endswith("\\")
        stands = broken or not line.strip() or line.startswith(("#", ":::"))
        if held and (stands or line.startswith("- ")):
            yield change(" ".join(held))
            held = []
        if stands:
            yield line
        else:
            held.append(line.strip())
