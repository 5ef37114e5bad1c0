"""Drawings hold for every value that their indicators can have; what lies beyond is told once and by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import edit, only
from layout import Laid, lay
from properties import FIGURES, LAYOUTS, Publication, errors_of, faults, node, share

from reportgen.errors import BadInput
from reportgen.model.document import plain


def keep_only(project: Path, *ids: str) -> None:
    """Leave out all sections of 2024 but these and the covers."""
    path = project / "seeds/2024/edition.toml"
    head, *parts = path.read_text(encoding="utf-8").split("[[section]]\n")
    last, rest = parts[-1].split("# -----", 1)
    kept = [part for part in (*parts[:-1], last) if re.search(rf'^id = "({"|".join(ids)})"', part)]
    text = "[[section]]\n".join([head, *kept]) + "# -----" + rest
    path.write_text(text, encoding="utf-8")


def words(laid: Laid, section: str) -> str:
    """Return the title of a section and what stands on its page."""
    (found,) = (one for one in laid.document.sections if one.id == section)
    (page,) = (one.number for one in laid.rendered.pages if one.section == section)
    shown = " ".join(text.text.strip() for text in laid.on(page))
    return " ".join(f"{plain(found.title.children)} {shown}".split())


@pytest.mark.parametrize("lang", ["fi", "sv"])
@pytest.mark.parametrize(
    ("saved", "left"),
    [
        (0, 100),
        (1, 99),
        (20, 80),
        (45, 55),
        (52, 48),
        (68, 32),
        (85, 15),
        (95, 5),
        (100, 0),
        (120, -20),
        (250, -150),
        (500, -400),
    ],
    ids=lambda value: f"N1-{value}",
)
def test_a_gauge_shows_from_nothing_to_well_past_its_target(
    saved: int, left: int, lang: str, project: Path
) -> None:
    """The page can be read, and its headline and labels are true."""
    keep_only(project, "cover", "finance", "back")
    edit(project, FIGURES, "finance.programme_saved,68,", f"finance.programme_saved,{saved},")
    laid = lay(project, lang)
    assert faults(laid) == []
    told = words(laid, "finance")
    assert str(saved) in told
    assert str(abs(left)) in told
    balanced, exceeded, reached = {
        "fi": ("tasapainottavat", "ylittynyt", "saavutettu"),
        "sv": ("balanserar ekonomin", "överskridits", "målet är nått"),
    }[lang]
    assert (balanced in told, exceeded in told, reached in told) == (saved > 0, left < 0, left == 0)


@pytest.mark.parametrize("saved", [-68, -1, 501, 10**9], ids=lambda value: f"N1-{value}")
def test_what_no_gauge_can_show_is_one_finding(saved: int, project: Path) -> None:
    """It names the chart and the value, and nothing else is told."""
    keep_only(project, "cover", "finance", "back")
    edit(project, FIGURES, "finance.programme_saved,68,", f"finance.programme_saved,{saved},")
    with pytest.raises(BadInput) as refused:
        lay(project, "sv")
    message = only(refused.value.findings).message
    assert message.startswith("Chart 'programme' (gauge) cannot be drawn: 'finance.programme_saved' is")
    assert str(saved) in message.replace("\u00a0", "").replace(" ", "")


@pytest.mark.parametrize("lang", ["fi", "sv"])
@pytest.mark.parametrize(
    "counts",
    [
        (4500, 4500, 4500, 1100, 834),
        (3087, 3087, 3087, 3087, 3086),
        (15434, 0, 0, 0, 0),
        (0, 0, 0, 0, 15434),
        (500, 500, 500, 500, 13434),
        (7717, 7717, 0, 0, 0),
        (1, 2, 3, 4, 15424),
    ],
    ids=lambda counts: "N2-" + "-".join(map(str, counts)),
)
def test_words_on_the_sea_find_their_ground(counts: Sequence[int], lang: str, project: Path) -> None:
    """Whatever the shares: in the water, over it, or on a plate; none is lost."""
    keep_only(project, "cover", "back")
    share(project, counts)
    laid = lay(project, lang)
    assert faults(laid) == []
    back = words(laid, "back").replace(" ", "")
    assert all(str(count) in back for count in counts)


@pytest.mark.parametrize("count", [1, 2, 6, 12], ids=lambda count: f"N2-{count}")
@pytest.mark.parametrize("side", ["cover", "back"])
def test_a_sea_of_any_number_of_areas(side: str, count: int) -> None:
    """More waves than the theme has are drawn, too."""
    ids = [f"a.f{at}" for at in range(count)]
    charts = f'[chart.c]\nkind = "sea"\nindicators = {ids}\n'.replace("'", '"')
    body = f"::: lead\nTeksti.\n:::\n\n::: chart c\n{'' if side == 'cover' else 'Lainat'}\n:::\n"
    share = [round(1000 / count)] * (count - 1)
    values = [(f"{part / 10:.1f}", "percent") for part in (*share, 1000 - sum(share))]
    assert errors_of(Publication(LAYOUTS[side][0], body, values=values, charts=charts)) == []


def gauge(ids: str, values: Sequence[tuple[str, str]]) -> Publication:
    """Return a publication with a gauge of these indicators."""
    charts = f'[chart.c]\nkind = "gauge"\nindicators = [{ids}]\n'
    return Publication(
        LAYOUTS["gauge"][0], "::: chart c\n:::\n\nTeksti.\n", ("fi",), list(values), charts=charts
    )


@pytest.mark.parametrize(
    ("ids", "values", "said"),
    [
        ('"a.f0"', [("5", "index")], "1 indicator"),
        ('"a.f0", "a.f1", "a.f2"', [("5", "index")] * 3, "3 indicators"),
        ('"a.f0", "a.f1"', [("5", "index"), ("0", "index")], "is 0 in 2031"),
        ('"a.f0", "a.f1"', [("5", "index"), ("-7", "index")], "is -7 in 2031"),
    ],
    ids=lambda value: f"R7-{value}" if isinstance(value, str) and "a.f" not in value else "",
)
def test_r7_a_gauge_without_its_two_values_is_refused_with_its_place(
    ids: str, values: Sequence[tuple[str, str]], said: str
) -> None:
    """Not a fault in the program."""
    found = only(tuple(errors_of(gauge(ids, values))))
    assert "Chart 'c'" in found.message
    assert said in found.message
    file = "figures.csv" if said.startswith("is") else "edition.toml"
    assert found.place is not None
    assert found.place.file == f"seeds/2031/{file}"


BOARD = '[person.head]\nname = "Aino Ek"\ntitle = { fi = "Johtaja", sv = "Chef" }\n[organisation]\nid = "b"\n'
BOARD += 'name = { fi = "Lautakunta", sv = "Nämnden" }\n'
UNIT = '[[organisation.unit]]\nid = "{id}"\nname = {{ fi = "{name}", sv = "{name}" }}\n'


@pytest.mark.parametrize(
    "text",
    [
        BOARD,
        BOARD + UNIT.format(id="u", name="Yksi"),
        BOARD + "".join(UNIT.format(id=f"u{at}", name=f"Jaosto {'abcdefgh'[at]}") for at in range(8)),
        BOARD.replace('id = "b"', 'id = "b"\nhead = "head"'),
        BOARD + UNIT.format(id="u", name="pitkänimi" * 8),
    ],
    ids=["R7-no-units", "R7-one-unit", "R7-many-sections", "R7-head-of-the-board", "R7-long-name"],
)
def test_an_organisation_is_drawn_as_far_as_there_is_one(text: str) -> None:
    """As a drawing where it has the form for one, else as a list."""
    (layout,) = LAYOUTS["organisation"]
    body = "::: diagram organisation\n:::\n"
    assert errors_of(Publication(layout, body, organisation=text)) == []


@pytest.mark.parametrize("count", [1, 2, 4, 5, 12], ids=lambda count: f"R7-{count}")
@pytest.mark.parametrize("drawing", ["any", "doors", "island"])
def test_a_diagram_of_any_number_of_nodes(drawing: str, count: int) -> None:
    """Drawn or listed, never lost."""
    lists = "".join(
        node("list.parts", f"n{at}", f"Osa {'abcdefghijkl'[at]}", ["asia"]) for at in range(count)
    )
    body = "::: lead\nTeksti.\n:::\n\n::: diagram parts\n:::\n"
    for layout in LAYOUTS[drawing]:
        codes = {found.code for found in errors_of(Publication(layout, body, lists=lists))}
        # The island's page has room for a list of five.
        assert codes == ({"page-overfull"} if (drawing, count) == ("island", 12) else set())
