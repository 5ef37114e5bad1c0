"""One loader: what a project says about a year becomes an Edition, or all that is wrong with it is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.errors import raise_for_errors
from reportgen.findings import Finding, Place, Severity
from reportgen.locales import LANGUAGES, NO_COMPOUNDS, Compounds, read_compounds, strings
from reportgen.model.edition import Edition, Picture
from reportgen.model.indicator import Catalogue, Localised, Observation
from reportgen.sources.catalogue import GROUPS, load_catalogue
from reportgen.sources.edition import Outline, read_outline, read_pictures
from reportgen.sources.edition_tables import Known
from reportgen.sources.figures import load_figures
from reportgen.sources.organisation import areas_of, read_lists, read_names, read_rejected, read_terms
from reportgen.sources.project import LOGO, SEEDS, TEMPLATES, choose_years, edition_years
from reportgen.sources.reading import Reading
from reportgen.sources.strategy import StrategyKnown, read_strategy
from reportgen.sources.text_file import read_text
from reportgen.sources.toml_table import Incomplete

HYPHENATION = "assets/hyphenation"
"""Where a project keeps its lists of compounds: a file a language."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An edition and what there is to say about its sources.

    With an error among the findings it is only a part of an edition, see `Edition.doubt`.
    """

    edition: Edition
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether files may be built from the edition."""
        return all(one.severity is not Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class Profile:
    """What ``project.toml`` says: who publishes, and in which languages."""

    publisher: Localised
    wordmark: Localised
    licence: str
    contact: str
    pictures: Mapping[str, Picture]


def load_edition(root: Path, year: int) -> Loaded:
    """Load the edition of a year with the observations of all years.

    Raises `UsageFault` when the year has no edition or the folder is no project, and `BadInput` once, with
    the findings of all files, when one of them is an error.
    """
    loaded = read_edition(root, year)
    raise_for_errors(loaded.findings)
    return loaded


def read_edition(root: Path, year: int) -> Loaded:
    """Read what can be read of an edition, so that its texts can be checked whatever else is wrong.

    Raises `UsageFault` as `load_edition` does.
    """
    choose_years(root, (year,))
    reading = Reading(root)
    edition = _edition(reading, year, _profile(reading))
    findings = tuple(reading.findings)
    if not all(one.severity is not Severity.ERROR for one in findings):
        rows, known = edition.observations, edition.catalogue.indicators
        sound = {key: row for key, row in rows.items() if row.indicator in known}
        edition = replace(edition, observations=sound, doubt=reading.doubt(sound.values()))
    return Loaded(edition, findings)


def load_outline(root: Path, year: int) -> Outline:
    """Load what the file of a year's edition says, and no figures: what it names is not looked up.

    Raises as `load_edition` does.
    """
    choose_years(root, (year,))
    reading = Reading(root)
    _profile(reading)
    outline = read_outline(reading.open(f"{SEEDS}/{year}/edition.toml"), Known(year, None, None))
    raise_for_errors(reading.findings)
    return outline


def load_compounds(root: Path, lang: str) -> Compounds:
    """Read a project's list of compounds; a project without the file has none.

    Raises `BadInput` with every fault of the file and its lines.
    """
    name, findings = f"{HYPHENATION}/{lang}.txt", list[Finding]()
    if not (root / name).exists():
        return NO_COMPOUNDS
    text = read_text(root, name, findings)
    raise_for_errors(findings)
    return read_compounds(text or "", name)


def _edition(reading: Reading, year: int, profile: Profile) -> Edition:
    folder, languages = f"{SEEDS}/{year}", reading.languages
    names = read_names(reading.open(f"{folder}/organisation.toml", required=False))
    areas = areas_of(names.organisation) | _areas_of_other_years(reading, year) or None
    catalogue = load_catalogue(reading, areas)
    indicators = reading.names(GROUPS["indicator"], "indicator", catalogue.indicators)
    sources = reading.names(GROUPS["source"], "source", catalogue.sources)
    known = Known(year, indicators, areas)
    outline = read_outline(reading.open(f"{folder}/edition.toml"), known)
    terms = reading.open(f"{SEEDS}/terms.toml", required=False)
    # Names change: an edition's own terms stand in for those of the project.
    own = reading.open(f"{folder}/terms.toml", required=False)
    edition = Edition(
        year=year,
        title=outline.title,
        subtitle=outline.subtitle,
        slogan=outline.slogan,
        publisher=_publisher(outline, profile, languages),
        wordmark=profile.wordmark,
        licence=profile.licence,
        contact=profile.contact,
        published=outline.published,
        published_assumed=outline.published_assumed,
        languages=languages,
        sections=outline.sections,
        tables=outline.tables,
        charts=outline.charts,
        lists=read_lists(reading.open(f"{folder}/lists.toml", required=False), areas),
        terms={**read_terms(terms, "term"), **read_terms(own, "term")},
        rejected=read_rejected(terms, own),
        abbreviations={**read_terms(terms, "abbreviation"), **read_terms(own, "abbreviation")},
        dates=outline.dates,
        people=names.people,
        organisation=names.organisation,
        links=names.links,
        pictures={**profile.pictures, **outline.pictures},
        catalogue=catalogue,
        observations=_figures(reading, catalogue, (indicators, sources)),
        place=Place(f"{folder}/edition.toml"),
        strategy=read_strategy(
            reading.open(f"{SEEDS}/strategy.toml", required=False), StrategyKnown(indicators, sources)
        ),
        draft=outline.draft,
        remarks=outline.remarks,
    )
    terms.close()
    own.close()
    return edition


def _publisher(outline: Outline, profile: Profile, languages: tuple[str, ...]) -> Localised:
    """Return who publishes; nobody does while it is a draft, and so nothing can name anybody."""
    if outline.draft:
        return {lang: strings(lang)["publication.draft"] for lang in languages}
    return outline.publisher if any(outline.publisher.values()) else profile.publisher


def _figures(
    reading: Reading, catalogue: Catalogue, known: tuple[Collection[str], Collection[str]]
) -> Mapping[tuple[str, int], Observation]:
    """Return the figures of all years; names that may stand in what could not be read are not told."""
    found: list[Finding] = []
    observations = load_figures(reading.root, catalogue, reading.languages, found)
    codes = zip(("unknown-indicator", "unknown-source"), known, strict=True)
    follow = {code for code, names in codes if isinstance(names, Incomplete)}
    reading.findings += (one for one in found if one.code not in follow)
    return observations


def _areas_of_other_years(reading: Reading, year: int) -> frozenset[str]:
    """Return the service areas of other years: figures belong to them, too. Faults there are told there."""
    others = Reading(reading.root, reading.languages)
    files = (f"{SEEDS}/{each}/organisation.toml" for each in edition_years(reading.root) if each != year)
    units = (read_names(others.open(file, required=False)).organisation for file in files)
    return frozenset().union(*map(areas_of, units))


def _profile(reading: Reading) -> Profile:
    table = reading.open(f"{SEEDS}/project.toml")
    # The languages come first: every other text, here and in all files, is read in them.
    languages = table.references("languages", "language", LANGUAGES, required=True)
    if table.data.get("languages") == []:
        remedy = f"Name some of: {', '.join(LANGUAGES)}."
        table.report("missing-text", "'languages' is empty.", remedy, "languages")
    named = tuple(dict.fromkeys(lang for lang in languages if lang in LANGUAGES))
    reading.languages = table.languages = named or _languages_of_texts(reading.root)
    profile = Profile(
        publisher=table.localised("publisher"),
        wordmark=table.localised("wordmark"),
        licence=table.text("licence", ""),
        contact=table.text("contact", ""),
        pictures=read_pictures(table, (LOGO,)),
    )
    table.close()
    return profile


def _languages_of_texts(root: Path) -> tuple[str, ...]:
    """Return the languages that there are texts in, for a project that does not name any as it should."""
    return tuple(lang for lang in LANGUAGES if (root / TEMPLATES / lang).is_dir()) or LANGUAGES
