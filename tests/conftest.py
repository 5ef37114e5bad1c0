"""Projects to test with: a copy of the repository's own, and a small one of another organisation."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from reportgen.errors import BadInput
from reportgen.findings import Finding
from reportgen.sources import load_edition

REPOSITORY = Path(__file__).resolve().parent.parent

# Examples are few and the same in every run unless asked for at length: pytest --hypothesis-profile=long.
LONG = 1000
settings.register_profile(
    "short",
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    max_examples=4,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
)
settings.register_profile("long", settings.get_profile("short"), max_examples=LONG, derandomize=False)
settings.load_profile("short")

# A shell that starts tests in the background may have told them to ignore what they are to be interrupted by.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def examples(short: int, long: int = LONG) -> settings:
    """Return how often a test of properties is tried: a few times, or often where that is asked for."""
    return settings(max_examples=long if settings().max_examples >= LONG else short)


MINI = {
    "seeds/project.toml": """\
publisher = { fi = "Kuusiston kirjasto", sv = "Granö bibliotek" }
wordmark = { fi = "Kuusisto", sv = "Granö" }
languages = ["fi", "sv"]
""",
    "seeds/sources.toml": """\
[source.annual]
title = { fi = "Kirjaston vuosi", sv = "Bibliotekets år" }
publisher = { fi = "Kuusiston kirjasto", sv = "Granö bibliotek" }
year = 2031
language = "fi"
""",
    "seeds/units.toml": """\
[unit.loan]
kind = "count"
label = { fi = "lainaa", sv = "lån" }
one = { fi = "laina", sv = "lån" }
many = { fi = "lainaa", sv = "lån" }

[unit.percent]
kind = "percent"
label = { fi = "prosenttia", sv = "procent" }
short = { fi = "%", sv = "%" }
one = { fi = "prosentti", sv = "procent" }
many = { fi = "prosenttia", sv = "procent" }
change_one = { fi = "prosenttiyksikkö", sv = "procentenhet" }
change_many = { fi = "prosenttiyksikköä", sv = "procentenheter" }
""",
    "seeds/indicators.toml": """\
[theme.loans]
fi = "Lainaus"
sv = "Utlåning"

[indicator."loans.total"]
theme = "loans"
unit = "loan"
decimals = 0
good = "up"
label = { fi = "Lainat", sv = "Lån" }

[indicator."loans.adults"]
theme = "loans"
unit = "loan"
label = { fi = "Aikuisten lainat", sv = "Vuxnas lån" }
part_of = "loans.total"

[indicator."loans.children"]
theme = "loans"
unit = "loan"
label = { fi = "Lasten lainat", sv = "Barns lån" }
part_of = "loans.total"

[indicator."loans.share_children"]
theme = "loans"
unit = "percent"
label = { fi = "Lasten osuus", sv = "Barnens andel" }

[indicator."loans.growth"]
theme = "loans"
unit = "percent"
decimals = 1
growth = true
label = { fi = "Lainojen kasvu", sv = "Utlåningens tillväxt" }

[indicator."loans.per_day"]
theme = "loans"
unit = "loan"
label = { fi = "Lainoja päivässä", sv = "Lån per dag" }
formula = { kind = "per_day", of = ["loans.total"] }
""",
    "seeds/terms.toml": """\
[term.library]
fi = "kirjasto"
sv = "bibliotek"
note = "Never 'bokstuga'."

[abbreviation.ISBN]
fi = "kirjan kansainvälinen tunnus"
sv = "internationellt nummer för böcker"
""",
    "seeds/2030/figures.csv": """\
indicator,value,status,source,place,note_fi,note_sv
loans.total,700,,annual,s. 2,,
""",
    "seeds/2031/figures.csv": """\
indicator,value,status,source,place,note_fi,note_sv
loans.total,1000,,annual,s. 2,,
loans.adults,600,,annual,s. 2,,
loans.children,400,,annual,s. 3,"Myös
kouluille",Även till skolor
loans.share_children,40,,annual,s. 3,,
loans.growth,142.9,,annual,s. 3,,
""",
    "seeds/2031/edition.toml": """\
year = 2031
published = 2032-02-01
title = { fi = "Kirjaston vuosi", sv = "Bibliotekets år" }
subtitle = { fi = "Lainaus lukuina", sv = "Utlåningen i siffror" }

[publication]
state = "approved"

[dates]
loans = "2031-12-31"
plan = "2030/2032"

[[section]]
id = "cover"
name = { fi = "Kansi", sv = "Omslag" }

[[section]]
id = "loans"
layout = "staff"
name = { fi = "Lainaus", sv = "Utlåning" }
accent = "primary"
seed = 7

[table.loans]
caption = { fi = "Lainat {loans}", sv = "Lån {loans}" }
header = { fi = "Lainaajat", sv = "Låntagare" }
columns = ["value", "share"]
rows = [
    "loans.children",
]
shares = ["loans.share_children"]
total = "loans.total"

[chart.loans]
kind = "bars"
indicators = ["loans.children", "loans.adults"]

[picture.librarian]
file = ""
alt = { fi = "Kirjastonhoitaja", sv = "Bibliotekarien" }
""",
    "seeds/2031/organisation.toml": """\
[person.librarian]
name = "Aino Ek"
title = { fi = "Kirjastonhoitaja", sv = "Bibliotekarie" }

[link.home]
label = { fi = "Kirjasto", sv = "Biblioteket" }
text = { fi = "kirjasto.example", sv = "bibliotek.example" }
href = { fi = "https://kirjasto.example", sv = "https://bibliotek.example" }

[organisation]
id = "library"
name = { fi = "Kirjasto", sv = "Biblioteket" }
head = "librarian"

[[organisation.unit]]
id = "children"
name = { fi = "Lastenosasto", sv = "Barnavdelningen" }
area = "children"
""",
    "seeds/2031/lists.toml": """\
[[list.services]]
id = "stories"
name = { fi = "Satutunnit", sv = "Sagostunder" }
area = "children"

[[list.services.item]]
name = { fi = "Lauantaisin", sv = "På lördagar" }
""",
    "templates/fi/2031/cover.md": "# {{ title }}\n\n::: lead\nKirjasto on kaikille.\n:::\n",
    "templates/sv/2031/cover.md": "# {{ title }}\n\n::: lead\nBiblioteket är till för alla.\n:::\n",
    "templates/fi/2031/loans.md": """\
# Lainaus kasvoi

::: hero
- {{ "loans.total" | number }} **lainaa {{ date("loans") }}**
:::

::: table loans
:::

::: chart loans
Aikuiset lainaavat eniten
:::
""",
    "templates/sv/2031/loans.md": """\
# Utlåningen ökade

::: hero
- {{ "loans.total" | number }} **lån {{ date("loans") }}**
:::

::: table loans
:::

::: chart loans
Vuxna lånar mest
:::
""",
}
"""A library: two sections, six indicators, two years."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the repository's own project folder."""
    for folder in ("seeds", "templates", "assets"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """Return the project folder of a library with an edition of 2031; the theme is the repository's."""
    for name, text in MINI.items():
        write(tmp_path, name, text)
    shutil.copytree(REPOSITORY / "assets", tmp_path / "assets")
    return tmp_path


def write(root: Path, name: str, text: str | bytes) -> Path:
    """Write a file of a project, folders and all."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file of a project."""
    text = (root / name).read_bytes().decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    write(root, name, text.replace(old, new))


def line_of(root: Path, name: str, text: str) -> int:
    """Return the number of the first line of a file that holds a text."""
    lines = (root / name).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def faults(root: Path, year: int) -> tuple[Finding, ...]:
    """Return what loading an edition finds, whether it can be used or not."""
    try:
        return load_edition(root, year).findings
    except BadInput as bad:
        return bad.findings


def only(findings: tuple[Finding, ...]) -> Finding:
    """Return the one finding there is."""
    assert len(findings) == 1, [f"{found.place}: {found.code}: {found.message}" for found in findings]
    return findings[0]
