"""Endorsements of before, found by the number that the association gave and the holder's family name.

Such numbers often count up, so that a number alone would let anybody read off who is endorsed. The answer
says no more than the asker knows, save how the endorsement stands; a name is shown as the registry shows it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch

from certificates.verification import Facts, Verdict, judge
from endorsement.models import Endorsement, RegistryListing, RenewalCycle
from endorsement.rules.people import is_family_name, number_key
from endorsement.selectors import editions


@dataclass(frozen=True)
class Original:
    """An endorsement as the public sees it, at one moment."""

    endorsement: Endorsement
    category: dict[str, str]
    verdict: Verdict
    valid_through: date | None
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
        .prefetch_related(Prefetch("cycles", RenewalCycle.objects.order_by("-number")))
        .order_by("association__name", "pk")
    )
    return [_seen(row, at) for row in rows if is_family_name(family_name, row.person.name)]


def _seen(row: Endorsement, at: datetime) -> Original:
    cycle = next(iter(row.cycles.all()), None)
    valid_through = cycle.due_on if cycle else None
    verdict = judge(
        Facts(
            today=row.association.day_of(at),
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
        holder=row.person.name if getattr(row, "named", False) else "",
    )
