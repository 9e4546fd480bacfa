"""On hold: until a day, or until the applicant answers."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Answer, Application, Decision, Person
from endorsement.refusals import Refused
from endorsement.rules.scheme import Outcome
from endorsement.services.application.moving import locked, move, tell_coordinators
from endorsement.services.application.outcomes import conclude, refuse_past
from endorsement.services.application.telling import tell_outcome
from endorsement.services.conflict import refuse_conflict
from lms.backbone import sweeps

State = Application.State


@transaction.atomic
def hold(
    *, application: Application, coordinator: Person, until_on: date, letter: str, at: datetime
) -> Application:
    """Wait through a day, or until the applicant answers what the letter asks.

    Effects, in order: the state moves, as a link of the chain; the decision is kept; the applicant is
    owed the letter.

    :raises Refused: as `conclude`, or for a day that has come.
    """
    refuse_past(until_on, application, at)
    concluded = conclude(
        application,
        Outcome.HOLD,
        coordinator=coordinator,
        letter=letter,
        at=at,
        until_on=until_on,
    )
    tell_outcome(concluded, at=at)
    return application


@transaction.atomic
def answer(*, application: Application, person: Person, text: str, at: datetime) -> Application:
    """What the applicant says ends the hold; the coordinators are owed a mail.

    :raises Refused: without a text, or when the application is not on hold.
    """
    if not text.strip():
        raise Refused(_("Write your answer first."), field="text")
    application = locked(application)
    moved = move(
        application,
        action="answer",
        role="applicant",
        actor=person,
        at=at,
        texts={"answer": text.strip()},
    )
    Answer.objects.create(decision=_hold_of(moved), text=text.strip(), at=at)
    tell_coordinators(moved, "application_submitted", at=at)
    return moved


@transaction.atomic
def resume(*, application: Application, coordinator: Person, at: datetime) -> Application:
    """The coordinator ends the hold before its day.

    :raises Refused: for a conflict of interest, or when the application is not on hold.
    """
    refuse_conflict(coordinator, application)
    return move(application, action="resume", role="coordinator", actor=coordinator, at=at)


def end_holds(*, at: datetime) -> int:
    """Give back to the coordinator what was on hold through a day that is over; how many.

    Only the state moves: what the applicant is told is the coordinator's to write. Safe twice. Each is
    a transaction of its own; one that cannot be ended holds up no other.
    """
    ended = 0
    waiting = Application.objects.filter(state=State.ON_HOLD).select_related("association")
    for application in waiting.order_by("pk"):
        with sweeps.apart("Hold of application", application.public_id):
            until = _hold_of(application).until_on
            if until is not None and until < application.association.day_of(at):
                ended += _end(application, at)
    return ended


@transaction.atomic
def _end(application: Application, at: datetime) -> int:
    try:
        move(application, action="hold_ended", role="system", actor=None, at=at)
    except Refused:
        # The applicant or the coordinator was quicker.
        return 0
    return 1


def _hold_of(application: Application) -> Decision:
    return application.decisions.filter(outcome=Decision.Outcome.HOLD).latest("decided_at", "pk")
