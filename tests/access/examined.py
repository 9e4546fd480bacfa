"""Outcomes and exams: the owner's application is in review, and the author scores under a code."""

from typing import Any

from tests.access.expectations import READ_ONLY, SIGNED_IN, Expected, only
from tests.access.marks import AUTHOR, COORDINATOR, GUEST_COORDINATOR, OWNER
from tests.access.world import World


def _own(world: World) -> list[Any]:
    return [world.case.application.public_id]


def _at_the_desk(world: World) -> list[Any]:
    return [world.north.slug, *_own(world)]


def _outcome(world: World) -> list[Any]:
    return [*_at_the_desk(world), "decline"]


def _sittings(world: World) -> list[Any]:
    return [world.north.slug]


def _sitting(world: World) -> list[Any]:
    return [world.north.slug, world.examined.sitting.public_id]


def _candidate(world: World) -> list[Any]:
    return [*_sitting(world), world.examined.candidate.public_id]


def _desk(world: World) -> list[Any]:
    return [world.north.slug]


def _endorsement(world: World) -> list[Any]:
    return [world.north.slug, world.case.endorsement.public_id]


def _scoring(world: World) -> list[Any]:
    return [world.examined.scoring.public_id]


OUTCOMES = {
    "endorsement:decision": Expected(only(COORDINATOR, GUEST_COORDINATOR), READ_ONLY, _at_the_desk),
    "endorsement:decision_outcome": Expected(
        only(COORDINATOR, GUEST_COORDINATOR),
        only(COORDINATOR, GUEST_COORDINATOR, then=422),
        _outcome,
    ),
    # Nothing is on hold and nothing appealed here: both lead back to the application.
    "endorsement:hold_resume": Expected(
        READ_ONLY, only(COORDINATOR, GUEST_COORDINATOR, then=302), _at_the_desk
    ),
    "endorsement:appeal_hear": Expected(
        only(COORDINATOR, GUEST_COORDINATOR, then=302),
        only(COORDINATOR, GUEST_COORDINATOR, then=302),
        _at_the_desk,
    ),
    "endorsement:desk_endorsements": Expected(only(COORDINATOR), READ_ONLY, _desk),
    # Without saying what to do, there is nothing to do.
    "endorsement:desk_endorsement": Expected(
        only(COORDINATOR), only(COORDINATOR, then=302), _endorsement
    ),
    "endorsement:status_request": Expected(
        only(OWNER), only(OWNER, then=422), lambda world: [world.case.endorsement.public_id]
    ),
    "endorsement:endorsement_revoke": Expected(
        only(COORDINATOR), only(COORDINATOR, then=422), _endorsement
    ),
    "endorsement:application_answer": Expected(only(OWNER, then=302), only(OWNER, then=422), _own),
    "endorsement:application_appeal": Expected(only(OWNER, then=302), only(OWNER, then=422), _own),
    # Without saying what to do, there is nothing to do.
    "endorsement:application_exam": Expected(only(OWNER), only(), _own),
    "endorsement:sittings": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _sittings),
    "endorsement:sitting": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _sitting),
    "endorsement:sitting_scores": Expected(
        only(COORDINATOR), only(COORDINATOR, then=422), _sitting
    ),
    "endorsement:candidate": Expected(only(COORDINATOR), only(), _candidate),
    "endorsement:scoring_list": Expected(SIGNED_IN),
    "endorsement:scoring": Expected(only(AUTHOR), only(AUTHOR, then=302), _scoring),
}
