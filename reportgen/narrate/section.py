"""A section: rendered text, read chunk by chunk, becomes its title and its blocks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reportgen.model.document import Block, Cited, Heading, Section
from reportgen.model.edition import Edition, SectionSpec
from reportgen.narrate.fences import Fence
from reportgen.narrate.lines import Chunk, chunks
from reportgen.narrate.markdown import BlockReader, Levels
from reportgen.narrate.report import Report


def read_section(
    rendered: str,
    spec: SectionSpec,
    top: int,
    edition: Edition,
    values: Callable[[int], Cited],
    report: Report,
) -> Section:
    """Return the section of a rendered template.

    ``top`` is the level of its title: 1 for the cover, else 2. ``values`` gives the citation marks their
    values. Whatever does not fit is reported and left out.
    """
    levels = Levels(top, top)
    title: Heading | None = None
    blocks: list[Block] = []
    for position, chunk in enumerate(_with_title(_filled(chunks(rendered, report)), report)):
        reader = BlockReader(chunk, values, levels, report, edition.catalogue.indicators)
        if chunk.kind:
            blocks += Fence(edition, reader).read()
            continue
        nodes = reader.nodes()
        if position == 0 and nodes and nodes[0].type == "heading" and nodes[0].markup == "#":
            title = Heading(top, reader.inlines(nodes.pop(0)))
        blocks += reader.blocks(nodes)
    if title is None or not title.children:
        report.error(
            "missing-title", 1, "The section has no title.", "Begin the file with '# ' and the title."
        )
    return Section(
        id=spec.id,
        name=spec.name[report.lang],
        title=title or Heading(top, ()),
        blocks=tuple(blocks),
        layout=spec.layout,
        accent=spec.accent,
        seed=spec.seed,
        template=report.file,
    )


def _with_title(found: list[Chunk], report: Report) -> list[Chunk]:
    """Return the chunks with a space between the sign of the title and its words, if that was forgotten."""
    first = next((line for chunk in found[:1] if not chunk.kind for line in chunk.lines if line[1]), None)
    if first is None or not re.match(r"#[^\s#]", first[1]):
        return found
    report.error(
        "missing-title", first[0], "The title's sign has no space after it.", f"Write '# {first[1][1:]}'."
    )
    lines = tuple((at, f"# {text[1:]}") if (at, text) == first else (at, text) for at, text in found[0].lines)
    return [replace(found[0], lines=lines), *found[1:]]


def _filled(found: list[Chunk]) -> list[Chunk]:
    return [chunk for chunk in found if chunk.kind or not chunk.is_blank]
