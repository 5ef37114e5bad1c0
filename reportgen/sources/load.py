"""One loader: what a project says about a year becomes an Edition, or all that is wrong with it is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import UsageFault, raise_for_errors
from reportgen.findings import Finding, Place, error
from reportgen.locales import LANGUAGES
from reportgen.model.edition import Edition
from reportgen.model.indicator import Localised
from reportgen.sources.catalogue import load_catalogue
from reportgen.sources.edition import Known, read_outline
from reportgen.sources.figures import load_figures
from reportgen.sources.organisation import areas_of, read_lists, read_names, read_terms
from reportgen.sources.project import SEEDS, edition_years
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


def load_edition(root: Path, year: int) -> Loaded:
    """Load the edition of a year with the observations of all years.

    Raises `UsageFault` when the year has no edition or the folder is no project, and `BadInput` once, with
    the findings of all files, when one of them is an error.
    """
    _require_edition(root, year)
    findings: list[Finding] = []
    edition = _edition(root, year, _profile(root, findings), findings)
    raise_for_errors(findings)
    return Loaded(edition, tuple(findings))


def _edition(root: Path, year: int, profile: Profile, findings: list[Finding]) -> Edition:
    def opened(name: str, *, required: bool = True) -> Table:
        if not required and not (root / name).exists():
            return open_table(None, findings, profile.languages)
        return open_table(read_toml(root, name, findings), findings, profile.languages)

    folder = f"{SEEDS}/{year}"
    names = read_names(opened(f"{folder}/organisation.toml", required=False))
    areas = areas_of(names.organisation) or None
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
        publisher=profile.publisher,
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
        abbreviations={**read_terms(terms, "abbreviation"), **read_terms(own, "abbreviation")},
        dates=outline.dates,
        people=names.people,
        organisation=names.organisation,
        links=names.links,
        pictures=outline.pictures,
        catalogue=catalogue,
        observations=load_figures(root, catalogue, profile.languages, findings),
        place=Place(f"{folder}/edition.toml"),
        strategy=read_strategy(opened(f"{SEEDS}/strategy.toml", required=False), known_to_strategy),
    )
    terms.close()
    own.close()
    return edition


def _profile(root: Path, findings: list[Finding]) -> Profile:
    file = read_toml(root, f"{SEEDS}/project.toml", findings)
    # The languages come first: every other text, here and in all files, is read in them.
    table = open_table(file, findings, ())
    languages = table.references("languages", "language", LANGUAGES, required=True)
    table.languages = tuple(dict.fromkeys(lang for lang in languages if lang in LANGUAGES)) or LANGUAGES
    if languages == () and "languages" in table.data:
        table.report(
            "text-missing", "'languages' is empty.", f"Name some of: {', '.join(LANGUAGES)}.", "languages"
        )
    profile = Profile(
        publisher=table.localised("publisher"),
        wordmark=table.localised("wordmark"),
        languages=table.languages,
        licence=table.text("licence", ""),
        contact=table.text("contact", ""),
    )
    table.close()
    return profile


def _require_edition(root: Path, year: int) -> None:
    years = edition_years(root)
    if year in years:
        return
    if not (root / SEEDS / "project.toml").is_file():
        message = f"{root.name or 'This folder'} is not a project: it has no {SEEDS}/project.toml."
        remedy = "Run the command in the project's folder, or name the folder."
        raise UsageFault([error("project-missing", Place(f"{SEEDS}/project.toml"), message, remedy)])
    known = ", ".join(map(str, years))
    remedy = f"Choose one of: {known}." if years else f"Create {SEEDS}/{year}/edition.toml."
    message = f"There is no edition of {year}."
    raise UsageFault([error("edition-unknown", Place(f"{SEEDS}/{year}/edition.toml"), message, remedy)])
