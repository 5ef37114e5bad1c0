"""Rules on data, texts and pictures; all findings at once."""

from reportgen.validate.designs import check_charts, check_designs
from reportgen.validate.editions import check_pictures
from reportgen.validate.figures import check_figures
from reportgen.validate.texts import check_texts

__all__ = ["check_charts", "check_designs", "check_figures", "check_pictures", "check_texts"]
