"""Text for the accessibility statement that Finnish law asks of a publication (Act 306/2019, section 9).

It claims what was proven of the files at hand and no more; what stands in brackets is left to their owner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.workbench.evidence import Evidence

NAMES: Mapping[str, str] = {"fi": "Suomeksi", "sv": "På svenska"}
"""Languages of the statement."""

_PROVEN = {
    "fi": "Julkaisu noudattaa PDF/UA-1-standardia (ISO 14289-1) ja WCAG 2.1 -ohjeiden A- ja AA-tasoja siltä "
    "osin kuin ohjelma voi sen todeta. Kuvilla on tekstivastineet ja taulukoilla otsikkosolut. Julkaisussa "
    "on otsikkorakenne, kirjanmerkit ja kielimerkinnät.",
    "sv": "Publikationen följer standarden PDF/UA-1 (ISO 14289-1) och nivåerna A och AA i WCAG 2.1, i den "
    "mån ett program kan konstatera det. Bilderna har textalternativ och tabellerna rubrikceller. "
    "Publikationen har rubrikstruktur, bokmärken och språkmärkning.",
}
_ATTACHED = {
    "fi": "Luvut ovat myös PDF-tiedoston liitteenä olevassa Excel-työkirjassa.",
    "sv": "Siffrorna finns också i en Excelarbetsbok som är bifogad till PDF-filen.",
}
_OPEN = {
    "fi": "[Täydennä: kuka arvioi julkaisun ja milloin, mitkä puutteet ovat tiedossa, mihin voi antaa "
    "palautetta.]",
    "sv": "[Komplettera: vem som har bedömt publikationen och när, vilka brister som är kända, vart man kan "
    "ge respons.]",
}


def statement(found: Sequence[Evidence]) -> Mapping[str, str]:
    """Return the text by language, or nothing where a file was not proven to keep to the standards."""
    if not found or not all(evidence.proven for evidence in found):
        return {}
    books = all(
        any(name.endswith(".xlsx") for name in evidence.facts.attachments)
        for evidence in found
        if evidence.facts is not None
    )
    return {
        lang: " ".join([_PROVEN[lang], *([_ATTACHED[lang]] if books else []), _OPEN[lang]]) for lang in NAMES
    }
