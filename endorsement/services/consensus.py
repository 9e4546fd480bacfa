"""What follows when every reviewer has handed in: the coordinator, or once more together."""

from datetime import datetime

from endorsement.models import Application, Review, ReviewVersion
from endorsement.selectors import opinions
from endorsement.selectors.hosts import public_url
from endorsement.services import application as applications
from endorsement.services.application.assigning import due_days
from endorsement.services.application.moving import record
from lms.backbone.mail import owe_mail


def settle(*, application: Application, at: datetime) -> Application:
    """All reviews of the round are in; the caller holds the application's lock.

    Reviewers who agree, who have looked at it together already, or whose association wants no consensus
    pass the application to the coordinator, who decides. Others open their reviews again: `reopen`.
    """
    reviews = list(
        application.reviews.filter(
            round=application.submissions, state=Review.State.HANDED_IN
        ).select_related("reviewer")
    )
    overlay = application.association.overlay
    found = [opinions.of_row(one) for one in reviews]
    if opinions.judged_alike(found, on_findings=overlay.agree_on_findings):
        return applications.all_handed_in(application=application, at=at)
    first_time = all(one.version == 1 and not one.third for one in reviews)
    if overlay.consensus and first_time:
        return reopen(application=application, reviews=reviews, at=at)
    record(application, "reviewers_disagree", actor=None, at=at)
    return applications.all_handed_in(application=application, at=at)


def reopen(*, application: Application, reviews: list[Review], at: datetime) -> Application:
    """The reviewers disagree: each may change what they wrote and hands in again.

    Effects, in order: what was handed in is kept as a version; the reviews are open again with a new due
    day and its reminders; an event; a mail to each reviewer.
    """
    association = application.association
    due_on, next_rung_on = due_days(association, association.day_of(at))
    for review in reviews:
        ReviewVersion.objects.create(
            review=review,
            number=review.version,
            recommendation=review.recommendation,
            document=opinions.as_document(review),
            handed_in_at=review.handed_in_at or at,
        )
        Review.objects.filter(pk=review.pk).update(
            state=Review.State.ASSIGNED,
            version=review.version + 1,
            handed_in_at=None,
            due_on=due_on,
            next_rung_on=next_rung_on,
        )
    record(application, "consensus_opened", actor=None, at=at)
    for review in reviews:
        owe_mail(
            key=f"review-together:{review.public_id}:{review.version}",
            to=review.reviewer.email,
            template="review_together",
            language=review.reviewer.language,
            context={
                "name": review.reviewer.name,
                "public_url": public_url(association),
                "association": association.name,
                "public_id": review.public_id,
                "due_on": due_on.isoformat(),
            },
            at=at,
        )
    return application
