"""The resource library: all that the sources name, told in two languages, and met in a module."""

from __future__ import annotations

from courses.curriculum import blocks as b
from courses.curriculum.library import (
    RESOURCE_AUDIENCES,
    RESOURCE_TOPICS,
    Resource,
    load_library,
)

LIBRARY = load_library()

# What the pages on which the curriculum rests name: organizations, programs, papers, campaigns, rules; and
# the code of the card that stands for each.
NAMED = {
    "ECTA’s topic page": "ecta-iecmh",
    "ECTA’s briefing paper": "ecta-briefing-paper",
    "ECTA: child outcomes": "ecta-child-outcomes",
    "ECTA: implementation guide": "ecta-implementation-guide",
    "ECTA: service delivery": "ecta-service-delivery",
    "ECTA: challenging behaviors": "ecta-specific-populations",
    "ECTA: child maltreatment": "ecta-capta",
    "NCPMI": "ncpmi",
    "the Pyramid Model": "pyramid-model",
    "Harvard’s Early Childhood Mental Health": "harvard-mental-health",
    "the Alliance": "alliance",
    "the AIMHs": "aimhs",
    "CalAIMH": "calaimh",
    "NCCP": "nccp",
    "PRiSM": "prism",
    "the Center of Excellence for IECMH Consultation": "coe-iecmhc",
    "ZERO TO THREE": "zero-to-three",
    "its policy series": "ztt-policy-series",
    "the results of the 50-state survey": "nccp-part-c-survey",
    "the webinar on the survey": "survey-webinar",
    "34 CFR 303.321": "cfr-303-321",
    "34 CFR 303.344": "cfr-303-344",
    "CAPTA": "capta",
    "the IECMH grant program": "iecmh-grants",
    "the Community Mental Health Services Block Grant": "mental-health-block-grant",
    "workforce funding": "workforce-funding",
    "the policy priorities": "iecmh-priorities",
    "Think Babies": "think-babies",
    "Strolling Thunder": "strolling-thunder",
    "the State of Babies Yearbook": "state-of-babies",
    "the infographic on talking about IECMH": "iecmh-infographic",
    "Georgetown CCF": "georgetown-ccf",
    "OSEP": "osep",
}


def test_what_the_sources_name_has_a_resource_card() -> None:
    missing = {name: code for name, code in NAMED.items() if code not in LIBRARY.resources}
    assert missing == {}
    assert len(set(NAMED.values())) == len(NAMED)


def test_every_card_is_met_in_a_module() -> None:
    used = {
        block.resource
        for module in LIBRARY.modules
        for block in module.blocks()
        if isinstance(block, b.ResourceCard)
    }
    assert LIBRARY.resources.keys() - used == set()


def test_resource_cards_can_be_filtered() -> None:
    bare = {r.code for r in LIBRARY.resources.values() if not (r.topics and r.audiences)}
    assert bare == set()
    used = [
        {code for r in LIBRARY.resources.values() for code in codes(r)}
        for codes in (topics_of, audiences_of)
    ]
    # Every choice of a filter finds something.
    assert used == [set(RESOURCE_TOPICS), set(RESOURCE_AUDIENCES)]


def topics_of(resource: Resource) -> tuple[str, ...]:
    return resource.topics


def audiences_of(resource: Resource) -> tuple[str, ...]:
    return resource.audiences


def test_resource_cards_are_in_both_languages() -> None:
    english_only = {
        code
        for code, resource in LIBRARY.resources.items()
        if not (resource.what.has("es") and resource.for_whom.has("es"))
    }

    assert english_only == set()
