"""Inline content: the Markdown parser's tokens of one paragraph become inline nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from itertools import groupby

from markdown_it.tree import SyntaxTreeNode

from reportgen.model.document import Cited, Emphasis, Foreign, Inline, Inlines, LineBreak, Link, Strong, Text
from reportgen.narrate.marks import BREAK, split_citations, typed
from reportgen.narrate.report import Report
from reportgen.narrate.typed import leftovers
from reportgen.sources.text_file import character_fault

_ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPACES = re.compile(r"[ \t\n]+")

NOT_SUPPORTED = {
    "code_block": ("An indented line", "Remove the spaces at the beginning of the line."),
    "code_inline": ("Code between backticks", "Remove the backticks."),
    "fence": ("A code block", "Remove the lines with backticks or tildes."),
    "html_block": ("HTML", "Remove the tags; write **strong** or *emphasis* instead."),
    "html_inline": ("HTML", "Remove the tags; write **strong** or *emphasis* instead."),
    "image": ("An image", "Write '::: photo SLOT' and describe the picture in edition.toml."),
    "blockquote": ("A quotation with '>'", "Write '::: note' or an ordinary paragraph."),
    "hr": ("A rule", "Remove the line; layouts draw their own rules."),
    "table": ("A table of text", "Describe the table in edition.toml and write '::: table ID'."),
    "ordered_list": ("A list with typed numbers", "Write '::: numbered' with a '### ' heading for each."),
    "lheading": ("A heading underlined with '=' or '-'", "Begin the line with '# ', '## ' or '### '."),
}
"""What Markdown knows and texts do not: its name and what to write instead, by token type."""


def report_unsupported(kind: str, line: int, report: Report) -> None:
    """Report something that Markdown knows and texts do not."""
    what, remedy = NOT_SUPPORTED.get(kind, (f"'{kind}'", "Write it as plain text."))
    report.error("not-supported", line, f"{what} is not supported in texts.", remedy)


@dataclass(slots=True)
class InlineReader:
    """Reads one paragraph, heading or list item.

    ``origin`` gives the template line of a row of the chunk; ``ids`` are the names of figures.
    """

    values: Callable[[int], Cited]
    report: Report
    origin: Callable[[int], int]
    ids: Collection[str] = ()
    row: int = 0
    _quoted: set[int] = field(default_factory=set)

    @property
    def line(self) -> int:
        """The template line that is being read."""
        return self.origin(self.row)

    def read(self, node: SyntaxTreeNode) -> Inlines:
        """Return the content of an ``inline`` node, neighbouring texts joined, spaces at the ends removed."""
        self.row = node.map[0] if node.map else self.row
        self._check_leftovers(typed(_typed(node)))
        return tidy(self._children(node))

    def _check_leftovers(self, text: str) -> None:
        """Report signs that would be printed; quotes on such a line need no finding of their own."""
        for left in leftovers(text, self.ids):
            line = self.origin(self.row + left.row)
            tell = self.report.warning if left.meant else self.report.error
            tell("leftover-sign", line, left.message, left.remedy)
            self._quoted.add(line)

    def _children(self, node: SyntaxTreeNode) -> Inlines:
        return tuple(inline for child in node.children for inline in self._node(child))

    def _node(self, node: SyntaxTreeNode) -> Inlines:
        match node.type:
            case "text":
                return self._text(node.content)
            case "text_special":
                return self._special(node)
            case "softbreak" | "hardbreak":
                self.row += 1
                return (LineBreak(),) if node.type == "hardbreak" else (Text(" "),)
            case "strong":
                return (Strong(tidy(self._children(node), trim=False)),)
            case "em":
                return (Emphasis(tidy(self._children(node), trim=False)),)
            case "link":
                return self._link(node)
            case "span":
                return self._span(node)
            case kind:
                report_unsupported(kind, self.line, self.report)
                return ()

    def _text(self, content: str) -> Inlines:
        if '"' in content and self.line not in self._quoted:
            self._quoted.add(self.line)
            self.report.warning(
                "straight-quote", self.line, 'A straight quote (").', "Write ” at both ends: ”…”."
            )
        if "\\" in content:
            remedy = "A backslash breaks a line only at its very end, with more text of the paragraph below."
            self.report.error("stray-backslash", self.line, "A backslash would be printed.", remedy)
        parts: list[Inline] = []
        for piece in split_citations(content):
            if isinstance(piece, int):
                parts.append(self.values(piece))
                continue
            for number, text in enumerate(piece.split(BREAK)):
                parts += [LineBreak()] * (number > 0) + [Text(text)] * (text != "")
        return tuple(parts)

    def _special(self, node: SyntaxTreeNode) -> Inlines:
        """Return a character that was written as an entity or behind a backslash; or a stray backslash."""
        if len(node.content) > 1 and node.info == "escape":
            return self._text(node.content)
        if fault := character_fault(node.content):
            self.report.error(fault[0], self.line, fault[1], fault[2])
            return ()
        return (Text(node.content),)

    def _link(self, node: SyntaxTreeNode) -> Inlines:
        href = str(node.attrs.get("href", ""))
        if not _ADDRESS.fullmatch(href):
            message = f"The link leads to '{href}', which is not a full address."
            self.report.error("bad-link", self.line, message, "Begin the address with https:// or mailto:.")
        children = tidy(self._children(node), trim=False)
        if not children:
            self.report.error(
                "empty-link", self.line, f"The link to '{href}' has no words.", "Put words in the [ ]."
            )
        return (Link(href, children),)

    def _span(self, node: SyntaxTreeNode) -> Inlines:
        children = tidy(self._children(node), trim=False)
        lang = str(node.attrs.get("lang", ""))
        if set(node.attrs) != {"lang"} or node.meta or not _LANGUAGE.fullmatch(lang):
            remedy = "Write the language's code and nothing else, as in [passage]{lang=sv}."
            self.report.error(
                "bad-attribute", self.line, "A passage is marked with something else than lang.", remedy
            )
            return children
        if lang == self.report.lang:
            message = f"A passage is marked as {lang}, which is the language of the text around it."
            self.report.warning("foreign-same-language", self.line, message, "Remove the mark.")
        return (Foreign(lang, children),)


def _typed(node: SyntaxTreeNode) -> str:
    """Return the text of a node as its author typed it, a letter in place of what is meant as it stands."""
    match node.type:
        case "text":
            return node.content
        case "text_special":
            return node.content if node.info == "entity" else "a"
        case "softbreak" | "hardbreak":
            return "\n"
        case "inline" | "strong" | "em" | "link" | "span":
            return "".join(_typed(child) for child in node.children)
        case _:
            return "a"


def tidy(children: Inlines, *, trim: bool = True) -> Inlines:
    """Join neighbouring texts and remove spaces around line breaks and, if asked, at both ends."""
    joined: list[Inline] = []
    for is_text, group in groupby(children, key=lambda node: isinstance(node, Text)):
        nodes = list(group)
        text = _SPACES.sub(" ", "".join(node.text for node in nodes if isinstance(node, Text)))
        joined += [Text(text)] if is_text else nodes
    for position, node in enumerate(joined):
        if isinstance(node, Text):
            before = joined[position - 1] if position else (LineBreak() if trim else None)
            after = joined[position + 1] if position + 1 < len(joined) else (LineBreak() if trim else None)
            text = node.text.lstrip(" ") if isinstance(before, LineBreak) else node.text
            joined[position] = Text(text.rstrip(" ") if isinstance(after, LineBreak) else text)
    return tuple(node for node in joined if node != Text(""))
