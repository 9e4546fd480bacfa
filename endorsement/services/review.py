"""A reviewer works on their own and hands in once."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person, Review, ReviewFinding
from endorsement.refusals import Refused
from endorsement.rules import ladder
from endorsement.selectors import conflicts
from endorsement.selectors.hosts import public_url
from endorsement.services import application as applications
from endorsement.services import consensus, event, service_hours
from endorsement.services.conflict import Conflicted, refuse_conflict
from lms.backbone.mail import owe_mail
from lms.backbone.models import Mail

HANDED_IN_WHILE = (Application.State.COMPLETE, Application.State.IN_REVIEW)


@transaction.atomic
def save(
    *,
    review: Review,
    findings: Mapping[str, tuple[str, str]],
    recommendation: str,
    comment: str,
) -> Review:
    """Keep what the reviewer has so far. `findings` maps a requirement to (verdict, reason).

    :raises Refused: after it was handed in.
    """
    _refuse_unless_open(review)
    for requirement, (verdict, reason) in findings.items():
        if not verdict:
            review.findings.filter(requirement=requirement).delete()
            continue
        ReviewFinding.objects.update_or_create(
            review=review,
            requirement=requirement,
            defaults={"verdict": verdict, "reason": reason.strip()},
        )
    kept = Review.objects.filter(pk=review.pk, state=Review.State.ASSIGNED).update(
        recommendation=recommendation, comment=comment.strip()
    )
    if not kept:
        raise Refused(_("This review has been handed in and can no longer be changed."))
    review.refresh_from_db()
    return review


@transaction.atomic
def hand_in(*, review: Review, at: datetime, hours: Decimal | None = None) -> Review:
    """Hand in what was saved; the last one to do so passes the application on (`consensus.settle`).

    `hours` are what the reviewer states for their own ledger. Effects, in order: the review closes; its
    event; the service hours; whoever waited for their turn is asked; when all are in, the application
    moves or is looked at together.

    :raises Refused: without a recommendation, with a rejection that has no reason, with more hours than
        the association gives, when a conflict of interest has come up since, while the applicant has
        been asked for more, or after it was handed in.
    """
    # The lock makes two reviewers who hand in at once take turns: the second sees the first.
    application = Application.objects.select_for_update().get(pk=review.application_id)
    # What counts is what was saved last, perhaps in another tab; from here on nothing more is.
    review.refresh_from_db(from_queryset=Review.objects.select_for_update())
    _refuse_unless_open(review)
    if application.state not in HANDED_IN_WHILE:
        raise Refused(
            _(
                "The association has asked the applicant for more. Hand in your review once the"
                " answer is there; what you saved stays."
            )
        )
    if not review.recommendation:
        raise Refused(_("Choose a recommendation before you hand in."), field="recommendation")
    _refuse_without_reasons(review)
    today = application.association.day_of(at)
    reason = conflicts.of_reviewer(review.reviewer, application, today)
    if reason == conflicts.NOT_A_REVIEWER:
        raise Refused(conflicts.sentence(reason))
    if reason:
        raise Conflicted(reason, person=review.reviewer, about=application)
    closed = Review.objects.filter(pk=review.pk, state=Review.State.ASSIGNED).update(
        state=Review.State.HANDED_IN, handed_in_at=at, accepted_at=review.accepted_at or at
    )
    if not closed:
        raise Refused(_("This review has already been handed in."))
    review.refresh_from_db()
    _record(review, "review_handed_in", actor=review.reviewer, at=at)
    if hours:
        service_hours.record(review=review, hours=hours, at=at)
    applications.ask_next(application=application, at=at)
    waiting = application.reviews.filter(round=review.round, state__in=Review.OPEN)
    if not waiting.exists() and application.state == Application.State.IN_REVIEW:
        consensus.settle(application=application, at=at)
        review.refresh_from_db()
    return review


def _refuse_without_reasons(review: Review) -> None:
    rejected = ReviewFinding.Verdict.REJECT
    if review.findings.filter(verdict=rejected, reason="").exists():
        raise Refused(_("Give a reason for each requirement that you reject."))
    if review.items.filter(verdict=rejected, reason="").exists():
        raise Refused(_("Give a reason for each piece of evidence that you do not let count."))
    if review.ticks.filter(met=False, reason="").exists():
        raise Refused(_("Give a reason for each competency that you find not met."))


def save_and_hand_in(
    *,
    review: Review,
    findings: Mapping[str, tuple[str, str]],
    recommendation: str,
    comment: str,
    at: datetime,
    hours: Decimal | None = None,
) -> Review:
    """Save, then hand in, as two transactions: what was written stays when handing in is refused.

    :raises Refused: as `save` and `hand_in`.
    """
    save(review=review, findings=findings, recommendation=recommendation, comment=comment)
    return hand_in(review=review, at=at, hours=hours)


@transaction.atomic
def accept(*, review: Review, at: datetime) -> Review:
    """Say yes to an assignment; saying it twice says it once.

    Effects, in order: when they said so; an event.

    :raises Refused: when it is closed, or for a conflict of interest.
    """
    _refuse_unless_open(review)
    refuse_conflict(review.reviewer, review.application, at=at)
    application = Application.objects.select_for_update().get(pk=review.application_id)
    said = application.reviews.filter(
        pk=review.pk, state=Review.State.ASSIGNED, accepted_at__isnull=True
    ).update(accepted_at=at)
    review.refresh_from_db()
    if said:
        _record(review, "review_accepted", actor=review.reviewer, at=at)
    return review


@transaction.atomic
def decline(*, review: Review, at: datetime) -> Review:
    """Say no to an assignment, without giving a reason; the coordinator will ask somebody else.

    :raises Refused: after it was handed in.
    """
    return _step_back(review, kind="review_declined", actor=review.reviewer, at=at)


@transaction.atomic
def recuse(*, review: Review, at: datetime) -> Review:
    """Step back, without giving a reason; the coordinator will ask somebody else."""
    return _step_back(review, kind="reviewer_recused", actor=review.reviewer, at=at)


@transaction.atomic
def release(*, review: Review, coordinator: Person, at: datetime) -> Review:
    """The coordinator takes an assignment back, for a reviewer who cannot do it after all.

    :raises Refused: for a conflict of interest, or after it was handed in.
    """
    refuse_conflict(coordinator, review.application, at=at)
    return _step_back(review, kind="reviewer_released", actor=coordinator, at=at)


@transaction.atomic
def reassign(*, review: Review, reviewer: Person, coordinator: Person, at: datetime) -> Review:
    """Take an assignment back and give it to somebody else, in one step: both or neither.

    :raises Refused: as `release` and `application.assign_reviewer`.
    """
    release(review=review, coordinator=coordinator, at=at)
    application = Application.objects.select_related("association__overlay", "person").get(
        pk=review.application_id
    )
    return applications.assign_reviewer(
        application=application, reviewer=reviewer, coordinator=coordinator, at=at
    )


@transaction.atomic
def give_time(*, review: Review, due_on: date, coordinator: Person, at: datetime) -> Review:
    """Set another day for a review; its reminders follow that day.

    :raises Refused: for a conflict of interest, a day that is past, or a review that is not open.
    """
    refuse_conflict(coordinator, review.application, at=at)
    today = review.association.day_of(at)
    if due_on < today:
        raise Refused(_("This day is past. Choose today or a later day."), field="due_on")
    steps = ladder.rungs(review.association.overlay.review_ladder, due_on)
    Application.objects.select_for_update().get(pk=review.application_id)
    changed = Review.objects.filter(pk=review.pk, state=Review.State.ASSIGNED).update(
        due_on=due_on, next_rung_on=ladder.next_rung(steps, after=today)
    )
    if not changed:
        raise Refused(_("This review is not open, so it has no day to change."))
    review.refresh_from_db()
    _record(review, "review_given_time", actor=coordinator, at=at)
    return review


@transaction.atomic
def remind(*, review: Review, coordinator: Person, at: datetime) -> Review:
    """Remind a reviewer now, at most once a day. Effects, in order: a mail; an event.

    :raises Refused: for a conflict of interest, a review that is not open, or a second time on a day.
    """
    refuse_conflict(coordinator, review.application, at=at)
    Application.objects.select_for_update().get(pk=review.application_id)
    review.refresh_from_db()
    if review.state != Review.State.ASSIGNED:
        raise Refused(_("This review is not open, so nobody is reminded of it."))
    key = f"review-reminder:{review.public_id}:{review.association.day_of(at)}"
    if Mail.objects.filter(key=key).exists():
        raise Refused(_("This reviewer was reminded today."))
    owe_reminder(review, key=key, at=at)
    _record(review, "reviewer_reminded", actor=coordinator, at=at)
    return review


def owe_reminder(review: Review, *, key: str, at: datetime) -> None:
    """Owe the reviewer a mail about a review that waits for them, once by its key."""
    reviewer, association = review.reviewer, review.association
    owe_mail(
        key=key,
        to=reviewer.email,
        template="review_due",
        language=reviewer.language,
        context={
            "name": reviewer.name,
            "public_url": public_url(association),
            "association": association.name,
            "public_id": review.public_id,
            "due_on": review.due_on.isoformat(),
        },
        at=at,
    )


def _step_back(review: Review, *, kind: str, actor: Person, at: datetime) -> Review:
    application = Application.objects.select_for_update().get(pk=review.application_id)
    stepped_back = Review.objects.filter(pk=review.pk, state__in=Review.OPEN).update(
        state=Review.State.RECUSED
    )
    if not stepped_back:
        raise Refused(_("This review has already been handed in."))
    review.refresh_from_db()
    _record(review, kind, actor=actor, at=at)
    if not review.third:
        applications.reopen_for_reviewers(application=application, at=at)
    elif application.state == Application.State.IN_REVIEW:
        # The coordinator stands where they stood before they asked a third.
        applications.all_handed_in(application=application, at=at)
    applications.ask_next(application=application, at=at)
    return review


def _refuse_unless_open(review: Review) -> None:
    if review.state != Review.State.ASSIGNED:
        raise Refused(_("This review has been handed in and can no longer be changed."))


def _record(review: Review, kind: str, *, actor: Person, at: datetime) -> None:
    event.record(
        association=review.association,
        stream=review.application.stream,
        kind=f"application.{kind}",
        actor=actor,
        payload={"review": review.public_id, "recommendation": review.recommendation},
        at=at,
    )
