"""What a holder asks of their association about an endorsement; the association does it or answers."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from endorsement.models import Endorsement, Person, StatusRequest
from endorsement.refusals import Refused
from endorsement.rules.endorsement_moves import ASKED_FOR, MOVES, Move, Role
from endorsement.selectors.endorsements import holds_another
from endorsement.services import event, holder_mail
from endorsement.services.conflict import refuse_tie


@transaction.atomic
def ask(
    *,
    endorsement: Endorsement,
    person: Person,
    move: str,
    because: str = "",
    text: str = "",
    at: datetime,
) -> StatusRequest:
    """Ask for a break, an end, or a return.

    Effects, in order: the request, of which one is open at a time; an event.

    :raises Refused: for anybody but the holder, for what the table does not have in this state, without
        a reason for a break, or while another request is open.
    """
    if endorsement.person_id != person.pk:
        raise Refused(_("Only the person who holds an endorsement can ask for this."))
    if move not in can_be_asked(endorsement):
        raise Refused(_("Choose what you ask for."), field="move")
    if move == Move.SET_INACTIVE and because not in StatusRequest.Because.values:
        raise Refused(_("Choose a reason from the list."), field="because")
    try:
        with transaction.atomic():
            asked = StatusRequest.objects.create(
                endorsement=endorsement,
                move=move,
                because=because if move == Move.SET_INACTIVE else "",
                text=text.strip(),
                asked_at=at,
            )
    except IntegrityError:
        raise Refused(
            _("You have asked already. Take that back first if you want to ask for something else.")
        ) from None
    _record(endorsement, "asked", person, at, move=move)
    return asked


@transaction.atomic
def take_back(*, asked: StatusRequest, person: Person, at: datetime) -> None:
    """The holder no longer asks. Effects, in order: the request goes; an event.

    :raises Refused: for anybody but the holder, or when it has been answered.
    """
    endorsement = asked.endorsement
    gone = 0
    if endorsement.person_id == person.pk:
        gone, _rows = StatusRequest.objects.filter(pk=asked.pk, answered_at__isnull=True).delete()
    if not gone:
        raise Refused(_("This has been answered meanwhile."))
    _record(endorsement, "no_longer_asked", person, at, move=asked.move)


@transaction.atomic
def decline(*, asked: StatusRequest, coordinator: Person, answer: str, at: datetime) -> None:
    """Say why it is not done. Effects, in order: the answer, once; an event; a mail to the holder.

    :raises Refused: for a tie, without an answer, or when it has been answered.
    """
    endorsement = asked.endorsement
    refuse_tie(coordinator, endorsement, at=at)
    if not answer.strip():
        raise Refused(_("Write an answer; the holder reads it."), field="answer")
    answered = StatusRequest.objects.filter(pk=asked.pk, answered_at__isnull=True).update(
        answered_at=at, answered_by=coordinator, answer=answer.strip()
    )
    if not answered:
        raise Refused(_("This has been answered meanwhile."))
    _record(endorsement, "request_declined", coordinator, at, move=asked.move)
    holder_mail.tell(endorsement, "answered", at=at)


def can_be_asked(endorsement: Endorsement) -> list[Move]:
    """What its holder may ask for now."""
    legal = MOVES.actions(endorsement.state, Role.COORDINATOR)
    possible = [move for move in ASKED_FOR if move in legal]
    if Move.ARCHIVE in possible and not holds_another(endorsement):
        possible.remove(Move.ARCHIVE)
    return possible


def _record(endorsement: Endorsement, what: str, actor: Person, at: datetime, *, move: str) -> None:
    event.record(
        association=endorsement.association,
        stream=endorsement.stream,
        kind=f"endorsement.{what}",
        actor=actor,
        payload={"move": str(move)},
        at=at,
    )
