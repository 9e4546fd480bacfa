"""Members of cohorts who fall behind are reminded, on a few days after a module was due.

`rules.pace.RUNGS` says on which. Of several reminders about one module the latest goes out; whatever is
late in however many cohorts is one section of the day's message.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, CohortMember, CohortModule
from courses.rules import pace
from courses.selectors import path as modules
from endorsement.models import Association, Notice, Person
from endorsement.services.notices import owing, preview
from endorsement.services.notices.kinds import Kind, Section, Silence
from lms.backbone import sweeps

NAME = "cohorts"
# Somewhere it is a day earlier, somewhere a day later.
ANYWHERE = timedelta(days=1)


def owe(at: datetime) -> int:
    """Owe what is due by now where each association is; how many rows.

    Six queries a running cohort, however many members it has. One that cannot be read holds up no other.
    """
    owed = 0
    for cohort in _running(at):
        with sweeps.apart("Reminders of cohort", cohort.public_id):
            owed += owing.owe(NAME, _late(cohort, at), at=at)
    return owed


def _every(at: datetime, association: Association) -> list[owing.Subject]:
    # Some are seen on the first of the days that are shown and not on the last.
    cohorts = _running(at, since=at - timedelta(days=preview.DAYS), association=association)
    return [one for cohort in cohorts for one in _late(cohort, at)]


def _running(
    at: datetime, *, since: datetime | None = None, association: Association | None = None
) -> Iterable[Cohort]:
    """Cohorts that are seen, of one association or of all; the last reminder comes some days after the
    last day. With `since`, those that are seen at any time from then on."""
    first = since or at
    found = Cohort.objects.filter(
        ended_at__isnull=True,
        from_on__lte=at.date() + ANYWHERE,
        through_on__gte=first.date() - pace.SEEN_AFTER - ANYWHERE,
    )
    if association is not None:
        found = found.filter(association=association)
    return [one for one in found.select_related("association") if one.is_seen(first)]


def _late(cohort: Cohort, at: datetime) -> list[owing.Subject]:
    today = cohort.today(at)
    rows = [(one, one.due_on) for one in cohort.modules.all()]
    late = [(one, due_on) for one, due_on in rows if due_on is not None and due_on < today]
    members = CohortMember.objects.filter(cohort=cohort, left_at=None, reminders=True)
    people = list(members.select_related("person")) if late else []
    if not people:
        return []
    done = modules.completed([one.person_id for one in people], [one.code for one, _due_on in late])
    found = []
    for member in people:
        joined_on = cohort.today(member.joined_at)
        for one, due_on in late:
            reached = [
                (f"after_{days}", due_on + timedelta(days=days))
                for days in pace.rungs(due_on, joined_on=joined_on, today=today)
            ]
            if reached and one.code not in done.get(member.person_id, {}):
                # A module that gets another day is late anew after it.
                key = f"cohort:{one.pk}:{member.person_id}:{due_on}"
                found.append(owing.Subject(key, member.person, cohort.association, reached))
    return found


def write(notices: Sequence[Notice], at: datetime) -> dict[int, Section | Silence]:
    """One section for each person about everything of theirs that is late now."""
    keys = {one.pk: one.subject.split(":") for one in notices}
    rows = CohortModule.objects.select_related("cohort__association").in_bulk(
        {int(key[1]) for key in keys.values()}
    )
    late: dict[int, list[tuple[Notice, CohortModule]]] = {}
    said: dict[int, Section | Silence] = {}
    members = _members(notices)
    done = modules.completed(
        {one.person_id for one in notices}, {row.code for row in rows.values()}
    )
    for notice in notices:
        row = rows.get(int(keys[notice.pk][1]))
        if row is None or not _is_late(row, date.fromisoformat(keys[notice.pk][3]), at):
            said[notice.pk] = Silence("another_day")
        elif (notice.person_id, row.cohort_id) not in members:
            said[notice.pk] = Silence("unsubscribed")
        elif row.code in done.get(notice.person_id, {}):
            said[notice.pk] = Silence("completed")
        else:
            late.setdefault(notice.person_id, []).append((notice, row))
    for pairs in late.values():
        section = _section(pairs[0][0].person, [row for _notice, row in pairs])
        said |= {notice.pk: section for notice, _row in pairs}
    return said


def _members(notices: Sequence[Notice]) -> set[tuple[int, int]]:
    """Who is in which cohort and wants its reminders."""
    wanted = CohortMember.objects.filter(
        person__in=[one.person_id for one in notices], left_at=None, reminders=True
    )
    return set(wanted.values_list("person_id", "cohort_id"))


def _is_late(row: CohortModule, due_on: date, at: datetime) -> bool:
    return row.cohort.is_seen(at) and row.due_on == due_on and due_on < row.cohort.today(at)


def _section(person: Person, late: Sequence[CohortModule]) -> Section:
    with translation.override(person.language):
        titles = modules.offered({one.code for one in late})
    cohorts: dict[int, dict[str, Any]] = {}
    in_order = sorted(late, key=lambda one: (one.cohort.from_on, one.cohort_id, one.position))
    for one in in_order:
        group = cohorts.setdefault(
            one.cohort_id,
            {"name": one.cohort.name, "public_id": one.cohort.public_id, "modules": []},
        )
        title = titles[one.code].title if one.code in titles else one.code
        due_on = one.due_on.isoformat() if one.due_on else ""
        group["modules"].append({"title": title, "due_on": due_on})
    return Section(
        "cohort_behind", {"public_url": settings.PUBLIC_URL, "cohorts": list(cohorts.values())}
    )


COHORTS = Kind(
    name=NAME,
    title=_("What is late in your cohorts"),
    owe=owe,
    write=write,
    duty=False,
    rungs={
        "after_1": _("the day after"),
        "after_7": _("a week after"),
        "after_21": _("three weeks after"),
    },
    coming=owing.coming_of(_every),
)
