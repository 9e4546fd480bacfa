"""A module is completed once, and lands in the hours ledger in the same transaction."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from courses.models import Enrollment, EvaluationResponse, ModulePage
from courses.selectors import evaluation
from courses.selectors.accommodation import minutes_left
from courses.selectors.module import bank_of, facts, lessons_of
from endorsement.models import LedgerEntry
from endorsement.services import ledger


def locked(enrollment: Enrollment) -> Enrollment:
    """The row, held until the transaction ends: two last steps at once cannot both miss the other."""
    return (
        Enrollment.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=enrollment.pk)
    )


def is_due(enrollment: Enrollment, module: ModulePage) -> bool:
    """All lessons done, post-test passed (where there is one), evaluation in (where it is asked for),
    minimum time reached.
    """
    done = enrollment.lessons.filter(completed_at__isnull=False)
    wanted = {lesson.lesson_key for lesson in lessons_of(module)}
    return (
        wanted <= set(done.values_list("lesson_key", flat=True))
        and (enrollment.attempts.filter(passed=True).exists() or not bank_of(module))
        and (
            not evaluation.needed(module)
            or EvaluationResponse.objects.filter(enrollment=enrollment).exists()
        )
        and not minutes_left(enrollment, module)
    )


@transaction.atomic
def complete(*, enrollment: Enrollment, module: ModulePage, at: datetime) -> LedgerEntry | None:
    """Complete the module if its rules are met; None when they are not yet.

    Effects, in order: `completed_at` by a conditional UPDATE; the ledger entry under the key
    `module:<code>:<version>:<ref>`, which announces `training_recorded`. A second call changes
    nothing and returns the same entry. The credited hours are the module's stated hours; seat time
    is told beside them and never subtracted.
    """
    enrollment = locked(enrollment)
    if enrollment.completed_at is not None:
        return enrollment.entry
    if not is_due(enrollment, module):
        return None
    taken = Enrollment.objects.filter(pk=enrollment.pk, completed_at__isnull=True).update(
        completed_at=at
    )
    if not taken:
        return Enrollment.objects.select_related("entry").get(pk=enrollment.pk).entry
    entry = _record(enrollment, module, at)
    Enrollment.objects.filter(pk=enrollment.pk).update(entry=entry)
    return entry


def _record(enrollment: Enrollment, module: ModulePage, at: datetime) -> LedgerEntry:
    person = enrollment.person
    zone = ZoneInfo(person.time_zone)
    best = enrollment.attempts.filter(passed=True).first()
    publisher = module.association.name if module.association else settings.WAGTAIL_SITE_NAME
    return ledger.record_training(
        person=person,
        source_key=f"module:{module.code}:{module.version}:{person.ref}",
        title=module.title,
        organization=publisher,
        first_on=enrollment.started_at.astimezone(zone).date(),
        last_on=at.astimezone(zone).date(),
        attributes={
            "delivery": module.delivery,
            "score": best.score if best else None,
            "seat_minutes": enrollment.seat_seconds() // 60,
        },
        offer_code=module.code,
        offer_version=module.version,
        at=at,
        **facts(module),
    )
