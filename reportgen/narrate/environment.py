"""The Jinja environment: a template's source becomes text with marks, every fault of it a finding.

A template may ask for values and names, choose between words and repeat a passage; that is all. The
syntax tree is checked against what is allowed before anything runs, and whatever is not known is
replaced there, so that one run reports every fault of a template.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.narrate.checker import UNRESOLVED, Checker
from reportgen.narrate.report import Report
from reportgen.narrate.vocabulary import Vocabulary

MAX_OUTPUT = 1024 * 1024
"""Characters that a template may grow to while it is rendered."""

_QUOTES = "“”„‟‘’‚‛«»″′"
_TAG = re.compile(r"\{#.*?#\}|\{%-?\s*raw.*?endraw|(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_QUOTED = re.compile(rf"\"[^\"]*\"|'[^']*'|([{_QUOTES}])")


def render(source: str, vocabulary: Vocabulary, report: Report) -> str | None:
    """Return the text of a template with marks in it, or None when there is none to read."""
    environment = _environment(vocabulary)
    words = vocabulary
    checker = Checker(words.filters, words.functions, words.variables, words.ids, report)
    try:
        tree = _parsed(environment, source, report)
        if tree is None:
            return None
        code = environment.compile(checker.check(tree, source), filename=report.file)
        globals_ = {**words.functions, **words.variables}
        return _generated(Template.from_code(environment, code, globals_), report)
    except (RecursionError, MemoryError):
        report.error("template-fault", None, "The template is nested too deeply.", "Simplify it.")
    except (TemplateError, TypeError, ValueError, SyntaxError, ArithmeticError) as fault:
        message = f"The template cannot be rendered: {str(fault).rstrip('.')}."
        remedy = "Use only what the handbook lists."
        report.error("template-fault", _line(fault, report.file), message, remedy)
    return None


def _parsed(
    environment: ImmutableSandboxedEnvironment, source: str, report: Report, *, mended: bool = False
) -> nodes.Template | None:
    """Return the syntax tree of a template; typographic quotes in its tags are told and read as meant."""
    try:
        return environment.parse(source, filename=report.file)
    except TemplateSyntaxError as fault:
        straight = _with_straight_quotes(source, report) if not mended else source
        if straight != source:
            return _parsed(environment, straight, report, mended=True)
        message = f"The template cannot be read: {(fault.message or 'syntax error').rstrip('.')}."
        remedy = "Check the braces, quotes and names in {{ }} and {% %} on this line and just above it."
        report.error("template-syntax", fault.lineno, message, remedy)
    except ValueError as fault:
        message = f"The template cannot be read: {str(fault).rstrip('.')}."
        report.error("template-syntax", None, message, "Ask for figures by name; no number is typed.")
    except (RecursionError, MemoryError):
        report.error("template-syntax", None, "The template is nested too deeply.", "Simplify it.")
    return None


def _with_straight_quotes(source: str, report: Report) -> str:
    """Return the source with straight quotes around names in its tags, each line with others reported."""
    told: set[int] = set()

    def straight(tag: re.Match[str]) -> str:
        def quote(found: re.Match[str]) -> str:
            if found[1] is None:
                return found[0]
            line = source.count("\n", 0, tag.start() + found.start()) + 1
            if line not in told:
                told.add(line)
                message = f"A typographic quote ({found[1]}) stands inside braces."
                remedy = 'Type straight quotes (") there: {{ "staff.total" | number }}.'
                report.error("template-syntax", line, message, remedy)
            return '"'

        return tag[0] if tag[1] is None else _QUOTED.sub(quote, tag[0])

    return _TAG.sub(straight, source)


def _environment(vocabulary: Vocabulary) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, optimized=False, extensions=()
    )
    operations = {**vocabulary.filters, **vocabulary.guards}
    environment.filters = {name: _filter(operation) for name, operation in operations.items()}
    environment.filters[UNRESOLVED] = _filter(lambda line, _: vocabulary.unresolved(line))
    environment.tests = {}
    environment.globals = {}
    return environment


def _filter(operation: Callable[..., object]) -> Callable[..., object]:
    # Jinja computes filters on constants while compiling, unless they ask for the context: a citation
    # would then be logged out of order, and even from a branch that is never taken.
    @pass_context
    def call(context: object, value: object, line: int, *args: Any, **options: Any) -> object:
        return operation(line, value, *args, **options)

    return call


def _generated(template: Template, report: Report) -> str | None:
    pieces: list[str] = []
    size = 0
    for piece in template.generate():
        size += len(piece)
        if size > MAX_OUTPUT:
            message = f"The template grows beyond {MAX_OUTPUT} characters."
            report.error("template-too-big", None, message, "Repeat less in {% for %}.")
            return None
        pieces.append(piece)
    return "".join(pieces)


def _line(fault: BaseException, file: str) -> int | None:
    """Return the template line that a fault arose on; Jinja puts it into the traceback."""
    frames = [frame for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == file]
    return frames[-1].lineno if frames else None
