"""Applying, reviewing, deciding and being found: the owner's application is in review."""

from typing import Any

from endorsement.services import listing
from endorsement.services.notices import choosing
from tests.access.casework import CATEGORY
from tests.access.expectations import (
    NOT_THERE,
    PUBLIC,
    READ_ONLY,
    SIGNED_IN,
    Expected,
    each,
    only,
    signed_in,
)
from tests.access.marks import CO_REVIEWER, COORDINATOR, GUEST_COORDINATOR, OWNER
from tests.access.world import World
from tests.factories.application import AT


def _north(world: World) -> list[Any]:
    return [world.north.slug]


def _reminded(world: World) -> list[Any]:
    return [*_north(world), world.case.application.person.ref]


def _choices(world: World) -> list[Any]:
    address = choosing.address_of(world.case.application.person, ["modules"])
    return [address.rstrip("/").rpartition("/")[2]]


def _application(world: World) -> list[Any]:
    return [world.case.application.public_id]


def _at_the_desk(world: World) -> list[Any]:
    return [*_north(world), *_application(world)]


def _asked(world: World) -> list[Any]:
    return [world.case.references[-1].public_id]


def _asked_at_the_desk(world: World) -> list[Any]:
    return [*_at_the_desk(world), *_asked(world)]


def _open_review(world: World) -> list[Any]:
    return [world.case.reviews[1].public_id]


def _without_a_name(world: World) -> list[Any]:
    """The owner ticked everything but the name, and so is not in the registry."""
    row = listing.change(
        person=world.people[OWNER],
        association=world.north,
        show_name=False,
        show_county=True,
        may_write=True,
        at=AT,
    )
    return [row.public_id]


#: Nobody gets everybody.
PUBLIC_ERROR = each(400)

APPLYING = {
    "endorsement:details": Expected(SIGNED_IN, signed_in(422)),
    "endorsement:applications": Expected(SIGNED_IN),
    # Everybody may apply, for themselves.
    "endorsement:application_start": Expected(
        READ_ONLY, signed_in(302), lambda world: [*_north(world), CATEGORY]
    ),
    "endorsement:application": Expected(only(OWNER), only(OWNER, then=422), _application),
    "endorsement:application_withdraw": Expected(only(OWNER), only(OWNER, then=302), _application),
    "endorsement:references": Expected(SIGNED_IN, signed_in(422), _north),
    "endorsement:reference_act": Expected(
        READ_ONLY,
        only(OWNER, then=302),
        lambda world: [world.case.references[-1].public_id, "resend"],
    ),
    # Whoever holds the link is the rater, and is told for whom the rating is.
    "reference_give": Expected(
        PUBLIC, each(422), lambda world: [world.case.token], frozenset({"owner-name"})
    ),
    "reference_rate": Expected(
        PUBLIC,
        each(422),
        lambda world: [*_asked(world), world.case.references[-1].proof],
        frozenset({"owner-name"}),
    ),
    # Anybody may type a code; without one there is nothing to open.
    "reference_code": Expected(PUBLIC, each(422)),
    "reference_code_typed": Expected(each(302), each(302)),
    # The owner's letter has no code; the coordinator's has, and is printed by asking for it.
    "endorsement:reference_letter": Expected(only(OWNER), READ_ONLY, _asked),
    "endorsement:application_references": Expected(
        only(COORDINATOR, GUEST_COORDINATOR), READ_ONLY, _at_the_desk
    ),
    "endorsement:application_reference_resend": Expected(
        READ_ONLY, only(COORDINATOR, GUEST_COORDINATOR, then=302), _asked_at_the_desk
    ),
    "endorsement:application_reference_letter": Expected(
        READ_ONLY, only(COORDINATOR, GUEST_COORDINATOR), _asked_at_the_desk
    ),
    "endorsement:application_reference_record": Expected(
        only(COORDINATOR, GUEST_COORDINATOR),
        only(COORDINATOR, GUEST_COORDINATOR, then=422),
        _asked_at_the_desk,
    ),
    "endorsement:review_list": Expected(SIGNED_IN),
    "endorsement:review": Expected(only(CO_REVIEWER), only(CO_REVIEWER, then=302), _open_review),
    "endorsement:review_map": Expected(only(CO_REVIEWER), READ_ONLY, _open_review),
    "endorsement:review_recuse": Expected(READ_ONLY, only(CO_REVIEWER, then=302), _open_review),
    "endorsement:review_requirement": Expected(
        READ_ONLY, only(CO_REVIEWER, then=302), lambda world: [*_open_review(world), "training"]
    ),
    # Without an area there is nothing to tick.
    "endorsement:review_competencies": Expected(only(CO_REVIEWER), only(), _open_review),
    "endorsement:review_file": Expected(
        only(CO_REVIEWER),
        READ_ONLY,
        lambda world: [*_open_review(world), world.portfolio.file.public_id],
    ),
    # The first reviewer's opinion is closed to the second, who is still writing.
    "endorsement:review_opinions": Expected(only(), READ_ONLY, _open_review),
    "endorsement:review_hours": Expected(READ_ONLY, only(CO_REVIEWER, then=422), _open_review),
    "endorsement:review_comment": Expected(READ_ONLY, only(CO_REVIEWER, then=422), _open_review),
    "endorsement:review_comment_take_back": Expected(
        READ_ONLY,
        only(CO_REVIEWER, then=302),
        lambda world: [
            *_open_review(world),
            world.case.reviews[1].comments.order_by("pk")[0].public_id,
        ],
    ),
    "endorsement:coordinator_opinions": Expected(
        only(COORDINATOR, GUEST_COORDINATOR),
        only(COORDINATOR, GUEST_COORDINATOR, then=422),
        _at_the_desk,
    ),
    "endorsement:released_comments": Expected(
        only(COORDINATOR, GUEST_COORDINATOR),
        only(COORDINATOR, GUEST_COORDINATOR, then=422),
        _at_the_desk,
    ),
    "endorsement:coordinator_queue": Expected(only(COORDINATOR), READ_ONLY, _north),
    # Without saying what to do, there is nothing to do.
    "endorsement:coordinator_application": Expected(
        only(COORDINATOR, GUEST_COORDINATOR), only(), _at_the_desk
    ),
    "endorsement:registry": Expected(PUBLIC),
    "endorsement:desk_registry": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _north),
    "endorsement:associations": Expected(PUBLIC),
    "endorsement:association": Expected(PUBLIC, arguments=_north),
    "registry_json": Expected(PUBLIC_ERROR),
    "registry_widget": Expected(PUBLIC, arguments=_north),
    "registry_colors": Expected(PUBLIC, arguments=_north),
    "endorsement:registry_entry": Expected(NOT_THERE, NOT_THERE, _without_a_name),
    "endorsement:registry_listing": Expected(SIGNED_IN, signed_in(302), _north),
    # Everybody has days away and people they are too close to; nothing is sent without saying what.
    "endorsement:availability": Expected(SIGNED_IN, signed_in(404)),
    "endorsement:too_close": Expected(SIGNED_IN, signed_in(404)),
    "endorsement:review_answer": Expected(READ_ONLY, only(CO_REVIEWER, then=302), _open_review),
    "endorsement:queue_bulk": Expected(only(), only(), _north),
    "endorsement:queue_view_save": Expected(READ_ONLY, only(COORDINATOR, then=302), _north),
    "endorsement:queue_view_remove": Expected(
        READ_ONLY, only(COORDINATOR, then=302), lambda world: [*_north(world), world.view]
    ),
    "endorsement:reviewers": Expected(only(COORDINATOR), READ_ONLY, _north),
    "endorsement:reviewer": Expected(
        only(COORDINATOR),
        only(),
        lambda world: [*_north(world), world.people[CO_REVIEWER].ref],
    ),
    "endorsement:reminders": Expected(only(COORDINATOR), READ_ONLY, _north),
    "endorsement:reminders_table": Expected(only(COORDINATOR), READ_ONLY, _north),
    "endorsement:reminders_act": Expected(
        READ_ONLY, only(COORDINATOR, then=302), lambda world: [*_north(world), "pause"]
    ),
    "endorsement:reminded_person": Expected(only(COORDINATOR), READ_ONLY, _reminded),
    "endorsement:reminded_person_act": Expected(
        READ_ONLY, only(COORDINATOR, then=302), lambda world: [*_reminded(world), "living"]
    ),
    "endorsement:reminder_choices": Expected(SIGNED_IN, signed_in(302)),
    # The signed address is the proof: it opens one person's choices to whoever has it.
    "reminder_unsubscribe": Expected(PUBLIC, each(302), _choices),
    "endorsement:figures": Expected(only(COORDINATOR), READ_ONLY, _north),
    "endorsement:figures_table": Expected(only(COORDINATOR), READ_ONLY, _north),
}
