"""Registering, preparing and advising: the owner's application was handed in already."""

from typing import Any

from tests.access.casework import CATEGORY
from tests.access.expectations import READ_ONLY, SIGNED_IN, Expected, only
from tests.access.marks import COORDINATOR, OWNER


def _own(*more: str) -> Any:
    return lambda world: [world.case.application.public_id, *more]


def _at_desk(*more: str) -> Any:
    return lambda world: [world.north.slug, world.case.application.public_id, *more]


def _entered(*more: str) -> Any:
    return lambda world: [world.case.application.suggestions.get().public_id, *more]


REGISTERING = {
    # It was handed in, so there is nothing to register any more.
    "endorsement:registration": Expected(only(OWNER, then=302), only(OWNER, then=422), _own()),
    "endorsement:registration_category": Expected(READ_ONLY, only(OWNER, then=302), _own(CATEGORY)),
    "endorsement:advisor_answer": Expected(READ_ONLY, only(OWNER, then=302), _own("end")),
    # Without saying what to save, nothing is saved.
    "endorsement:application_section": Expected(only(OWNER), only(), _own("training")),
    "endorsement:suggestion_file": Expected(only(OWNER, COORDINATOR), READ_ONLY, _entered()),
    "endorsement:suggestion_answer": Expected(
        READ_ONLY, only(OWNER, then=302), _entered("decline")
    ),
    "endorsement:advised_list": Expected(SIGNED_IN),
    # Nobody advises on what was handed in.
    "endorsement:advised": Expected(only(), READ_ONLY, lambda _world: ["an-advising"]),
    "endorsement:advised_section": Expected(
        only(), only(), lambda _world: ["an-advising", "training"]
    ),
    "endorsement:desk_registrations": Expected(
        only(COORDINATOR), READ_ONLY, lambda world: [world.north.slug]
    ),
    # Without saying what to do, there is nothing to do.
    "endorsement:desk_registration": Expected(only(COORDINATOR), only(), _at_desk()),
    # Entries are typed while an application is prepared.
    "endorsement:desk_registration_help": Expected(only(), only(), _at_desk("work")),
}
