"""Live sessions: everybody may look, whoever plans them sees who comes."""

from typing import Any

from tests.access.expectations import PUBLIC, READ_ONLY, Expected, only, signed_in
from tests.access.marks import AUTHOR, COORDINATOR, GUEST_COORDINATOR, OTHER_COORDINATOR
from tests.access.world import World


def _session(world: World) -> list[Any]:
    return [world.live]


def _north(world: World) -> list[Any]:
    return [world.north.slug]


def _planned(world: World) -> list[Any]:
    return [world.north.slug, world.live]


def _meeting(world: World) -> list[Any]:
    return [world.north.slug, world.live, 1]


PLANNERS = (COORDINATOR, AUTHOR)
WHO_COMES = frozenset({"owner-name", "owner-email"})
# Whoever is asked to do something without saying what sees the page again.
LIVE = {
    "live:sessions": Expected(PUBLIC),
    "live:session": Expected(PUBLIC, READ_ONLY, _session),
    "live:calendar": Expected(PUBLIC, READ_ONLY, _session),
    "live:register": Expected(signed_in(302), signed_in(302), _session),
    "live:give_back": Expected(signed_in(302), signed_in(302), _session),
    "live:attend": Expected(signed_in(302), signed_in(302), _session),
    "live:desks": Expected(
        only(*PLANNERS, OTHER_COORDINATOR, GUEST_COORDINATOR, then=302), READ_ONLY
    ),
    "live:desk": Expected(only(*PLANNERS), READ_ONLY, _north),
    "live:add": Expected(
        only(*PLANNERS), only(*PLANNERS, then=422), lambda world: [*_north(world), "together"]
    ),
    "live:planned": Expected(only(*PLANNERS), READ_ONLY, _planned, WHO_COMES),
    "live:change": Expected(only(*PLANNERS), only(*PLANNERS, then=422), _planned),
    "live:call_off": Expected(
        only(*PLANNERS, then=302), only(*PLANNERS, then=422), _planned, WHO_COMES
    ),
    "live:code": Expected(only(*PLANNERS), only(*PLANNERS, then=302), _meeting),
    "live:roster": Expected(only(*PLANNERS), only(*PLANNERS, then=422), _meeting, WHO_COMES),
    "live:walk_in": Expected(
        only(*PLANNERS, then=302), only(*PLANNERS, then=422), _meeting, WHO_COMES
    ),
    "live:table": Expected(only(*PLANNERS), READ_ONLY, _planned, WHO_COMES),
}
