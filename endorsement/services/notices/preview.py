"""What the next days will send, by the functions that will owe it; nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from endorsement.models import Association, Person, ReminderChoice
from endorsement.selectors import addresses
from endorsement.services.notices.kinds import Coming, Kind, every_kind

DAYS = 30


@dataclass
class DayOfPerson:
    """What one person is owed on one day; with a reason it will be suppressed as things stand."""

    on: date
    person: Person
    parts: list[tuple[Kind, Coming]] = field(default_factory=list)
    reason: str = ""


def upcoming(association: Association, *, at: datetime, days: int = DAYS) -> list[DayOfPerson]:
    """Every message of the days after today, by day and name.

    Of several kinds in as many queries as they need, however many people there are.
    """
    today = association.day_of(at)
    found: dict[tuple[date, int], DayOfPerson] = {}
    for kind in every_kind():
        for one in kind.coming(
            association, today + timedelta(days=1), today + timedelta(days=days)
        ):
            key = (one.on, one.person.pk)
            found.setdefault(key, DayOfPerson(one.on, one.person)).parts.append((kind, one))
    rows = sorted(found.values(), key=lambda row: (row.on, row.person.name, row.person.pk))
    _with_reasons(rows)
    return rows


def _with_reasons(rows: Iterable[DayOfPerson]) -> None:
    listed = list(rows)
    closed = addresses.closed({row.person.pk: row.person for row in listed}.values())
    refused = set(
        ReminderChoice.objects.filter(person__in={row.person.pk for row in listed}).values_list(
            "person_id", "kind"
        )
    )
    for row in listed:
        wanted = any(
            kind.duty or (row.person.pk, kind.name) not in refused for kind, _one in row.parts
        )
        row.reason = closed.get(row.person.pk, "") or ("" if wanted else "unsubscribed")
