"""Comments of reviewers, fetched only by their audience."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from endorsement.models import Application, Review, ReviewComment
from endorsement.selectors import applications
from endorsement.selectors.opinions import BEING_WRITTEN, looking_again

Audience = ReviewComment.Audience


def own(review: Review) -> QuerySet[ReviewComment]:
    """What the reviewer has written, oldest first."""
    return review.comments.order_by("written_at", "pk")


def of_own(review: Review, public_id: str) -> ReviewComment:
    """:raises Http404: for everybody else's."""
    return get_object_or_404(own(review), public_id=public_id)


def of_peers(review: Review) -> QuerySet[ReviewComment]:
    """What the other reviewers write to this one, and none at all before it may be read.

    Those who look at an application together once more read each other's at once.
    """
    readable = Q(pk__in=applications.other_opinions(review).values("pk"))
    if looking_again(review):
        readable |= Q(version__gt=1, third=False)
    elif review.state != Review.State.HANDED_IN:
        return ReviewComment.objects.none()
    theirs = (
        Review.objects.filter(readable, application=review.application_id, round=review.round)
        .exclude(pk=review.pk)
        .exclude(state=Review.State.RECUSED)
    )
    comments = ReviewComment.objects.filter(audience=Audience.REVIEWERS)
    return _told(comments.filter(review__in=theirs.values("pk")))


def for_coordinator(application: Application) -> QuerySet[ReviewComment]:
    """Those for the coordinator and for the applicant, of reviews that may be read."""
    comments = ReviewComment.objects.filter(
        review__in=applications.opinions(application).values("pk")
    )
    return _told(comments.exclude(audience=Audience.REVIEWERS))


def to_release(application: Application) -> QuerySet[ReviewComment]:
    """What the coordinator may release to the applicant or change the wording of."""
    return for_coordinator(application).filter(audience=Audience.APPLICANT)


def released(application: Application) -> QuerySet[ReviewComment]:
    """What the applicant may read, in the order in which it was released."""
    rows = ReviewComment.objects.filter(
        review__application=application,
        audience=Audience.APPLICANT,
        released_at__isnull=False,
    )
    told = rows.select_related("review__reviewer").defer(*BEING_WRITTEN)
    return told.order_by("released_at", "pk")


def _told(comments: QuerySet[ReviewComment]) -> QuerySet[ReviewComment]:
    told = comments.select_related("review__reviewer").defer(*BEING_WRITTEN)
    return told.order_by("written_at", "pk")
