"""The sentences that text alternatives of charts are made of, by language.

Names and values stand in them as they are stored: no sentence asks for an inflected form. Other words
come from `reportgen.locales.strings`.
"""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, Mapping[str, str]] = {
    "fi": {
        "columns": "Pylväskaavio",
        "pair": "Kaksi pylvästä",
        "series": "Viivakaavio",
        "one_year": "{kind} vuodelta {years}: {subject}.",
        "many_years": "{kind} vuosilta {years}: {subject}.",
        "largest": "Suurin on {largest} ({high}) ja pienin {smallest} ({low}).",
        "equal": "Kaikki ovat yhtä suuria: {high}.",
        "two": "{label}: {old} ja {new}, {change}.",
        "many": "{label}: {old} ja {new}, {change}. Suurin oli {largest} ja pienin {smallest}.",
        "change": "muutos {change}",
        "no_change": "ei muutosta",
        "not_comparable": "vuosia ei voi verrata",
        "break": "{label}: vuodesta {year} alkaen luvut eivät ole vertailukelpoisia aiempien kanssa.",
    },
    "sv": {
        "columns": "Stående stapeldiagram",
        "pair": "Två staplar",
        "series": "Linjediagram",
        "one_year": "{kind} för {years}: {subject}.",
        "many_years": "{kind} för åren {years}: {subject}.",
        "largest": "Störst är {largest} ({high}) och minst {smallest} ({low}).",
        "equal": "Alla är lika stora: {high}.",
        "two": "{label}: {old} och {new}, {change}.",
        "many": "{label}: {old} och {new}, {change}. Störst var {largest} och minst {smallest}.",
        "change": "förändring {change}",
        "no_change": "ingen förändring",
        "not_comparable": "åren kan inte jämföras",
        "break": "{label}: från och med {year} kan talen inte jämföras med de tidigare.",
    },
}
