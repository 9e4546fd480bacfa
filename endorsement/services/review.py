"""A reviewer works on their own and hands in once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person, Review, ReviewFinding
from endorsement.refusals import Refused
from endorsement.selectors import conflicts
from endorsement.services import application as applications
from endorsement.services import event

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
def hand_in(*, review: Review, at: datetime) -> Review:
    """Hand in what was saved; the last one to do so passes the application to the coordinator.

    Effects, in order: the review closes; its event; the application moves when all are in.

    :raises Refused: without a recommendation, with a rejection that has no reason, when a conflict of
        interest has come up since, while the applicant has been asked for more, or after it was
        handed in.
    """
    # The lock makes two reviewers who hand in at once take turns: the second sees the first.
    application = Application.objects.select_for_update().get(pk=review.application_id)
    # What counts is what was saved last, perhaps in another tab.
    review.refresh_from_db()
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
    if review.findings.filter(verdict=ReviewFinding.Verdict.REJECT, reason="").exists():
        raise Refused(_("Give a reason for each requirement that you reject."))
    today = application.association.day_of(at)
    reason = conflicts.of_reviewer(review.reviewer, application, today)
    if reason:
        raise Refused(conflicts.sentence(reason))
    closed = Review.objects.filter(pk=review.pk, state=Review.State.ASSIGNED).update(
        state=Review.State.HANDED_IN, handed_in_at=at
    )
    if not closed:
        raise Refused(_("This review has already been handed in."))
    review.refresh_from_db()
    _record(review, "review_handed_in", actor=review.reviewer, at=at)
    waiting = application.reviews.filter(round=review.round, state=Review.State.ASSIGNED)
    if not waiting.exists() and application.state == Application.State.IN_REVIEW:
        applications.all_handed_in(application=application, at=at)
    return review


def save_and_hand_in(
    *,
    review: Review,
    findings: Mapping[str, tuple[str, str]],
    recommendation: str,
    comment: str,
    at: datetime,
) -> Review:
    """Save, then hand in, as two transactions: what was written stays when handing in is refused.

    :raises Refused: as `save` and `hand_in`.
    """
    save(review=review, findings=findings, recommendation=recommendation, comment=comment)
    return hand_in(review=review, at=at)


@transaction.atomic
def recuse(*, review: Review, at: datetime) -> Review:
    """Step back, without giving a reason; the coordinator will ask somebody else."""
    return _step_back(review, kind="reviewer_recused", actor=review.reviewer, at=at)


@transaction.atomic
def release(*, review: Review, coordinator: Person, at: datetime) -> Review:
    """The coordinator takes an assignment back, for a reviewer who cannot do it after all.

    :raises Refused: for a conflict of interest, or after it was handed in.
    """
    reason = conflicts.of_anyone(coordinator, review.application)
    if reason:
        raise Refused(conflicts.sentence(reason))
    return _step_back(review, kind="reviewer_released", actor=coordinator, at=at)


def _step_back(review: Review, *, kind: str, actor: Person, at: datetime) -> Review:
    application = Application.objects.select_for_update().get(pk=review.application_id)
    stepped_back = Review.objects.filter(pk=review.pk, state=Review.State.ASSIGNED).update(
        state=Review.State.RECUSED
    )
    if not stepped_back:
        raise Refused(_("This review has already been handed in."))
    review.refresh_from_db()
    _record(review, kind, actor=actor, at=at)
    applications.reopen_for_reviewers(application=application, at=at)
    return review


def _refuse_unless_open(review: Review) -> None:
    if review.state != Review.State.ASSIGNED:
        raise Refused(_("This review has been handed in and can no longer be changed."))


def _record(review: Review, kind: str, *, actor: Person, at: datetime) -> None:
    event.record(
        association=review.association,
        stream=f"application:{review.application.public_id}",
        kind=f"application.{kind}",
        actor=actor,
        payload={"review": review.public_id, "recommendation": review.recommendation},
        at=at,
    )
