"""Layouts: how each kind of section is composed. A layout is a function of (desk, section) to page designs.

A layout takes the blocks it has a place for; whatever else a section holds follows in the plain flow, so
that writers can add to any section without a change here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportgen.model.document import Section
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.layouts import (
    about,
    covers,
    encounters,
    feedback,
    openings,
    organisation,
    report,
    scorecard,
    services,
    sustainability,
    work,
    years,
)
from reportgen.render.pdf.page import PageDesign

Layout = Callable[[Desk, Section], list[PageDesign]]

LAYOUTS: Mapping[str, Layout] = {
    "cover": covers.cover,
    "back": covers.back,
    "goals": openings.goals,
    "foreword": openings.foreword,
    "population": openings.population,
    "staff": work.staff,
    "finance": work.finance,
    "procurement": work.procurement,
    "encounters": encounters.encounters,
    "successes": services.successes,
    "models": services.models,
    "experience": feedback.experience,
    "survey": feedback.survey,
    "sustainability": sustainability.sustainability,
    "years": years.years,
    "scorecard": scorecard.scorecard,
    "about": about.about,
    "organisation": organisation.organisation,
    "report": report.report,
    "flow": work.plain,
}
"""Layouts by the name that an edition's section gives; ``report`` and ``flow`` set anything."""
