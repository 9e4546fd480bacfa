"""A person's plan: items come in, change, go, and become entries once they are done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, LedgerEntry, Person, PlannedItem
from endorsement.refusals import Refused
from endorsement.selectors.providers import names_shown
from endorsement.services import ledger
from endorsement.services.entry_content import MOST_HOURS, MOST_HOURS_A_DAY, EntryContent

Kind = PlannedItem.Kind
MOST_ITEMS = 100
YEARS_AHEAD = 10
#: What can be entered by the person once it is done; the rest is recorded where it happens.
ENTERED: dict[str, str] = {
    Kind.TRAINING: LedgerEntry.Kind.TRAINING,
    Kind.RSC: LedgerEntry.Kind.RSC_RECEIVED,
    Kind.RSC_GIVEN: LedgerEntry.Kind.RSC_GIVEN,
    Kind.WORK: LedgerEntry.Kind.WORK,
    Kind.EDUCATION: LedgerEntry.Kind.EDUCATION,
}
WITH_HOURS = frozenset({Kind.TRAINING, Kind.RSC, Kind.RSC_GIVEN})
WITH_CODE = frozenset({Kind.MODULE, Kind.DOCUMENT, Kind.REFERENCE})


@dataclass(frozen=True, kw_only=True)
class PlanContent:
    """Everything a person can say about one planned item; `topics` are hours by code."""

    kind: str
    on: date
    from_on: date | None = None
    hours: Decimal | None = None
    code: str = ""
    title: str = ""
    provider: Person | None = None
    covers: Sequence[str] = ()
    topics: Mapping[str, Decimal] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        return {
            "on": self.on,
            "from_on": self.from_on,
            "hours": self.hours,
            "code": self.code,
            "title": self.title.strip(),
            "provider": self.provider,
            "covers": sorted(set(self.covers)),
            "topics": {code: format(hours, ".2f") for code, hours in self.topics.items() if hours},
            "attributes": dict(self.attributes),
        }


@transaction.atomic
def add_item(
    *, person: Person, content: PlanContent, at: datetime, once: str
) -> tuple[PlannedItem, bool]:
    """Add an item to the person's plan; sending the same form (`once`) twice adds one.

    A module or a document that is planned already stays as it is. The answer says whether it is new.

    :raises Refused: when the content breaks a rule or the plan is full.
    """
    _check(content, today=_today(person, at))
    if person.planned_items.count() >= MOST_ITEMS:
        raise Refused(
            _("Your plan has %(most)s items, which is the most. Take out what you no longer plan.")
            % {"most": MOST_ITEMS}
        )
    key = f"plan:{person.ref}:{once}"
    if content.kind in PlannedItem.ONCE:
        key = f"plan:{person.ref}:{content.kind}:{content.code}"
    return PlannedItem.objects.get_or_create(
        source_key=key,
        defaults={**content.columns(), "person": person, "kind": content.kind, "added_at": at},
    )


@transaction.atomic
def change_item(*, item: PlannedItem, content: PlanContent, at: datetime) -> PlannedItem:
    """Change an item; its kind stays, and so does the code of a module or document.

    :raises Refused: when the content breaks a rule.
    """
    _check(content, today=_today(item.person, at))
    fields = content.columns()
    if item.kind in PlannedItem.ONCE:
        del fields["code"]
    for name, value in fields.items():
        setattr(item, name, value)
    item.save(update_fields=list(fields))
    return item


@transaction.atomic
def delete_item(*, item: PlannedItem) -> None:
    """Take an item out of the plan. Doing it twice is no mistake."""
    PlannedItem.objects.filter(pk=item.pk).delete()


@transaction.atomic
def done(*, item: PlannedItem, at: datetime, association: Association | None = None) -> LedgerEntry:
    """The person did what they planned: the item becomes a draft in the portfolio.

    Effects, in order: the draft, as `ledger.add_entry` makes it; the item goes. The draft lies on the
    planned day, or on today if that is earlier. Doing it twice makes one draft.

    :raises Refused: for an item that is recorded elsewhere (a module, a signature, a reference).
    """
    if item.kind not in ENTERED:
        raise Refused(_("This is recorded by itself once it has happened."))
    today = _today(item.person, at)
    entry = ledger.add_entry(
        person=item.person,
        content=_entry(
            item, today, item.added_at.astimezone(ZoneInfo(item.person.time_zone)).date()
        ),
        once=f"plan-{item.public_id}",
        association=association,
        at=at,
    )
    delete_item(item=item)
    return entry


def _entry(item: PlannedItem, today: date, planned_since: date) -> EntryContent:
    last_on = min(item.on, today)
    return EntryContent(
        kind=ENTERED[item.kind],
        first_on=_first_day(item, last_on, planned_since),
        last_on=last_on,
        hours=item.hours,
        provider=item.provider,
        provider_name=names_shown(item.person, [item.provider])[item.provider.pk]
        if item.provider
        else "",
        title=item.title,
        covers=item.covers,
        topics={code: Decimal(hours) for code, hours in item.topics.items()},
        attributes=item.attributes,
    )


def _first_day(item: PlannedItem, last_on: date, planned_since: date) -> date:
    """Hours that fit into one day lie on it; more were spread from the day they were planned on."""
    if item.from_on:
        return min(item.from_on, last_on)
    days = ceil((item.hours or Decimal(0)) / MOST_HOURS_A_DAY)
    if days <= 1:
        return last_on
    return min(planned_since, last_on - timedelta(days - 1))


@transaction.atomic
def finish(*, person: Person, kind: str, code: str) -> int:
    """What was planned under this code has happened and is recorded: the item goes."""
    deleted, _by_model = PlannedItem.objects.filter(person=person, kind=kind, code=code).delete()
    return deleted


def _check(content: PlanContent, *, today: date) -> None:
    if content.on < today:
        raise Refused(
            _("This day has passed. A plan looks ahead; add what you have done to your portfolio."),
            field="on",
        )
    if content.on.year > today.year + YEARS_AHEAD:
        raise Refused(_("Please choose a day within the next ten years."), field="on")
    if content.from_on is not None and content.from_on > content.on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="from_on"
        )
    if content.kind in WITH_CODE and not content.code:
        raise Refused(_("Please choose what you plan."), field="code")
    if content.kind in WITH_HOURS:
        _check_hours(content)


def _check_hours(content: PlanContent) -> None:
    hours = content.hours
    if hours is None or not hours.is_finite() or not 0 < hours <= MOST_HOURS:
        raise Refused(_("Hours must be more than zero."), field="hours")
    for name, amount in [("hours", hours), *((f"topic_{c}", h) for c, h in content.topics.items())]:
        if amount != amount.quantize(Decimal("0.01")):
            raise Refused(
                _("Hours have at most two decimals; a quarter of an hour is 0.25."), field=name
            )
        if amount > hours:
            raise Refused(
                _("The hours on a special topic are more than the hours of the entry."), field=name
            )


def _today(person: Person, at: datetime) -> date:
    return at.astimezone(ZoneInfo(person.time_zone)).date()
