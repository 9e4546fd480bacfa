"""Whoever was asked for a reference and has not answered is reminded after two weeks and after five.

The link is not kept anywhere, so a reminder brings a new one, made while the mail leaves. The code, which
may stand on a printed letter, stays as it is.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, Notice, Reference
from endorsement.selectors.hosts import public_url
from endorsement.services.notices import owing
from endorsement.services.notices.kinds import Kind, Section, Silence
from endorsement.services.reference_link import LINK_DAYS

NAME = "references"
DAYS = (14, 35)


def owe(at: datetime) -> int:
    """Owe what came due for every open reference; how many."""
    return owing.owe(NAME, _due(at), at=at)


def _due(at: datetime, association: Association | None = None) -> Iterator[owing.Subject]:
    """Of one association, or of all."""
    # A day more than anybody's may be ahead.
    waiting = Reference.objects.filter(
        state=Reference.State.REQUESTED,
        requested_at__lte=at - timedelta(days=DAYS[0] - 1),
        token_expires_at__gt=at,
        rater__erased_at__isnull=True,
    ).select_related("rater", "association")
    if association is not None:
        waiting = waiting.filter(association=association)
    for one in waiting.order_by("pk").iterator(owing.BATCH):
        day = one.association.day_of
        # Whoever sent the link again has reminded by that.
        since = max(one.requested_at, one.sent_at or one.requested_at)
        reached = owing.after(day(one.requested_at), DAYS, through=day(at))
        if reached and reached[-1][1] >= day(since):
            yield owing.Subject(f"reference:{one.pk}", one.rater, one.association, reached)


def write(notices: Sequence[Notice], at: datetime) -> dict[int, Section | Silence]:
    """What each says now, with a new link; nothing once it was given, declined or taken back."""
    return {one.pk: _section(one, at) for one in notices}


def _section(notice: Notice, at: datetime) -> Section | Silence:
    pk = int(notice.subject.partition(":")[2])
    reference = Reference.objects.select_related("association", "person").get(pk=pk)
    if reference.sent_at is not None and reference.sent_at > notice.owed_at:
        return Silence("sent_again")
    token = secrets.token_urlsafe(32)
    open_ones = Reference.objects.filter(
        pk=pk, state=Reference.State.REQUESTED, person__erased_at__isnull=True
    )
    # Only while it is open: whoever answers at this moment is not asked again.
    if not open_ones.update(
        token_sha256=Reference.digest(token), token_expires_at=at + timedelta(days=LINK_DAYS)
    ):
        return Silence("answered")
    own = public_url(reference.association)
    return Section(
        "reference_reminder",
        {
            "public_url": own,
            "name": reference.rater_name,
            "applicant": reference.person.name,
            "association": reference.association.name,
            "contact": reference.association.contact_email,
            "link": f"{own}/r/{token}/",
            "days": LINK_DAYS,
        },
    )


def left(notices: Sequence[Notice], at: datetime) -> None:
    """Their links were sent now."""
    keys = [int(one.subject.partition(":")[2]) for one in notices]
    Reference.objects.filter(pk__in=keys).update(sent_at=at)


REFERENCES = Kind(
    name=NAME,
    title=_("References that others ask you for"),
    owe=owe,
    write=write,
    duty=False,
    rungs={
        "after_14": _("two weeks without an answer"),
        "after_35": _("five weeks without an answer"),
    },
    coming=owing.coming_of(_due),
    left=left,
)
