"""Rules on data, texts and pictures; all findings at once."""

from reportgen.validate.designs import check_charts, check_layouts
from reportgen.validate.editions import check_pictures
from reportgen.validate.figures import check_figures
from reportgen.validate.texts import check_texts

__all__ = ["check_charts", "check_figures", "check_layouts", "check_pictures", "check_texts"]
