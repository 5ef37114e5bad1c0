"""One loader: what a project says about a year becomes an Edition, or all that is wrong with it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import raise_for_errors
from reportgen.findings import Finding, Place
from reportgen.locales import LANGUAGES, strings
from reportgen.model.edition import Edition, Picture
from reportgen.model.indicator import Localised
from reportgen.sources.catalogue import load_catalogue
from reportgen.sources.edition import Outline, read_outline, read_pictures
from reportgen.sources.edition_tables import Known
from reportgen.sources.figures import load_figures
from reportgen.sources.organisation import (
    areas_of,
    read_lists,
    read_names,
    read_rejected,
    read_terms,
)
from reportgen.sources.project import SEEDS, choose_years, edition_years
from reportgen.sources.strategy import StrategyKnown, read_strategy
from reportgen.sources.toml_file import read_toml
from reportgen.sources.toml_table import Table, open_table


@dataclass(frozen=True, slots=True)
class Loaded:
    """An edition that can be used, and what else there is to say about its sources."""

    edition: Edition
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What ``project.toml`` says: who publishes, and in which languages."""

    publisher: Localised
    wordmark: Localised
    languages: tuple[str, ...]
    licence: str
    contact: str
    pictures: Mapping[str, Picture]


def load_edition(root: Path, year: int) -> Loaded:
    """Load the edition of a year with the observations of all years.

    Raises `UsageFault` when the year has no edition or the folder is no project, and `BadInput` once, with
    the findings of all files, when one of them is an error.
    """
    choose_years(root, (year,))
    findings: list[Finding] = []
    edition = _edition(root, year, _profile(root, findings), findings)
    raise_for_errors(findings)
    return Loaded(edition, tuple(findings))


def load_outline(root: Path, year: int) -> Outline:
    """Load what the file of a year's edition says, and no figures: what it names is not looked up.

    Raises as `load_edition` does.
    """
    choose_years(root, (year,))
    findings: list[Finding] = []
    languages = _profile(root, findings).languages
    file = open_table(read_toml(root, f"{SEEDS}/{year}/edition.toml", findings), findings, languages)
    outline = read_outline(file, Known(year, None, None))
    raise_for_errors(findings)
    return outline


def _edition(root: Path, year: int, profile: Profile, findings: list[Finding]) -> Edition:
    def opened(name: str, *, required: bool = True) -> Table:
        if not required and not (root / name).exists():
            return open_table(None, findings, profile.languages)
        return open_table(read_toml(root, name, findings), findings, profile.languages)

    folder = f"{SEEDS}/{year}"
    names = read_names(opened(f"{folder}/organisation.toml", required=False))
    areas = areas_of(names.organisation) | _areas_of_other_years(root, year, profile) or None
    catalogue = load_catalogue(root, profile.languages, areas, findings)
    known = Known(year, catalogue.indicators or None, areas)
    outline = read_outline(opened(f"{folder}/edition.toml"), known)
    terms = opened(f"{SEEDS}/terms.toml", required=False)
    # Names change: an edition's own terms stand in for those of the project.
    own = opened(f"{folder}/terms.toml", required=False)
    known_to_strategy = StrategyKnown(catalogue.indicators or None, catalogue.sources or None)
    edition = Edition(
        year=year,
        title=outline.title,
        subtitle=outline.subtitle,
        slogan=outline.slogan,
        publisher=_publisher(outline, profile),
        wordmark=profile.wordmark,
        licence=profile.licence,
        contact=profile.contact,
        published=outline.published,
        published_assumed=outline.published_assumed,
        languages=profile.languages,
        sections=outline.sections,
        tables=outline.tables,
        charts=outline.charts,
        lists=read_lists(opened(f"{folder}/lists.toml", required=False), areas),
        terms={**read_terms(terms, "term"), **read_terms(own, "term")},
        rejected=read_rejected(terms),
        abbreviations={**read_terms(terms, "abbreviation"), **read_terms(own, "abbreviation")},
        dates=outline.dates,
        people=names.people,
        organisation=names.organisation,
        links=names.links,
        pictures={**profile.pictures, **outline.pictures},
        catalogue=catalogue,
        observations=load_figures(root, catalogue, profile.languages, findings),
        place=Place(f"{folder}/edition.toml"),
        strategy=read_strategy(opened(f"{SEEDS}/strategy.toml", required=False), known_to_strategy),
        draft=outline.draft,
        remarks=outline.remarks,
    )
    terms.close()
    own.close()
    return edition


def _publisher(outline: Outline, profile: Profile) -> Localised:
    """Return who publishes; nobody does while it is a draft, and so nothing can name anybody."""
    if outline.draft:
        return {lang: strings(lang)["publication.draft"] for lang in profile.languages}
    return outline.publisher if any(outline.publisher.values()) else profile.publisher


def _areas_of_other_years(root: Path, year: int, profile: Profile) -> frozenset[str]:
    """Return the service areas of other years: figures belong to them, too. Faults there are told there."""
    areas: set[str] = set()
    for each in edition_years(root):
        file = f"{SEEDS}/{each}/organisation.toml"
        if each != year and (root / file).exists():
            table = open_table(read_toml(root, file, []), [], profile.languages)
            areas |= areas_of(read_names(table).organisation)
    return frozenset(areas)


def _profile(root: Path, findings: list[Finding]) -> Profile:
    file = read_toml(root, f"{SEEDS}/project.toml", findings)
    # The languages come first: every other text, here and in all files, is read in them.
    table = open_table(file, findings, ())
    languages = table.references("languages", "language", LANGUAGES, required=True)
    table.languages = tuple(dict.fromkeys(lang for lang in languages if lang in LANGUAGES)) or LANGUAGES
    if languages == () and "languages" in table.data:
        table.report(
            "missing-text", "'languages' is empty.", f"Name some of: {', '.join(LANGUAGES)}.", "languages"
        )
    profile = Profile(
        publisher=table.localised("publisher"),
        wordmark=table.localised("wordmark"),
        languages=table.languages,
        licence=table.text("licence", ""),
        contact=table.text("contact", ""),
        pictures=read_pictures(table),
    )
    table.close()
    return profile
