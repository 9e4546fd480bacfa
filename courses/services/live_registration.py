"""Seats of a live session: taken, waited for, given back, moved up. Never more than there are."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from courses import live_wording as wording
from courses.models import LiveRegistration, LiveSession
from courses.rules import live_moves as moves
from courses.selectors import live
from courses.selectors.module import version_of
from courses.services import live_mail
from courses.services.learning import refuse_missing
from endorsement.models import Person
from endorsement.refusals import Refused

State = LiveRegistration.State


def locked(session: LiveSession) -> LiveSession:
    """The row, held until the transaction ends: whoever changes seats takes turns."""
    return (
        LiveSession.objects.select_for_update(of=("self",))
        .select_related("association")
        .get(pk=session.pk)
    )


@transaction.atomic
def register(*, session: LiveSession, person: Person, at: datetime) -> LiveRegistration:
    """Take a seat, or a place on the waiting list when all are taken. Asking twice asks once.

    Effects, in order: the seat, by a conditional UPDATE; the registration; a mail that says so.

    Of a module that requires others only whoever completed them, or has begun it, gets either.

    :raises Refused: when registration is closed, the module was withdrawn for everybody, a required
        module is not completed, or all seats are taken and nobody can wait.
    """
    session = locked(session)
    row = session.registrations.select_for_update().filter(person=person).first()
    if row is not None and row.state != State.CANCELED:
        return row
    refuse_closed(session, at)
    module = version_of(session.code, session.version)
    if module is not None:
        if module.withdrawn_at is not None:
            raise Refused(_("This module is no longer offered. Please choose another one."))
        refuse_missing(person=person, module=module)
    action = moves.REGISTER if _take_seat(session) else moves.WAIT
    if action == moves.WAIT and not session.waiting_list:
        raise Refused(_("All seats are taken, and this session has no waiting list."))
    seated = at if action == moves.REGISTER else None
    if row is None:
        row = LiveRegistration.objects.create(
            session=session,
            person=person,
            state=moves.MOVES[moves.NOBODY, action],
            queued_at=at,
            seated_at=seated,
        )
    else:
        move(row, action, queued_at=at, seated_at=seated)
    live_mail.tell(row, "seat" if seated else "waiting", once=at.isoformat(), at=at)
    return row


@transaction.atomic
def give_back(*, session: LiveSession, person: Person, at: datetime) -> LiveRegistration | None:
    """Give the seat or the place on the waiting list back; None when there is nothing to give back.

    Effects, in order: the registration; its reminders that have not left; the next person of the
    waiting list moves up, once, and is told.

    :raises Refused: once the session has begun.
    """
    session = locked(session)
    row = session.registrations.select_for_update().filter(person=person).first()
    if row is None or row.state == State.CANCELED:
        return None
    if at >= session.starts_at:
        raise Refused(_("The session has begun, so the seat can no longer be given back."))
    had_seat = row.state == State.REGISTERED
    move(row, moves.CANCEL)
    live_mail.call_off(session, row)
    if had_seat:
        LiveSession.objects.filter(pk=session.pk, taken__gt=0).update(taken=F("taken") - 1)
        fill(session, at=at)
    return row


def fill(session: LiveSession, *, at: datetime) -> int:
    """Whoever has waited longest moves up while there are seats; how many did. The caller holds the row.

    Nobody who has died takes a seat from whoever waits behind them.
    """
    moved = 0
    if session.canceled or at >= session.starts_at:
        return moved
    waiting = session.registrations.select_related("person").filter(
        state=State.WAITING, person__deceased_on__isnull=True
    )
    for row in waiting.order_by("queued_at", "pk"):
        if not _take_seat(session):
            break
        move(row, moves.MOVE_UP, seated_at=at)
        live_mail.tell(row, "moved_up", once=row.queued_at.isoformat(), at=at)
        moved += 1
    return moved


def move(row: LiveRegistration, action: str, **fields: object) -> None:
    """The one place where a registration changes its state.

    :raises Refused: when the move is not in the table, or somebody else moved it meanwhile.
    """
    state = moves.after(row.state, action)
    known = LiveRegistration.objects.filter(pk=row.pk, state=row.state)
    if state is None or not known.update(state=state, **fields):
        raise Refused(_("This registration changed in the meantime. Please look at it again."))
    row.refresh_from_db()


def refuse_closed(session: LiveSession, at: datetime) -> None:
    """:raises Refused: when nobody can register now, with the reason."""
    zone = session.association.time_zone
    match live.closed(session, at):
        case "canceled":
            raise Refused(_("This session was canceled."))
        case "begun":
            raise Refused(_("This session has begun. Please look for another one."))
        case "early" if session.opens_at:
            raise Refused(
                _("Registration opens on %(when)s.")
                % {"when": wording.moment(session.opens_at, zone)}
            )
        case "late":
            raise Refused(
                _("Registration for this session is closed. Please look for another one.")
            )


def _take_seat(session: LiveSession) -> bool:
    """Whether there was a seat left, and it is taken now."""
    free = LiveSession.objects.filter(Q(seats=0) | Q(taken__lt=F("seats")), pk=session.pk)
    return bool(free.update(taken=F("taken") + 1))
