"""The public registry: people who asked to be listed and hold an active endorsement."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from endorsement.models import Edition, Endorsement, RegistryListing
from endorsement.selectors import editions


def listed(
    *,
    name: str = "",
    association: str = "",
    category: str = "",
    county: str = "",
    language: str = "",
    openings: bool = False,
) -> QuerySet[Endorsement]:
    """Full, active endorsements whose holders ticked that they want to be found.

    County and language are searched, and carried as `listed_county` and `listed_language`, only where
    the holder shows them; `listed_openings` is their word that they have room for supervision.
    """
    listing = RegistryListing.objects.filter(
        person=OuterRef("person"), association=OuterRef("association"), show_name=True
    )
    found = (
        Endorsement.objects.filter(Exists(listing), state=Endorsement.State.ACTIVE, emerging=False)
        .filter(person__deceased_on__isnull=True)
        .exclude(person__name="")
        .annotate(
            listed_county=Subquery(listing.filter(show_county=True).values("person__county")[:1]),
            listed_language=Subquery(
                listing.filter(show_language=True).values("person__language")[:1]
            ),
            listed_openings=Exists(listing.filter(rsc_openings=True)),
        )
        .select_related("person", "association__overlay", "edition__scheme")
        .order_by("person__name", "pk")
    )
    if name:
        found = found.filter(person__name__icontains=name)
    if association:
        found = found.filter(association__slug=association)
    if category:
        found = found.filter(category=category)
    if county:
        found = found.filter(listed_county__icontains=county)
    if language:
        found = found.filter(listed_language=language)
    if openings:
        found = found.filter(listed_openings=True)
    return found


def category_names() -> dict[str, Mapping[str, str]]:
    """Every category that an association has ever offered, by code, with its newest name."""
    published = Edition.objects.filter(
        state=Edition.State.PUBLISHED, scheme__overlays__isnull=False
    ).distinct()
    found: dict[str, Mapping[str, str]] = {}
    for edition in published.order_by("scheme", "effective_from", "pk"):
        for code, category in editions.parsed(edition).categories.items():
            found[code] = category.name
    return found
