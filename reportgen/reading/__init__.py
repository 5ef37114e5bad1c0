"""Reading: the Document as a tree of roles that any format can be written from."""

from reportgen.reading.read import Reading, read
from reportgen.reading.tree import Ink, Inks, Node, Role

__all__ = ["Ink", "Inks", "Node", "Reading", "Role", "read"]
