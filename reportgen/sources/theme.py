"""The theme of a project: ``assets/theme.toml`` checked against what layouts and charts ask for.

What the program needs stands in the tables of this module and nowhere else: every token, the values that make
sense for it, and what is wrong with others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from reportgen.errors import raise_for_errors
from reportgen.findings import Finding, did_you_mean
from reportgen.model.drawing import Colour
from reportgen.sources.fonts import font_file
from reportgen.sources.toml_file import read_toml
from reportgen.sources.toml_table import Range, Table, open_table
from reportgen.theme import FILE, MM, Area, Grid, Sea, Theme, TypeStyle, Wave

_A4 = "Pages are composed for A4 or very nearly"
_COLUMNS = "Twelve columns have to fit between the edges"

PAGE: Mapping[str, Range] = {
    "width_mm": Range(200, 220, _A4),
    "height_mm": Range(290, 305, _A4),
    "margin_mm": Range(8, 22, _COLUMNS),
    "columns": Range(12, 12, "Layouts divide the page into twelve columns"),
    "gutter_mm": Range(2, 6, _COLUMNS),
    "content_top": Range(110, 180, "The title stands above, and the content needs room below"),
    "content_bottom": Range(740, 800, "The content needs room above, and the footer stands below"),
    "title_baseline": Range(40, 100, "A title stands between the page's top and its content"),
    "footer_baseline": Range(795, 850, "The footer stands between the content and the page's foot"),
    "bleed_mm": Range(0, 10, "Printers trim a few millimetres"),
    "step": Range(4, 24, "It is the distance from line to line"),
}
FILL = Range(Decimal("0.3"), 1, "It is a part of the page, from a third to the whole")

_HEADLINE = "A headline is larger than text, and stands on few lines"
_TEXT = "Smaller type cannot be read, and larger leaves no room for the content"

TYPES: Mapping[str, Range] = {
    "cover-title": Range(24, 72, _HEADLINE),
    "page-title": Range(18, 44, _HEADLINE),
    "subhead": Range(9, 22, _HEADLINE),
    "small-head": Range(8, 18, _HEADLINE),
    "minor-head": Range(8, 16, _HEADLINE),
    "figure": Range(16, 60, "A figure is read before its text, and several stand in a row"),
    "giant": Range(60, 220, "The giant figure fills a part of its page, not more"),
    "lead": Range(9, 22, _TEXT),
    "body-large": Range(8, 16, _TEXT),
    "foreword": Range(8, 16, _TEXT),
    "body": Range(7, 14, _TEXT),
    "label": Range(7, 14, _TEXT),
    "table": Range(6, 14, _TEXT),
    "table-number": Range(6, 14, _TEXT),
    "table-header": Range(6, 13, _TEXT),
    "caption": Range(6, 13, _TEXT),
    "footer": Range(6, 12, _TEXT),
    "footer-section": Range(6, 12, _TEXT),
    "folio": Range(6, 14, _TEXT),
}
"""The roles of text, with the sizes in points that each may have."""

LEADING = (Decimal("0.8"), Decimal("2"))
"""Least and greatest distance of lines, as multiples of the size."""
TRACKING = Range(Decimal("-0.1"), Decimal("0.3"), "Letters would run together or fall apart")

ROLES = (
    "primary", "primary-text", "text", "muted", "ground", "neutral", "neutral-strong", "rule", "note",
    "missing", "green", "green-light", "green-dark", "digital", "digital-light", "digital-medium", "water",
)  # fmt: skip
"""Colours by what they are for; a theme may have more, for accents of sections and charts."""
COLOURS = ("copper", "fog", "fog-medium-light", "metro")
"""Colours that drawings name: of the palette, or a role that stands in for them."""
FONTS = ("headline", "lead", "text", "semibold", "bold", "italic")

_Names = set[str] | None
"""Names of colours or fonts that there are, or that have been missed; None while nobody can tell."""

WAVES = ("water", "swell")
WAVE: Mapping[str, Range] = {
    "per_width": Range(1, 40, "A wave is seen as one when there are few"),
    "amplitude_mm": Range(0, 12, "Water that is higher covers what stands around it"),
    "phase": Range(-1000, 1000, "It shifts a wave along the page, in points"),
}
SEA_WAVE: Mapping[str, Range] = {**WAVE, "phase": Range(0, 1, "It is a fraction of the wavelength")}
HORIZON = Range(100, 200, "The title stands above it, and the sea below")
PULL = Range(Decimal("0.05"), Decimal("0.95"), "It is a fraction of half a wavelength")


def load_theme(root: Path) -> Theme:
    """Read ``assets/theme.toml`` of a project.

    Raises `BadInput` with all findings: it is missing, is not TOML, lacks a token that the program needs, has
    one that nothing reads, or a value without sense.
    """
    findings: list[Finding] = []
    read = read_toml(root, FILE, findings)
    if read is None:
        remedy = "Copy the one of the sample project."
        missing = "missing-file"
        raise_for_errors(
            replace(one, code="missing-theme", remedy=remedy) if one.code == missing else one
            for one in findings
        )
    theme = _theme(open_table(read, findings, ()))
    raise_for_errors(findings)
    return theme


def _theme(file: Table) -> Theme:
    palette_table, roles_table, waves = file.child("palette"), file.child("role"), file.child("wave")
    palette = {name: _colour(name, palette_table) for name in palette_table.data}
    named = set(palette) if palette and roles_table.data else None
    roles = {name: _reference(roles_table, name, "colour", named) for name in roles_table.data}
    if named is not None:
        named |= _demand(roles_table, ROLES, roles)
        named |= _demand(palette_table, COLOURS, named)
    fonts = {name: _font(table) for name, table in file.children("font").items()}
    fonts_named = _demand(file.child("font"), FONTS, fonts) or None
    fill = _fill(file.child("fill"))
    theme = Theme(
        grid=_grid(file.child("page")),
        fill=(fill["least"], fill["most"]),
        aim=fill["aim"],
        palette=palette,
        roles=roles,
        areas={name: _area(table, named) for name, table in file.children("area").items()},
        fonts=fonts,
        types=_types(file.child("type"), fonts_named, named),
        waves={name: _wave(waves.child(name)) for name in WAVES},
        pull=waves.number("pull", PULL),
        sea=_sea(waves.child("sea")),
    )
    waves.close()
    file.close()
    return theme


def _fill(table: Table) -> dict[str, float]:
    fill = {key: table.number(key, FILL) for key in ("least", "aim", "most")}
    table.close()
    if table.is_sound and list(fill.values()) != sorted(fill.values()):
        message = f"A page is to be filled by {fill['least']:g} to {fill['most']:g}, best by {fill['aim']:g}."
        table.report("theme-token", message, "Let 'aim' lie between 'least' and 'most'.")
    return fill


def _grid(page: Table) -> Grid:
    token = {key: page.number(key, within) for key, within in PAGE.items()}
    page.close()
    grid = Grid(
        width=token["width_mm"] * MM,
        height=token["height_mm"] * MM,
        margin=token["margin_mm"] * MM,
        columns=int(token["columns"]),
        gutter=token["gutter_mm"] * MM,
        top=token["content_top"],
        bottom=token["content_bottom"],
        title_baseline=token["title_baseline"],
        footer_baseline=token["footer_baseline"],
        bleed=token["bleed_mm"] * MM,
        step=token["step"],
    )
    if page.is_sound and not grid.bottom < grid.footer_baseline < grid.height:
        message = f"The footer stands at {grid.footer_baseline:g}, the content ends at {grid.bottom:g}."
        remedy = f"Let the footer stand below the content and above {grid.height:.0f}, the page's foot."
        page.report("theme-token", message, remedy, "footer_baseline")
    return grid


def _types(group: Table, fonts: _Names, colours: _Names) -> dict[str, TypeStyle]:
    styles = {role: _type(group.child(role), within, fonts, colours) for role, within in TYPES.items()}
    group.close()
    return styles


def _type(table: Table, within: Range, fonts: _Names, colours: _Names) -> TypeStyle:
    size = table.number("size", within)
    low, high = (Decimal(repr(size)) * part for part in LEADING)
    style = TypeStyle(
        font=_reference(table, "font", "font", fonts),
        size=size,
        leading=table.number("leading", Range(low, high, "Lines would run together or fall apart")),
        tracking=table.number("tracking", TRACKING),
        colour=_reference(table, "colour", "colour", colours),
    )
    table.close()
    return style


def _wave(table: Table) -> Wave:
    wave = Wave(
        table.number("per_width", WAVE["per_width"]),
        table.number("amplitude_mm", WAVE["amplitude_mm"]) * MM,
        table.number("phase", WAVE["phase"]),
    )
    table.close()
    return wave


def _sea(table: Table) -> Sea:
    columns = [table.listed(key, Decimal, None, within) for key, within in SEA_WAVE.items()]
    horizon = table.number("horizon_mm", HORIZON) * MM
    if table.is_sound and (len({len(column) for column in columns}) > 1 or not columns[0]):
        counts = ", ".join(str(len(column)) for column in columns)
        message = f"'per_width', 'amplitude_mm' and 'phase' have {counts} numbers."
        table.report("theme-token", message, "Give each of them a number for every wave.")
    table.close()
    rows = [tuple(map(float, row)) for row in zip(*columns, strict=False)]
    return Sea(horizon, tuple(Wave(per_width, height * MM, phase) for per_width, height, phase in rows))


def _area(table: Table, colours: _Names) -> Area:
    colour, light, text = (_reference(table, key, "colour", colours) for key in ("colour", "light", "text"))
    table.close()
    return Area(colour, light, text)


def _font(table: Table) -> Path:
    package, file = table.text("package"), table.text("file")
    table.close()
    path, fault = font_file(package, file) if package and file else (Path(), None)
    if fault is not None:
        table.report("theme-font", fault.message, fault.remedy, fault.key)
    return path


def _colour(name: str, group: Table) -> Colour:
    """Return the red, green and blue of ``#rrggbb``, each from 0 to 1."""
    text = group.text(name)
    if text and not re.fullmatch("#?[0-9a-fA-F]{6}", text):
        group.report("theme-colour", f"'{name}' is '{text}', no colour.", "Write #rrggbb: #0000bf.", name)
        text = ""
    value = text.removeprefix("#") or "000000"
    return (int(value[0:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:6], 16) / 255)


def _reference(table: Table, key: str, what: str, known: _Names) -> str:
    """Return the name of a colour or font. One that there is not is told where it is first named."""
    name = table.reference(key, what, known, required=True)
    if known is not None:
        known.add(str(table.data.get(key)))
    return name


def _demand(group: Table, names: Sequence[str], there: Collection[str]) -> set[str]:
    """Report what a group must have in any case, and return all the names that nobody need miss again."""
    for name in (name for name in names if name not in there and there):
        near = did_you_mean(name, set(there) - set(names)).removeprefix("Did you mean ").rstrip("?")
        remedy = (
            f"Rename {near} if that is the one, or add it." if near else "Add it, as the sample project does."
        )
        group.report("theme-token", f"{group.name} has no '{name}', which layouts ask for.", remedy)
    return {*names, *there} if there else set()
