"""Who reviews an application."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Person, Review
from endorsement.refusals import Refused
from endorsement.selectors import conflicts
from endorsement.selectors.hosts import public_url
from endorsement.services.application.moving import locked, move, record, refuse_conflict
from lms.backbone.mail import owe_mail

State = Application.State


@transaction.atomic
def assign_reviewer(
    *, application: Application, reviewer: Person, coordinator: Person, at: datetime
) -> Review:
    """Ask a reviewer of the association; the last one needed starts the review.

    Effects, in order: the review; its event; the move to "in review" when enough reviewers are
    assigned; a mail to the reviewer.

    :raises Refused: for a conflict of interest, a person who is no reviewer here today, one too many,
        or an application that is not waiting for reviewers.
    """
    association = application.association
    refuse_conflict(coordinator, application)
    today = association.day_of(at)
    # The row lock makes two coordinators take turns; the count below is then true for both.
    application = locked(application)
    if application.state != State.COMPLETE:
        raise Refused(_("Reviewers are assigned once the application is found complete."))
    reason = conflicts.of_reviewer(reviewer, application, today)
    if reason:
        raise Refused(conflicts.sentence(reason), field="reviewer")
    assigned = application.reviews.filter(round=application.submissions).exclude(
        state=Review.State.RECUSED
    )
    review, created = Review.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        round=application.submissions,
        defaults={
            "association": association,
            "assigned_at": at,
            "due_on": _due_on(association, today),
        },
    )
    if not created:
        raise Refused(_("This reviewer has already been asked."), field="reviewer")
    record(
        application,
        "reviewer_assigned",
        actor=coordinator,
        at=at,
        payload={"review": review.public_id, "reviewer": str(reviewer.ref)},
    )
    owe_mail(
        key=f"review-assigned:{review.public_id}",
        to=reviewer.email,
        template="review_assigned",
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
    if assigned.count() >= association.overlay.reviewers_required:
        move(application, action="start_review", role="coordinator", actor=coordinator, at=at)
    return review


def reopen_for_reviewers(*, application: Application, at: datetime) -> Application:
    """A reviewer stepped back during the review: wait for another. Called by the review."""
    if application.state != State.IN_REVIEW:
        return application
    return move(application, action="reviewer_recused", role="system", actor=None, at=at)


def _due_on(association: Association, today: date) -> date:
    return today + timedelta(days=association.overlay.review_days)
