"""The spine: one run, told in order, from what was asked for to the files in their place.

    load → narrate → compose → render → verify → publish

Nothing is written before everything is made and judged, and whatever is wrong with any year or language is
told at once: a stage works on all that the stages before it left whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from reportgen.citations import citations_json
from reportgen.compose import compose
from reportgen.errors import BadInput, UsageFault, VerificationFault, raise_for_errors
from reportgen.findings import Finding, Severity, did_you_mean, error
from reportgen.locales import Compounds, hyphenate, load_compounds
from reportgen.model.document import Document
from reportgen.model.edition import Edition
from reportgen.narrate import Narrative, narrate
from reportgen.publish import publish
from reportgen.sources import edition_years, load_edition
from reportgen.theme import Theme, load_theme
from reportgen.validate import check_figures, check_pictures, check_texts

FORMATS = ("pdf", "xlsx")
"""What an edition is published as, in each of its languages."""

Progress = Callable[[str], None]
"""Told what comes next, for somebody who waits."""
