"""The evidence as a page of HTML: one file, no links to anywhere, readable without colour.

It is written for whoever signs the accessibility statement: what a machine has proven, and what a person has
to look at, with the pictures that this takes.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from reportgen.verify.facts import Facts
from reportgen.verify.pictures import figure_pictures, grey_pages
from reportgen.verify.rules import RULES
from reportgen.workbench.evidence import Evidence, Standard
from reportgen.workbench.points import Point
from reportgen.workbench.statement import NAMES, statement

_VERDICTS = {"passed": "✓ passed", "failed": "✗ failed", "person": "◦ for a person to confirm"}

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1,h2,h3{line-height:1.2;color:#0000bf}h2{margin-top:3rem;border-top:2px solid}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;
border-bottom:1px solid #999}img{max-width:100%;border:1px solid #999}figure{margin:1.5rem 0}
blockquote{margin:0;padding:.5rem 1rem;background:#e8f3fc}code{font-size:.85em}
ol{font-size:.9rem}.pages img{width:23%;margin:.5%}
"""


def evidence_page(found: Sequence[Evidence]) -> str:
    """Return the page for one or several PDFs."""
    body = "".join(part for evidence in found for part in _sections(evidence))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Accessibility evidence</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>Accessibility evidence</h1>\n{body}{_statement(found)}</body></html>\n"
    )


def _sections(evidence: Evidence) -> Iterator[str]:
    yield f"<h2>{escape(evidence.path.name)}</h2>\n"
    if evidence.facts is None:
        yield "<p>The file could not be opened.</p>\n"
    else:
        yield f"<p>“{escape(evidence.facts.title)}”, {evidence.facts.pages} pages.</p>\n"
    yield "<h3>Standards</h3>\n" + _table(("Standard", "Verdict"), map(_standard, evidence.standards))
    yield "<h3>Findings</h3>\n" + _findings(evidence)
    if evidence.facts is not None:
        yield "<h3>Helsinki’s ten points</h3>\n"
        yield _table(("Point", "Verdict", "Found", "Left to a person"), map(_point, evidence.points))
        yield "<h3>Figures and their text alternatives</h3>\n"
        yield from _figures(evidence.path, evidence.facts)
        yield from _pages(evidence.path)
        yield from _read_aloud(evidence)
        yield "<h3>Rules kept</h3>\n" + _kept(evidence)


def _standard(standard: Standard) -> tuple[str, str]:
    if standard.failures is None:
        return standard.name, "not checked: install the extra 'accessibility' for veraPDF"
    if not standard.failures:
        return standard.name, "✓ passed (veraPDF)"
    return standard.name, "✗ " + "; ".join(map(str, standard.failures))


def _point(point: Point) -> tuple[str, str, str, str]:
    return point.name, _VERDICTS[point.verdict], point.found, point.person


def _findings(evidence: Evidence) -> str:
    if not evidence.findings:
        return f"<p>None: all {len(evidence.passed)} rules of this program are kept.</p>\n"
    rows = ((finding.code, finding.message, finding.remedy) for finding in evidence.findings)
    return _table(("Code", "Finding", "Remedy"), rows)


def _figures(path: Path, facts: Facts) -> Iterator[str]:
    if not facts.alternatives:
        yield "<p>There are none.</p>\n"
    for figure, picture in zip(facts.alternatives, figure_pictures(path, facts.alternatives), strict=True):
        shown = "<p>It has no place on a page.</p>"
        if picture is not None:
            shown = _picture(picture, f"Figure on page {figure.page}")
        text = f"<blockquote>{escape(figure.text) or 'None.'}</blockquote>"
        caption = f'<figcaption lang="{escape(facts.lang)}">{text}</figcaption>'
        yield f"<figure>{shown}{caption}</figure>\n"


def _pages(path: Path) -> Iterator[str]:
    yield '<h3>The pages in grey</h3>\n<div class="pages">'
    yield from (_picture(page, f"Page {number} in grey") for number, page in enumerate(grey_pages(path), 1))
    yield "</div>\n"


def _picture(data: bytes, alternative: str) -> str:
    return f'<img alt="{alternative}" src="data:image/png;base64,{base64.b64encode(data).decode("ascii")}">'


def _read_aloud(evidence: Evidence) -> Iterator[str]:
    yield "<h3>The text as it is read aloud</h3>\n<ol>"
    for passage in evidence.passages:
        lang = f' lang="{escape(passage.lang)}"' if passage.lang else ""
        yield f"<li><code>{escape(passage.role)}</code> <span{lang}>{escape(passage.text)}</span></li>\n"
    yield "</ol>\n"


def _kept(evidence: Evidence) -> str:
    if not evidence.passed:
        return "<p>They are not listed, for a part of the file could not be judged.</p>\n"
    return _table(("Rule", "Source"), ((code, RULES[code].source) for code in evidence.passed))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>\n"


def _statement(found: Sequence[Evidence]) -> str:
    texts = statement(found)
    parts = "".join(
        f'<h3>{NAMES[lang]}</h3><blockquote lang="{lang}">{escape(text)}</blockquote>\n'
        for lang, text in texts.items()
    )
    none = "<p>None yet: mend what was found, and have veraPDF judge every file.</p>\n"
    return f"<h2>Text for the accessibility statement</h2>\n{parts or none}"
