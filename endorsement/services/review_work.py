"""What a reviewer notes while reading: requirement by requirement, competency by competency."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import CompetencyTick, Review, ReviewFinding, ReviewItem
from endorsement.refusals import Refused

Said = tuple[str, str]
MET = {"": None, "met": True, "not_met": False}


@transaction.atomic
def save_requirement(
    *,
    review: Review,
    requirement: str,
    verdict: str,
    reason: str,
    items: Mapping[str, Said],
) -> Review:
    """Keep what the reviewer found about one requirement, and remember that they were there.

    `items` maps the key of a piece of evidence to (verdict, reason); an empty verdict leaves it open,
    without a reason nothing of it is kept. Saving the same twice saves it once.

    :raises Refused: after it was handed in.
    """
    _hold_open(review, place=requirement)
    if verdict or reason.strip():
        ReviewFinding.objects.update_or_create(
            review=review,
            requirement=requirement,
            defaults={"verdict": verdict, "reason": reason.strip()},
        )
    else:
        review.findings.filter(requirement=requirement).delete()
    for item, (decision, why) in items.items():
        if not decision and not why.strip():
            review.items.filter(requirement=requirement, item=item).delete()
            continue
        ReviewItem.objects.update_or_create(
            review=review,
            requirement=requirement,
            item=item,
            defaults={"verdict": decision, "reason": why.strip()},
        )
    return review


@transaction.atomic
def save_ticks(*, review: Review, ticks: Mapping[str, Said]) -> Review:
    """Keep which competencies the reviewer finds "met" or "not_met", with reasons; empty leaves it open.

    :raises Refused: after it was handed in.
    """
    _hold_open(review)
    for competency, (met, reason) in ticks.items():
        if not met and not reason.strip():
            review.ticks.filter(competency=competency).delete()
            continue
        CompetencyTick.objects.update_or_create(
            review=review,
            competency=competency,
            defaults={"met": MET[met], "reason": reason.strip()},
        )
    return review


@transaction.atomic
def save_whole(*, review: Review, recommendation: str, comment: str) -> Review:
    """Keep the recommendation and the comment about the application as a whole.

    :raises Refused: after it was handed in.
    """
    _hold_open(review, recommendation=recommendation, comment=comment.strip())
    review.refresh_from_db()
    return review


def _hold_open(review: Review, **fields: str) -> None:
    """Write to the row while it is open; until the end of the transaction nobody can hand it in."""
    held = Review.objects.filter(pk=review.pk, state=Review.State.ASSIGNED)
    # An UPDATE that changes nothing still takes the row's lock.
    if not held.update(**(fields or {"state": Review.State.ASSIGNED})):
        raise Refused(_("This review has been handed in and can no longer be changed."))
