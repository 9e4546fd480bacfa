"""Who published that they have openings for reflective supervision, and what they qualify by today."""

from dataclasses import dataclass
from datetime import date

from endorsement.models import Association, Person, RegistryListing
from endorsement.selectors import providers


@dataclass(frozen=True)
class Opening:
    """A provider with openings; `bases` is what they are qualified by on the day that was asked."""

    person: Person
    bases: frozenset[str]


def openings(association: Association, on: date, *, without: Person) -> list[Opening]:
    """Providers by name. Nobody is in it who did not tick both their name and their openings.

    Somebody about whom the association knows nothing, or who is not qualified on the day, is left out.
    """
    listed = (
        RegistryListing.objects.filter(
            association=association,
            show_name=True,
            rsc_openings=True,
            person__erased_at__isnull=True,
            person__deceased_on__isnull=True,
        )
        .exclude(person__name="")
        .exclude(person=without)
        .select_related("person")
        .order_by("person__name", "person__pk")
    )
    people = [listing.person for listing in listed]
    known = providers.standings(association, [person.pk for person in people])
    found = []
    for person in people:
        bases = frozenset(
            one.basis
            for one in known.get(person.pk, ())
            if one.from_on <= on and (one.through_on is None or on <= one.through_on)
        )
        if bases:
            found.append(Opening(person, bases))
    return found
