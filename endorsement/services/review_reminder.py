"""Reminders of reviews, as each association's ladder has them: every rung once.

`Review.next_rung_on` says when a review needs looking at, so a sweep with nothing due reads none, and a
missed night is caught up: of the rungs missed, the last to each recipient is owed.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from endorsement.models import Application, Association, Event, Membership, Notice, Review
from endorsement.permissions import has_role
from endorsement.rules import ladder
from endorsement.rules.due_days import DueDay
from endorsement.selectors import conflicts, memberships
from endorsement.selectors.hosts import public_url
from endorsement.services import event, review
from endorsement.services.notices.kinds import CHANNEL, Coming, Kind, Section, Silence
from lms.backbone import canonical, sweeps

NAME = "reviews"
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
            with sweeps.apart("Reminders of review", pk):
                reminded += _climb(pk, at=at)
    return reminded


@transaction.atomic
def _climb(pk: int, *, at: datetime) -> bool:
    """Owe what has come due for one review. The row lock and the day it is due make it once."""
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
    rungs = ladder.due(steps, since, today)
    Notice.objects.bulk_create(
        [notice for rung in rungs for notice in _notices(row, application, rung, today, at)],
        ignore_conflicts=True,
    )
    return bool(rungs)


def _notices(
    row: Review, application: Application, rung: ladder.Rung, today: date, at: datetime
) -> Iterable[Notice]:
    """One for the reviewer, or one for each who may act on the application; the applicant is not among
    them, whatever their roles."""
    to = {"": row.reviewer}
    if rung.to == ladder.COORDINATOR:
        roles = list(memberships.in_role(row.association, Membership.Role.COORDINATOR, today))
        tied = conflicts.among([one.person for one in roles], application, today)
        to = {f":{one.person_id}": one.person for one in roles if one.person_id not in tied}
    for key, person in to.items():
        yield Notice(
            association=row.association,
            person=person,
            kind=NAME,
            subject=f"review:{row.pk}:{row.due_on}:{rung.to}{key}",
            rung=f"{rung.to}:{rung.on}",
            channel=CHANNEL,
            rung_on=rung.on,
            due_at=at,
            owed_at=at,
        )


def write(notices: Sequence[Notice], at: datetime) -> dict[int, Section | Silence]:
    """What each says now; nothing about a review that is in, was given back or has another day."""
    keys = {one.pk: one.subject.split(":") for one in notices}
    reviews = Review.objects.select_related("association", "application").in_bulk(
        {int(key[1]) for key in keys.values()}
    )
    return {
        one.pk: _section(
            one, reviews[int(keys[one.pk][1])], date.fromisoformat(keys[one.pk][2]), at
        )
        for one in notices
    }


def _section(notice: Notice, row: Review, due_on: date, at: datetime) -> Section | Silence:
    if row.state != Review.State.ASSIGNED:
        return Silence("handed_in" if row.state == Review.State.HANDED_IN else "given_back")
    if row.application.state not in review.HANDED_IN_WHILE:
        return Silence("not_in_review")
    if row.due_on != due_on:
        return Silence("another_day")
    association = row.association
    context = {
        "public_url": public_url(association),
        "association": association.name,
        "due_on": due_on.isoformat(),
    }
    if notice.rung.startswith(ladder.COORDINATOR):
        role, today = Membership.Role.COORDINATOR, association.day_of(at)
        if not has_role(notice.person, association, role, on=today):
            return Silence("no_role")
        about = {"slug": association.slug, "public_id": row.application.public_id}
        return Section("review_overdue", context | about)
    address = f"{public_url(association)}{reverse('endorsement:review', args=[row.public_id])}"
    with translation.override(notice.person.language):
        day = DueDay(
            uid=f"review-{row.public_id}@{urlsplit(address).hostname}",
            title=gettext("Hand in a review"),
            on=due_on,
            address=address,
        )
    return Section("review_due", context | {"public_id": row.public_id}, (day,))


def left(notices: Sequence[Notice], at: datetime) -> None:
    """An event in the stream of each application: who was reminded, and for which day."""
    for notice in notices:
        row = Review.objects.select_related("application").get(pk=int(notice.subject.split(":")[1]))
        stream, to = row.application.stream, notice.rung.partition(":")[0]
        payload = {"review": row.public_id, "on": notice.rung_on}
        kind = f"application.{to}_reminded"
        # Of several coordinators the first makes the event.
        known = Event.objects.filter(stream=stream, kind=kind, payload=canonical.text(payload))
        if not known.exists():
            event.record(
                association=row.association,
                stream=stream,
                kind=kind,
                actor=None,
                payload=payload,
                at=at,
            )


def coming(association: Association, from_on: date, through_on: date) -> list[Coming]:
    """What the ladder will send to reviewers on these days, as long as they do not hand in."""
    rows = Review.objects.filter(
        association=association,
        state=Review.State.ASSIGNED,
        next_rung_on__lte=through_on,
        application__state__in=review.HANDED_IN_WHILE,
    ).select_related("association__overlay", "reviewer", "application")
    return [
        Coming(rung.on, row.reviewer, rung.to, row.application.public_id)
        for row in rows.order_by("next_rung_on", "pk")
        for rung in ladder.rungs(row.association.overlay.review_ladder, row.due_on)
        if rung.to == ladder.REVIEWER and from_on <= rung.on <= through_on
    ]


REVIEWS = Kind(
    name=NAME,
    title=_("Reviews that are due"),
    owe=lambda at: sweep(at=at),
    write=write,
    duty=True,
    rungs={
        ladder.REVIEWER: _("to the reviewer"),
        ladder.COORDINATOR: _("to the coordinators"),
    },
    coming=coming,
    left=left,
)
