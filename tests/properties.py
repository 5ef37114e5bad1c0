"""Publications made at random: a small project with one component in it, built for real, and judged.

Components go by the names that writers use. A layout is named in `LAYOUTS` alone.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from conftest import MINI, REPOSITORY, write
from hypothesis import strategies as st
from layout import Laid
from PIL import Image

from reportgen.errors import BadInput
from reportgen.findings import Finding, Severity
from reportgen.pipeline import build
from reportgen.request import BuildRequest

YEAR = 2031
LAYOUTS = {
    "any": ("report", "flow"),
    "contents": ("goals",),
    "cover": ("cover",),
    "back": ("back",),
    "gauge": ("finance",),
    "discs": ("survey",),
    "doors": ("models",),
    "island": ("procurement",),
    "organisation": ("organisation",),
}
"""The layouts that each component or drawing is tried in, by what writers call them today."""

LETTERS = "abcdefghijklmnoprstuvyäöå"
UNITS = {
    "loan": 'kind = "count"\nlabel = { fi = "lainaa", sv = "lån" }',
    "percent": 'kind = "percent"\nlabel = { fi = "%", sv = "%" }\nshort = { fi = "%", sv = "%" }',
    "index": 'kind = "index"\nlabel = { fi = "pistettä", sv = "poäng" }',
    "long": 'kind = "money"\nlabel = { fi = "euroa", sv = "euro" }\n'
    'short = { fi = "miljoonaa vakioitua euroa", sv = "miljoner standardiserade euro" }',
}

# ---------------------------------------------------------------- what is drawn at random

labels = st.one_of(
    st.text(LETTERS, min_size=1, max_size=80),
    st.lists(st.text(LETTERS, min_size=1, max_size=14), min_size=1, max_size=9)
    .map(" ".join)
    .map(lambda text: text[:80].strip()),
)
"""One word or several, of 1 to 80 letters."""
sentences = st.lists(st.text(LETTERS, min_size=2, max_size=12), min_size=1, max_size=25).map(
    lambda words: " ".join(words).capitalize() + "."
)
languages = st.sampled_from([("fi",), ("sv",), ("fi", "sv")])


@st.composite
def values(draw: st.DrawFn) -> tuple[str, str]:
    """Return a value that its unit can have, of one to twelve digits, and the unit."""
    unit = draw(st.sampled_from(sorted(UNITS)))
    if unit == "percent":
        return str(draw(st.integers(0, 100))), unit
    digits = draw(st.integers(1, 12))
    size = draw(st.integers(0 if digits == 1 else 10 ** (digits - 1), 10**digits - 1))
    return str(size if unit == "loan" else size * draw(st.sampled_from([1, -1]))), unit


# ---------------------------------------------------------------- projects


@dataclass
class Publication:
    """A publication of a cover and one section; ``body`` is its text under the title, in every language."""

    layout: str
    body: str
    languages: Sequence[str] = ("fi", "sv")
    values: list[tuple[str, str]] = field(default_factory=list)
    charts: str = ""
    lists: str = ""
    organisation: str = ""
    names: dict[str, str] = field(default_factory=dict)
    title: str = "Lainaus"
    wordmark: str = "Kuusisto"
    photo: str = ""

    def write(self, root: Path) -> None:
        """Write the project's files."""
        publisher = f'{{ fi = "{self.wordmark}", sv = "{self.wordmark}" }}'
        write(
            root,
            "seeds/project.toml",
            f'publisher = {publisher}\nwordmark = {publisher}\nlanguages = ["fi", "sv"]\n',
        )
        write(root, "seeds/units.toml", "".join(f"[unit.{id}]\n{text}\n" for id, text in UNITS.items()))
        rows = ["indicator,value,status,source,place,note_fi,note_sv"]
        told = ["[theme.a]", 'fi = "Aihe"', 'sv = "Tema"', '[indicator."a.none"]', 'theme = "a"']
        told += ['unit = "index"', 'label = { fi = "Muu", sv = "Annat" }']
        for at, (value, unit) in enumerate(self.values):
            id = f"a.f{at}"
            rows.append(f"{id},{value},,annual,s. 2,,")
            name = self.names.get(id, f"Luku {'abcdefghijklmnopqrstuvwxyz'[at]}")
            told += [
                f'[indicator."{id}"]',
                'theme = "a"',
                f'unit = "{unit}"',
                f'label = {{ fi = "{name}", sv = "{name}" }}',
            ]
            told.append("decimals = 1" if "." in value else "")
            told.append(f'area = "area{at}"' if self.layout in ("cover", "back") else "")
        write(root, "seeds/indicators.toml", "\n".join(told) + "\n")
        write(root, f"seeds/{YEAR}/figures.csv", "\n".join(rows) + "\n")
        write(root, f"seeds/{YEAR}/edition.toml", self._edition())
        write(root, f"seeds/{YEAR}/organisation.toml", self.organisation or PERSON)
        other = node("list.others", "other", "Muu", ())
        write(root, f"seeds/{YEAR}/lists.toml", self.lists or other)
        for lang in ("fi", "sv"):
            front = self.layout == "cover"
            cover = f"# {{{{ title }}}} {{{{ year }}}}\n\n{self.body if front else ''}\n"
            write(root, f"templates/{lang}/{YEAR}/cover.md", cover)
            write(
                root,
                f"templates/{lang}/{YEAR}/page.md",
                f"# {'Sivu' if lang == 'fi' else 'Sida'}\n\n{'Teksti.' if front else self.body}\n",
            )

    def _edition(self) -> str:
        page = "flow" if self.layout == "cover" else self.layout
        picture = f'[picture.view]\nfile = "{self.photo}"\nalt = {{ fi = "Kuva", sv = "Bild" }}\n'
        sections = "".join(
            f'[[section]]\nid = "{id}"\nlayout = "{layout}"\nname = {{ fi = "Osa", sv = "Del" }}\n'
            'accent = "primary"\nseed = 3\n'
            for id, layout in (("cover", "cover"), ("page", page))
        )
        return (
            f"year = {YEAR}\npublished = 2032-02-01\n"
            f'title = {{ fi = "{self.title}", sv = "{self.title}" }}\n{sections}{self.charts}{picture}'
        )


PERSON = '[person.head]\nname = "Aino Ek"\ntitle = { fi = "Johtaja", sv = "Chef" }\n'


@cache
def workshop() -> Path:
    """Return a folder with what all small projects share: fonts, colours, sources, a picture."""
    root = Path(mkdtemp(prefix="properties-"))
    for name in ("seeds/sources.toml", "seeds/terms.toml"):
        write(root, name, MINI[name])
    shutil.copytree(REPOSITORY / "assets", root / "assets")
    Image.effect_noise((1500, 900), 40).save(root / "assets/view.png")
    return root


def errors_of(publication: Publication) -> list[Finding]:
    """Build a publication for real and return why it was refused; nothing where it was built.

    A finished file that fails its verification (exit code 4) and a fault in the program (70) are raised.
    """
    root = workshop()
    publication.write(root)
    with_one = tuple(publication.languages)
    try:
        build(BuildRequest(root, (YEAR,), with_one, ("pdf",), attachments=False))
    except BadInput as bad:
        return list(dict.fromkeys(found for found in bad.findings if found.severity is Severity.ERROR))
    return []


ROOM = frozenset({"text-overflow", "text-too-small", "chart-room", "page-overfull"})
"""What a component may be refused for: no room for what it shows, or a value that it cannot show."""


def judge(publication: Publication) -> bool:
    """Whether a publication was built; refused, it must be for one cause, told once and by name."""
    found = errors_of(publication)
    for lang in publication.languages:
        here = [one for one in found if one.lang in (lang, None)]
        codes = {one.code for one in here}
        told = [f"{one.code} {one.place}: {one.message}" for one in here]
        assert codes <= ROOM, told
        assert len(codes) <= 1, told
        quoted = Counter(text[0] for one in here if (text := re.findall(r"“(.*?)”", one.message)))
        assert all(count == 1 for count in quoted.values()), told
        assert all(named(one, publication) for one in here), told
    return not found


def named(finding: Finding, publication: Publication) -> bool:
    """Whether a finding names a text, a chart with its value, or the page of a file that holds too much."""
    if finding.code == "page-overfull":
        return finding.place is not None and finding.place.file.endswith(".md")
    quoted = re.findall(r"“(.*?)”", finding.message)
    return bool(quoted and quoted[0].strip("…- ")) or "Chart 'c'" in finding.message


def node(table: str, id: str, name: str, items: Sequence[str]) -> str:
    """Return an entry of a list with its items."""
    text = f'[[{table}]]\nid = "{id}"\nname = {{ fi = "{name}", sv = "{name}" }}\n'
    return text + "".join(f'[[{table}.item]]\nname = {{ fi = "{item}", sv = "{item}" }}\n' for item in items)


# ---------------------------------------------------------------- the real edition with other values

FIGURES = "seeds/2024/figures.csv"
STAFF = ("hospital", "family", "health", "common", "rescue")


@cache
def real_edition() -> Path:
    """Return a copy of the repository's project, to be given other values."""
    root = Path(mkdtemp(prefix="properties-real-"))
    for folder in ("seeds", "templates", "assets"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    return root


def share(project: Path, counts: Sequence[int]) -> None:
    """Give the staff of each service area in the figures, with the shares that follow."""
    path, total = project / FIGURES, sum(counts)
    text = path.read_text(encoding="utf-8")
    for name, count in zip(STAFF, counts, strict=True):
        text = re.sub(rf"^staff\.{name},\d+,", f"staff.{name},{count},", text, flags=re.MULTILINE)
        part = round(100 * count / total)
        text = re.sub(rf"^staff\.share_{name},\d+,", f"staff.share_{name},{part},", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def faults(laid: Laid) -> list[str]:
    """Return what is wrong with pages."""
    return [f"{one.code}: {one.message}" for one in laid.findings if one.severity is Severity.ERROR]
