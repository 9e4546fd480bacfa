"""Criteria outside the CMS: an association's own terms, what is coming, and an applicant's choice."""

from typing import Any

from tests.access.applying import _application, _north
from tests.access.expectations import READ_ONLY, Expected, only
from tests.access.marks import COORDINATOR, OWNER
from tests.access.world import World


def _edition(world: World) -> list[Any]:
    return [world.north.slug, world.case.application.edition.public_id]


CRITERIA = {
    "endorsement:overlay_renewal": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _north),
    "endorsement:overlay": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _north),
    "endorsement:coming_criteria": Expected(only(COORDINATOR), READ_ONLY, _north),
    "endorsement:coming_edition": Expected(
        only(COORDINATOR), only(COORDINATOR, then=302), _edition
    ),
    # The owner's application is in review: there is nothing to choose any more.
    "endorsement:application_edition": Expected(only(), only(OWNER, then=302), _application),
}
