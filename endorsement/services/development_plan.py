"""Goals of a person's development plan come, change, are done and go."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from endorsement.models import DevelopmentGoal, LedgerEntry, Person


@transaction.atomic
def add_goal(
    *,
    person: Person,
    competency: str,
    what: str,
    by_on: date | None,
    offer_code: str,
    entry: LedgerEntry | None,
    once: str,
    at: datetime,
) -> DevelopmentGoal:
    """Add a goal. `once` is the key of the form: sending it twice adds one."""
    goal, _created = DevelopmentGoal.objects.get_or_create(
        person=person,
        once=once,
        defaults={
            **_said(competency, what, by_on, offer_code, entry),
            "created_at": at,
        },
    )
    return goal


@transaction.atomic
def change_goal(
    *,
    goal: DevelopmentGoal,
    competency: str,
    what: str,
    by_on: date | None,
    offer_code: str,
    entry: LedgerEntry | None,
) -> None:
    """Say a goal anew."""
    DevelopmentGoal.objects.filter(pk=goal.pk).update(
        **_said(competency, what, by_on, offer_code, entry)
    )


@transaction.atomic
def finish_goal(*, goal: DevelopmentGoal, on: date | None) -> None:
    """Mark a goal as done on a day, or as open again."""
    DevelopmentGoal.objects.filter(pk=goal.pk).update(done_on=on)


@transaction.atomic
def delete_goal(*, goal: DevelopmentGoal) -> None:
    """Take a goal out of the plan."""
    DevelopmentGoal.objects.filter(pk=goal.pk).delete()


def _said(
    competency: str, what: str, by_on: date | None, offer_code: str, entry: LedgerEntry | None
) -> dict[str, Any]:
    return {
        "competency": competency,
        "what": " ".join(what.split()),
        "by_on": by_on,
        "offer_code": offer_code,
        "entry": entry,
    }
