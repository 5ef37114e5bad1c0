"""Opens what was written and judges it with other code than wrote it."""

from reportgen.verify.comparison import check_against_document
from reportgen.verify.ground import check_ground
from reportgen.verify.layout import check_layout
from reportgen.verify.pdf import verify_pdf
from reportgen.verify.reading import Passage, read_aloud, text_of_tree
from reportgen.verify.strings import document_strings
from reportgen.verify.workbook import verify_xlsx

__all__ = [
    "Passage",
    "check_against_document",
    "check_ground",
    "check_layout",
    "document_strings",
    "read_aloud",
    "text_of_tree",
    "verify_pdf",
    "verify_xlsx",
]
