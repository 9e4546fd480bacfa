"""What an entry says, and the rules that hold for it whoever enters it.

Hours are clock hours. An entry is honest when it gives no more than 24 hours for each day from its
first through its last: a 45-hour course over a semester passes, 30 hours in one day do not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement.models import LedgerEntry, Person
from endorsement.refusals import Refused

Kind = LedgerEntry.Kind
WITH_HOURS = frozenset({Kind.TRAINING, Kind.RSC_RECEIVED, Kind.RSC_GIVEN})
MOST_HOURS_A_DAY = 24
MOST_HOURS = Decimal("99999.99")


@dataclass(frozen=True, kw_only=True)
class EntryContent:
    """Everything a person can say about one entry; `split` and `topics` are hours by code.

    A provider is a known person, or somebody new by `provider_name` and `provider_email`.
    """

    kind: str
    first_on: date
    last_on: date | None = None
    hours: Decimal | None = None
    framework: str = "core@1"
    covers: Sequence[str] = ()
    split: Mapping[str, Decimal] = field(default_factory=dict)
    topics: Mapping[str, Decimal] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    provider: Person | None = None
    title: str = ""
    organization: str = ""
    provider_name: str = ""
    provider_email: str = ""
    notes: str = ""

    def columns(self) -> dict[str, Any]:
        """The part that stays for ever: numbers, dates and codes."""
        return {
            "kind": self.kind,
            "first_on": self.first_on,
            "last_on": self.last_on,
            "hours": self.hours,
            "framework": self.framework,
            "covers": sorted(set(self.covers)),
            "split": hours_by_code(self.split),
            "topics": hours_by_code(self.topics),
            "attributes": dict(self.attributes),
            "provider": self.provider,
        }

    def words(self) -> dict[str, str]:
        """The part that can be erased: titles, names and notes."""
        return {
            "title": self.title.strip(),
            "organization": self.organization.strip(),
            "provider_name": self.provider_name.strip(),
            "notes": self.notes.strip(),
        }


def hours_by_code(amounts: Mapping[str, Any]) -> dict[str, str]:
    """Hours as text with two decimals, as the ledger stores them; zero hours say nothing."""
    return {
        code: format(Decimal(amount), ".2f")
        for code, amount in sorted(amounts.items())
        if Decimal(amount)
    }


def today_of(person: Person, at: datetime) -> date:
    """The day it is where the person is: no entry of theirs lies after it."""
    return at.astimezone(ZoneInfo(person.time_zone)).date()


def check(content: EntryContent, *, today: date) -> None:
    """Refuse what cannot be true.

    :raises Refused: with a sentence and the field it is about.
    """
    _check_days(content, today)
    credited = content.kind == Kind.TRAINING and content.attributes.get("credits")
    if content.hours is not None or (content.kind in WITH_HOURS and not credited):
        _check_hours(content, today)
    check_parts(content)


def check_parts(content: EntryContent) -> None:
    """The hours of areas and topics stay within the entry's hours.

    :raises Refused: otherwise.
    """
    if content.hours is None and (content.split or content.topics):
        raise Refused(
            _("To give hours by topic or area, please enter the clock hours of the entry as well."),
            field="hours",
        )
    hours = content.hours or Decimal(0)
    for amount in [*content.split.values(), *content.topics.values()]:
        _check_amount(Decimal(amount), "covers")
    if sum(map(Decimal, content.split.values()), Decimal(0)) > hours:
        raise Refused(
            _("The hours split over areas add up to more than the hours of the entry."),
            field="split",
        )
    if any(Decimal(amount) > hours for amount in content.topics.values()):
        raise Refused(
            _("The hours on a special topic are more than the hours of the entry."), field="topics"
        )


def _check_days(content: EntryContent, today: date) -> None:
    if content.last_on is not None and content.last_on < content.first_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="last_on"
        )
    for name, day in (("first_on", content.first_on), ("last_on", content.last_on)):
        if day is not None and day > today:
            raise Refused(
                _("This day is in the future. Please enter it once it has happened."), field=name
            )


def _check_hours(content: EntryContent, today: date) -> None:
    if content.hours is None:
        raise Refused(_("Please enter the clock hours."), field="hours")
    if content.hours.is_finite() and content.hours <= 0:
        raise Refused(_("Hours must be more than zero."), field="hours")
    _check_amount(content.hours, "hours")
    days = ((content.last_on or today) - content.first_on).days + 1
    if content.hours > days * MOST_HOURS_A_DAY:
        raise Refused(
            _(
                "%(hours)s hours do not fit into the days from %(first)s through %(last)s. "
                "Please check the hours, or enter the first and last day of the whole course."
            )
            % {
                "hours": content.hours,
                "first": date_format(content.first_on),
                "last": date_format(content.last_on or today),
            },
            field="hours",
        )


def _check_amount(amount: Decimal, name: str) -> None:
    if not amount.is_finite() or amount < 0 or amount > MOST_HOURS:
        raise Refused(_("This is not a number of hours."), field=name)
    if amount != amount.quantize(Decimal("0.01")):
        raise Refused(
            _("Hours have at most two decimals; a quarter of an hour is 0.25."), field=name
        )
