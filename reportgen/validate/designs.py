"""Rules on design: layouts exist, and the theme has what sections and charts ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reportgen.findings import Finding, did_you_mean, error
from reportgen.model.chartkind import KINDS
from reportgen.model.edition import ChartSpec, Edition, SectionSpec
from reportgen.theme import Theme


def check_designs(edition: Edition, layouts: Collection[str], theme: Theme | None) -> tuple[Finding, ...]:
    """Return an error for every layout and colour that a section asks for and there is not.

    Without a theme, which could not be read, nothing is said of colours.
    """
    sections = () if "section" in edition.doubt.names else edition.sections
    return tuple(found for section in sections for found in _section(section, layouts, theme))


def _section(section: SectionSpec, layouts: Collection[str], theme: Theme | None) -> Iterator[Finding]:
    if section.layout not in layouts:
        message = f"Section '{section.id}' names the layout '{section.layout}', which does not exist."
        near = did_you_mean(section.layout, layouts)
        yield error(
            "unknown-layout", section.place, message, f"{near} Choose from: {', '.join(layouts)}.".lstrip()
        )
    colours = {*theme.roles, *theme.palette} if theme else set[str]()
    if theme is not None and section.accent is not None and section.accent not in colours:
        message = f"Section '{section.id}' has the accent '{section.accent}', which the theme does not have."
        remedy = did_you_mean(section.accent, colours) or f"Choose from: {', '.join(sorted(colours))}."
        yield error("unknown-colour", section.place, message, remedy)


def check_charts(edition: Edition, theme: Theme) -> tuple[Finding, ...]:
    """Return an error for every chart that asks for colours which the theme does not have."""
    return tuple(
        found
        for chart in edition.charts.values()
        if chart.kind in KINDS and chart.id not in edition.doubt.names
        for found in _colours(chart, theme)
    )


def _colours(chart: ChartSpec, theme: Theme) -> Iterator[Finding]:
    for name, value in chart.options.items():
        if KINDS[chart.kind].options[name].type not in ("colour", "colours"):
            continue
        for colour in value if isinstance(value, tuple) else (str(value),):
            if colour not in theme.roles:
                remedy = did_you_mean(colour, theme.roles) or "Use a role of the theme, such as green."
                message = f"Chart '{chart.id}': '{colour}' ({name}) is no colour role of the theme."
                yield error("unknown-colour", chart.place, message, remedy)
