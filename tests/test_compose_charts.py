"""Charts: data with their texts, and a text alternative that tells what the drawing shows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import edit, write
from narrating import document, loans

from reportgen.model.document import Chart, Datum, Text

EDITION = "seeds/2031/edition.toml"
SPEC = 'kind = "bars"\nindicators = ["loans.children", "loans.adults"]\n'
TEXT = "# Lainat\n\n## Kuka lainaa\n\n::: chart loans\n{}\n:::\n"


def chart(root: Path, lang: str = "fi", title: str = "Otsikko", after: str = "") -> Chart:
    """Return the library's chart."""
    made = document(root, TEXT.format(title) + after, lang)
    return next(block for block in loans(made.sections).blocks if isinstance(block, Chart))


def alt(root: Path, spec: str, lang: str = "fi", title: str = "Otsikko", after: str = "") -> str:
    """Return the text alternative of a chart with this specification, spaces made plain."""
    if spec not in (root / EDITION).read_text(encoding="utf-8"):
        edit(root, EDITION, SPEC, spec)
    return chart(root, lang, title, after).alt.replace("\u00a0", " ")


def test_a_datum_has_label_value_text_year_and_what_it_is(mini: Path) -> None:
    """The texts are those drawn beside the mark."""
    made = chart(mini)
    assert made.title == (Text("Otsikko"),)
    assert made.data == (
        Datum("Lasten lainat", Decimal(400), "400", 2031, "loans.children", None, "count", 0),
        Datum("Aikuisten lainat", Decimal(600), "600", 2031, "loans.adults", None, "count", 1),
    )
    assert made.labels == {"missing": "ei tietoa", "excellent": "erinomainen"}


def test_a_short_name_is_drawn_where_there_is_one(mini: Path) -> None:
    """Charts are tight; the area gives the colour."""
    label = 'label = { fi = "Lasten lainat", sv = "Barns lån" }\n'
    short = 'short = { fi = "Lapset", sv = "Barn" }\narea = "children"\n'
    edit(mini, "seeds/indicators.toml", label, label + short)
    first = chart(mini).data[0]
    assert (first.label, first.area) == ("Lapset", "children")


@pytest.mark.parametrize(("unit", "kind"), [("day", "day"), ("person", "person"), ("client", "person")])
def test_days_and_people_are_drawn_in_a_form_of_their_own(mini: Path, unit: str, kind: str) -> None:
    """Everything else is drawn by the kind of its unit."""
    edit(mini, "seeds/units.toml", "[unit.loan]", f"[unit.{unit}]")
    path = mini / "seeds/indicators.toml"
    write(mini, "seeds/indicators.toml", path.read_text(encoding="utf-8").replace('"loan"', f'"{unit}"'))
    assert {datum.unit_kind for datum in chart(mini).data} == {kind}


def test_a_missing_value_is_drawn_and_told_as_missing(mini: Path) -> None:
    """It is no datum of zero and no citation."""
    spec = 'kind = "columns"\nindicators = ["loans.adults"]\nyears = [2030, 2031]\n'
    told = alt(mini, spec)
    assert told == (
        "Pylväskaavio vuosilta 2030 ja 2031: Otsikko. Aikuisten lainat 600 lainaa. "
        "Aikuisten lainat vuonna 2030: ei tietoa."
    )
    first = chart(mini).data[0]
    assert (first.value, first.shown) == (None, "ei tietoa")
    made = document(mini, TEXT.format("Otsikko"))
    assert [citation.path for citation in made.citations] == ["loans/chart[0]/data[1]"]


def test_an_author_may_write_the_alternative(mini: Path) -> None:
    """Its dates are written out; the other language is still generated where it has none."""
    spec = SPEC + 'alt = { fi = "Aikuiset lainaavat eniten {loans}.", sv = "Vuxna lånar mest." }\n'
    assert alt(mini, spec) == "Aikuiset lainaavat eniten 31.12.2031."
    assert alt(mini, spec, "sv") == "Vuxna lånar mest."


def test_few_values_are_told_one_by_one(mini: Path) -> None:
    """The unit is named once. A full stop of the title is not doubled."""
    assert alt(mini, SPEC, title="Aikuiset lainaavat eniten.") == (
        "Palkkikaavio vuodelta 2031: Aikuiset lainaavat eniten. "
        "Lasten lainat 400 lainaa; Aikuisten lainat 600."
    )
    assert alt(mini, SPEC, "sv", title="Vuxna lånar mest") == (
        "Stapeldiagram för 2031: Vuxna lånar mest. Barns lån 400 lån; Vuxnas lån 600."
    )


def test_a_chart_without_a_title_is_of_what_its_heading_and_table_say(mini: Path) -> None:
    """The heading is the message, the table's caption says what the values are."""
    assert alt(mini, SPEC, title="").startswith("Palkkikaavio vuodelta 2031: Kuka lainaa. Lasten")
    edit(mini, EDITION, 'rows = [\n    "loans.children",\n]', 'rows = ["loans.adults", "loans.children"]')
    edit(mini, EDITION, 'shares = ["loans.share_children"]\n', "")
    assert alt(mini, SPEC, title="").startswith(
        "Palkkikaavio vuodelta 2031: Kuka lainaa. Lainat 31.12.2031. Lasten"
    )


def test_values_that_a_table_of_the_section_has_are_compared_and_not_repeated(mini: Path) -> None:
    """The table is the alternative; the sentence tells what the bars add to it."""
    edit(mini, EDITION, 'rows = [\n    "loans.children",\n]', 'rows = ["loans.adults", "loans.children"]')
    edit(mini, EDITION, 'shares = ["loans.share_children"]\n', "")
    after = "\n::: table loans\n:::\n"
    assert alt(mini, SPEC, after=after).endswith(
        "Suurin on Aikuisten lainat (600 lainaa) ja pienin Lasten lainat (400)."
    )
    assert alt(mini, SPEC, "sv", after=after).endswith(
        "Störst är Vuxnas lån (600 lån) och minst Barns lån (400)."
    )


MANY = """\
loans.total,1000,,annual,s. 2,,
loans.adults,600,,annual,s. 2,,
loans.children,400,,annual,s. 3,,
loans.share_children,40,,annual,s. 3,,
loans.growth,142.9,,annual,s. 3,,
"""


def test_of_many_values_the_largest_and_smallest_are_told_first(mini: Path) -> None:
    """Equals are named together."""
    ids = '["loans.children", "loans.adults", "loans.total", "loans.per_day"]'
    told = alt(mini, f'kind = "bars"\nindicators = {ids}\n')
    assert told.removeprefix("Palkkikaavio vuodelta 2031: Otsikko. ") == (
        "Suurin on Lainat (1 000 lainaa) ja pienin Lainoja päivässä (3). "
        "Lasten lainat 400 lainaa; Aikuisten lainat 600; Lainat 1 000; Lainoja päivässä 3."
    )
    figures = mini / "seeds/2031/figures.csv"
    write(
        mini,
        "seeds/2031/figures.csv",
        figures.read_text(encoding="utf-8").replace("loans.adults,600", "loans.adults,1000"),
    )
    assert "Suurin on Aikuisten lainat ja Lainat (1 000 lainaa) ja pienin" in alt(mini, "")


def test_values_that_are_all_equal_are_told_so(mini: Path) -> None:
    """There is no largest then."""
    header = "indicator,value,status,source,place,note_fi,note_sv\n"
    write(mini, "seeds/2031/figures.csv", header + MANY.replace("600", "400"))
    edit(mini, EDITION, 'rows = [\n    "loans.children",\n]', 'rows = ["loans.adults", "loans.children"]')
    edit(mini, EDITION, 'shares = ["loans.share_children"]\n', "")
    after = "\n::: table loans\n:::\n"
    assert alt(mini, SPEC, after=after).endswith("Kaikki ovat yhtä suuria: 400 lainaa.")
    assert alt(mini, SPEC, "sv", after=after).endswith("Alla är lika stora: 400 lån.")


def test_values_of_different_units_are_not_compared(mini: Path) -> None:
    """Every one of them is told with its unit."""
    told = alt(mini, 'kind = "bars"\nindicators = ["loans.share_children", "loans.children"]\n')
    assert told.endswith("Lasten osuus 40 prosenttia; Lasten lainat 400 lainaa.")


def test_two_units_of_the_same_things_stand_together(mini: Path) -> None:
    """A wave has a share and a number."""
    for label in ("Lasten lainat", "Lasten osuus"):
        line = next(
            row for row in (mini / "seeds/indicators.toml").read_text("utf-8").split("\n") if label in row
        )
        edit(mini, "seeds/indicators.toml", line, line + '\nshort = { fi = "Lapset", sv = "Barn" }')
    told = alt(mini, 'kind = "sea"\nindicators = ["loans.share_children", "loans.children"]\n')
    assert told == "Aaltokuvio vuodelta 2031: Otsikko. Lapset 40 prosenttia, 400 lainaa."


def test_two_years_are_told_with_the_change(mini: Path) -> None:
    """The sign says which way it went."""
    spec = 'kind = "pair"\nindicators = ["loans.total"]\nyears = [2030, 2031]\n'
    assert alt(mini, spec) == (
        "Kaksi pylvästä vuosilta 2030 ja 2031: Otsikko. "
        "Lainat: 700 lainaa vuonna 2030 ja 1 000 lainaa vuonna 2031, muutos +300 lainaa."
    )
    assert alt(mini, spec, "sv") == (
        "Två staplar för åren 2030 och 2031: Otsikko. "
        "Lån: 700 lån (2030) och 1 000 lån (2031), förändring +300 lån."
    )


def test_a_series_is_told_by_its_ends_and_extremes(mini: Path) -> None:
    """A year without data is named; the run of years is written with a dash."""
    header = "indicator,value,status,source,place,note_fi,note_sv\n"
    write(mini, "seeds/2027/figures.csv", header + "loans.total,1000,,annual,s. 2,,\n")
    write(mini, "seeds/2028/figures.csv", header + "loans.total,1200,,annual,s. 2,,\n")
    spec = 'kind = "series"\nindicators = ["loans.total"]\nyears = [2027, 2028, 2029, 2030, 2031]\n'
    assert alt(mini, spec) == (
        "Viivakaavio vuosilta 2027–2031: Otsikko. "
        "Lainat: 1 000 lainaa vuonna 2027 ja 1 000 lainaa vuonna 2031, ei muutosta. "
        "Suurin oli 1 200 lainaa vuonna 2028 ja pienin 700 lainaa vuonna 2030. "
        "Lainat vuonna 2029: ei tietoa."
    )
    assert "Störst var 1 200 lån (2028) och minst 700 lån (2030)." in alt(mini, spec, "sv")


def test_a_gauge_is_told_as_a_value_and_its_target(mini: Path) -> None:
    """They come in this order."""
    told = alt(mini, 'kind = "gauge"\nindicators = ["loans.adults", "loans.total"]\n')
    assert told == "Mittarikuvio vuodelta 2031: Otsikko. Aikuisten lainat 600, tavoite 1 000 lainaa."


def test_a_gauge_with_a_missing_target_tells_what_it_has(mini: Path) -> None:
    """And what is missing."""
    edit(mini, "seeds/2031/figures.csv", "loans.total,1000,,annual", "loans.total,,M,annual")
    told = alt(mini, 'kind = "gauge"\nindicators = ["loans.adults", "loans.total"]\n')
    assert told.endswith("Otsikko. Aikuisten lainat 600 lainaa. Lainat vuonna 2031: ei tietoa.")


def test_dots_are_told_as_a_part_of_the_whole_and_named_in_the_legend(mini: Path) -> None:
    """The filled ones by the part's name, the others as the rest."""
    spec = 'kind = "dots"\nindicators = ["loans.adults", "loans.total"]\n'
    told = alt(mini, spec, "sv")
    assert told == "Prickdiagram för 2031: Otsikko. Vuxnas lån 600, sammanlagt 1 000 lån."
    labels = chart(mini, "sv").labels
    assert (labels["filled"], labels["outlined"]) == ("vuxnas lån", "övriga")


def test_a_scale_tells_its_value_ends_and_what_is_excellent(mini: Path) -> None:
    """The ends are constants of the edition's year; the value is labelled with its years."""
    ids = '["loans.total", "loans.share_children", "loans.growth", "loans.adults"]'
    spec = f'kind = "scale"\nindicators = {ids}\nyears = [2030, 2031]\n'
    told = alt(mini, spec)
    assert told == (
        "Asteikko vuosilta 2030 ja 2031: Otsikko. "
        "Lainat: 700 lainaa vuonna 2030 ja 1 000 lainaa vuonna 2031, muutos +300 lainaa. "
        "Asteikko alkaa arvosta 40 prosenttia ja päättyy arvoon 142,9 prosenttia. "
        "Erinomaisen raja on 600 lainaa."
    )
    made = chart(mini)
    assert [(datum.label.replace("\u00a0", " "), datum.year) for datum in made.data] == [
        ("700 vuonna 2030", 2030),
        ("1 000 vuonna 2031", 2031),
        ("Lasten osuus", 2031),
        ("Lainojen kasvu", 2031),
        ("Aikuisten lainat", 2031),
    ]


def test_an_unknown_kind_is_told_as_a_figure(mini: Path) -> None:
    """Drawing will refuse it; composing need not."""
    assert alt(mini, SPEC.replace("bars", "halves")).startswith("Kuvio vuodelta 2031: Otsikko.")


def test_soft_hyphens_of_labels_stay_out_of_the_alternative(mini: Path) -> None:
    """They are for drawing; a screen reader would stumble."""
    edit(mini, "seeds/indicators.toml", "Lasten lainat", "Lasten lai\u00adnat")
    assert "\u00ad" in chart(mini).data[0].label
    assert "Lasten lainat 400" in alt(mini, SPEC)
