"""Renewals: the owner's is handed in and under audit; a reviewer was asked about both."""

from typing import Any

from tests.access.expectations import READ_ONLY, SIGNED_IN, Expected, only
from tests.access.marks import CO_REVIEWER, COORDINATOR, OWNER
from tests.access.world import World


def _endorsement(world: World) -> list[Any]:
    return [world.case.endorsement.public_id]


def _cycle(world: World) -> list[Any]:
    return [*_endorsement(world), world.case.cycle.number]


def _north(world: World) -> list[Any]:
    return [world.north.slug]


def _at_desk(world: World) -> list[Any]:
    return [*_north(world), *_cycle(world)]


RENEWING = {
    "endorsement:renewals": Expected(SIGNED_IN),
    "endorsement:renewal": Expected(only(OWNER), only(OWNER, then=422), _endorsement),
    "endorsement:renewal_take_back": Expected(
        only(OWNER, then=302), only(OWNER, then=302), _endorsement
    ),
    "endorsement:own_audit": Expected(only(OWNER), only(OWNER, then=302), _cycle),
    "endorsement:renewal_opinion": Expected(
        only(CO_REVIEWER),
        only(CO_REVIEWER, then=422),
        lambda world: [world.case.cycle.renewal.opinions.get(given_at=None).public_id],
    ),
    "endorsement:audit": Expected(
        only(CO_REVIEWER), only(), lambda world: [world.case.cycle.renewal.audit.public_id]
    ),
    "endorsement:desk_renewals": Expected(only(COORDINATOR), READ_ONLY, _north),
    "endorsement:desk_renewals_several": Expected(only(COORDINATOR), only(COORDINATOR), _north),
    "endorsement:renewal_terms": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _north),
    "endorsement:audit_draws": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _north),
    "endorsement:audit_draw": Expected(
        only(COORDINATOR),
        READ_ONLY,
        lambda world: [*_north(world), world.case.cycle.renewal.draw.public_id],
    ),
    # Without an act there is nothing to do.
    "endorsement:desk_renewal": Expected(only(COORDINATOR), only(), _at_desk),
    "endorsement:desk_audit": Expected(only(COORDINATOR), only(), _at_desk),
}
