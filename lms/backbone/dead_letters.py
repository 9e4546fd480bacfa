"""Mail that was given up: what an administrator may see of it, and the way back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from lms.backbone.hints import hint
from lms.backbone.mail import SEND_TASK
from lms.backbone.models import Mail

RECENTLY = timedelta(days=1)


@dataclass(frozen=True)
class Counts:
    """How much mail stands where; `sent` within the last 24 hours."""

    due: int
    later: int
    claimed: int
    dead: int
    sent: int


def counts(at: datetime) -> Counts:
    """Every count in one query."""
    state = Mail.State
    owed = Q(state=state.OWED)
    return Counts(
        **Mail.objects.aggregate(
            due=Count("pk", filter=owed & Q(due_at__lte=at)),
            later=Count("pk", filter=owed & Q(due_at__gt=at)),
            claimed=Count("pk", filter=Q(state=state.CLAIMED)),
            dead=Count("pk", filter=Q(state=state.DEAD)),
            sent=Count("pk", filter=Q(state=state.DONE, finished_at__gt=at - RECENTLY)),
        )
    )


def dead() -> QuerySet[Mail]:
    """What was given up, newest first, without contents: they may hold one-time links."""
    return Mail.objects.filter(state=Mail.State.DEAD).defer("context").order_by("-due_at", "-pk")


def retry(mail: Mail, *, at: datetime) -> bool:
    """Owe one message again; False when somebody else already did. After commit, hints to the worker."""
    owed = Mail.objects.retry(mail.pk, at=at)
    if owed:
        hint(SEND_TASK, mail.pk)
    return bool(owed)


def retry_all(*, at: datetime) -> int:
    """Owe everything again that was given up, after an outage say; the next sweep sends it."""
    return int(dead().order_by().update(state=Mail.State.OWED, attempts=0, due_at=at))


def masked(address: str) -> str:
    """Enough of an address to recognize it: a…@example.org."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}" if name else "…"
