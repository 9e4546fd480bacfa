"""What came of exams, panels, interviews, observed sessions and essays is recorded and taken back."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person, Result
from endorsement.refusals import Refused
from endorsement.selectors import results
from endorsement.services import application as applications
from endorsement.services import event
from endorsement.services.conflict import refuse_conflict


@transaction.atomic
def record(
    *,
    application: Application,
    asked: str,
    held_on: date,
    reached: Decimal,
    out_of: Decimal,
    once: str,
    coordinator: Person,
    at: datetime,
) -> Result:
    """Record one attempt; `asked` is the key of a part or step of the application's criteria.

    `once` is a key of the form that was sent: sending it twice records once. Effects, in order: the
    permanent row; its event in the application's stream; the application goes on when that was the
    last part of its exam.

    :raises Refused: for a conflict of interest, an application that is not under way, something its
        criteria do not ask for, or numbers and days that cannot be.
    """
    _refuse(application, coordinator, at)
    known = {one.key: one for one in results.asked_for(application)}
    if asked not in known:
        raise Refused(_("The criteria of this application do not ask for this."), field="asked")
    if held_on > application.association.day_of(at):
        raise Refused(
            _("This day is in the future. Please enter it once it has happened."), field="held_on"
        )
    wanted = known[asked]
    _check_numbers(wanted, reached, out_of)
    result, created = Result.objects.get_or_create(
        once=f"{application.public_id}:{once}",
        defaults={
            "application": application,
            "kind": wanted.kind,
            "code": wanted.code,
            "held_on": held_on,
            "reached": reached,
            "out_of": out_of,
            "recorded_by": coordinator,
            "recorded_at": at,
        },
    )
    if created:
        _tell(result, "recorded", coordinator, at)
        applications.follow_exam(application=application, at=at)
    return result


@transaction.atomic
def take_back(*, result: Result, coordinator: Person, at: datetime) -> Result:
    """A result was wrong: it stays on file and counts no more. Taking it back twice does it once.

    :raises Refused: for a conflict of interest or an application that is not under way.
    """
    _refuse(result.application, coordinator, at)
    row, created = Result.objects.get_or_create(
        corrects=result,
        defaults={
            "application": result.application,
            "kind": result.kind,
            "code": result.code,
            "held_on": result.held_on,
            "reached": result.reached,
            "out_of": result.out_of,
            "withdrawn": True,
            "once": f"{result.public_id}:taken back",
            "recorded_by": coordinator,
            "recorded_at": at,
        },
    )
    if created:
        _tell(row, "taken_back", coordinator, at)
        applications.follow_exam(application=result.application, at=at)
    return row


def _refuse(application: Application, coordinator: Person, at: datetime) -> None:
    refuse_conflict(coordinator, application, at=at)
    if application.state in Application.CLOSED or application.submitted_at is None:
        raise Refused(_("Results are recorded while the application is under way."))


def _check_numbers(wanted: results.Asked, reached: Decimal, out_of: Decimal) -> None:
    if out_of <= 0 or reached < 0 or reached > out_of:
        raise Refused(
            _("These numbers cannot be: what was reached lies between zero and what there was."),
            field="reached",
        )
    if wanted.kind == Result.Kind.STEP and any(one != int(one) for one in (reached, out_of)):
        raise Refused(_("People are whole numbers."), field="reached")


def _tell(result: Result, what: str, coordinator: Person, at: datetime) -> None:
    event.record(
        association=result.application.association,
        stream=result.application.stream,
        kind=f"result.{what}",
        actor=coordinator,
        payload={"result": result.public_id, "code": result.code},
        at=at,
    )
