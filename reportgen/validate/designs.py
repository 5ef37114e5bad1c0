"""Rules on design: every section is drawn by a layout that exists."""

from __future__ import annotations

from collections.abc import Collection

from reportgen.findings import Finding, did_you_mean, error
from reportgen.model.edition import Edition


def check_layouts(edition: Edition, layouts: Collection[str]) -> tuple[Finding, ...]:
    """Return an error for every section that names a layout which the renderer does not have."""
    return tuple(
        error(
            "unknown-layout",
            section.place,
            f"Section '{section.id}' names the layout '{section.layout}', which does not exist.",
            f"{did_you_mean(section.layout, layouts)} Choose from: {', '.join(layouts)}.".lstrip(),
        )
        for section in edition.sections
        if section.layout not in layouts
    )
