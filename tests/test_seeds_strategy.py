"""The strategy as data: complete, in both languages, and read against what honestly measures it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, faults, write

from reportgen.model.strategy import Evidence, Goal, Strategy
from reportgen.model.values import value
from reportgen.sources import load_edition

MINI = """\
[strategy]
name = { fi = "Suunnitelma", sv = "Plan" }
period = "2030/2032"
source = "annual"

[[promise]]
id = "more"
name = { fi = "Enemmän", sv = "Mer" }
text = { fi = "Lainaamme enemmän.", sv = "Vi lånar ut mer." }
indicators = ["loans.total"]

[[theme]]
id = "loans"
name = { fi = "Lainaus", sv = "Utlåning" }
promises = ["more"]

[[theme.focus]]
id = "children"
name = { fi = "Lapset", sv = "Barn" }

[[theme.focus.goal]]
id = "children"
name = { fi = "Lapset lainaavat.", sv = "Barn lånar." }
blank = { fi = "Ei lukua.", sv = "Inget tal." }

[[theme.focus.goal.means]]
name = { fi = "Satutunnit", sv = "Sagostunder" }
"""


def strategy() -> Strategy:
    """Return the repository's strategy."""
    found = load_edition(REPOSITORY, 2024).edition.strategy
    assert found is not None
    return found


def goals() -> Iterator[Goal]:
    """Yield the goals in order."""
    return (goal for theme in strategy().themes for focus in theme.focuses for goal in focus.goals)


def evidence() -> Iterator[Evidence]:
    """Yield what is said to tell of promises, goals and means."""
    yield from (promise.evidence for promise in strategy().promises)
    for goal in goals():
        yield goal.evidence
        yield from (means.evidence for means in goal.means)


def test_the_strategy_is_whole() -> None:
    """Eight promises, four themes, eight focus areas, eleven goals, 39 means: as the document has them."""
    found = strategy()
    focuses = [focus for theme in found.themes for focus in theme.focuses]
    assert (len(found.promises), len(found.themes), len(focuses)) == (8, 4, 8)
    assert [len(goal.means) for goal in goals()] == [3, 4, 5, 4, 3, 2, 4, 4, 5, 1, 4]
    assert (found.period, found.source) == ("2023/2025", "strategy2023_fi")


def test_every_promise_stands_at_the_head_of_a_theme_or_focus_area() -> None:
    """Each at one place."""
    heads = [name for theme in strategy().themes for name in theme.promises]
    heads += [name for theme in strategy().themes for focus in theme.focuses for name in focus.promises]
    assert sorted(heads) == sorted(promise.id for promise in strategy().promises)


def test_half_of_the_promises_have_something_that_tells_of_them() -> None:
    """The others say why not."""
    told = {promise.id: promise.evidence for promise in strategy().promises}
    assert {name for name, one in told.items() if one.indicators} == {
        "staff",
        "economy",
        "listening",
        "digital",
    }
    assert all(all(one.blank.values()) for one in told.values() if not one.indicators)


def test_what_tells_of_the_strategy_has_a_value_in_its_years() -> None:
    """An indicator of an earlier time tells nothing of it."""
    edition = load_edition(REPOSITORY, 2024).edition
    named = {name for one in evidence() for name in (*one.indicators, *one.targets)}
    assert len(named) >= 18
    assert [name for name in named if value(edition, name, 2024) is None] == []


def test_no_mere_volume_of_service_is_said_to_tell_of_it() -> None:
    """How much was done tells neither how good nor how quick it was."""
    named = {name for one in evidence() for name in one.indicators}
    assert [name for name in named if name.startswith(("services.", "procurement."))] == []


def test_a_project_may_have_no_strategy(mini: Path) -> None:
    assert load_edition(mini, 2031).edition.strategy is None


def test_a_strategy_is_read_with_its_order_and_places(mini: Path) -> None:
    write(mini, "seeds/strategy.toml", MINI)
    found = load_edition(mini, 2031).edition.strategy
    assert found is not None
    (goal,) = found.themes[0].focuses[0].goals
    assert (goal.means[0].name["sv"], goal.evidence.blank["fi"]) == ("Sagostunder", "Ei lukua.")
    assert found.promises[0].evidence.indicators == ("loans.total",)
    assert str(found.promises[0].place) == "seeds/strategy.toml:6"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('indicators = ["loans.total"]', 'indicators = ["loans.totl"]', "unknown-indicator", 10),
        ('indicators = ["loans.total"]', "", "missing-evidence", 6),
        ('"loans.total"]', '"loans.total"]\nblank = { fi = "a", sv = "b" }', "missing-evidence", 11),
        ('promises = ["more"]', 'promises = ["less"]', "unknown-promise", 15),
        ('source = "annual"', 'source = "anual"', "unknown-source", 4),
        ('period = "2030/2032"', 'period = "2032/2030"', "date-unreadable", 3),
        ('sv = "Sagostunder"', 'sv = ""', "missing-language", 27),
        ('id = "children"\nname = { fi = "Lapset"', 'name = { fi = "Lapset"', "missing-key", 17),
        ("[[theme]]", "[[promise]]\nid = \"more\"\nname = { fi = \"a\", sv = \"b\" }\ntext = { fi = \"a\", "
         "sv = \"b\" }\nindicators = [\"loans.total\"]\n\n[[theme]]", "id-twice", 13),
    ],
)  # fmt: skip
def test_a_fault_of_the_strategy_is_told_at_its_line(
    mini: Path, old: str, new: str, code: str, line: int
) -> None:
    assert MINI.count(old) == 1
    write(mini, "seeds/strategy.toml", MINI.replace(old, new))
    found = faults(mini, 2031)
    assert [(fault.code, str(fault.place)) for fault in found] == [(code, f"seeds/strategy.toml:{line}")]
