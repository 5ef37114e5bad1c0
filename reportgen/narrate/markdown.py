"""Markdown: the text of a chunk becomes blocks. A small part of CommonMark is allowed, the rest reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin

from reportgen.model.document import Block, BulletList, Cited, Heading, Inlines, Paragraph
from reportgen.narrate.inline import InlineReader, report_unsupported
from reportgen.narrate.lines import Chunk
from reportgen.narrate.report import Report

# Addresses listed apart from their words would vanish from the text; and characters that were written as
# entities or behind a backslash must not be taken for marks, so they are not joined to the text beside them.
_PARSER = (
    MarkdownIt("commonmark")
    .enable("table")
    .disable(["reference", "text_join"])
    .use(attrs_plugin, after=(), spans=True, allowed=("lang",))
)


@dataclass(slots=True)
class Levels:
    """Heading levels of a section: ``top`` is its title's, ``last`` that of the last heading in the text."""

    top: int
    last: int

    @property
    def below(self) -> int:
        """The level of small headings inside a block: one below the heading above it, at most ``###``."""
        return min(self.last + 1, self.top + 2)


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Reads the Markdown of one chunk; ``ids`` are the names of figures."""

    chunk: Chunk
    values: Callable[[int], Cited]
    levels: Levels
    report: Report
    ids: Collection[str] = ()

    def nodes(self) -> list[SyntaxTreeNode]:
        """Return the top nodes of the chunk."""
        return list(SyntaxTreeNode(_PARSER.parse(self.chunk.text)).children)

    def line(self, node: SyntaxTreeNode) -> int:
        """Return the template line that a node begins on."""
        return self.chunk.origin(node.map[0] if node.map else 0)

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        """Return the blocks of the nodes, those not supported left out and reported."""
        return tuple(block for node in nodes for block in self._block(node))

    def inlines(self, node: SyntaxTreeNode) -> Inlines:
        """Return the inline content of a heading or paragraph node."""
        reader = InlineReader(self.values, self.report, self.chunk.origin, self.ids)
        return tuple(inline for child in node.children for inline in reader.read(child))

    def _block(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        match node.type:
            case "paragraph":
                children = self.inlines(node)
                return (Paragraph(children, line=self.line(node)),) if children else ()
            case "heading" if node.markup == "#":
                remedy = "Begin the file with its one '# ' line; use '## ' and '### ' below it."
                self.report.error(
                    "title-misplaced", self.line(node), "A section's title stands here.", remedy
                )
                return ()
            case "heading":
                return (Heading(self._level(node), self.inlines(node)),)
            case "bullet_list":
                return (BulletList(tuple(self._item(item) for item in node.children)),)
            case kind:
                report_unsupported(kind, self.line(node), self.report)
                return ()

    def _item(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        headings = [child for child in node.children if child.type == "heading"]
        blocks = self.blocks(child for child in node.children if child not in headings)
        if headings:
            message = "A heading stands inside a list."
            self.report.error("heading-in-list", self.line(headings[0]), message, "Move it out of the list.")
        elif not blocks:
            message = "A list item has no text."
            self.report.error("empty-item", self.line(node), message, "Fill it or remove its dash.")
        return blocks

    def _level(self, node: SyntaxTreeNode) -> int:
        line, marks = self.line(node), len(node.markup) if node.markup.startswith("#") else 1
        level = self.levels.top + marks - 1
        if not node.markup.startswith("#"):
            report_unsupported("lheading", line, self.report)
        elif marks > 3:
            self.report.error(
                "heading-too-deep", line, f"'{node.markup}' is too deep.", "Use at most '### '."
            )
        elif level > self.levels.last + 1:
            message = f"'{node.markup}' follows a heading {level - self.levels.last} levels above it."
            self.report.error("heading-skips-level", line, message, f"Write '{'#' * (marks - 1)} ' here.")
        self.levels.last = level
        return level
