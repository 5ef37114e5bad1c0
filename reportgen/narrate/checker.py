"""The checker: walks a template's syntax tree, reports what is not allowed or not known, and adds lines.

Every filter and function call gets the line it stands on as a hidden first argument, and every line of
text a mark with its number, so that findings and citations name the right line after any loop. What is
printed, compared, chosen by and repeated over passes a guard. Whatever is reported is replaced by a call
that stands in for it, so that nothing else is said of it when the template runs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import permutations
from math import isfinite
from typing import Any

from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.visitor import NodeTransformer

from reportgen.findings import did_you_mean, nearest
from reportgen.narrate.guards import CHOSEN, COMPARED, PRINTED, REPEATED, WORDS
from reportgen.narrate.marks import mark_lines
from reportgen.narrate.report import Report
from reportgen.narrate.typed import literal_fault

UNRESOLVED = "unresolved"
"""The name of the filter that stands in for what was reported."""

_PLAIN_PARTS = (
    nodes.Template, nodes.Keyword, nodes.Assign, nodes.List, nodes.Tuple, nodes.Operand,
)  # fmt: skip
_COMPUTING = (nodes.BinExpr, nodes.UnaryExpr)
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
    "Getattr": "A dot after a name",
    "Getitem": "A name with [ ]",
    "Test": "A test with 'is'",
    "Dict": "A dictionary",
    "Concat": "Joining with ~",
}
_ASK = "Ask for a value or a name only."
_INSTEAD = {
    "Computing": "There is no computing: ask for previous_year, or write | change or | about(10) after a "
    "figure's name; what follows from other figures is an indicator with a formula.",
    "Concat": "Write words and braces side by side.",
}


class Checker(NodeTransformer):
    """Checks one template. Names are ``filters``, ``functions``, ``variables`` and ``ids`` of figures."""

    def __init__(
        self,
        filters: Iterable[str],
        functions: Iterable[str],
        variables: Iterable[str],
        ids: Collection[str],
        report: Report,
    ) -> None:
        self.filters = set(filters)
        self.functions = set(functions)
        self.variables = set(variables)
        self.ids = ids
        self.report = report
        self.in_loop = False
        self.lines: Sequence[str] = ()

    def check(self, tree: nodes.Template, source: str) -> nodes.Template:
        """Return the tree with lines added and everything unknown replaced, after reporting it."""
        self.lines = source.split("\n")
        self.variables |= {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
        checked: nodes.Template = self.visit(tree)
        return checked

    def generic_visit(self, node: nodes.Node, *args: Any, **options: Any) -> Any:
        """Check a part of the template that has no rule of its own."""
        if isinstance(node, _PLAIN_PARTS):
            return super().generic_visit(node, *args, **options)
        kind = "Computing" if isinstance(node, _COMPUTING) else type(node).__name__
        what = _NOT_ALLOWED.get(kind, kind if kind == "Computing" else f"This part of Jinja ({kind})")
        self._refuse(node, f"{what} is not allowed in texts.", _INSTEAD.get(kind, _ASK))
        return None if isinstance(node, nodes.Stmt) else _stand_in(node)

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:
        """Mark the lines of a piece of text."""
        node.data = mark_lines(node.data, node.lineno)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        """Let only what reads as text be printed."""
        node.nodes = [
            self.visit(part) if isinstance(part, nodes.TemplateData) else self._printed(part)
            for part in node.nodes
        ]
        return node

    def _printed(self, node: nodes.Expr) -> nodes.Expr:
        typed = isinstance(node, nodes.Const) and isinstance(node.value, str)
        # A text in quotes that stands alone is told how to be asked for, digits or not.
        return _guard(PRINTED, node if typed else self.visit(node), nodes.Const(typed))

    def visit_Const(self, node: nodes.Const) -> nodes.Node:
        """Check words and numbers that are typed inside a tag."""
        if isinstance(node.value, bool) or node.value is None:
            return node
        fault = literal_fault(node.value, self.ids)
        if fault is None:
            return node
        self.report.error(fault.code, node.lineno, fault.message, fault.remedy)
        return _stand_in(node)

    def visit_If(self, node: nodes.If) -> nodes.Node:
        """Check the condition and all that depends on it."""
        super().generic_visit(node)
        node.test = _guard(CHOSEN, node.test)
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:
        """Check the condition; without ``else`` there is nothing to print."""
        node.expr2 = node.expr2 or nodes.Const("", lineno=node.lineno)
        super().generic_visit(node)
        node.test = _guard(CHOSEN, node.test)
        return node

    def visit_And(self, node: nodes.And) -> nodes.Node:
        """Check both conditions."""
        super().generic_visit(node)
        node.left, node.right = _guard(CHOSEN, node.left), _guard(CHOSEN, node.right)
        return node

    visit_Or = visit_And

    def visit_Not(self, node: nodes.Not) -> nodes.Node:
        """Check the condition that is turned round."""
        super().generic_visit(node)
        node.node = _guard(CHOSEN, node.node)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        """Let a guard compare two things."""
        if len(node.ops) > 1:
            self._refuse(node, "More than two things are compared.", "Compare two, and join with 'and'.")
            return _stand_in(node)
        (operand,) = node.ops
        if any(
            _is_number(one) and _is_figure(other) for one, other in permutations((node.expr, operand.expr))
        ):
            self.report.error("bad-value", node.lineno, "A figure is not compared with a number.", WORDS)
            return _stand_in(node)
        return _guard(COMPARED, self.visit(node.expr), nodes.Const(operand.op), self.visit(operand.expr))

    def visit_Assign(self, node: nodes.Assign) -> Any:
        """Allow one name to be set at a time."""
        if isinstance(node.target, nodes.Name):
            return super().generic_visit(node)
        self._refuse(node, "{% set %} sets one name.", "Write a {% set %} for each name.")
        return _set_to_stand_ins(node)

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> Any:
        """Refuse a passage as a value; its name is known all the same."""
        self._refuse(node, "{% set %} with a body is not allowed in texts.", _ASK)
        return _set_to_stand_ins(node)

    def visit_For(self, node: nodes.For) -> Any:
        """Allow one loop, not a loop in a loop: their product could grow without bounds."""
        if self.in_loop or node.recursive:
            self._refuse(node, "A loop inside a loop is not allowed.", "Write the lines out.")
            return None
        self.in_loop = True
        self.variables.add("loop")
        super().generic_visit(node)
        node.iter = _guard(REPEATED, node.iter)
        if node.test:
            node.test = _guard(CHOSEN, node.test)
        self.variables.discard("loop")
        self.in_loop = False
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> Any:
        """Allow ``loop.first`` and ``loop.last``, the only attributes that texts need."""
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in {"first", "last"}:
            return node if "loop" in self.variables else self.visit(node.node)
        dotted = _dotted(node)
        if dotted.partition(".")[0] in self.variables or not dotted:
            return self.generic_visit(node)
        return self._unquoted(node, dotted)

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
            return _stand_in(node)
        if node.node is not None:
            node.node = self._looked_up(node.node)
        return self._with_line(node, steps=node.name == "about")

    def visit_Call(self, node: nodes.Call) -> Any:
        """Check that a function exists and give it its line."""
        if not isinstance(node.node, nodes.Name):
            self._refuse(node, "Only a function can be called.", _ASK)
            return _stand_in(node)
        if node.node.name not in self.functions:
            self._unknown("function", node, node.node.name, self.functions)
            return _stand_in(node)
        return self._with_line(node, steps=True)

    def _with_line(self, node: nodes.Filter | nodes.Call, *, steps: bool) -> nodes.Node:
        """Check what a filter or function is given, and put the line before its first argument.

        ``steps`` says that the first argument is looked up or counted with, and never printed.
        """
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self._refuse(node, "Arguments with * are not allowed.", _ASK)
            node.dyn_args = node.dyn_kwargs = None
        node.args = [
            self._looked_up(argument) if steps and position == 0 else self.visit(argument)
            for position, argument in enumerate(node.args)
        ]
        for option in node.kwargs:
            option.value = self.visit(option.value)
        node.args.insert(0, nodes.Const(node.lineno, lineno=node.lineno))
        return node

    def _looked_up(self, node: nodes.Expr) -> nodes.Expr:
        """Check an expression that gives a name; one that was typed is checked when it is looked up."""
        if isinstance(node, nodes.Const):
            return node if not isinstance(node.value, float) or isfinite(node.value) else self._checked(node)
        if isinstance(node, nodes.Name) and not {node.name} & (
            self.variables | self.filters | self.functions
        ):
            near = did_you_mean(node.name, self.variables)
            return self._unquoted(node, node.name) if not near else self._checked(node)
        return self._checked(node)

    def _checked(self, node: nodes.Expr) -> nodes.Expr:
        checked: nodes.Expr = self.visit(node)
        return checked

    def _unquoted(self, node: nodes.Expr, name: str) -> nodes.Expr:
        """Report a name without quotes, with the expression written out as it should be."""
        line = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        word = re.compile(rf"(?<![\w.\"']){re.escape(name)}(?![\w.\"'])")
        typed = next((tag for tag in re.findall(r"\{\{.*?\}\}|\{%.*?%\}", line) if word.search(tag)), "")
        meant = name if name in self.ids or "." not in name else nearest(name.lower(), self.ids) or name
        quoted = word.sub(f'"{meant}"', typed)
        if quoted.strip("{} ") in ("", f'"{meant}"'):
            quoted = f'{{{{ "{meant}" | number }}}}'
        self._refuse(node, f"{name} is written without quotes.", f"Put the name in quotes: {quoted}.")
        return _stand_in(node)

    def _unknown(self, kind: str, node: nodes.Node, name: str, known: set[str]) -> None:
        """Report a name that does not exist, or that is something else than it is used as."""
        remedy = did_you_mean(name, known) or f"The {kind}s are: {', '.join(sorted(known))}."
        if name in self.functions:
            remedy = f'{name} is a function: write {{{{ {name}("…") }}}}.'
        elif kind == "filter" and name in FILTERS:
            remedy = (
                "Jinja has it, texts do not: a value is printed by | number, | short, | long or | about(10)."
            )
        elif name in self.filters:
            remedy = f'{name} is a filter: write {{{{ "…" | {name} }}}}.'
        self.report.error(f"unknown-{kind}", node.lineno, f"There is no {kind} '{name}'.", remedy)

    def _refuse(self, node: nodes.Node, message: str, remedy: str) -> None:
        self.report.error("not-allowed", node.lineno, message, remedy)


def _dotted(node: nodes.Expr) -> str:
    """Return names joined by dots as they are typed, "" for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    head = _dotted(node.node) if isinstance(node, nodes.Getattr) else ""
    return f"{head}.{node.attr}" if head and isinstance(node, nodes.Getattr) else ""


def _is_number(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and type(node.value) in (int, float)


def _is_figure(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) or (isinstance(node, nodes.Const) and isinstance(node.value, str))


def _set_to_stand_ins(node: nodes.Assign | nodes.AssignBlock) -> list[nodes.Assign]:
    """Return what sets the names of a refused statement, so that no use of them is reported again."""
    return [
        nodes.Assign(name, _stand_in(node), lineno=node.lineno)
        for name in (node.target, *node.target.find_all(nodes.Name))
        if isinstance(name, nodes.Name)
    ]


def _guard(name: str, node: nodes.Node, *more: nodes.Expr) -> nodes.Filter:
    line = nodes.Const(node.lineno, lineno=node.lineno)
    return nodes.Filter(node, name, [line, *more], [], None, None, lineno=node.lineno)


def _stand_in(node: nodes.Node) -> nodes.Filter:
    return _guard(UNRESOLVED, nodes.Const(None, lineno=node.lineno))
