"""Who reviews an application, and in which order they are asked."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Overlay, Person, Review
from endorsement.refusals import Refused
from endorsement.rules import ladder
from endorsement.selectors import conflicts, proposals
from endorsement.selectors.hosts import public_url
from endorsement.services.application.moving import locked, move, record
from endorsement.services.conflict import Conflicted, refuse_conflict
from lms.backbone.mail import owe_mail

State = Application.State


@transaction.atomic
def assign_reviewer(
    *, application: Application, reviewer: Person, coordinator: Person, at: datetime
) -> Review:
    """Ask a reviewer of the association or an invited guest; the last one needed starts the review.

    Where reviewers work one after the other, a later one waits for their turn.

    Effects, in order: the review; its event; a mail to the reviewer, unless they wait; the move to "in
    review" when enough reviewers are assigned.

    :raises Refused: for a conflict of interest, a person who is no reviewer here today, is away, has no
        room or does not hold the category where that is asked for, one too many, or an application that
        is not waiting for reviewers.
    """
    association = application.association
    refuse_conflict(coordinator, application, at=at)
    today = association.day_of(at)
    # The row lock makes two coordinators take turns; the counts below are then true for both.
    application = locked(application)
    if application.state != State.COMPLETE:
        raise Refused(_("Reviewers are assigned once the application is found complete."))
    refuse_reviewer(reviewer, application, today)
    assigned = application.reviews.filter(round=application.submissions).exclude(
        state=Review.State.RECUSED
    )
    waits = (
        association.overlay.review_order == Overlay.ReviewOrder.SEQUENTIAL
        and assigned.filter(state=Review.State.ASSIGNED).exists()
    )
    review = ask(
        application=application, reviewer=reviewer, coordinator=coordinator, at=at, waits=waits
    )
    if assigned.count() >= association.overlay.reviewers_required:
        move(application, action="start_review", role="coordinator", actor=coordinator, at=at)
    return review


def ask(
    *,
    application: Application,
    reviewer: Person,
    coordinator: Person,
    at: datetime,
    waits: bool = False,
    third: bool = False,
) -> Review:
    """The review, its event and, unless they wait for their turn, the mail to the reviewer.

    The caller has checked whether they may.

    :raises Refused: when the reviewer was asked in this round before.
    """
    association = application.association
    review, created = Review.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        round=application.submissions,
        defaults={
            "association": association,
            "assigned_at": at,
            "due_on": _due_on(association, association.day_of(at)),
            "state": Review.State.WAITING,
            "third": third,
        },
    )
    if not created:
        raise Refused(proposals.sentence("asked"), field="reviewer")
    record(
        application,
        "reviewer_assigned",
        actor=coordinator,
        at=at,
        payload={"review": review.public_id, "reviewer": str(reviewer.ref), "conflicts": "none"},
    )
    if not waits:
        _ask(review, at=at)
    return review


def ask_next(*, application: Application, at: datetime) -> Review | None:
    """Whose turn it is, once nobody is at work: the first one waiting. Called by the review.

    A conflict that has come up meanwhile is found when they hand in, or earlier by themselves.
    """
    this_round = application.reviews.filter(round=application.submissions)
    if this_round.filter(state=Review.State.ASSIGNED).exists():
        return None
    following = this_round.filter(state=Review.State.WAITING).order_by("assigned_at", "pk").first()
    if following is not None:
        _ask(following, at=at)
    return following


def reopen_for_reviewers(*, application: Application, at: datetime) -> Application:
    """A reviewer stepped back during the review: wait for another. Called by the review."""
    if application.state != State.IN_REVIEW:
        return application
    return move(application, action="reviewer_recused", role="system", actor=None, at=at)


def _ask(review: Review, *, at: datetime) -> None:
    """It is this reviewer's turn: their days begin, and they are owed a mail."""
    association, reviewer = review.association, review.reviewer
    review.state = Review.State.ASSIGNED
    review.due_on, review.next_rung_on = due_days(association, association.day_of(at))
    review.save(update_fields=["due_on", "state", "next_rung_on"])
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


def refuse_reviewer(reviewer: Person, application: Application, today: date) -> None:
    """Whoever may not be asked for a review on this day.

    :raises Refused: with the reason.
    """
    # Of two applications at once the second sees the first in what this reviewer has open.
    Person.objects.select_for_update(no_key=True).get(pk=reviewer.pk)
    code = proposals.why_not(reviewer, application, today)
    if conflicts.is_tie(code):
        raise Conflicted(code, person=reviewer, about=application, field="reviewer")
    if code:
        raise Refused(proposals.sentence(code), field="reviewer")


def due_days(association: Association, today: date) -> tuple[date, date | None]:
    """By when a review that begins today is due, and the day of its first reminder."""
    due_on = _due_on(association, today)
    rungs = ladder.rungs(association.overlay.review_ladder, due_on)
    return due_on, ladder.next_rung(rungs, after=today)


def _due_on(association: Association, today: date) -> date:
    return today + timedelta(days=association.overlay.review_days)
