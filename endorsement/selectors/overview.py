"""Totals of a portfolio and its training hours by competency area."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from endorsement.models import LedgerEntry
from endorsement.rules.facts import area_of
from endorsement.selectors.frameworks import AreaChoice
from endorsement.selectors.portfolio import hundredths

Kind = LedgerEntry.Kind
TOTALS = (Kind.TRAINING, Kind.RSC_RECEIVED, Kind.RSC_GIVEN)


def totals(rows: Iterable[LedgerEntry]) -> dict[str, Decimal]:
    """Clock hours by kind, for the kinds that have hours."""
    sums = {str(kind): Decimal(0) for kind in TOTALS}
    for row in rows:
        if row.kind in sums:
            sums[row.kind] += row.hours or 0
    return sums


def hours_by_area(rows: Iterable[LedgerEntry], areas: list[AreaChoice]) -> list[dict[str, Any]]:
    """Training hours over areas, in the framework's order; they add up to the training hours.

    A stated division is taken as it is. Without one, an entry's hours are shared equally over the
    areas it covers. Hours that name no area stand in a row of their own.
    """
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.kind == Kind.TRAINING:
            for area, amount in shares(row).items():
                sums[area] += amount
    names = {area.reference: area.name for area in areas}
    found = [
        {"label": name, "value": _hours(sums.pop(area, 0)), "reference": area}
        for area, name in names.items()
    ]
    rest = sum(sums.values())
    if rest:
        found.append({"label": _("No area named"), "value": _hours(rest), "reference": ""})
    return found


def of_area(rows: Iterable[LedgerEntry], reference: str) -> list[tuple[LedgerEntry, Decimal]]:
    """The trainings behind one bar of `hours_by_area`, each with its hours there.

    "" stands for hours that name no area.
    """
    trainings = [(row, shares(row)) for row in rows if row.kind == Kind.TRAINING]
    return [(row, _hours(parts[reference])) for row, parts in trainings if parts.get(reference)]


def of_time(rows: Iterable[LedgerEntry], kind: str, year: int | None) -> list[LedgerEntry]:
    """Rows of a kind that touch a year; an empty kind and no year mean all."""
    return [
        row
        for row in rows
        if (not kind or row.kind == kind) and (year is None or year in _years(row))
    ]


def years(rows: Iterable[LedgerEntry]) -> list[int]:
    """The years that any row touches, newest first."""
    return sorted({year for row in rows for year in _years(row)}, reverse=True)


def _years(row: LedgerEntry) -> range:
    """From the first day's year through the last day's; what goes on touches the year it began in."""
    return range(row.first_on.year, (row.last_on or row.first_on).year + 1)


def shares(row: LedgerEntry) -> dict[str, int]:
    """Hundredths of an hour by area reference; "" stands for hours that name none."""
    whole = hundredths(row.hours)
    if row.split:
        stated = {area: hundredths(amount) for area, amount in row.split.items()}
        rest = whole - sum(stated.values())
        return {**stated, "": rest} if rest else stated
    covered = sorted({area_of(reference) for reference in row.covers})
    if not covered:
        return {"": whole}
    part, extra = divmod(whole, len(covered))
    return {area: part + (place < extra) for place, area in enumerate(covered)}


def _hours(amount: int) -> Decimal:
    return Decimal(amount) / 100
