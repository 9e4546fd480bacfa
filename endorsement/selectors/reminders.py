"""What an association reminds people of: sent, due, suppressed and why, failed; per person and per run."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import Http404

from endorsement.models import (
    Application,
    Association,
    Bounce,
    Endorsement,
    Notice,
    Person,
    ReminderSettings,
)
from lms.backbone.models import Mail

State, Outcome = Notice.State, Notice.Outcome
DUE, SENT, SUPPRESSED, OVERTAKEN, FAILED = "due", "sent", "suppressed", "overtaken", "failed"
STANDINGS = (DUE, SENT, SUPPRESSED, OVERTAKEN, FAILED)
RUNS = 30

_failed = Q(state=State.DEAD) | Q(state=State.OWED, message__mail__state=Mail.State.DEAD)
_standing = Case(
    When(outcome__gt="", then="outcome"),
    When(_failed, then=Value(FAILED)),
    default=Value(DUE),
    output_field=CharField(),
)


def settings_of(association: Association) -> ReminderSettings:
    """How the association reminds; an unsaved row where it says nothing."""
    found = ReminderSettings.objects.filter(association=association).first()
    return found or ReminderSettings(association=association)


def notices(
    association: Association,
    *,
    standing: str = "",
    name: str = "",
    person: Person | None = None,
    run: datetime | None = None,
) -> QuerySet[Notice]:
    """The association's notices with their `standing`, the newest first."""
    found = Notice.objects.filter(association=association).annotate(standing=_standing)
    if standing:
        found = found.filter(standing=standing)
    if name:
        found = found.filter(Q(person__name__icontains=name) | Q(person__email__iexact=name))
    if person is not None:
        found = found.filter(person=person)
    if run is not None:
        found = found.filter(owed_at=run)
    return found.select_related("person", "message__mail").order_by("-owed_at", "-pk")


def counts(association: Association) -> dict[str, int]:
    """How many stand where, in one query."""
    rows = Notice.objects.filter(association=association).values(where=_standing)
    found = dict(rows.annotate(n=Count("pk")).order_by().values_list("where", "n"))
    return {standing: found.get(standing, 0) for standing in STANDINGS}


@dataclass(frozen=True)
class Run:
    """What one run of the sweep owed, and what became of it."""

    at: datetime
    counts: dict[str, int]


def runs(association: Association) -> list[Run]:
    """The last runs that owed something, in one query."""
    rows = Notice.objects.filter(association=association).values("owed_at")
    sums = {standing: Count("pk", filter=Q(standing=standing)) for standing in STANDINGS}
    found = rows.annotate(standing=_standing).values("owed_at").annotate(**sums)
    listed = found.order_by("-owed_at")[:RUNS].values_list("owed_at", *STANDINGS)
    return [Run(at, dict(zip(STANDINGS, rest, strict=True))) for at, *rest in listed]


def people(association: Association) -> QuerySet[Person]:
    """Whom the association reminds of something, endorses, or has an application of."""
    theirs = {"person": OuterRef("pk"), "association": association}
    return Person.objects.filter(
        Exists(Notice.objects.filter(**theirs))
        | Exists(Endorsement.objects.filter(**theirs))
        | Exists(Application.objects.filter(**theirs)),
        erased_at__isnull=True,
    )


def person_of(association: Association, ref: str) -> Person:
    """:raises Http404: for somebody who has nothing to do with the association."""
    person = people(association).filter(ref=ref).first()
    if person is None:
        raise Http404
    return person


def call_list(association: Association) -> QuerySet[Bounce]:
    """Bounces that stand, of people of the association, the newest first."""
    open_ones = Bounce.objects.filter(settled_at__isnull=True, person__in=people(association))
    return open_ones.select_related("person").order_by("-bounced_at", "-pk")
