"""Whatever stands in a component or a drawing, its page is built, or refused for one cause by name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from conftest import REPOSITORY, edit, examples, write
from hypothesis import given
from hypothesis import strategies as st
from layout import lay
from properties import (
    FIGURES,
    LAYOUTS,
    Publication,
    faults,
    judge,
    labels,
    languages,
    node,
    real_edition,
    sentences,
    share,
    values,
)

MANY = 12

texts = st.one_of(st.just(""), sentences)
figures = st.tuples(values(), labels, texts)
heads = st.tuples(labels, sentences)
layouts = st.sampled_from(LAYOUTS["any"])


def bullets(items: Sequence[tuple[tuple[str, str], str, str]], first: int = 0) -> str:
    """Return figures as a writer writes them."""
    return "\n".join(
        f'- {{{{ "a.f{first + at}" | short }}}} **{label}** {text}'.rstrip()
        for at, (_, label, text) in enumerate(items)
    )


def block(name: str, content: str) -> str:
    """Return a block as a writer writes it."""
    return f"::: {name}\n{content}\n:::\n"


@pytest.mark.parametrize("name", ["hero", "figures", "band"])
@examples(3, 70)
@given(layout=layouts, items=st.lists(figures, min_size=1, max_size=MANY), langs=languages)
def test_big_figures(
    name: str, layout: str, items: list[tuple[tuple[str, str], str, str]], langs: tuple[str, ...]
) -> None:
    """Of one to twelve digits, negative, with any unit; one or many; with short and with long labels."""
    shown = items[:1] if name == "hero" else items
    body = block(name, bullets(shown)) + "\nTeksti.\n"
    judge(Publication(layout, body, langs, [value for value, _, _ in shown]))


@pytest.mark.parametrize("name", ["tiles", "pictures", "numbered"])
@examples(3, 70)
@given(layout=layouts, items=st.lists(heads, min_size=1, max_size=MANY), langs=languages)
def test_tiles(name: str, layout: str, items: list[tuple[str, str]], langs: tuple[str, ...]) -> None:
    """One or many, with heads of one letter or eighty."""
    body = block(name, "\n\n".join(f"### {head}\n{text}" for head, text in items))
    judge(Publication(layout, body, langs))


@examples(3, 70)
@given(layout=layouts, items=st.lists(st.one_of(sentences, labels), min_size=1, max_size=4), langs=languages)
def test_notes(layout: str, items: list[str], langs: tuple[str, ...]) -> None:
    """Words of any length on a ground of their own."""
    judge(Publication(layout, block("note", "\n\n".join(items)), langs))


@examples(3, 70)
@given(layout=layouts, name=labels, title=labels, filled=st.booleans(), langs=languages)
def test_signatures_and_photographs(
    layout: str, name: str, title: str, filled: bool, langs: tuple[str, ...]
) -> None:
    """A person of any name; a picture or the artwork that stands in for it."""
    person = f'[person.head]\nname = "{name}"\ntitle = {{ fi = "{title}", sv = "{title}" }}\n'
    body = block("signature head", "") + "\n" + block("photo view", "") + "\nTeksti.\n"
    photo = "assets/view.png" if filled else ""
    judge(Publication(layout, body, langs, organisation=person, photo=photo))


@examples(3, 70)
@given(head=labels, langs=languages)
def test_contents(head: str, langs: tuple[str, ...]) -> None:
    """The contents under a heading of any length."""
    judge(Publication(LAYOUTS["contents"][0], "Teksti.\n\n" + block("contents", head), langs))


nodes = st.lists(st.tuples(labels, st.lists(labels, max_size=6)), min_size=1, max_size=MANY)


@pytest.mark.parametrize("drawing", ["any", "doors", "island"])
@examples(3, 70)
@given(data=st.data(), entries=nodes, langs=languages)
def test_diagrams(
    drawing: str, data: st.DataObject, entries: list[tuple[str, list[str]]], langs: tuple[str, ...]
) -> None:
    """One node or many, holding nothing or many things."""
    layout = data.draw(st.sampled_from(LAYOUTS[drawing]))
    lists = "".join(node("list.parts", f"n{at}", *entry) for at, entry in enumerate(entries))
    judge(Publication(layout, "::: lead\nTeksti.\n:::\n\n" + block("diagram parts", ""), langs, lists=lists))


units = st.lists(st.tuples(labels, st.lists(labels, max_size=4), st.booleans()), max_size=8)


@examples(3, 70)
@given(name=labels, sections=st.lists(labels, max_size=4), pillars=units, person=labels, langs=languages)
def test_organisations(
    name: str,
    sections: list[str],
    pillars: list[tuple[str, list[str], bool]],
    person: str,
    langs: tuple[str, ...],
) -> None:
    """With and without units, persons and sections."""

    def named(text: str) -> str:
        return f'name = {{ fi = "{text}", sv = "{text}" }}\n'

    text = f'[person.head]\nname = "{person}"\ntitle = {{ fi = "Johtaja", sv = "Chef" }}\n'
    text += f'[organisation]\nid = "board"\n{named(name)}'
    for at, section in enumerate(sections):
        text += f'[[organisation.unit]]\nid = "s{at}"\n{named(section)}'
    for at, (pillar, items, headed) in enumerate(pillars):
        if not at:
            text += f'[[organisation.unit]]\nid = "sector"\nhead = "head"\n{named("Toimiala")}'
        head = 'head = "head"\n' if headed else ""
        text += f'[[organisation.unit.unit]]\nid = "u{at}"\n{head}{named(pillar)}'
        text += "items = [" + ", ".join(f'{{ fi = "{item}", sv = "{item}" }}' for item in items) + "]\n"
    (layout,) = LAYOUTS["organisation"]
    judge(Publication(layout, block("diagram organisation", ""), langs, organisation=text))


@examples(3, 70)
@given(pair=st.lists(figures, min_size=2, max_size=2), langs=languages)
def test_figures_in_discs(pair: list[tuple[tuple[str, str], str, str]], langs: tuple[str, ...]) -> None:
    """Two figures that are no parts of one whole."""
    (layout,) = LAYOUTS["discs"]
    judge(
        Publication(layout, block("figures", bullets(pair)) + "\nTeksti.\n", langs, [v for v, _, _ in pair])
    )


CHART = '[chart.c]\nkind = "{kind}"\nindicators = [{ids}]\n'


@examples(3, 70)
@given(
    target=st.integers(1, 10**9),
    share=st.floats(0, 5, allow_nan=False),
    words=st.tuples(labels, labels, texts, labels),
    langs=languages,
)
def test_a_gauge(target: int, share: float, words: tuple[str, str, str, str], langs: tuple[str, ...]) -> None:
    """From nothing to five times its target."""
    title, label, text, left = words
    reached = min(int(target * share), 5 * target)
    numbers = [(str(reached), "index"), (str(target), "index"), (str(target - reached), "index")]
    shown = [(numbers[0], label, text), (numbers[1], "", ""), (numbers[2], left, "")]
    body = (
        block("chart c", title) + block("hero", bullets(shown[:1])) + block("figures", bullets(shown[2:], 2))
    )
    (layout,) = LAYOUTS["gauge"]
    judge(Publication(layout, body, langs, numbers, charts=CHART.format(kind="gauge", ids='"a.f0", "a.f1"')))


@pytest.mark.parametrize("side", ["cover", "back"])
@examples(3, 70)
@given(
    counts=st.lists(
        st.tuples(st.integers(0, 10**6), labels), min_size=1, max_size=12, unique_by=lambda p: p[1]
    ),
    title=labels,
    wordmark=labels,
    text=sentences,
    langs=languages,
)
def test_the_sea(
    side: str, counts: list[tuple[int, str]], title: str, wordmark: str, text: str, langs: tuple[str, ...]
) -> None:
    """One wave or twelve, of any heights, with any names; any title and publisher."""
    ids = [f"a.f{at}" for at in range(len(counts))]
    charts = CHART.format(kind="sea", ids=", ".join(f'"{id}"' for id in ids))
    body = f"::: lead\n{text}\n:::\n\n{block('chart c', '' if side == 'cover' else 'Lainat')}"
    total = sum(count for count, _ in counts) or 1
    parts = [round(1000 * count / total) for count, _ in counts]
    parts[0] += 1000 - sum(parts)
    numbers = [(f"{max(part, 0) / 10:.1f}", "percent") for part in parts]
    names = dict(zip(ids, (label for _, label in counts), strict=True))
    (layout,) = LAYOUTS[side]
    judge(
        Publication(layout, body, langs, numbers, charts=charts, names=names, title=title, wordmark=wordmark)
    )


@examples(1, 100)
@given(
    counts=st.lists(st.integers(0, 20000), min_size=5, max_size=5).filter(
        lambda counts: 30 * counts[0] > sum(counts) > 1000
    ),
    saved=st.integers(0, 500).filter(lambda saved: not 0 < saved < 5),
    lang=st.sampled_from(["fi", "sv"]),
)
def test_the_edition_of_2024_with_other_values(counts: list[int], saved: int, lang: str) -> None:
    """All its pages: the sea of its covers and the gauge, whatever the year brings.

    Texts that round these values refuse what would round to nothing: such values are not tried.
    """
    root = real_edition()
    write(root, FIGURES, (REPOSITORY / FIGURES).read_bytes())
    share(root, counts)
    edit(root, FIGURES, "finance.programme_saved,68,", f"finance.programme_saved,{saved},")
    assert faults(lay(root, lang)) == []
