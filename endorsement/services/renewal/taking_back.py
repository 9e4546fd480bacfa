"""The holder takes back what they handed in, while nobody has decided it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement.models import Endorsement, Person, Renewal
from endorsement.refusals import Refused
from endorsement.rules.renewing import Action, Role
from endorsement.services.renewal import days
from endorsement.services.renewal.moving import locked, move
from endorsement.services.renewal.telling import tell_holder

State = Renewal.State


@transaction.atomic
def take_back(*, renewal: Renewal, person: Person, at: datetime) -> Renewal:
    """Take it back, to change it and hand it in again; taking back twice takes back once.

    Nothing is lost: the portfolio is as it was, and what was handed in stays on file, the holder's alone.
    What was handed in for the first time counts as of the day it is handed in again. An answer to a
    question of the association stays as much on time as the renewal it belongs to, and the question
    stays open.

    Effects, in order: the document is marked; the state moves, a link of the chain; the days of the cycle
    go on; the holder is owed a mail.

    :raises Refused: for anybody but the holder, once somebody has decided, after the last day on which it
        could be handed in again, and once a sample was drawn with it in the number.
    """
    if renewal.person_id != person.pk:
        raise Refused(_("Only the person who handed in a renewal can take it back."))
    renewal = locked(renewal)
    if renewal.state == State.TAKEN_BACK:
        return renewal
    refuse_unless_possible(renewal, renewal.association.day_of(at))
    document = renewal.documents.latest("number")
    document.taken_back_at = at
    document.save(update_fields=["taken_back_at"])
    renewal = move(
        renewal,
        action=Action.TAKE_BACK,
        role=Role.HOLDER,
        actor=person,
        at=at,
        payload={"number": document.number, "sha256": document.sha256},
        handed_in_on=renewal.handed_in_on if renewal.answer_by_on else None,
        stains=[],
    )
    days.go_on(renewal, at=at)
    possible_through = renewal.cycle.grace_through.isoformat()
    tell_holder(renewal, "renewal_taken_back", at=at, possible_through=possible_through)
    return renewal


def refuse_unless_possible(renewal: Renewal, today: date) -> None:
    """:raises Refused: with what happened instead, and what to do."""
    if sentence := _settled(renewal):
        raise Refused(sentence)
    association, endorsement = renewal.association, renewal.cycle.endorsement
    ask = {"association": association.name, "contact": association.contact_email}
    if endorsement.state != Endorsement.State.ACTIVE:
        raise Refused(
            _(
                "This endorsement is “%(state)s” now, so its renewal stays where it is. If something has"
                " to change, write to %(contact)s."
            )
            % {"state": endorsement.get_state_display(), **ask}
        )
    if renewal.draw_id is not None:
        raise Refused(
            _(
                "A sample for the audit was drawn among what was handed in, this renewal included, so it"
                " stays as it is. If something has to change, ask %(association)s to send it back to"
                " you: %(contact)s."
            )
            % ask
        )
    if today > renewal.cycle.grace_through:
        raise Refused(
            _(
                "The last day to hand in was %(day)s, so you could not hand it in again. If something has"
                " to change, ask %(association)s to send it back to you: %(contact)s."
            )
            % {"day": date_format(renewal.cycle.grace_through), **ask}
        )


def _settled(renewal: Renewal) -> str:
    """Why there is nothing to take back, empty while it waits for a decision."""
    return {
        State.BEGUN: _("Nothing is handed in that could be taken back."),
        State.HANDED_IN: "",
        State.RETURNED: _(
            "The association has just sent this renewal back to you with a question, so you can change"
            " it now."
        ),
        State.TAKEN_BACK: _("You have taken this renewal back already."),
        State.APPROVED: _(
            "This renewal was approved before you took it back: your endorsement is renewed."
        ),
        State.DECLINED: _(
            "This renewal was declined before you took it back. The reason is below."
        ),
    }[State(renewal.state)]
