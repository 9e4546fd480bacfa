"""Reminders of people who came from elsewhere begin when a coordinator has seen what they would send."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language

from endorsement.models import Association, Person, RenewalCycle
from endorsement.selectors import held
from endorsement.services import event, reminder
from lms.backbone import jobs
from lms.backbone.jobs import Result, Running

KIND = "held_reminders"
REASON = "before_import"
STEP, AT_ONCE = 100, 500


@transaction.atomic
def start(*, association: Association, by: Person, lapsing: bool, at: datetime) -> int:
    """Start the reminders of everybody who waits; how many were started, or will be by a job.

    `lapsing` takes along those whose days of grace are over: they lapse at the next sweep.

    Effects: for each cycle, what `start_some` does; a long list is left to a job.
    """
    waiting = _waiting(association, lapsing, at).count()
    if waiting <= AT_ONCE or by.user_id is None:
        while start_some(association=association, by=by, lapsing=lapsing, at=at):
            pass
        return waiting
    jobs.owe(
        kind=KIND,
        key=f"{KIND}:{association.slug}:{by.user_id}:{at.isoformat()}",
        owner_id=by.user_id,
        params={"association": association.slug, "by": by.pk, "lapsing": lapsing},
        language=get_language() or "en",
        at=at,
    )
    return waiting


@transaction.atomic
def start_some(*, association: Association, by: Person, lapsing: bool, at: datetime) -> int:
    """Start the reminders of at most a hundred; how many. Starting twice starts once.

    Effects, in order, for each: the rungs of the time before the import are recorded as suppressed, and
    the day on which the ladder looks next is set; an event that says who started it.
    """
    rows = _waiting(association, lapsing, at).select_for_update(of=("self",))[:STEP]
    started = list(rows)
    for cycle in started:
        came = cycle.endorsement.imported_at or at
        reminder.suppress_before(cycle=cycle, day=association.day_of(came), reason=REASON, at=at)
        event.record(
            association=association,
            stream=cycle.endorsement.stream,
            kind="endorsement.reminders_started",
            actor=by,
            payload={"cycle": cycle.number, "due_on": cycle.due_on},
            at=at,
        )
    return len(started)


def run(job: Running) -> Result:
    """Start a long list in the background; what was started stays started."""
    association = Association.objects.get(slug=job.params["association"])
    by = Person.objects.get(pk=job.params["by"])
    lapsing = job.params["lapsing"]
    total, done = _waiting(association, lapsing, job.at).count(), 0
    while some := start_some(association=association, by=by, lapsing=lapsing, at=job.at):
        done += some
        job.progress(done, total, checkpoint={"started": done})
    return Result(facts={"association": association.slug, "started": done})


def _waiting(association: Association, lapsing: bool, at: datetime) -> QuerySet[RenewalCycle]:
    rows = held.cycles(association)
    if lapsing:
        return rows
    return rows.filter(grace_through__gte=association.day_of(at))
