"""Compose: sections, tables, charts and diagrams become the Document."""

from reportgen.compose.compose import compose
from reportgen.compose.rewrite import Pen, kind_of, rewrite

__all__ = ["Pen", "compose", "kind_of", "rewrite"]
