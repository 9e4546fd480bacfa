"""Reminders of reviews, as each association's ladder has them: every rung once.

`Review.next_rung_on` says when a review needs looking at, so a sweep with nothing due reads none, and a
missed night is caught up: of the rungs missed, the last to each recipient is sent.
"""

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from endorsement.models import Application, Membership, Review
from endorsement.rules import ladder
from endorsement.selectors import conflicts, memberships
from endorsement.selectors.hosts import public_url
from endorsement.services import event, review
from lms.backbone.mail import owe_mail

logger = logging.getLogger(__name__)

BATCH = 200
# Nowhere is the day further ahead.
EARLIEST = ZoneInfo("Pacific/Kiritimati")


def sweep(*, at: datetime) -> int:
    """Owe every reminder that is due by now, where the association is; how many reviews had one.

    Each review is a transaction of its own; one that cannot be read holds up no other.
    """
    reminded, seen = 0, set[int]()
    due = Review.objects.filter(
        state=Review.State.ASSIGNED,
        next_rung_on__lte=at.astimezone(EARLIEST).date(),
        application__state__in=review.HANDED_IN_WHILE,
    ).order_by("next_rung_on", "pk")
    while batch := list(due.exclude(pk__in=seen).values_list("pk", flat=True)[:BATCH]):
        seen.update(batch)
        for pk in batch:
            try:
                reminded += _climb(pk, at=at)
            except Exception:
                logger.exception("Reminders of review %s.", pk)
    return reminded


@transaction.atomic
def _climb(pk: int, *, at: datetime) -> bool:
    """Send what has come due for one review. The row lock and the day it is due make it once."""
    row = Review.objects.select_related("association__overlay", "reviewer", "application").get(
        pk=pk
    )
    application = Application.objects.select_for_update().get(pk=row.application_id)
    row.refresh_from_db(fields=["state", "due_on", "next_rung_on"])
    today = row.association.day_of(at)
    since = row.next_rung_on
    if row.state != Review.State.ASSIGNED or since is None or since > today:
        return False
    steps = ladder.rungs(row.association.overlay.review_ladder, row.due_on)
    claimed = Review.objects.filter(pk=pk, next_rung_on=since).update(
        next_rung_on=ladder.next_rung(steps, after=today)
    )
    if not claimed:
        return False
    sent = ladder.due(steps, since, today)
    for rung in sent:
        _send(row, application, rung, today, at)
    return bool(sent)


def _send(
    row: Review, application: Application, rung: ladder.Rung, today: date, at: datetime
) -> None:
    key = f"review-rung:{row.public_id}:{row.due_on}:{rung.on}:{rung.to}"
    if rung.to == ladder.REVIEWER:
        review.owe_reminder(row, key=key, at=at)
    else:
        _tell_coordinators(row, application, key, today, at)
    event.record(
        association=row.association,
        stream=f"application:{application.public_id}",
        kind=f"application.{rung.to}_reminded",
        actor=None,
        payload={"review": row.public_id, "on": rung.on},
        at=at,
    )


def _tell_coordinators(
    row: Review, application: Application, key: str, today: date, at: datetime
) -> None:
    """Those who may act on the application; the applicant is not among them, whatever their roles."""
    association = row.association
    roles = list(memberships.in_role(association, Membership.Role.COORDINATOR, today))
    tied = conflicts.among([one.person for one in roles], application, today)
    for one in roles:
        if one.person_id in tied:
            continue
        owe_mail(
            key=f"{key}:{one.person_id}",
            to=one.person.email,
            template="review_overdue",
            language=one.person.language,
            context={
                "public_url": public_url(association),
                "association": association.name,
                "slug": association.slug,
                "public_id": application.public_id,
                "due_on": row.due_on.isoformat(),
            },
            at=at,
        )
