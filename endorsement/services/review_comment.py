"""Comments of reviewers: written, taken back, and released to the applicant by the coordinator."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person, Review, ReviewComment
from endorsement.refusals import Refused
from endorsement.selectors import review_comments
from endorsement.selectors.opinions import looking_again
from endorsement.services.application.moving import record, tell_applicant
from endorsement.services.conflict import refuse_conflict


@transaction.atomic
def write(
    *, review: Review, audience: str, text: str, requirement: str, once: str, at: datetime
) -> ReviewComment:
    """Write a comment to somebody; the same form sent twice writes one.

    Effects, in order: the comment; its event, which names neither the words nor the requirement.

    :raises Refused: without words, and after the review was handed in.
    """
    if not text.strip():
        raise Refused(_("Write your comment first."), field="text")
    application = _take_turns(review)
    open_now = Review.objects.select_for_update().filter(pk=review.pk, state=Review.State.ASSIGNED)
    if not open_now.exists():
        raise Refused(_("This review has been handed in and can no longer be changed."))
    comment, created = ReviewComment.objects.get_or_create(
        review=review,
        once=once,
        defaults={
            "audience": audience,
            "requirement": requirement,
            "text": text.strip(),
            "written_at": at,
        },
    )
    if created:
        record(
            application,
            "review_comment_written",
            actor=review.reviewer,
            at=at,
            payload={"review": review.public_id, "comment": comment.public_id},
        )
    return comment


@transaction.atomic
def take_back(*, comment: ReviewComment, at: datetime) -> None:
    """Take a comment back while the review is open and nobody has read it.

    :raises Refused: after the review was handed in, or once the other reviewers may have read it.
    """
    application = _take_turns(comment.review)
    review = Review.objects.select_for_update().get(pk=comment.review_id)
    if review.state != Review.State.ASSIGNED:
        raise Refused(_("This review has been handed in and can no longer be changed."))
    if comment.released_at is not None or _told_already(comment, review):
        raise Refused(_("Others have read this comment; write another one instead."))
    key = comment.public_id
    comment.delete()
    record(
        application,
        "review_comment_taken_back",
        actor=review.reviewer,
        at=at,
        payload={"review": review.public_id, "comment": key},
    )


def _take_turns(review: Review) -> Application:
    """The application's row, locked first as when handing in; its events then come one after another."""
    return Application.objects.select_for_update().get(pk=review.application_id)


def _told_already(comment: ReviewComment, review: Review) -> bool:
    return looking_again(review) and comment.audience == ReviewComment.Audience.REVIEWERS


@transaction.atomic
def release(
    *, application: Application, coordinator: Person, wording: Mapping[str, str], at: datetime
) -> int:
    """Let the applicant read these comments, in these words; how many are new to them.

    `wording` maps a comment to what the applicant is to read; what the reviewer wrote stays as it is.
    Releasing twice (a double click) releases once. Effects, in order: the comments; an event for each; a
    mail that tells the applicant that there is something to read.

    :raises Refused: for a conflict of interest, without words, or when none is chosen.
    """
    refuse_conflict(coordinator, application)
    Application.objects.select_for_update().get(pk=application.pk)
    if not wording:
        raise Refused(_("Choose at least one comment."))
    released = 0
    for comment in review_comments.to_release(application).filter(public_id__in=wording):
        text = wording[comment.public_id].strip()
        if not text:
            raise Refused(_("Write what the applicant is to read, or do not choose this comment."))
        waiting = ReviewComment.objects.filter(pk=comment.pk, released_at__isnull=True)
        if waiting.update(released_at=at, released_by=coordinator, released_text=text):
            released += 1
            record(
                application,
                "comment_released",
                actor=coordinator,
                at=at,
                payload={"comment": comment.public_id, "wording_changed": text != comment.text},
            )
    if released:
        tell_applicant(application, "comments_released", at=at)
    return released
