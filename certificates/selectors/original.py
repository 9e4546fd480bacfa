"""Endorsements of before, found by the number that the association gave and the holder's family name.

Such numbers often count up, so that a number alone would let anybody read off who is endorsed. The answer
says no more than the asker knows, save how the endorsement stands; a name is shown as the registry shows it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from certificates.selectors.standing import cycles_of, holds_on, newest_of
from certificates.verification import Facts, Verdict, judge
from endorsement.models import Endorsement, RegistryListing
from endorsement.rules.people import is_family_name, number_key
from endorsement.selectors import editions


@dataclass(frozen=True)
class Original:
    """An endorsement as the public sees it, at one moment."""

    endorsement: Endorsement
    category: dict[str, str]
    verdict: Verdict
    valid_through: date | None
    #: Whether it is in force today; also on its days of grace.
    endorsement_holds: bool
    holder: str


def find(*, number: str, family_name: str, at: datetime) -> list[Original]:
    """Every endorsement with this original number whose holder has this family name."""
    key = number_key(number)
    if not key:
        return []
    listed = RegistryListing.objects.filter(
        person=OuterRef("person"), association=OuterRef("association"), show_name=True
    )
    rows = (
        Endorsement.objects.filter(original_key=key, emerging=False)
        .select_related("person", "association", "edition")
        .annotate(named=Exists(listed))
        .prefetch_related(cycles_of())
        .order_by("association__name", "pk")
    )
    return [_seen(row, at) for row in rows if is_family_name(family_name, row.person.name)]


def _seen(row: Endorsement, at: datetime) -> Original:
    cycle = newest_of(row)
    valid_through = cycle.due_on if cycle else None
    today = row.association.day_of(at)
    verdict = judge(
        Facts(
            today=today,
            endorsement_state=row.state,
            valid_through=valid_through,
        )
    )
    category = editions.parsed(row.edition).categories.get(row.category)
    return Original(
        endorsement=row,
        category=dict(category.name) if category else {},
        verdict=verdict,
        valid_through=valid_through,
        endorsement_holds=holds_on(row, today),
        holder=row.person.name if getattr(row, "named", False) else "",
    )
