"""Scorecard, change log, charts, and where figures are printed: what the appendix adds to its tables."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from publishing import edition as published
from publishing import publication, render
from xlsx_builder import HERE, PERCENT, both, catalogue, edition, indicator, observation, printed, seen

from reportgen.model.edition import Edition
from reportgen.model.indicator import Status
from reportgen.model.strategy import Evidence, Focus, Goal, Means, Promise, Strategy, StrategyTheme
from reportgen.render.xlsx import render_xlsx
from reportgen.sources.theme import load_theme

REPOSITORY = Path(__file__).resolve().parent.parent
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
NOTHING = Evidence((), (), both("Kukaan ei mittaa sitä.", "Ingen mäter det."))


def strategy() -> Strategy:
    """Return a strategy with one promise that is measured, and a goal and a means that are not."""
    means = Means(both("Autot vaihdetaan", "Bilarna byts"), NOTHING)
    goal = Goal("clean", both("Puhdas ilma", "Ren luft"), (means,), NOTHING)
    focus = Focus("air", both("Ilma", "Luft"), ("green",), (goal,))
    measured = Evidence(("staff.recommend", "staff.hospital"), ("staff.rescue",), {})
    promise = Promise(
        "green", both("Henkilöstö", "Personal"), both("Lupaamme.", "Vi lovar."), "", measured, HERE
    )
    theme = StrategyTheme("city", both("Kaupunki", "Staden"), ("green",), (focus,))
    name, vision = both("Strategia", "Strategi"), both("Parempi kaupunki", "En bättre stad")
    return Strategy(name, "2023/2025", "report", vision, "", (promise,), (theme,), HERE)


VERDICT = {"fi": "Suunta, tai miksi lukua ei ole", "sv": "Riktning, eller varför siffra saknas"}


def opened(small: Edition, path: Path, lang: str = "fi", **more: Any) -> Workbook:
    """Render an edition and open the file with the results of its formulas."""
    render_xlsx(small, lang, path / "book.xlsx", load_theme(REPOSITORY), **more)
    return load_workbook(path / "book.xlsx", data_only=True)


def records(sheet: Worksheet) -> list[dict[str, Any]]:
    """Return the rows of a sheet's table, each as values by header."""
    (table,) = sheet.tables.values()
    header, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


# ---------------------------------------------------------------- the scorecard


def test_the_scorecard_has_a_row_for_each_measure_and_one_for_what_nobody_measures(tmp_path: Path) -> None:
    """Promises, goals and means in the order of the strategy; results before targets."""
    good = replace(edition().catalogue.indicators["staff.recommend"], good="up")
    entries = {**edition().catalogue.indicators, good.id: good}
    small = edition(strategy=strategy(), catalogue=replace(edition().catalogue, indicators=entries))
    rows = records(opened(small, tmp_path)["Strategian toteutuminen"])
    assert [(row["Laji"], row["Luku kertoo"], row["Tunnus"]) for row in rows] == [
        ("Lupaus", "tuloksesta", "staff.recommend"),
        ("Lupaus", "tuloksesta", "staff.hospital"),
        ("Lupaus", "tavoitetasosta", "staff.rescue"),
        ("Tavoite", "ei lukua", None),
        ("Keino", "ei lukua", None),
    ]
    assert [row[VERDICT["fi"]] for row in rows] == [
        "parani",
        "laski",
        None,
        "Kukaan ei mittaa sitä.",
        "Kukaan ei mittaa sitä.",
    ]
    assert (rows[0]["2024"], rows[0]["Aiemmin"], rows[0]["Vuosi"], rows[0]["Muutos"]) == (0.79, 0.74, 2023, 5)
    assert rows[4]["Kuuluu kohtaan"] == "Puhdas ilma"


def test_the_scorecard_does_not_judge_what_cannot_be_compared(tmp_path: Path) -> None:
    """Nothing stands beside the value across a break but the words that nothing is comparable."""
    small = seen(edition(strategy=strategy()), observation("staff.recommend", 2024, "79", Status.BREAK))
    row = records(opened(small, tmp_path)["Strategian toteutuminen"])[0]
    assert (row["2024"], row["Aiemmin"], row["Muutos"]) == (0.79, None, None)
    assert row[VERDICT["fi"]] == "ei vertailtavissa"


def test_an_edition_outside_the_years_of_the_strategy_has_no_scorecard(tmp_path: Path) -> None:
    """The sheet is the strategy's, so it comes and goes with it."""
    assert "Strategian toteutuminen" not in opened(edition(), tmp_path).sheetnames
    for period, told in (
        ("2023/2025", True),
        ("2024/2026", True),
        ("2025/2027", False),
        ("2021/2023", False),
    ):
        planned = replace(strategy(), period=period)
        names = opened(edition(strategy=planned), tmp_path).sheetnames
        assert ("Strategian toteutuminen" in names) is told


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_scorecard_of_the_project_leaves_no_promise_out(lang: str, tmp_path: Path) -> None:
    """Every promise, goal and means has a row, with a figure or with the reason why there is none."""
    real = published()
    assert real.strategy is not None
    name = {"fi": "Strategian toteutuminen", "sv": "Strategins utfall"}[lang]
    rows = records(opened(real, tmp_path, lang)[name])
    column = {"fi": "Lupaus, tavoite tai keino", "sv": "Löfte, mål eller medel"}[lang]
    told = {row[column] for row in rows}
    assert {promise.text[lang] for promise in real.strategy.promises} <= told
    goals = [goal for theme in real.strategy.themes for focus in theme.focuses for goal in focus.goals]
    assert {goal.name[lang] for goal in goals} <= told
    code, kind = {"fi": ("Tunnus", "Luku kertoo"), "sv": ("Kod", "Siffran visar")}[lang]
    target = {"fi": "tavoitetasosta", "sv": "målnivå"}[lang]
    assert all(bool(row[VERDICT[lang]]) == (row[kind] != target) for row in rows)
    assert all(row[code] for row in rows if row[kind] == target)


# ---------------------------------------------------------------- the change log


def test_the_change_log_tells_what_is_new_ended_and_counted_otherwise(tmp_path: Path) -> None:
    """The publication first, then each theme's differences from the year before."""
    ended, other = indicator("green.ended"), indicator("green.other")
    small = seen(
        edition(catalogue=catalogue(ended, other)),
        observation("green.ended", 2023, "1"),
        observation("green.other", 2023, "1"),
        observation("green.other", 2024, "9", Status.DEFINITION_DIFFERS),
    )
    rows = records(opened(small, tmp_path)["Muutosloki"])
    assert rows[0]["Muutos"] == "Ensimmäinen julkaisu"
    green = {row["Muutos"]: row["Tunnukset"] for row in rows if row["Aihe"] == "Ympäristö"}
    assert green == {
        "Arvo vuodelta 2024, ei vuodelta 2023": "green.energy, green.cars",
        "Arvo vuodelta 2023, ei vuodelta 2024": "green.ended",
        "Vuodet 2023 ja 2024 on laskettu eri tavoin; ei vertailtavissa": "green.other",
    }
    assert {row["Versio"] for row in rows} == {1}


# ---------------------------------------------------------------- where figures are printed


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_every_figure_of_the_brochure_names_its_section_and_page(lang: str, tmp_path: Path) -> None:
    """The pages are those of the finished PDF in the workbook's own language, on both kinds of sheet."""
    book = opened(published(), tmp_path, lang, printed=printed(lang))
    data, header, code = {
        "fi": ("Aineisto", "Julkaisussa", "Tunnus"),
        "sv": ("Data", "I publikationen", "Kod"),
    }[lang]
    year = {"fi": "Vuosi", "sv": "År"}[lang]
    flat = {(row[code], row[year]): row[header] or "" for row in records(book[data])}
    document = publication(lang)
    positions = render(document).positions
    names = {section.id: section.name for section in document.sections}
    for number, citation in enumerate(document.citations):
        where = flat[citation.indicator, citation.year]
        assert names[citation.section] in where
        pages = [part for part in where.split("; ") if part.startswith(names[citation.section])]
        assert str(positions[number].page) in pages[0].rpartition("(s. ")[2].rstrip(")").split(", ")
    staff = {"fi": "Henkilöstö", "sv": "Personal"}[lang]
    (total,) = (row for row in records(book[staff]) if row[code] == "staff.total")
    assert total[header] == f"{staff} (s. 5)"


def test_without_a_brochure_no_page_is_told(tmp_path: Path) -> None:
    """A column that no row fills is left out of a theme's sheet."""
    book = opened(edition(), tmp_path)
    assert "Julkaisussa" not in [cell.value for cell in book["Henkilöstö"][7]]
    assert {row["Julkaisussa"] for row in records(book["Aineisto"])} == {None}


# ---------------------------------------------------------------- years


def test_all_years_stand_side_by_side_with_the_gap_between_them(tmp_path: Path) -> None:
    """2017 to 2024: 2022 is a column of its own, empty and marked; no line, no sum goes over it."""
    rows = records(opened(published(), tmp_path)["Asiakaskohtaamiset"])
    (care,) = (row for row in rows if row["Tunnus"] == "services.long_term_care_days")
    years = [str(year) for year in range(2017, 2025)]
    assert [care[year] is None for year in years] == [year == "2022" for year in years]
    assert care["Tila"] == "O\u00a02022"
    assert care["Muutos 2023–2024"] is not None


def test_a_series_that_ended_shows_the_years_since_as_missing(tmp_path: Path) -> None:
    """Counted from 2017 to 2021, told to 2024; what was counted in one year alone ends with it."""
    book = opened(published(), tmp_path)
    heads = {
        sheet.title: [str(cell.value) for cell in sheet[7] if str(cell.value).isdigit()] for sheet in book
    }
    assert heads["Sosiaalipalvelujen suoritteet"] == [str(year) for year in range(2017, 2025)]
    assert heads["Talousarvio ja toteuma"] == ["2021"]
    assert book["Sosiaalipalvelujen suoritteet"]["A1"].value == "Sosiaalipalvelujen suoritteet 2017–2021"
    rows = records(book["Sosiaalipalvelujen suoritteet"])
    assert {row[year] for row in rows for year in ("2022", "2023", "2024")} == {None}
    assert all(re.search(r"O\u00a020\d\d–2024$", row["Tila"]) for row in rows)
    flat = [(row["Tunnus"], row["Vuosi"], row["Tila"]) for row in records(book["Aineisto"])]
    assert all((row["Tunnus"], 2022, "O") in flat and (row["Tunnus"], 2024, "O") in flat for row in rows)


def test_a_change_is_told_in_its_unit_and_as_a_part_of_the_older_value(tmp_path: Path) -> None:
    """Of a percentage there is no percentage; of what is not comparable there is no change at all."""
    rows = {row["Tunnus"]: row for row in records(opened(edition(), tmp_path)["Henkilöstö"])}
    assert rows["staff.hospital"]["Muutos 2023–2024"] == -54
    assert rows["staff.hospital"]["Muutos, %"] == pytest.approx(-54 / 5900)
    assert (rows["staff.recommend"]["Muutos 2023–2024"], rows["staff.recommend"]["Muutos, %"]) == (5, None)
    small = seen(edition(), observation("staff.hospital", 2024, "5846", Status.BREAK))
    rows = {row["Tunnus"]: row for row in records(opened(small, tmp_path)["Henkilöstö"])}
    assert rows["staff.hospital"]["Muutos 2023–2024"] is None
    assert rows["staff.hospital"]["Muutoksen yksikkö"] == "ei vertailtavissa"


# ---------------------------------------------------------------- charts


def charts(path: Path) -> list[tuple[str, str, list[str], list[float]]]:
    """Return name, text alternative, categories and values of every chart, as they are kept in the file."""
    found: list[tuple[str, str, list[str], list[float]]] = []
    with zipfile.ZipFile(path / "book.xlsx") as archive:
        for number in range(
            1, sum(name.startswith("xl/drawings/drawing") for name in archive.namelist()) + 1
        ):
            drawing = ElementTree.fromstring(archive.read(f"xl/drawings/drawing{number}.xml"))
            for shape in drawing.iter(f"{DRAWING}cNvPr"):
                part = archive.read(f"xl/charts/chart{len(found) + 1}.xml")
                series = next(ElementTree.fromstring(part).iter(f"{CHART}ser"))
                labels, values = (
                    [point.text or "" for point in series.findall(f"{CHART}{kind}//{CHART}v")]
                    for kind in ("cat", "val")
                )
                found.append(
                    (shape.attrib["name"], shape.attrib["descr"], labels, [float(v) for v in values])
                )
    return found


def test_a_theme_has_charts_with_titles_axes_and_text_alternatives(tmp_path: Path) -> None:
    """A bar a row of one group and unit; the numbers are in words too, and in the table above."""
    sheet = opened(edition(), tmp_path)["Henkilöstö"]
    count, share = sheet._charts  # type: ignore[attr-defined]  # there is no public way
    assert isinstance(count, BarChart)
    for chart in (count, share):
        assert not chart.x_axis.delete
        assert not chart.y_axis.delete
        assert chart.title is not None
        assert chart.x_axis.title is not None
        assert chart.y_axis.title is not None
    assert charts(tmp_path) == [
        (
            "Henkilöstö, henkilöä, 2024",
            "Palkkikaavio: Henkilöstö, henkilöä, 2024. "
            "Nimi staff.hospital 5\u00a0846; Nimi staff.rescue 798.",
            ["Nimi staff.hospital", "Nimi staff.rescue"],
            [5846, 798],
        ),
        (
            "Henkilöstö, prosenttia, 2024",
            "Palkkikaavio: Henkilöstö, prosenttia, 2024. Nimi staff.share_hospital 88\u00a0%; "
            "Nimi staff.share_rescue 12\u00a0%; Nimi staff.recommend 79\u00a0%.",
            ["Nimi staff.share_hospital", "Nimi staff.share_rescue", "Nimi staff.recommend"],
            [0.88, 0.12, 0.79],
        ),
    ]


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_charts_show_what_their_cells_hold(lang: str, tmp_path: Path) -> None:
    """The values kept in a chart are those of the rows it points to, in every theme of the project."""
    book, number = opened(published(), tmp_path, lang), 0
    kept = charts(tmp_path)
    for sheet in book.worksheets:
        for chart in sheet._charts:  # type: ignore[attr-defined]
            series = chart.series[0]
            for reference, cached in (
                (series.cat.strRef.f, kept[number][2]),
                (series.val.numRef.f, kept[number][3]),
            ):
                cells = sheet[reference.rpartition("!")[2].replace("$", "")]
                assert [row[0].value for row in cells if row[0].value is not None] == cached
            number += 1
    assert number == len(kept) > 10
    assert len({name for name, *_ in kept}) == number


def test_a_row_without_a_value_keeps_its_place_in_a_chart(tmp_path: Path) -> None:
    """It has no bar, and the text alternative says that nothing is known."""
    more = [indicator(f"green.p{number}", PERCENT) for number in range(4)]
    small = edition(catalogue=catalogue(*more))
    small = seen(small, *(observation(f"green.p{number}", 2024, str(number)) for number in range(3)))
    small = seen(small, observation("green.p3", 2024, None, Status.MISSING))
    opened(small, tmp_path)
    (chart,) = (found for found in charts(tmp_path) if found[0].startswith("Ympäristö"))
    assert (len(chart[2]), chart[3]) == (4, [0, 0.01, 0.02])
    assert "Nimi green.p3 ei tietoa" in chart[1]
