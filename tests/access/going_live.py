"""Bringing people along, and their way to the record: the desk is its coordinator's, a link its holder's."""

from typing import Any

from tests.access.expectations import PUBLIC, READ_ONLY, Expected, each, only
from tests.access.marks import COORDINATOR
from tests.access.world import World


def _desk(world: World) -> list[Any]:
    return [world.north.slug]


def _list(world: World) -> list[Any]:
    return [world.north.slug, world.going_live.staged]


def _template(world: World) -> list[Any]:
    return [world.north.slug, "endorsees", "csv"]


def _invitation(world: World) -> list[Any]:
    return [world.north.slug, world.going_live.invitation.public_id, "resend"]


def _person(world: World) -> list[Any]:
    return [world.north.slug, world.going_live.invitation.person.ref]


def _link(world: World) -> list[Any]:
    return [world.going_live.token]


def _code(world: World) -> list[Any]:
    return [world.going_live.invitation.public_id, "0" * 40]


#: The page behind a link tells whoever has it whose record it is.
WHOSE = frozenset({"brought-name"})

GOING_LIVE = {
    "endorsement:people_imports": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _desk),
    "endorsement:people_import_template": Expected(only(COORDINATOR), READ_ONLY, _template),
    "endorsement:people_import": Expected(only(COORDINATOR), only(COORDINATOR, then=302), _list),
    "endorsement:people_import_columns": Expected(
        only(COORDINATOR), only(COORDINATOR, then=422), _list
    ),
    "endorsement:people_import_discard": Expected(READ_ONLY, only(COORDINATOR, then=302), _list),
    "endorsement:people_import_undo": Expected(
        only(COORDINATOR, then=302), only(COORDINATOR, then=302), _list
    ),
    "endorsement:people_import_certify": Expected(READ_ONLY, only(COORDINATOR, then=302), _list),
    "endorsement:held_reminders": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _desk),
    "endorsement:claim_invitations": Expected(
        only(COORDINATOR), only(COORDINATOR, then=302), _desk
    ),
    "endorsement:claim_letter": Expected(READ_ONLY, only(COORDINATOR), _person),
    "endorsement:claim_act": Expected(READ_ONLY, only(COORDINATOR, then=302), _invitation),
    # Without an account one reads whose it is; only somebody signed in can take it or ask for it.
    "claim_open": Expected(PUBLIC, each(302, stranger=200), _link, tells=WHOSE),
    "claim_by_code": Expected(each(410), each(410), _code),
    "claim_code": Expected(PUBLIC, each(422)),
    "claim_code_typed": Expected(each(302), each(302)),
    "verify_original": Expected(each(302), each(422)),
}
