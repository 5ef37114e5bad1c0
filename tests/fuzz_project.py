"""Fuzz of a project's files: random keys, types, values and nesting, and never a fault of the program.

    python tests/fuzz_project.py [PROJECTS] [SEED]

Every project has one to four slips in its TOML files, in the theme or in the lists for hyphenation. It is
read, validated and narrated as a build does, up to the Document; one in forty of the small ones is built.
A run that ends in anything but findings is printed with the slips that led to it.
"""

from __future__ import annotations

import copy
import random
import shutil
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock_time
from decimal import Decimal
from pathlib import Path
from typing import Any

from conftest import MINI, REPOSITORY, write

from reportgen.compose import compose
from reportgen.errors import BadInput, ReportError, VerificationFault
from reportgen.findings import Finding, Severity
from reportgen.narrate import narrate
from reportgen.pipeline import BuildRequest, build
from reportgen.render.pdf.layouts import LAYOUTS
from reportgen.sources import load_compounds, load_theme, read_edition
from reportgen.theme import Theme
from reportgen.validate import check_charts, check_designs, check_figures, check_pictures, check_texts

MORE: Mapping[str, str] = {
    "seeds/project.toml": """\
[picture.logo]
file = { fi = "", sv = "" }
alt = { fi = "Kuusisto", sv = "Granö" }
""",
    "seeds/strategy.toml": """\
[strategy]
name = { fi = "Lukeva saari", sv = "Den läsande ön" }
period = "2030/2032"
source = "annual"

[[promise]]
id = "reading"
name = { fi = "Lukeminen", sv = "Läsning" }
text = { fi = "Kaikki lukevat.", sv = "Alla läser." }
indicators = ["loans.total"]

[[theme]]
id = "open"
name = { fi = "Avoin", sv = "Öppen" }
promises = ["reading"]

[[theme.focus]]
id = "hours"
name = { fi = "Aukiolo", sv = "Öppettider" }

[[theme.focus.goal]]
id = "longer"
name = { fi = "Pidempään auki", sv = "Öppet längre" }
blank = { fi = "Ei mitata.", sv = "Mäts inte." }
means = [{ name = { fi = "Iltavuoro", sv = "Kvällstur" }, indicators = ["loans.adults"] }]
""",
    "seeds/terms.toml": """\
[term.loan]
fi = "laina"
sv = "lån"
instead_of = { fi = ["vippi"], sv = ["lånande"] }
""",
    "seeds/2031/terms.toml": '[term.library]\nfi = "kirjasto"\nsv = "biblioteket"\n',
    "seeds/indicators.toml": """\
[indicator."loans.share"]
theme = "loans"
unit = "percent"
label = { fi = "Osuus", sv = "Andel" }
short = { fi = "Osuus", sv = "Andel" }
definition = { fi = "Lapset kaikista.", sv = "Barn av alla." }
comparability = { fi = "Vain tämä vuosi.", sv = "Bara detta år." }
follows = ["loans.growth"]
area = "children"
formula = { kind = "share", of = ["loans.children", "loans.total"], before = 2900 }
""",
    "seeds/2031/edition.toml": """\
[table.years]
caption = { fi = "Vuodet", sv = "Åren" }
header = { fi = "Lainat", sv = "Lån" }
columns = ["2030", "value", "change"]
labels = "short"
area = "children"
rows = ["loans.total", "loans.adults"]
note = { fi = "Vertailu {plan}.", sv = "Jämförelse {plan}." }

[[table.years.column]]
head = { fi = "Osuus", sv = "Andel" }
indicators = ["loans.growth", ""]
year = 2031

[chart.series]
kind = "series"
years = [2030, 2031]
indicators = ["loans.total"]
alt = { fi = "Lainat: {{ \\"loans.total\\" | number }}", sv = "Lån: {{ \\"loans.total\\" | number }}" }

[[section]]
id = "back"
name = { fi = "Takakansi", sv = "Baksida" }
hidden = true
draft = true
template = "cover.md"
""",
    **{
        f"templates/{lang}/2031/loans.md": """
::: table years
:::

::: chart series
:::

::: scorecard
:::

::: diagram services
:::

{{ term("loan") }} {{ term("library") }} {{ person("librarian") }} {{ office("librarian") }}
{{ link("home") }}
{{ period("plan") }} {{ name("services.stories") }} {{ area("children") }} {{ source("annual") }}
{{ abbreviation("ISBN") }} {{ "loans.share" | long }} {{ "loans.total" | change }}
{{ "loans.growth" | short }} {{ "loans.total" | about(10) }} {{ "loans.total" | trend("a", "b", "c") }}
{{ "loans.per_day" | number }}
{{ "loans.adults" | most(["loans.children"], "a", "b") }} {{ "loans.total" | since }}
"""
        for lang in ("fi", "sv")
    },
}
"""What the small project has more for this, so that every sort of table and key stands in it."""

VALUES: tuple[Any, ...] = (
    0, 1, -1, 7, 12, 2024, 2031, 10**30, -(10**18), 0.0, 0.5, -0.5, 1.5, 1e300, float("nan"),
    float("inf"), -float("inf"), Decimal("1e400"), True, False, "", " ", "x", "primary", "value",
    "2031", "31.12.2031", "2030/2032", "2032/2030", "cover", "back", "bars", "gauge", "sea", "../x.md",
    "/etc/passwd", "a/b", "a\\b", "con", "#0000bf", "#zzz", "red", "x" * 5_000, "sana " * 60,
    "ylipitkäyhdyssana" * 20, "\a", "\u200b", "\ufeff", "\u00ad", "\u202e", "😀", "漢字", "a\nb", "\t",
    "{{ year }}", "{{ x }}", "{% if x %}", "{# x", "{x}", "{staff}", "[a](b)", "**x**", "<b>", "&amp;",
    "=1+1", "12", "\"quoted\"", "'", "https://x.example", "javascript:x", "mailto:", "http://",
    "loans.total", "loans.per_day", "nothing", [], [[]], [""], ["x"], [1], [0.5, 0.5],
    [float("nan"), 0.5], [True], [{}], {}, {"fi": "x"}, {"fi": 1, "sv": 2}, {"fi": "x", "sv": "y"},
    {"fi": "x", "sv": "y", "en": "z"}, {"kind": "sum", "of": []}, {"x": {"y": {"z": {}}}},
    date(1, 1, 1), date(2031, 12, 31), date(9999, 12, 31), datetime(2031, 1, 1, 1, 1, 1, tzinfo=UTC),
    clock_time(1, 2, 3),
)  # fmt: skip
"""What a key is given in place of its value."""

KEYS = (
    "",
    "id",
    "name",
    "label",
    "layout",
    "fi",
    "sv",
    "kind",
    "x" * 300,
    "a.b",
    "ä",
    "year",
    "é",
    "\a",
    "total",
)


@dataclass(frozen=True)
class Outcome:
    """How a run ended: ``sound``, ``refused`` with codes, or ``failed`` with what was raised."""

    kind: str
    codes: tuple[str, ...] = ()
    fault: str = ""


def toml(data: Mapping[str, Any]) -> str:
    """Return data as TOML, a line a key of the file."""
    return "".join(f"{_quoted(key)} = {_written(value)}\n" for key, value in data.items())


def slips(files: Mapping[str, str], dice: random.Random, count: int) -> tuple[dict[str, str], list[str]]:
    """Return the files with so many slips, and what was done."""
    changed, told = dict(files), list[str]()
    for _ in range(count):
        name = dice.choice(sorted(files))
        try:
            data = tomllib.loads(changed[name], parse_float=Decimal)
        except (ValueError, ArithmeticError, RecursionError):
            data = None
        if data is None or not name.endswith(".toml") or dice.random() < 0.12:
            changed[name], what = _retyped(changed[name], dice)
        else:
            what = _changed(data, dice)
            changed[name] = toml(data)
        told.append(f"{name}: {what}")
    return changed, told


def judged(root: Path, year: int, *, whole: bool) -> Outcome:
    """Read, check and narrate an edition, or build it whole, and return how that ended."""
    try:
        if whole:
            report = build(BuildRequest(root, (year,), out=root / "output"))
            return Outcome("sound", tuple(found.code for found in report.findings))
        codes = tuple(found.code for found in checked(root, year) if found.severity == Severity.ERROR)
        return Outcome("refused" if codes else "sound", codes)
    except VerificationFault as fault:
        return Outcome("failed", fault=f"exit 4: {fault}")
    except ReportError as fault:
        return Outcome("refused", tuple(found.code for found in fault.findings))
    except Exception:  # noqa: BLE001  # whatever it is, it is a fault of the program
        return Outcome("failed", fault=traceback.format_exc())


def checked(root: Path, year: int) -> tuple[Finding, ...]:
    """Return what a build finds before it lays out pages: of data, theme, texts and pictures."""
    loaded = read_edition(root, year)
    edition, findings = loaded.edition, list(loaded.findings)
    findings += check_figures(edition)
    theme: Theme | None = None
    try:
        theme = load_theme(root)
        for lang in edition.languages:
            load_compounds(root, lang)
    except BadInput as fault:
        findings += fault.findings
    findings += [*check_designs(edition, LAYOUTS, theme), *check_pictures(edition, root)]
    findings += check_charts(edition, theme) if theme else ()
    narratives = [narrate(edition, lang, root) for lang in edition.languages]
    findings += [found for told in narratives for found in told.findings]
    if all(found.severity is not Severity.ERROR for found in findings):
        findings += check_texts(edition, narratives)
    if all(found.severity is not Severity.ERROR for found in findings):
        for told in narratives:
            compose(edition, told.lang, told.sections, told.log)
    return tuple(dict.fromkeys(findings))


def fuzz(
    bases: Mapping[Path, int], projects: int, seed: int, room: Path, *, built: int = 0
) -> Iterator[tuple[list[str], Outcome]]:
    """Yield the slips and the outcome of each project; of the first base, one in ``built`` is built."""
    texts = {root: _files(root) for root in bases}
    small, *others = bases
    for number in range(projects):
        dice = random.Random(f"{seed} {number}")
        base = small if not others or dice.random() < 0.9 else dice.choice(others)
        changed, told = slips(texts[base], dice, dice.choice((1, 1, 1, 2, 3, 4)))
        here = room / base.name
        if not here.exists():
            shutil.copytree(base, here)
        for name, text in changed.items():
            (here / name).write_bytes(text.encode("utf-8", "surrogatepass"))
        whole = bool(built) and base is small and number % built == 0
        yield [f"{seed} {number}", *told], judged(here, bases[base], whole=whole)


def small_project(root: Path) -> None:
    """Write the small project of the tests, with more in it."""
    for name in {**MINI, **MORE}:
        write(root, name, MINI.get(name, "") + "\n" + MORE.get(name, ""))
    shutil.copytree(REPOSITORY / "assets", root / "assets")


def _files(root: Path) -> dict[str, str]:
    paths = [
        *root.glob("seeds/**/*.toml"),
        root / "assets/theme.toml",
        *root.glob("assets/hyphenation/*.txt"),
    ]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


def _changed(data: dict[str, Any], dice: random.Random) -> str:
    """Change one thing in parsed data, and tell what."""
    places = list(_places(data))
    if not places:
        data["x"] = dice.choice(VALUES)
        return "added x"
    # Values deep within are many; names of tables are few, and matter as much.
    deepest = max(len(way) for _, _, way in places)
    wanted = dice.randint(1, deepest)
    holder, key, way = dice.choice([place for place in places if len(place[2]) <= wanted])
    act = dice.choice(ACTS)
    return f"{act.__name__.strip('_')} {'.'.join(map(str, way))}: {act(holder, key, dice, places)}"


def _places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Any, tuple[Any, ...]]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield value, key, (*way, key)
        yield from _places(item, (*way, key))


def _replaced(holder: Any, key: Any, dice: random.Random, places: list[Any]) -> str:
    holder[key] = copy.deepcopy(dice.choice(VALUES))
    return repr(holder[key])[:80]


def _swapped(holder: Any, key: Any, dice: random.Random, places: list[Any]) -> str:
    other, name, _ = dice.choice(places)
    holder[key] = copy.deepcopy(other[name])
    return repr(holder[key])[:80]


def _deleted(holder: Any, key: Any, dice: random.Random, places: list[Any]) -> str:
    del holder[key]
    return ""


def _renamed(holder: Any, key: Any, dice: random.Random, places: list[Any]) -> str:
    if isinstance(holder, list):
        holder.insert(dice.randint(0, len(holder)), copy.deepcopy(holder[key]))
        return "doubled"
    at = dice.randint(0, max(0, len(key) - 1))
    name = dice.choice((key[:at] + key[at + 1 :], key[:at] + "x" + key[at:], key.upper(), *KEYS))
    items = [(name if one == key else one, item) for one, item in holder.items()]
    holder.clear()
    holder.update(items)
    return name[:80]


def _added(holder: Any, key: Any, dice: random.Random, places: list[Any]) -> str:
    value = copy.deepcopy(dice.choice(VALUES))
    name = dice.choice(KEYS)
    if isinstance(holder, list):
        holder.append(value)
    else:
        holder[name] = value
    return f"{name[:40]} = {value!r}"[:120]


def _wrapped(holder: Any, key: Any, dice: random.Random, places: list[Any]) -> str:
    value = holder[key]
    holder[key] = [value] if dice.random() < 0.5 or isinstance(value, list) else {"fi": value, "sv": value}
    return ""


def _typo(holder: Any, key: Any, dice: random.Random, places: list[Any]) -> str:
    text = str(holder[key]) if isinstance(holder[key], str | int | Decimal) else "x"
    at = dice.randint(0, len(text))
    holder[key] = text[:at] + dice.choice(("", "x", "ä", " ", ".", "1", "-")) + text[at + 1 :]
    return repr(holder[key])[:80]


ACTS: tuple[Callable[[Any, Any, random.Random, list[Any]], str], ...] = (
    _replaced, _replaced, _replaced, _swapped, _deleted, _renamed, _added, _wrapped, _typo,
)  # fmt: skip


def _retyped(text: str, dice: random.Random) -> tuple[str, str]:
    """Change a file as a hand does that slips: a line away, doubled, or a few characters more or less."""
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    act = dice.choice(("drop", "double", "swap", "type", "cut"))
    if act == "drop":
        lines.pop(at)
    elif act == "double":
        lines.insert(dice.randrange(len(lines)), lines[at])
    elif act == "swap":
        other = dice.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif act == "cut":
        lines = lines[:at]
    else:
        column = dice.randint(0, len(lines[at]))
        typed = dice.choice(
            ('"', "'", "[", "]", "{", "=", ",", "\\", "\n", "#", "”", "\x00", "\ufeff", '"""', "-", "ä")
        )
        lines[at] = lines[at][:column] + typed + lines[at][column + dice.randint(0, 1) :]
    return "\n".join(lines), f"{act} line {at + 1}"


def _quoted(text: str) -> str:
    escapes = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(escapes.get(c, c if c.isprintable() else f"\\u{ord(c):04x}") for c in text) + '"'


def _written(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _quoted(value)
        case dict():
            return "{" + ", ".join(f"{_quoted(key)} = {_written(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_written, value)) + "]"
        case float() | Decimal():
            text = str(value).lower().replace("infinity", "inf")
            return text if any(mark in text for mark in ".en") else f"{text}.0"
        case datetime() | clock_time():
            return value.isoformat()
        case date():
            return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
        case _:
            return str(value)


def main(projects: int = 2_000, seed: int = 1) -> int:
    """Fuzz the small project and the repository's own; print what failed and what there was."""
    started, outcomes, codes = time.perf_counter(), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        small, own = Path(folder, "small"), Path(folder, "own")
        small_project(small)
        for part in ("seeds", "templates", "assets"):
            shutil.copytree(REPOSITORY / part, own / part)
        runs = fuzz({small: 2031, own: 2024}, projects, seed, Path(folder, "room"), built=40)
        for told, outcome in runs:
            outcomes[outcome.kind] += 1
            codes.update(set(outcome.codes))
            if outcome.kind == "failed":
                print("\n".join([*told, outcome.fault]), flush=True)  # noqa: T201
    print(dict(outcomes), f"{time.perf_counter() - started:.0f} s;", dict(codes.most_common()))  # noqa: T201
    return 1 if outcomes["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
