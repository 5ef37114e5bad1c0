"""The outline: a Document as text that a person can read and a diff can compare."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import edit, write
from narrating import document, edition, told

from reportgen.compose import compose
from reportgen.narrate import narrate
from reportgen.render.outline import outline
from reportgen.sources import load_edition
from reportgen.validate import check_texts

TEXT = """\
# Lainat \\
{{ year }}

::: lead
ISBN on [tunnus](https://a.example).
:::

Kasvu oli **{{ "loans.total" | change }}** eli *paljon* [mycket]{lang=sv}.

- a
  - b

  c

::: note
Huomaa
:::

::: hero
- {{ "loans.share_children" | short }} **lapsille** vuonna
:::

::: numbered
### Yksi
a

b
### Kaksi
:::

::: table loans
:::

::: chart loans
Otsikko
:::

::: diagram organisation
:::

::: photo librarian
:::

::: contents
Sisällys
:::

::: signature librarian
:::
"""

OUTLINE = """\
document fi 2031
  title: Kirjaston vuosi
  subtitle: Lainaus lukuina
  publisher: Kuusiston kirjasto
  wordmark: Kuusisto
  published: 2032-02-01

section cover [layout=cover]
  h1: Kirjaston vuosi
  paragraph lead: Kirjasto on kaikille.

section loans [layout=staff accent=primary seed=7]
  h2: Lainat ⏎ 2031
  paragraph lead: ISBN⟨kirjan kansainvälinen tunnus⟩ on [tunnus](https://a.example).
  paragraph: Kasvu oli **{300 lainaa|loans.total 2031-2030}** eli *paljon* [mycket]{sv}.
  bulletlist
    - paragraph: a
      bulletlist
        - paragraph: b
      paragraph: c
  note
    paragraph: Huomaa
  keyfigures hero
    paragraph: {40 %|loans.share_children 2031} | lapsille | vuonna
  tiles numbered
    - paragraph: Yksi
      paragraph: a
      paragraph: b
    - paragraph: Kaksi
  table loans
    caption: Taulukko 1. Lainat 31.12.2031.
    table-head
      row: Lainaajat | Lukumäärä | Osuus
    table-body
      row: Lasten lainat | {400|loans.children 2031} | {40 %|loans.share_children 2031}
      row [total=True]: Lainat | {1 000|loans.total 2031} | –
  paragraph: Otsikko
  chart bars loans
    alt: Palkkikaavio vuodelta 2031. Lasten lainat: 400~lainaa; Aikuisten lainat: 600.
    - Lasten lainat {400|loans.children 2031} [unit=count]
    - Aikuisten lainat {600|loans.adults 2031} [unit=count]
  diagram organisation
    - diagramnode library
        h3: Kirjasto
        paragraph: Kirjastonhoitaja | Aino Ek
        list
          - diagramnode children [area=children]
              paragraph: Lastenosasto

section
  h2: Sisällys
  contents
    entry: Lainaus
  paragraph signature: Aino Ek ⏎ Kirjastonhoitaja
  paragraph: Luvut liitteessä: Lainaus
"""


def test_every_kind_of_block_has_its_line(mini: Path) -> None:
    """Roles, levels, languages, values with their origin, and text alternatives."""
    assert outline(document(mini, TEXT)) == OUTLINE


def test_what_would_be_invisible_is_shown(mini: Path) -> None:
    """No-break spaces and soft hyphens outside values have a sign."""
    assert "paragraph: a~b¬c\n" in outline(document(mini, "# Lainat\n\na\u00a0b\u00adc\n"))


def test_pictures_lists_notes_and_areas_are_told(mini: Path) -> None:
    """What an edition adds to the plain case."""
    edit(mini, "seeds/2031/edition.toml", 'file = ""', 'file = "assets/aino.jpg"')
    edit(
        mini,
        "seeds/2031/edition.toml",
        'total = "loans.total"\n',
        'area = "children"\nnote = { fi = "n", sv = "n" }\n',
    )
    item = 'name = { fi = "Lauantaisin"'
    edit(mini, "seeds/2031/lists.toml", item, f'id = "saturday"\n{item}')
    text = "# Lainat\n\n::: photo librarian\n:::\n::: table loans\n:::\n::: diagram services\n:::\n"
    told_lines = outline(document(mini, text)).split("\n")
    for line in (
        "  photo librarian",
        "    file: assets/aino.jpg",
        "    alt: Kirjastonhoitaja",
        "  table loans [area=children]",
        "  paragraph: n",
        "    - diagramnode stories [area=children]",
        "        h3: Satutunnit",
        "          - paragraph: Lauantaisin",
    ):
        assert line in told_lines


def test_equal_documents_have_equal_outlines(mini: Path) -> None:
    """And a change of one value is a change of its lines alone."""
    one = outline(document(mini, TEXT))
    assert one == outline(document(mini, TEXT))
    edit(mini, "seeds/2031/figures.csv", "loans.adults,600", "loans.adults,601")
    other = outline(document(mini, TEXT))
    changed = [new for old, new in zip(one.split("\n"), other.split("\n"), strict=True) if old != new]
    assert len(changed) == 2
    assert all("601" in line for line in changed)


def test_a_document_without_a_subtitle_has_no_line_for_it(mini: Path) -> None:
    """Nothing is told of what is not there; a reference that nobody resolved is no text of a publication."""
    narrative = told(mini, "# Lainat\n\n::: table loans\n:::\n")
    made = replace(compose(edition(mini), "fi", (), ()), subtitle="")
    assert not any("subtitle" in line for line in outline(made).split("\n"))
    with pytest.raises(ValueError, match="table loans is still a reference"):
        outline(replace(made, sections=narrative.sections[1:]))


def test_the_repository_s_own_texts_are_whole(project: Path) -> None:
    """Both languages can be told and composed without a finding."""
    for folder in sorted(
        path.name for path in (project / "seeds").glob("2*") if (path / "edition.toml").exists()
    ):
        whole = load_edition(project, int(folder)).edition
        narratives = [narrate(whole, lang, project) for lang in whole.languages]
        assert [found for narrative in narratives for found in narrative.findings] == []
        assert check_texts(whole, narratives) == ()
        made = [compose(whole, each.lang, each.sections, each.log) for each in narratives]
        for each in made:
            assert "reference" not in outline(each)
            assert all(citation.path.startswith(f"{citation.section}/") for citation in each.citations)
            assert {citation.form for citation in each.citations}.isdisjoint({"unresolved", ""})


def test_a_broken_text_of_the_repository_is_told(project: Path) -> None:
    """The check above would see it."""
    write(project, "templates/fi/2024/staff.md", '# A 5\n\n{{ "staff.totl" | number }}\n')
    whole = load_edition(project, 2024).edition
    narratives = [narrate(whole, lang, project) for lang in whole.languages]
    codes = {found.code for narrative in narratives for found in narrative.findings}
    assert codes == {"unknown-indicator"}
    assert {"typed-digit", "parity-value", "parity-structure"} <= {
        f.code for f in check_texts(whole, narratives)
    }
