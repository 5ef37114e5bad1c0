"""The checker: walks a template's syntax tree, reports what is not allowed or not known, and adds lines.

Every filter and function call gets the line it stands on as a hidden first argument, and every line of
text a mark with its number, so that findings and citations name the right line after any loop.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from reportgen.findings import did_you_mean
from reportgen.narrate.marks import mark_lines
from reportgen.narrate.report import Report

_PLAIN_PARTS = (
    nodes.Template, nodes.Output, nodes.Const, nodes.Keyword, nodes.If, nodes.Assign, nodes.List, nodes.Tuple,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip
_COMPUTING = (nodes.BinExpr, nodes.UnaryExpr, nodes.Concat)
_NOT_ALLOWED = {
    "Include": "{% include %}",
    "Import": "{% import %}",
    "FromImport": "{% from %}",
    "Extends": "{% extends %}",
    "Block": "{% block %}",
    "Macro": "{% macro %}",
    "CallBlock": "{% call %}",
    "FilterBlock": "{% filter %}",
    "With": "{% with %}",
    "AssignBlock": "{% set %} with a body",
    "Getattr": "A dot after a name",
    "Getitem": "A name with [ ]",
    "Test": "A test with 'is'",
    "Dict": "A dictionary",
}
_ASK = "Ask for a value or a name only."


class Checker(NodeTransformer):
    """Checks one template. Names are ``filters``, ``functions`` and ``variables``."""

    UNRESOLVED: ClassVar[str] = "unresolved"

    def __init__(
        self, filters: Iterable[str], functions: Iterable[str], variables: Iterable[str], report: Report
    ) -> None:
        self.filters = set(filters)
        self.functions = set(functions)
        self.variables = set(variables)
        self.report = report
        self.in_loop = False

    def check(self, tree: nodes.Template) -> nodes.Template:
        """Return the tree with lines added and everything unknown replaced, after reporting it."""
        self.variables |= {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
        checked: nodes.Template = self.visit(tree)
        return checked

    def generic_visit(self, node: nodes.Node, *args: Any, **options: Any) -> Any:
        """Check a part of the template that has no rule of its own."""
        if isinstance(node, _PLAIN_PARTS):
            return super().generic_visit(node, *args, **options)
        kind = "Computing" if isinstance(node, _COMPUTING) else f"This part of Jinja ({type(node).__name__})"
        what = _NOT_ALLOWED.get(type(node).__name__, kind)
        self._refuse(node, f"{what} is not allowed in texts.", _ASK)
        return None if isinstance(node, nodes.Stmt) else _stand_in(node)

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:
        """Mark the lines of a piece of text."""
        node.data = mark_lines(node.data, node.lineno)
        return node

    def visit_For(self, node: nodes.For) -> Any:
        """Allow one loop, not a loop in a loop: their product could grow without bounds."""
        if self.in_loop or node.recursive:
            self._refuse(node, "A loop inside a loop is not allowed.", "Write the lines out.")
            return None
        self.in_loop = True
        self.variables.add("loop")
        checked = super().generic_visit(node)
        self.variables.discard("loop")
        self.in_loop = False
        return checked

    def visit_Getattr(self, node: nodes.Getattr) -> Any:
        """Allow ``loop.first`` and ``loop.last``, the only attributes that texts need."""
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in {"first", "last"}:
            return node if "loop" in self.variables else self.visit(node.node)
        return self.generic_visit(node)

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        """Check that a variable exists."""
        if node.name in self.variables or node.ctx != "load":
            return node
        self._unknown("variable", node, node.name, self.variables)
        return _stand_in(node)

    def visit_Filter(self, node: nodes.Filter) -> Any:
        """Check that a filter exists and give it its line."""
        if node.name not in self.filters:
            self._unknown("filter", node, node.name, self.filters)
            node.name, node.args, node.kwargs = self.UNRESOLVED, [], []
        return self._with_line(node)

    def visit_Call(self, node: nodes.Call) -> Any:
        """Check that a function exists and give it its line."""
        if not isinstance(node.node, nodes.Name):
            self._refuse(node, "Only a function can be called.", _ASK)
            return _stand_in(node)
        if node.node.name not in self.functions:
            self._unknown("function", node, node.node.name, self.functions)
            return _stand_in(node)
        return self._with_line(node)

    def _with_line(self, node: nodes.Filter | nodes.Call) -> nodes.Node:
        """Check what a filter or function is given, and put the line before its first argument."""
        if node.dyn_args or node.dyn_kwargs:
            self._refuse(node, "An argument with '*' is not allowed.", "Write the arguments out.")
            node.dyn_args = node.dyn_kwargs = None
        if isinstance(node, nodes.Filter) and node.node is not None:
            node.node = self.visit(node.node)
        node.args = [self.visit(argument) for argument in node.args]
        for option in node.kwargs:
            option.value = self.visit(option.value)
        node.args.insert(0, nodes.Const(node.lineno, lineno=node.lineno))
        return node

    def _unknown(self, kind: str, node: nodes.Node, name: str, known: set[str]) -> None:
        """Report a name that does not exist, or that is something else than it is used as."""
        remedy = did_you_mean(name, known) or f"The {kind}s are: {', '.join(sorted(known))}."
        if name in self.functions:
            remedy = f'{name} is a function: write {{{{ {name}("…") }}}}.'
        elif name in self.filters:
            remedy = f'{name} is a filter: write {{{{ "…" | {name} }}}}.'
        self.report.error(f"unknown-{kind}", node.lineno, f"There is no {kind} '{name}'.", remedy)

    def _refuse(self, node: nodes.Node, message: str, remedy: str) -> None:
        self.report.error("not-allowed", node.lineno, message, remedy)


def _stand_in(node: nodes.Node) -> nodes.Node:
    return nodes.Const("…", lineno=node.lineno)
