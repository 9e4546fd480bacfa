"""A module is completed once, and lands in the hours ledger in the same transaction."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from courses.models import Enrollment, EvaluationResponse, ModulePage
from courses.models.choices import Delivery
from courses.rules.live_credit import scaled
from courses.selectors import evaluation
from courses.selectors.accommodation import minutes_left
from courses.selectors.live_attendance import Credit, credit_of
from courses.selectors.module import facts, has_test, lessons_of
from courses.selectors.teaching import presenters_of, statements_on
from endorsement.models import LedgerEntry, Person
from endorsement.services import ledger


def locked(enrollment: Enrollment) -> Enrollment:
    """The row, held until the transaction ends: two last steps at once cannot both miss the other."""
    return (
        Enrollment.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=enrollment.pk)
    )


def is_due(enrollment: Enrollment, module: ModulePage, at: datetime) -> bool:
    """All lessons done, post-test passed (where the module has one), evaluation in (where it is asked for),
    minimum time reached; of a live module, attendance.
    """
    done = enrollment.lessons.filter(completed_at__isnull=False)
    wanted = {lesson.lesson_key for lesson in lessons_of(module)}
    return (
        wanted <= set(done.values_list("lesson_key", flat=True))
        and (enrollment.attempts.filter(passed=True).exists() or not has_test(module))
        and (
            not evaluation.needed(module)
            or EvaluationResponse.objects.filter(enrollment=enrollment).exists()
        )
        and not minutes_left(enrollment, module, at)
        and (not module.meets_live or _credit(enrollment, module) is not None)
    )


def _credit(enrollment: Enrollment, module: ModulePage) -> Credit | None:
    return credit_of(enrollment.person, module.code, module.version)


@transaction.atomic
def complete(*, enrollment: Enrollment, module: ModulePage, at: datetime) -> LedgerEntry | None:
    """Complete the module if its rules are met; None when they are not yet.

    Effects, in order: `completed_at` by a conditional UPDATE; the ledger entry under the key
    `module:<code>:<version>:<ref>`, which announces `training_recorded`. A second call changes
    nothing and returns the same entry. The credited hours are the module's stated hours; seat time
    is told beside them and never subtracted.

    A version that the person left for another is not completed any more, whatever still arrives for it
    or is closed by a sweep; nor is one that was withdrawn for everybody before its last step.
    """
    enrollment = locked(enrollment)
    if enrollment.completed_at is not None:
        return enrollment.entry
    if enrollment.switched_at is not None or _was_withdrawn(enrollment, module, at):
        return None
    return _complete(enrollment, module, at)


def _was_withdrawn(enrollment: Enrollment, module: ModulePage, at: datetime) -> bool:
    if module.withdrawn_at is None:
        return False
    # Hours of a live module are settled some time after its last meeting.
    credit = _credit(enrollment, module) if module.meets_live else None
    _begins, ends = _days(enrollment, module, credit, at)
    return ends >= module.withdrawn_at


def _complete(enrollment: Enrollment, module: ModulePage, at: datetime) -> LedgerEntry | None:
    """As `complete`, of a row that is held and open."""
    if not is_due(enrollment, module, at):
        return None
    taken = Enrollment.objects.filter(pk=enrollment.pk, completed_at__isnull=True).update(
        completed_at=at
    )
    if not taken:
        return Enrollment.objects.select_related("entry").get(pk=enrollment.pk).entry
    entry = _record(enrollment, module, at)
    Enrollment.objects.filter(pk=enrollment.pk).update(entry=entry)
    return entry


@transaction.atomic
def follow_attendance(
    *, enrollment: Enrollment, module: ModulePage, at: datetime
) -> LedgerEntry | None:
    """Attendance at a live session was settled or corrected: the record follows. The entry, or None.

    Effects, in order: a module that is not complete is completed if that was the last thing missing.
    Of a complete one whose hours are others now, the entry is taken back by a row that says so, and the
    right one recorded under a key of its own; with no hours left, the module is open again.
    """
    enrollment = locked(enrollment)
    if enrollment.completed_at is None:
        return complete(enrollment=enrollment, module=module, at=at)
    entry, credit = enrollment.entry, _credit(enrollment, module)
    hours = min(credit.hours, module.hours) if credit else None
    if entry is None or entry.hours == hours:
        return entry
    ledger.take_back_training(entry=entry, at=at)
    Enrollment.objects.filter(pk=enrollment.pk).update(completed_at=None, entry=None)
    # A correction of what was completed in time is made also after a withdrawal.
    return _complete(locked(enrollment), module, at)


def _record(enrollment: Enrollment, module: ModulePage, at: datetime) -> LedgerEntry:
    person = enrollment.person
    credit = _credit(enrollment, module) if module.meets_live else None
    begins, ends = _days(enrollment, module, credit, at)
    zone = ZoneInfo(person.time_zone)
    best = enrollment.attempts.filter(passed=True).first()
    publisher = module.association.name if module.association else settings.WAGTAIL_SITE_NAME
    return ledger.record_training(
        person=person,
        source_key=_source_key(person, module),
        title=module.title,
        organization=publisher,
        first_on=begins.astimezone(zone).date(),
        last_on=ends.astimezone(zone).date(),
        attributes={
            "delivery": module.delivery,
            "score": best.score if best else None,
            "seat_minutes": enrollment.seat_seconds() // 60 + (credit.minutes if credit else 0),
        },
        presenters=[
            {"name": one.name, "credentials": one.credentials} for one in presenters_of(module)
        ],
        approvals=[asdict(one) for one in statements_on(module, at.astimezone(zone).date())],
        offer_code=module.code,
        offer_version=module.version,
        at=at,
        **_part(facts(module), credit),
    )


def _days(
    enrollment: Enrollment, module: ModulePage, credit: Credit | None, at: datetime
) -> tuple[datetime, datetime]:
    """From starting the module to its last step; of a purely live one, its meetings."""
    if credit is None:
        return enrollment.started_at, at
    if module.delivery == Delivery.BLENDED:
        return min(enrollment.started_at, credit.starts_at), at
    return credit.starts_at, credit.ends_at


def _part(found: dict[str, Any], credit: Credit | None) -> dict[str, Any]:
    """The facts for the hours that were attended: areas and topics in proportion."""
    if credit is None or credit.hours >= found["hours"]:
        return found
    return {
        **found,
        "hours": credit.hours,
        "split": scaled(found["split"], credit.hours, found["hours"]),
        "topics": scaled(found["topics"], credit.hours, found["hours"]),
    }


def _source_key(person: Person, module: ModulePage) -> str:
    """A version counts once: another key only after the entry under the first was taken back."""
    key = f"module:{module.code}:{module.version}:{person.ref}"
    if not module.meets_live:
        return key
    taken_back = LedgerEntry.objects.filter(
        person=person, source_key__startswith=key, corrects=None, corrected_by__withdrawn=True
    ).count()
    return f"{key}:{taken_back}" if taken_back else key
