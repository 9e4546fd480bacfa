"""What a transcript says, as one canonical document (format 1), frozen when it is asked for.

    format, kind, language, zone, issued_on, issued_at, organization, title   as payload's
    from, through   the days asked for, or null
    entry_count     how many entries it lists: all that the public learns
    entries         [{kind, first_on, last_on, hours, title, organization, provider, verification,
                      areas [reference], code (delivery, format or level)}], oldest first
    areas           {reference: name by language} of everything that is named
    totals          {by_kind, by_area, by_verification: {code: hours}}; by_area of trainings

Entries hold the person's own words, so a transcript goes with its person, row and file.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from certificates.payload import common
from endorsement.models import LedgerEntry, Person
from endorsement.rules.facts import area_of
from endorsement.selectors import frameworks, ledger, overview

Kind = LedgerEntry.Kind
TITLE = {"en": "Transcript", "es": "Expediente de formación"}
DETAILS = ("delivery", "format", "level")


def entries_in(person: Person, first: date | None, through: date | None) -> list[LedgerEntry]:
    """The person's entries that touch the period, oldest first, net of corrections."""
    return [
        row
        for row in list(ledger.net(person))[::-1]
        if (through is None or row.first_on <= through)
        and (first is None or row.last_on is None or row.last_on >= first)
    ]


def of_person(
    person: Person,
    rows: list[LedgerEntry],
    *,
    first: date | None,
    through: date | None,
    language: str,
    at: datetime,
) -> dict[str, Any]:
    """The transcript of these rows."""
    names = frameworks.names({row.framework for row in rows})
    entries = [_entry(row) for row in rows]
    totals = _totals(rows)
    named = {*totals["by_area"], *(area for entry in entries for area in entry["areas"])}
    return {
        **common("transcript", None, person.time_zone, language, at),
        "title": TITLE,
        "from": first,
        "through": through,
        "entry_count": len(entries),
        "entries": entries,
        "areas": {ref: dict(names.get(ref) or {"en": ref}) for ref in sorted(named) if ref},
        "totals": totals,
    }


def _entry(row: LedgerEntry) -> dict[str, Any]:
    words, said = ledger.words(row), row.attributes
    return {
        "kind": row.kind,
        "first_on": row.first_on,
        "last_on": row.last_on,
        "hours": row.hours,
        "title": words.title,
        "organization": words.organization,
        "provider": words.provider_name,
        "verification": ledger.verification(row),
        "areas": sorted({area_of(one) for one in (*row.covers, *row.split)}),
        "code": next((str(said[name]) for name in DETAILS if said.get(name)), ""),
    }


def _totals(rows: Iterable[LedgerEntry]) -> dict[str, dict[str, Any]]:
    by_kind: dict[str, Decimal] = {}
    by_area: dict[str, int] = {}
    by_verification: dict[str, Decimal] = {}
    for row in rows:
        if row.hours is None:
            continue
        by_kind[row.kind] = by_kind.get(row.kind, Decimal(0)) + row.hours
        level = ledger.verification(row)
        by_verification[level] = by_verification.get(level, Decimal(0)) + row.hours
        if row.kind == Kind.TRAINING:
            for area, amount in overview.shares(row).items():
                by_area[area] = by_area.get(area, 0) + amount
    return {
        "by_kind": by_kind,
        "by_area": {area: Decimal(amount) / 100 for area, amount in by_area.items()},
        "by_verification": by_verification,
    }
