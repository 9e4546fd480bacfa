"""The decision on an application, after every review is in: one verb for each outcome."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person
from endorsement.refusals import Refused
from endorsement.rules.scheme import Outcome
from endorsement.rules.windows import add_months
from endorsement.selectors import editions
from endorsement.services import award
from endorsement.services.application.examining import follow_exam
from endorsement.services.application.moving import move
from endorsement.services.application.outcomes import Point, conclude, refuse_past
from endorsement.services.application.telling import tell_outcome


@transaction.atomic
def decide(
    *,
    application: Application,
    coordinator: Person,
    decision: str,
    reason: str,
    at: datetime,
    appeal_through: date | None = None,
) -> Application:
    """Approve or decline. The decision becomes a link of the chain.

    Effects, in order: the state moves; the decision is kept; approving grants the endorsement (which
    its certificate follows); the applicant is owed a mail. `appeal_through`: the last day on which a
    decline can be appealed; without it there is no last day.

    :raises Refused: for a conflict of interest, an outcome the edition does not list, a decline
        without a reason, or the wrong state.
    """
    if decision not in {"approve", "decline"}:
        raise Refused(_("Choose whether to approve or to decline."), field="decision")
    if decision == "decline" and not reason.strip():
        raise Refused(
            _("Write the reason: the applicant will read what was missing."), field="reason"
        )
    declined = decision == "decline"
    concluded = conclude(
        application,
        Outcome(decision),
        coordinator=coordinator,
        letter=reason,
        at=at,
        appeal_through=appeal_through if declined else None,
        decided_at=at,
    )
    if not declined:
        award.grant(application=application, actor=coordinator, at=at)
    tell_outcome(concluded, at=at)
    return application


@transaction.atomic
def approve_for_exam(
    *, application: Application, coordinator: Person, letter: str = "", at: datetime
) -> Application:
    """The reviews allow the applicant to sit the exam.

    Effects, in order: the state moves, as a link of the chain; the decision is kept; the applicant is
    owed a mail. Who has passed every part already goes on to the decision at once.

    :raises Refused: as `conclude`.
    """
    concluded = conclude(
        application, Outcome.APPROVE_FOR_EXAM, coordinator=coordinator, letter=letter, at=at
    )
    tell_outcome(concluded, at=at)
    return follow_exam(application=application, at=at)


@transaction.atomic
def grant_emerging(
    *,
    application: Application,
    coordinator: Person,
    until_on: date,
    letter: str = "",
    at: datetime,
) -> Application:
    """Award the category as emerging, through a day; the applicant may complete it until then.

    Effects, in order: the state moves, as a link of the chain; the decision is kept; the emerging
    endorsement, which has neither a certificate nor a renewal cycle; a mail to the applicant.

    :raises Refused: as `conclude`, or for a day that has come, or that is later than the edition
        allows.
    """
    refuse_past(until_on, application, at)
    category = editions.parsed(application.edition).categories[application.category]
    today = application.association.day_of(at)
    if category.emerging and until_on > add_months(today, category.emerging.months):
        raise Refused(
            _("The criteria allow at most %(months)s months. Choose an earlier day.")
            % {"months": category.emerging.months},
            field="until_on",
        )
    concluded = conclude(
        application,
        Outcome.EMERGING,
        coordinator=coordinator,
        letter=letter,
        at=at,
        until_on=until_on,
        decided_at=at,
    )
    award.grant_emerging(application=application, through_on=until_on, actor=coordinator, at=at)
    tell_outcome(concluded, at=at)
    return application


@transaction.atomic
def defer(
    *,
    application: Application,
    coordinator: Person,
    conditions: Sequence[Point],
    until_on: date,
    letter: str,
    at: datetime,
) -> Application:
    """Not yet: what is missing is named, and from `until_on` the applicant may hand in anew.

    Effects, in order: the state moves, as a link of the chain; the decision with its conditions is
    kept; the applicant is owed the letter.

    :raises Refused: as `conclude`, without a condition, or for a day that has come.
    """
    refuse_past(until_on, application, at)
    if not conditions or any(not one.text.strip() for one in conditions):
        raise Refused(
            _("Name at least one condition, and say for each what the applicant is to do."),
            field="conditions",
        )
    concluded = conclude(
        application,
        Outcome.DEFER,
        coordinator=coordinator,
        letter=letter,
        at=at,
        until_on=until_on,
        points=conditions,
    )
    tell_outcome(concluded, at=at)
    return application


def all_handed_in(*, application: Application, at: datetime) -> Application:
    """Every reviewer has handed in: the coordinator may now see and decide. Called by the review."""
    return move(application, action="all_handed_in", role="system", actor=None, at=at)
