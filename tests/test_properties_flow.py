"""Tables and texts of any size: a publication is made and verified, or refused for what it names.

The tests write what writers write and say nothing of layouts. Run at length with ``pytest
tests/test_properties_flow.py --hypothesis-profile=long``: a thousand of each.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import MINI, REPOSITORY, edit, examples, write
from hypothesis import given
from hypothesis import strategies as st
from layout import lay

from reportgen.errors import BadInput
from reportgen.findings import Finding, Severity
from reportgen.verify import verify_pdf

EDITION, TABLE = "seeds/2031/edition.toml", "Table 'any'"
PLACES = {EDITION, "templates/fi/2031/loans.md", "templates/sv/2031/loans.md"}

LAYOUT, LANG = st.sampled_from(["flow", "report"]), st.sampled_from(["fi", "sv"])
PARTS = ("varhais", "kasvatus", "henkilö", "kunta", "palvelu", "verkko", "tjänst", "ål", "q", "hyvinvointi")
WORD = st.lists(st.sampled_from(PARTS), min_size=1, max_size=10).map(lambda parts: "".join(parts)[:80])
UNBROKEN = st.integers(1, 80).map(lambda length: "B" * length)
LABEL = st.one_of(
    WORD,
    WORD.map(str.capitalize),
    UNBROKEN,
    st.lists(WORD, min_size=2, max_size=6).map(lambda w: " ".join(w)[:80]),
).map(str.strip)
SENTENCES = st.integers(1, 90).map(
    lambda count: "Kirjasto on auki joka päivä ja lainaa kirjoja kaikille. " * count
)
BULLETS = st.tuples(st.integers(1, 90), st.integers(1, 6)).map(
    lambda sizes: "\n".join(f"- {'Kirjat palautetaan ajallaan. ' * sizes[1]}" for _ in range(sizes[0]))
)
NESTED = st.integers(1, 30).map(lambda count: "- Kirjat palautetaan.\n  - Ajallaan.\n  - Ehjinä.\n" * count)
NOTE = SENTENCES.map(lambda text: f"::: note\n{text}\n:::")
LEAD = SENTENCES.map(lambda text: f"::: lead\n{text}\n:::")
TILES = st.lists(st.tuples(LABEL, SENTENCES), min_size=1, max_size=7).map(
    lambda tiles: "::: tiles\n" + "".join(f"### {head}\n\n{text}\n\n" for head, text in tiles) + ":::"
)
HEADING = LABEL.map(lambda label: f"## {label}")
TEXTS = st.lists(st.one_of(SENTENCES, BULLETS, NESTED, NOTE, LEAD, TILES, HEADING), min_size=0, max_size=8)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library's project, whose data and texts each example writes anew."""
    root = tmp_path_factory.mktemp("any")
    shutil.copytree(REPOSITORY / "assets", root / "assets")
    return root


def made(root: Path, layout: str, lang: str, text: str) -> list[Finding]:
    """Lay out the library in a language and verify the file, or return the errors for which it is refused."""
    edit(root, EDITION, 'layout = "staff"', f'layout = "{layout}"')
    write(root, f"templates/{lang}/2031/loans.md", f"# Lainaus\n\n{text}\n")
    try:
        pages = lay(root, lang, 2031)
    except BadInput as bad:
        return list(bad.findings)
    found = [one for one in pages.findings if one.severity is Severity.ERROR]
    if not found:
        path = write(root, "pages.pdf", pages.rendered.data)
        assert verify_pdf(path, pages.document) == ()
    return found


def judged(found: Sequence[Finding], words: Sequence[str]) -> None:
    """Check that each fault is told once, at a place of the texts or the table, by its words."""
    assert len({one.message for one in found}) == len(found)
    for one in found:
        assert one.place is not None
        assert one.place.file in PLACES, one
        assert one.remedy
        assert one.code in {"table-room", "text-overflow", "text-outside", "page-overfull"}, one
        shown = one.message.partition("“")[2].partition("”")[0].rstrip("-… ")
        # A message shows the line that is too wide, which is a part of a word.
        named = shown and any(shown in word for word in words)
        assert named or TABLE in one.message or "begins “" in one.message, one


@examples(10)
@given(layout=LAYOUT, lang=LANG, blocks=TEXTS)
def test_texts_of_any_length_go_on(library: Path, layout: str, lang: str, blocks: list[str]) -> None:
    """Only a word that is wider than its place stops them."""
    for name, text in MINI.items():
        write(library, name, text)
    kept = [*_without_stranded_headings(blocks), "Loppu."]
    found = made(library, layout, lang, "\n\n".join(kept))
    words = [word for block in kept for word in block.split() if len(word) > 15]
    assert {one.code for one in found} <= {"text-overflow", "text-outside"}, [one.message for one in found]
    judged(found, words)


@examples(10)
@given(
    layout=LAYOUT,
    lang=LANG,
    labels=st.one_of(
        st.lists(LABEL, min_size=1, max_size=12), st.integers(1, 300).map(lambda n: ["Hylly"] * n)
    ),
    heads=st.lists(LABEL, min_size=1, max_size=12),
    digits=st.integers(1, 9),
    note=st.one_of(st.just(""), SENTENCES),
    caption=LABEL,
    total=st.booleans(),
)
def test_tables_of_any_size_stand_or_are_named(
    library: Path,
    layout: str,
    lang: str,
    labels: list[str],
    heads: list[str],
    digits: int,
    note: str,
    caption: str,
    total: bool,
) -> None:
    """Any labels and heads, one to twelve columns, one to three hundred rows, with notes and a total."""
    for name, text in MINI.items():
        write(library, name, text)
    _tabulated(library, labels, heads, digits, note, caption, total)
    found = made(library, layout, lang, "::: table any\n:::")
    assert len({one.code for one in found}) <= 2, [one.message for one in found]
    judged(found, [*labels, *heads, caption])


def _without_stranded_headings(blocks: Sequence[str]) -> list[str]:
    """Return blocks, with a sentence under each heading."""
    return [f"{block}\n\nKirjasto." if block.startswith("## ") else block for block in blocks]


def _tabulated(
    root: Path, labels: Sequence[str], heads: Sequence[str], digits: int, note: str, caption: str, total: bool
) -> None:
    """Give the library a table: a row a label, a column a head, numbers of so many digits."""
    ids = [f"any.r{number}" for number in range(len(labels))]
    entry = '\n[indicator."{0}"]\ntheme = "loans"\nunit = "loan"\nlabel = {{ fi = "{1}", sv = "{1}" }}\n'
    entries = [entry.format(id, label) for id, label in zip(ids, labels, strict=True)]
    write(root, "seeds/indicators.toml", MINI["seeds/indicators.toml"] + "".join(entries))
    rows = [f'{id},{"7" * digits},{"E" if note else ""},annual,s. 4,"{note}","{note}"\n' for id in ids]
    write(root, "seeds/2031/figures.csv", MINI["seeds/2031/figures.csv"] + "".join(rows))
    listed = ", ".join(f'"{id}"' for id in ids)
    both = '{{ fi = "{0}", sv = "{0}" }}'
    more = 'total = "loans.total"\n' if total else ""
    head = f"\n[table.any]\ncaption = {both.format(caption)}\nheader = {both.format('A')}\n"
    table = f"{head}columns = []\nrows = [{listed}]\n{more}"
    for each in heads:
        table += f"\n[[table.any.column]]\nhead = {both.format(each)}\nindicators = [{listed}]\n{more}"
    write(root, EDITION, MINI[EDITION] + table)
