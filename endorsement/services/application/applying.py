"""What an applicant does: start, hand in, withdraw."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Person, Review, Submission
from endorsement.refusals import Refused
from endorsement.selectors import checklist, intakes, portfolio, reopening, sections
from endorsement.selectors.registry_standing import listing_asked
from endorsement.selectors.results import asks_self_assessment
from endorsement.services import ledger, listing
from endorsement.services.application.moving import locked, move, record, tell_coordinators
from endorsement.services.application.registering import (
    edition_with,
    refuse_what_is_held,
)
from lms.backbone import canonical

State = Application.State


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the registry may show, should the endorsement be granted."""

    show_name: bool = False
    show_county: bool = False


@transaction.atomic
def start(*, person: Person, association: Association, category: str, at: datetime) -> Application:
    """Open an application under the edition in force today; an open one is found again.

    Where the association registers nobody, preparing begins at once.

    :raises Refused: when the association's current edition has no such category, or it is held.
    """
    edition = edition_with(association, category, association.day_of(at))
    refuse_what_is_held(person, association, category)
    application, created = Application.objects.exclude(state__in=Application.CLOSED).get_or_create(
        person=person,
        association=association,
        category=category,
        defaults={"edition": edition, "created_at": at},
    )
    if created:
        record(application, "started", actor=person, at=at)
    if application.state == State.DRAFT and not association.overlay.registration:
        move(application, action="begin", role="system", actor=None, at=at, registered_at=at)
    return application


@transaction.atomic
def submit(
    *, application: Application, person: Person, wishes: Wishes, at: datetime
) -> Application:
    """Freeze the portfolio and hand the application to the association.

    After a question about some requirements only these are open: everything else stays as it was
    handed in before. Effects, in order: the person's own drafts of what is open become permanent; the
    snapshot and its digest are taken; the state moves; the round is kept, to be compared with the
    next; reviews that are still open go on with the new snapshot; the registry wishes are kept; the
    coordinators are owed a mail. Submitting twice (a double click) submits once. The submission
    belongs to the first intake that is still open that day.

    :raises Refused: when the application is not the person's to submit now, the day of the re-review
        has not come, something is missing without which the association takes none
        (`checklist.blocking`), or its agreement asks for a listing that the person does not want.
    """
    application = locked(application)
    if application.state == State.SUBMITTED:
        return application
    today = application.association.day_of(at)
    _refuse_before_re_review(application, today)
    if blocked := checklist.blocking(application, today):
        raise Refused(blocked[0].sentence)
    asked = listing_asked(application.association)
    if asked and not wishes.show_name:
        raise Refused(asked, field="show_name")
    limits = reopening.limits_of(application)
    open_now = [one for one in person.entries.all() if limits.lets(one.kind)]
    ledger.make_permanent(entries=open_now, at=at)
    now = portfolio.snapshot(
        person,
        application.association,
        today,
        ratings=asks_self_assessment(application),
        said=sections.said(application),
    )
    snapshot = canonical.text(limits.applied(now))
    _keep_former_round(application)
    moved = move(
        application,
        action="submit",
        role="applicant",
        actor=person,
        at=at,
        payload={"sha256": canonical.digest(snapshot)},
        snapshot=snapshot,
        sha256=canonical.digest(snapshot),
        submitted_at=at,
        intake_on=intakes.of_day(application.association, today).on,
        decided_at=None,
        submissions=F("submissions") + 1,
    )
    Submission.objects.create(
        application=moved,
        number=moved.submissions,
        snapshot=snapshot,
        sha256=moved.sha256,
        reopened=list(limits.requirements),
        submitted_at=at,
    )
    moved.reviews.filter(state__in=Review.OPEN).update(round=moved.submissions)
    listing.wish(
        person=person,
        association=moved.association,
        show_name=wishes.show_name,
        show_county=wishes.show_county,
        at=at,
    )
    tell_coordinators(moved, "application_submitted", at=at)
    return moved


@transaction.atomic
def withdraw(*, application: Application, person: Person, at: datetime) -> Application:
    """Take the application back; everything in the portfolio stays."""
    return move(application, action="withdraw", role="applicant", actor=person, at=at)


def _refuse_before_re_review(application: Application, today: date) -> None:
    if application.state != State.DEFERRED:
        return
    deferral = application.decisions.filter(outcome="defer").last()
    if deferral and deferral.until_on and today < deferral.until_on:
        raise Refused(
            _("You can hand this in again from %(day)s on. What you add until then is kept.")
            % {"day": date_format(deferral.until_on)}
        )


def _keep_former_round(application: Application) -> None:
    """What was handed in before rounds were kept is kept now."""
    if application.snapshot and application.submitted_at is not None:
        Submission.objects.get_or_create(
            application=application,
            number=application.submissions,
            defaults={
                "snapshot": application.snapshot,
                "sha256": application.sha256,
                "submitted_at": application.submitted_at,
            },
        )
