"""Charts: data with their texts, and a text alternative that tells what the drawing shows."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import edit, write
from narrating import document, loans, told

from reportgen.model.document import Chart, Datum, Text, plain

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
    return plain(chart(root, lang, title, after).alt).replace("\u00a0", " ")


def test_a_datum_has_label_value_text_year_and_what_it_is(mini: Path) -> None:
    """The texts are those drawn beside the mark."""
    made = chart(mini)
    assert made.title == (Text("Otsikko"),)
    assert made.data == (
        Datum("Lasten lainat", Decimal(400), "400", 2031, "loans.children", None, "count", 0, number="400"),
        Datum("Aikuisten lainat", Decimal(600), "600", 2031, "loans.adults", None, "count", 1, number="600"),
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
        "Pylväskaavio vuosilta 2030 ja 2031. Aikuisten lainat: 600 lainaa vuonna 2031. "
        "Vuodelta 2030 ei ole tietoa."
    )
    assert alt(mini, spec, "sv").endswith("Vuxnas lån: 600 lån (2031). Uppgift saknas för 2030.")
    first = chart(mini).data[0]
    assert (first.value, first.shown) == (None, "ei tietoa")
    made = document(mini, TEXT.format("Otsikko"))
    assert [citation.path for citation in made.citations] == ["loans/chart[0]/data[1]"]


def test_years_that_one_of_several_lacks_are_told_of_it_alone(mini: Path) -> None:
    """Of the others there is something to tell."""
    spec = 'kind = "series"\nindicators = ["loans.total", "loans.adults"]\nyears = [2030, 2031]\n'
    assert alt(mini, spec).endswith("Aikuisten lainat: vuodelta 2030 ei ole tietoa.")
    assert alt(mini, spec, "sv").endswith("Vuxnas lån: uppgift saknas för 2030.")


def test_an_author_may_write_the_alternative(mini: Path) -> None:
    """Its dates are written out; the other language is still generated where it has none."""
    spec = SPEC + 'alt = { fi = "Aikuiset lainaavat eniten {loans}.", sv = "Vuxna lånar mest." }\n'
    assert alt(mini, spec) == "Aikuiset lainaavat eniten 31.12.2031."
    assert alt(mini, spec, "sv") == "Vuxna lånar mest."


def test_the_author_s_alternative_asks_for_values_as_texts_do(mini: Path) -> None:
    """Each as the language prints it; what is asked for in vain is told with the place of the chart."""
    said = "{% if true %}Aikuisia on {{ 'loans.adults' | long }}{% endif %} * vuonna {{ year }}."
    spec = f'{SPEC}alt = {{ fi = "{said}", sv = "{{{{ title }}}}" }}\n'
    assert alt(mini, spec) == "Aikuisia on 600 lainaa * vuonna 2031."
    assert alt(mini, spec, "sv") == "Bibliotekets år"
    edit(mini, EDITION, "loans.adults' | long", "loans.adlts' | long")
    found = told(mini, TEXT.format("Otsikko")).findings
    assert [(one.code, one.place and one.place.file) for one in found] == [("unknown-indicator", EDITION)]


def test_few_values_are_told_one_by_one(mini: Path) -> None:
    """The unit is named once. The title is read beside the chart and not repeated."""
    assert alt(mini, SPEC, title="Aikuiset lainaavat eniten.") == (
        "Palkkikaavio vuodelta 2031. Lasten lainat: 400 lainaa; Aikuisten lainat: 600."
    )
    assert alt(mini, SPEC, "sv", title="Vuxna lånar mest") == (
        "Stapeldiagram för 2031. Barns lån: 400 lån; Vuxnas lån: 600."
    )


def both_in_table(root: Path) -> None:
    """Let the library's table show what its chart does, and nothing else."""
    edit(root, EDITION, 'rows = [\n    "loans.children",\n]', 'rows = ["loans.adults", "loans.children"]')
    edit(root, EDITION, 'shares = ["loans.share_children"]\n', "")


def test_a_chart_without_a_title_is_of_what_the_table_with_the_same_rows_is_of(mini: Path) -> None:
    """Its caption says what the values are."""
    assert alt(mini, SPEC, title="").startswith("Palkkikaavio vuodelta 2031. Lasten")
    both_in_table(mini)
    assert alt(mini, SPEC, title="").startswith("Palkkikaavio vuodelta 2031: Lainat 31.12.2031. Lasten")
    column = 'head = { fi = "Päivässä", sv = "Per dag" }\nindicators = ["loans.per_day", ""]\n'
    write(mini, EDITION, f"{(mini / EDITION).read_text('utf-8')}\n[[table.loans.column]]\n{column}")
    assert alt(mini, SPEC, title="").startswith("Palkkikaavio vuodelta 2031. Lasten")


TABLE = "\n::: table loans\n:::\n"


def test_values_that_a_table_of_the_section_has_are_compared_and_not_repeated(mini: Path) -> None:
    """The table is the alternative, named by its number; the sentence tells what the bars add to it."""
    both_in_table(mini)
    assert alt(mini, SPEC, after=TABLE) == (
        "Palkkikaavio vuodelta 2031. Suurin: Aikuisten lainat (600). Pienin: Lasten lainat (400). "
        "Luvut ovat taulukossa 1."
    )
    assert alt(mini, SPEC, "sv", after=TABLE).endswith(
        "Störst: Vuxnas lån (600). Minst: Barns lån (400). Siffrorna finns i tabell 1."
    )


def test_of_values_in_a_table_those_that_are_drawn_alike_are_compared(mini: Path) -> None:
    """Days with days, and each kind is named; what is alone in its form is told."""
    both_in_table(mini)
    unit = 'kind = "count"\nlabel = { fi = "päivä", sv = "dag" }\none = { fi = "päivä", sv = "dag" }\n'
    write(
        mini,
        "seeds/units.toml",
        (mini / "seeds/units.toml").read_text("utf-8")
        + f'\n[unit.day]\n{unit}many = {{ fi = "päivää", sv = "dagar" }}\nshort = {{ fi = "", sv = "" }}\n',
    )
    catalogue = (mini / "seeds/indicators.toml").read_text("utf-8")
    for name in ("loans.children", "loans.adults"):
        start = catalogue.index(f'[indicator."{name}"]')
        catalogue = catalogue[:start] + catalogue[start:].replace('unit = "loan"', 'unit = "day"', 1)
    write(mini, "seeds/indicators.toml", catalogue)
    finnish, swedish = (alt(mini, SPEC, lang, after=TABLE) for lang in ("fi", "sv"))
    assert "Eniten vuorokausia: Aikuisten lainat (600). Vähiten vuorokausia: Lasten" in finnish
    assert "Flest dygn: Vuxnas lån (600). Lägst antal dygn: Barns lån (400)." in swedish
    one = SPEC.replace('"loans.children", ', "")
    edit(mini, EDITION, SPEC, one)
    assert alt(mini, one, after=TABLE).endswith(
        "2031. Aikuisten lainat: 600 päivää. Luvut ovat taulukossa 1."
    )


def test_counts_beside_days_are_named_too(mini: Path) -> None:
    """A larger number of days that follows does not contradict what is said to be most."""
    unit = 'kind = "count"\nlabel = { fi = "päivä", sv = "dag" }\none = { fi = "päivä", sv = "dag" }\n'
    unit += 'many = { fi = "päivää", sv = "dagar" }\nshort = { fi = "", sv = "" }\n'
    write(mini, "seeds/units.toml", f"{(mini / 'seeds/units.toml').read_text('utf-8')}\n[unit.day]\n{unit}")
    both_in_table(mini)
    rows = 'rows = ["loans.adults", "loans.children"'
    edit(mini, EDITION, f"{rows}]", f'{rows}, "loans.total"]')
    edit(mini, EDITION, 'total = "loans.total"\n', "")
    path = mini / "seeds/indicators.toml"
    before, name, rest = path.read_text("utf-8").partition('[indicator."loans.total"]')
    days = rest.replace('unit = "loan"', 'unit = "day"', 1)
    write(mini, "seeds/indicators.toml", f"{before}{name}{days}")
    spec = SPEC.replace('"loans.adults"', '"loans.adults", "loans.total"')
    assert alt(mini, spec, after=TABLE).endswith(
        "Eniten käyntejä, kontakteja tai tehtäviä: Aikuisten lainat (600). "
        "Vähiten käyntejä, kontakteja tai tehtäviä: Lasten lainat (400). "
        "Lainat: 1 000 päivää. Luvut ovat taulukossa 1."
    )
    assert (
        "Flest besök, kontakter eller uppdrag: Vuxnas lån (600). "
        "Lägst antal besök, kontakter eller uppdrag: Barns lån (400). Lån: 1 000 dagar."
    ) in alt(mini, spec, "sv", after=TABLE)


def test_values_in_two_tables_are_looked_up_in_both(mini: Path) -> None:
    """Both are numbered as they are in the document."""
    other = EDITION_TABLE.replace("ID", "children").replace("ROW", "loans.children")
    path = mini / EDITION
    text = path.read_text("utf-8")
    one = EDITION_TABLE.replace("ID", "adults").replace("ROW", "loans.adults")
    write(mini, EDITION, f"{text}\n{other}\n{one}")
    after = "\n::: table children\n:::\n\n::: table adults\n:::\n"
    assert alt(mini, SPEC, after=after).endswith("Luvut ovat taulukoissa 1 ja 2.")
    assert alt(mini, SPEC, "sv", after=after).endswith("Siffrorna finns i tabellerna 1 och 2.")
    assert "taulukossa" not in alt(mini, SPEC, after=after.split("\n\n", 1)[0] + "\n")


EDITION_TABLE = """\
[table.ID]
caption = { fi = "Lainoja", sv = "Lån" }
header = { fi = "Kenen", sv = "Vems" }
columns = ["value"]
rows = ["ROW"]
"""


MANY = """\
loans.total,1000,,annual,s. 2,,
loans.adults,600,,annual,s. 2,,
loans.children,400,,annual,s. 3,,
loans.share_children,40,,annual,s. 3,,
loans.growth,142.9,,annual,s. 3,,
"""


def test_of_values_that_are_all_told_no_extremes_are(mini: Path) -> None:
    """Whoever hears them all needs no largest and smallest, however many there are."""
    ids = '["loans.children", "loans.adults", "loans.total", "loans.per_day"]'
    told = alt(mini, f'kind = "bars"\nindicators = {ids}\n')
    assert told.removeprefix("Palkkikaavio vuodelta 2031. ") == (
        "Lasten lainat: 400 lainaa; Aikuisten lainat: 600; Lainat: 1 000; Lainoja päivässä: 3."
    )


def areas(root: Path, **figures: str) -> None:
    """Give two groups of borrowers an area each, and shares: theirs, or the figures named."""
    catalogue = (root / "seeds/indicators.toml").read_text("utf-8")
    for id, area in (("children", "children"), ("share_children", "children"), ("adults", "adults")):
        head = f'[indicator."loans.{id}"]\n'
        catalogue = catalogue.replace(head, f'{head}area = "{area}"\n')
    adults = catalogue[catalogue.index('[indicator."loans.share_children"]') :].split("\n\n")[0]
    adults = adults.replace("children", "adults").replace("Lasten", "Aikuisten").replace("Barnens", "Vuxnas")
    write(root, "seeds/indicators.toml", f"{catalogue}\n{adults}\n")
    unit = '[[organisation.unit]]\nid = "adults"\nname = { fi = "Aikuiset", sv = "Vuxna" }\narea = "adults"\n'
    names = (root / "seeds/2031/organisation.toml").read_text("utf-8")
    write(root, "seeds/2031/organisation.toml", f"{names}\n{unit}")
    rows = (root / "seeds/2031/figures.csv").read_text("utf-8") + "loans.share_adults,60,,annual,s. 3,,\n"
    for id, value in figures.items():
        rows = re.sub(rf"loans\.{id},[0-9]+", f"loans.{id},{value}", rows)
    write(root, "seeds/2031/figures.csv", rows)


SHARES = '"loans.share_children", "loans.share_adults"'


def test_equals_are_largest_together(mini: Path) -> None:
    """None is named alone."""
    areas(mini, share_children="50", share_adults="50")
    assert "Kaikki ovat yhtä suuria: 50 prosenttia" in alt(mini, f'kind = "sea"\nindicators = [{SHARES}]\n')


def test_values_that_are_all_equal_are_told_so(mini: Path) -> None:
    """There is no largest then."""
    header = "indicator,value,status,source,place,note_fi,note_sv\n"
    write(mini, "seeds/2031/figures.csv", header + MANY.replace("600", "400"))
    both_in_table(mini)
    assert "Kaikki ovat yhtä suuria: 400 lainaa. Luvut" in alt(mini, SPEC, after=TABLE)
    assert "Alla är lika stora: 400 lån. Siffrorna" in alt(mini, SPEC, "sv", after=TABLE)


def test_two_units_of_the_same_things_stand_together(mini: Path) -> None:
    """A wave has a share and a number, which are of one area, whatever each of them is called."""
    areas(mini)
    told = alt(mini, f'kind = "sea"\nindicators = [{SHARES}, "loans.adults", "loans.children"]\n', title="")
    assert told.endswith(
        "Lasten osuus: 40 prosenttia, 400 lainaa; Aikuisten osuus: 60 prosenttia, 600 lainaa."
    )


def test_a_sea_under_a_title_bears_its_values_as_a_list(mini: Path) -> None:
    """The list is read after it, so its text alternative tells only what the waves show."""
    areas(mini)
    told = alt(mini, f'kind = "sea"\nindicators = [{SHARES}, "loans.adults", "loans.children"]\n')
    assert told.endswith("Suurin: Aikuisten osuus (60 prosenttia). Pienin: Lasten osuus (40 prosenttia).")
    made = chart(mini)
    assert [[plain(text).replace("\u00a0", " ") for text in entry] for entry in made.entries] == [
        ["Lasten osuus", "40 %", "400 lainaa"],
        ["Aikuisten osuus", "60 %", "600 lainaa"],
    ]
    assert chart(mini, title="").entries == ()


def test_two_years_are_told_with_the_change(mini: Path) -> None:
    """The sign says which way it went."""
    spec = 'kind = "pair"\nindicators = ["loans.total"]\nyears = [2030, 2031]\n'
    assert alt(mini, spec) == (
        "Kaksi pylvästä vuosilta 2030 ja 2031. Lainat: 700 lainaa vuonna 2030 ja 1 000 vuonna 2031. "
        "Muutos vuodesta 2030 vuoteen 2031: +300 lainaa."
    )
    assert alt(mini, spec, "sv") == (
        "Två staplar för åren 2030 och 2031. Lån: 700 lån (2030) och 1 000 (2031). "
        "Förändring från 2030 till 2031: +300 lån."
    )


HEADER = "indicator,value,status,source,place,note_fi,note_sv\n"
SERIES = 'kind = "series"\nindicators = ["loans.total"]\nyears = [2027, 2028, 2029, 2030, 2031]\n'


def years(root: Path, first: str = "1000,", second: str = "1200,") -> None:
    """Give the library loans in 2027 and 2028, each as value and status."""
    write(root, "seeds/2027/figures.csv", f"{HEADER}loans.total,{first},annual,s. 2,,\n")
    write(root, "seeds/2028/figures.csv", f"{HEADER}loans.total,{second},annual,s. 2,,\n")


def test_a_series_is_told_value_by_value_with_its_extremes_and_change(mini: Path) -> None:
    """A year without data is named; the run of years is written with a dash."""
    years(mini)
    assert alt(mini, SERIES) == (
        "Viivakaavio vuosilta 2027–2031. "
        "Lainat: 1 000 lainaa vuonna 2027, 1 200 vuonna 2028, 700 vuonna 2030 ja 1 000 vuonna 2031. "
        "Suurin arvo on vuodelta 2028 ja pienin vuodelta 2030. "
        "Muutos vuodesta 2030 vuoteen 2031: +300 lainaa. "
        "Vuodelta 2029 ei ole tietoa."
    )
    assert alt(mini, SERIES, "sv") == (
        "Linjediagram för åren 2027–2031. Lån: 1 000 lån (2027), 1 200 (2028), 700 (2030) och 1 000 (2031). "
        "Störst är värdet för 2028 och minst för 2030. Förändring från 2030 till 2031: +300 lån. "
        "Uppgift saknas för 2029."
    )


def test_a_change_is_told_from_the_latest_year_that_is_drawn(mini: Path) -> None:
    """Here the year before is not; that nothing has changed is told too."""
    years(mini)
    spec = SERIES.replace("2028, 2029, 2030, ", "")
    assert alt(mini, spec).endswith("Vuosien 2027 ja 2031 arvo on sama.")
    assert alt(mini, spec, "sv").endswith("Värdet är detsamma för 2027 och 2031.")


def test_a_series_in_a_table_is_told_by_its_ends_and_extremes(mini: Path) -> None:
    """What lies between can be looked up; an extreme is told with its value unless that is an end."""
    years(mini)
    columns = '["2027", "2028", "2029", "2030", "2031"]'
    table = EDITION_TABLE.replace("ID", "years").replace("ROW", "loans.total").replace('["value"]', columns)
    write(mini, EDITION, f"{(mini / EDITION).read_text('utf-8')}\n{table}")
    assert alt(mini, SERIES, after="\n::: table years\n:::\n") == (
        "Viivakaavio vuosilta 2027–2031. Lainat: 1 000 lainaa vuonna 2027 ja 1 000 vuonna 2031. "
        "Suurin arvo on vuodelta 2028 (1 200) ja pienin vuodelta 2030 (700). "
        "Muutos vuodesta 2030 vuoteen 2031: +300 lainaa. Vuodelta 2029 ei ole tietoa. "
        "Luvut ovat taulukossa 1."
    )


ELSEWHERE = """
[[section]]
id = "lookup"
layout = "loans"
name = { fi = "Taulukot", sv = "Tabeller" }

[table.years]
caption = { fi = "Lainoja", sv = "Lån" }
header = { fi = "Kenen", sv = "Vems" }
columns = ["2027", "2028", "2029", "2030", "2031"]
rows = ["loans.total", "loans.children"]
"""


def test_lines_whose_values_another_section_has_in_a_table_are_told_briefly(mini: Path) -> None:
    """Ends, extremes and latest change of each line, and the number of the table of another section."""
    years(mini)
    for year, value in ((2027, 300), (2028, 500)):
        path = mini / f"seeds/{year}/figures.csv"
        write(
            mini,
            f"seeds/{year}/figures.csv",
            f"{path.read_text('utf-8')}loans.children,{value},,annual,s. 2,,\n",
        )
    write(mini, EDITION, f"{(mini / EDITION).read_text('utf-8')}\n{ELSEWHERE}")
    for lang, title in (("fi", "Taulukot"), ("sv", "Tabeller")):
        write(mini, f"templates/{lang}/2031/lookup.md", f"# {title}\n\n::: table years\n:::\n")
    spec = SERIES.replace('["loans.total"]', '["loans.total", "loans.children"]')
    assert alt(mini, spec) == (
        "Viivakaavio vuosilta 2027–2031. Lainat: 1 000 lainaa vuonna 2027 ja 1 000 vuonna 2031. "
        "Suurin arvo on vuodelta 2028 (1 200) ja pienin vuodelta 2030 (700). "
        "Muutos vuodesta 2030 vuoteen 2031: +300 lainaa. "
        "Lasten lainat: 300 lainaa vuonna 2027 ja 400 vuonna 2031. "
        "Suurin arvo on vuodelta 2028 (500) ja pienin vuodelta 2027. "
        "Muutos vuodesta 2028 vuoteen 2031: −100 lainaa. "
        "Lainat: vuodelta 2029 ei ole tietoa. Lasten lainat: vuosilta 2029 ja 2030 ei ole tietoa. "
        "Luvut ovat taulukossa 1."
    )


def test_no_change_is_told_over_a_break(mini: Path) -> None:
    """The change is that from the latest year which may be compared; of extremes there are none."""
    years(mini, second="1200,B")
    told = alt(mini, SERIES)
    assert "Suurin" not in told
    assert (
        "Muutos vuodesta 2030 vuoteen 2031: +300 lainaa. "
        "Sarja katkeaa vuonna 2028: sitä aiempiin lukuihin ei voi verrata."
    ) in told
    swedish = alt(mini, SERIES, "sv")
    assert "Serien bryts 2028: talen kan inte jämföras med de tidigare." in swedish
    years(mini, second="1200,D")
    assert "Sarja katkeaa vuosina 2028 ja 2030: lukuja ei voi verrata katkosten yli." in alt(mini, SERIES)
    assert "Serien bryts 2028 och 2030: talen kan inte jämföras över brotten." in alt(mini, SERIES, "sv")


def coarse(root: Path, value: int) -> None:
    """Give the library loans in 2027 that the source has rounded to hundreds, and 1 010 loans in 2031."""
    rows = f"loans.total,{value},,annual,s. 2,,,-2\n"
    write(root, "seeds/2027/figures.csv", f"{HEADER.rstrip()},decimals\n{rows}")
    edit(root, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,1010")
    edit(root, "seeds/2031/figures.csv", "loans.adults,600", "loans.adults,610")


def test_a_change_that_would_be_rounded_is_not_told(mini: Path) -> None:
    """Whoever subtracts the values that are told would get another one."""
    coarse(mini, 1200)
    spec = 'kind = "columns"\nindicators = ["loans.total"]\nyears = [2027, 2031]\n'
    assert alt(mini, spec).endswith("Lainat: 1 200 lainaa vuonna 2027 ja 1 010 vuonna 2031.")
    assert alt(mini, spec, "sv").endswith("Lån: 1 200 lån (2027) och 1 010 (2031).")


def test_an_extreme_that_rounding_may_have_made_is_not_told(mini: Path) -> None:
    """A thousand by the hundred may be more than 1 010; the smallest is so for certain."""
    coarse(mini, 1000)
    spec = SERIES.replace("2028, 2029, ", "")
    assert "1 010 vuonna 2031. Pienin arvo on vuodelta 2030. Muutos vuodesta 2030" in alt(mini, spec)
    assert "1 010 (2031). Minst är värdet för 2030. Förändring från 2030" in alt(mini, spec, "sv")
    edit(mini, "seeds/2030/figures.csv", "loans.total,700", "loans.total,1700")
    assert "1 010 vuonna 2031. Suurin arvo on vuodelta 2030. Muutos" in alt(mini, spec)
    assert "1 010 (2031). Störst är värdet för 2030. Förändring" in alt(mini, spec, "sv")


def test_a_gauge_is_told_as_what_there_is_and_what_it_may_reach(mini: Path) -> None:
    """They come in this order, each by its name: the whole may be a target, or what may be spent."""
    told = alt(mini, 'kind = "gauge"\nindicators = ["loans.adults", "loans.total"]\n')
    assert told == "Mittarikuvio vuodelta 2031. Aikuisten lainat: 600 lainaa; Lainat: 1 000."


def test_the_period_of_a_gauge_is_that_of_what_was_reached(mini: Path) -> None:
    """What a programme has brought it has brought over years; its target has none."""
    spec = 'kind = "gauge"\nindicators = ["loans.adults", "loans.total"]\noptions = { period = "years" }\n'
    edit(mini, EDITION, "[dates]\n", '[dates]\nyears = "2029/2031"\n')
    assert alt(mini, spec) == (
        "Mittarikuvio. Aikuisten lainat vuosina 2029–2031: 600 lainaa. Lainat: 1 000 lainaa."
    )
    assert alt(mini, spec, "sv") == ("Mätardiagram. Vuxnas lån åren 2029–2031: 600 lån. Lån: 1 000 lån.")


def test_a_chart_may_be_of_a_period(mini: Path) -> None:
    """All that it shows is then of these years; so is a gauge without a target."""
    spec = f'{SPEC}options = {{ period = "years" }}\n'
    edit(mini, EDITION, "[dates]\n", '[dates]\nyears = "2029/2031"\n')
    assert alt(mini, spec).startswith("Palkkikaavio vuosilta 2029–2031. Lasten")
    assert alt(mini, spec, "sv").startswith("Stapeldiagram för åren 2029–2031. Barns")
    edit(mini, EDITION, 'kind = "bars"', 'kind = "gauge"')
    edit(mini, "seeds/2031/figures.csv", "loans.adults,600,", "loans.adults,,M")
    assert plain(chart(mini).alt).startswith("Mittarikuvio vuosilta 2029–2031. Lasten")


def test_a_gauge_with_a_missing_target_tells_what_it_has(mini: Path) -> None:
    """And what is missing."""
    edit(mini, "seeds/2031/figures.csv", "loans.total,1000,,annual", "loans.total,,M,annual")
    told = alt(mini, 'kind = "gauge"\nindicators = ["loans.adults", "loans.total"]\n')
    assert told.endswith("2031. Aikuisten lainat: 600 lainaa. Lainat: vuodelta 2031 ei ole tietoa.")


def test_dots_are_told_as_a_part_of_the_whole_and_named_in_the_legend(mini: Path) -> None:
    """The filled ones by the part's name, the others as the rest."""
    spec = 'kind = "dots"\nindicators = ["loans.adults", "loans.total"]\n'
    told = alt(mini, spec, "sv")
    assert told == "Prickdiagram för 2031. Vuxnas lån 600, sammanlagt 1 000 lån."
    labels = chart(mini, "sv").labels
    assert (labels["filled"], labels["outlined"]) == ("vuxnas lån", "övriga")


def test_a_legend_of_bars_has_a_text_alternative_of_its_own(mini: Path) -> None:
    """Where the chart is the one that explains the forms of bars."""
    assert chart(mini).legend_alt == ()
    edit(mini, EDITION, SPEC, SPEC + 'options = { legend = "true" }\n')
    assert plain(chart(mini).legend_alt) == (
        "Palkkien merkit. Täytetty palkki: käynnit, kontaktit, tehtävät. Ääriviivoin piirretty palkki: "
        "vuorokaudet (vrk). Viiva, jonka päässä on piste: ihmiset (hlö)."
    )
    assert plain(chart(mini, "sv").legend_alt).startswith("Staplarnas utseende. Fylld stapel: besök")


def test_a_scale_tells_its_value_ends_and_what_is_excellent(mini: Path) -> None:
    """The ends are constants of the edition's year; the value is labelled with its years."""
    limits = "".join(
        f'\n[indicator."loans.{id}"]\ntheme = "loans"\nunit = "loan"\n'
        f'label = {{ fi = "{id}", sv = "{id}" }}\n'
        for id in ("least", "most", "good")
    )
    write(mini, "seeds/indicators.toml", (mini / "seeds/indicators.toml").read_text("utf-8") + limits)
    rows = "".join(
        f"loans.{id},{n},,annual,s. 3,,\n" for id, n in (("least", 0), ("most", 2000), ("good", 900))
    )
    write(mini, "seeds/2031/figures.csv", (mini / "seeds/2031/figures.csv").read_text("utf-8") + rows)
    ids = '["loans.total", "loans.least", "loans.most", "loans.good"]'
    spec = f'kind = "scale"\nindicators = {ids}\nyears = [2030, 2031]\n'
    told = alt(mini, spec)
    assert told == (
        "Asteikko vuosilta 2030 ja 2031. Lainat: 700 lainaa vuonna 2030 ja 1 000 vuonna 2031. "
        "Muutos vuodesta 2030 vuoteen 2031: +300 lainaa. "
        "Asteikko alkaa arvosta 0 lainaa ja päättyy arvoon 2 000 lainaa. "
        "Erinomaisen raja on 900 lainaa."
    )
    one = spec.replace("years = [2030, 2031]\n", "")
    made = chart(mini)
    assert [(datum.label.replace("\u00a0", " "), datum.year) for datum in made.data] == [
        ("700 vuonna 2030", 2030),
        ("1 000 vuonna 2031", 2031),
        ("least", 2031),
        ("most", 2031),
        ("good", 2031),
    ]
    edit(mini, EDITION, spec, one)
    assert alt(mini, one).startswith("Asteikko vuodelta 2031. Lainat: 1 000 lainaa vuonna 2031. Asteikko")


def test_soft_hyphens_of_labels_stay_out_of_the_alternative(mini: Path) -> None:
    """They are for drawing; a screen reader would stumble."""
    edit(mini, "seeds/indicators.toml", "Lasten lainat", "Lasten lai\u00adnat")
    assert "\u00ad" in chart(mini).data[0].label
    assert "Lasten lainat: 400" in alt(mini, SPEC)
