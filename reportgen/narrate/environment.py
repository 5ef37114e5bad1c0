"""The Jinja environment: a template's source becomes text with marks, every fault of it a finding.

A template may ask for values and names, choose between words and repeat a passage; that is all. The
syntax tree is checked against what is allowed before anything runs, and whatever is not known is
replaced there, so that one run reports every fault of a template.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.narrate.checker import Checker
from reportgen.narrate.marks import plain
from reportgen.narrate.report import Report

MAX_OUTPUT = 1024 * 1024
"""Characters that a template may grow to while it is rendered."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What templates may use. Filters are called with (line, value, …), functions with (line, …).

    ``unresolved`` makes what stands for a value whose filter does not exist.
    """

    filters: Mapping[str, Callable[..., object]]
    functions: Mapping[str, Callable[..., object]]
    variables: Mapping[str, object]
    unresolved: Callable[[int], object]


def render(source: str, vocabulary: Vocabulary, report: Report) -> str | None:
    """Return the text of a template with marks in it, or None when there is none to read."""
    environment = _environment(vocabulary)
    try:
        tree = environment.parse(source, filename=report.file)
    except TemplateSyntaxError as fault:
        message = f"The template cannot be read: {(fault.message or 'syntax error').rstrip('.')}."
        remedy = "Check the braces, quotes and names in {{ }} and {% %} on this line and just above it."
        report.error("template-syntax", fault.lineno, message, remedy)
        return None
    except RecursionError:
        report.error("template-syntax", None, "The template is nested too deeply.", "Simplify it.")
        return None
    checked = Checker(vocabulary.filters, vocabulary.functions, vocabulary.variables, report).check(tree)
    try:
        code = environment.compile(checked, filename=report.file)
        globals_ = {**vocabulary.functions, **vocabulary.variables}
        return _generated(Template.from_code(environment, code, globals_), report)
    except (TemplateError, TypeError, ValueError, SyntaxError, RecursionError) as fault:
        message = f"The template cannot be rendered: {str(fault).rstrip('.')}."
        report.error(
            "template-fault", _line(fault, report.file), message, "Use only what the handbook lists."
        )
        return None


def _environment(vocabulary: Vocabulary) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        optimized=False,
        finalize=plain,
    )
    environment.filters = {name: _filter(operation) for name, operation in vocabulary.filters.items()}
    environment.filters[Checker.UNRESOLVED] = _filter(lambda line, _: vocabulary.unresolved(line))
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
