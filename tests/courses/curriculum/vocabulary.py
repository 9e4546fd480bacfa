"""The areas, competencies and topics that modules may refer to (framework core@1)."""

from __future__ import annotations

AREAS = {
    "foundations": "pregnancy_early_parenthood child_development family_centered_practice "
    "relationship_focused_practice family_dynamics attachment culture early_disorders",
    "ethics_law": "ethical_practice law_regulation agency_policy",
    "systems": "service_delivery community_resources",
    "direct_service": "observation_listening screening_assessment responding_with_empathy "
    "developmental_guidance advocacy safety intervention_planning",
    "working_with_others": "building_relationships supporting_others collaborating consulting",
    "communicating": "listening speaking writing",
    "thinking": "analyzing_information solving_problems sound_judgment planning",
    "reflection": "contemplation self_awareness emotional_response professional_growth",
    "leading": "motivating developing_talent",
    "administration": "program_management",
    "research": "study_of_early_relationships",
}
AREA_REFS = frozenset(f"core:{area}" for area in AREAS)
REFS = AREA_REFS | {
    f"core:{area}.{name}" for area, names in AREAS.items() for name in names.split()
}
TOPICS = frozenset({"iecmh", "dei", "rsc_provision", "ethics"})
