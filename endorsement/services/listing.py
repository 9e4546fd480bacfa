"""What the public registry may show of a person, changed any day with immediate effect."""

from datetime import datetime

from django.db import transaction

from endorsement.models import Association, Person, RegistryListing


@transaction.atomic
def change(
    *,
    person: Person,
    association: Association,
    show_name: bool,
    show_county: bool,
    show_language: bool,
    rsc_openings: bool | None = None,
    at: datetime,
) -> RegistryListing:
    """Set what is shown. Everything else is shown only beside the name.

    Whoever is not asked about openings for reflective supervision (None) keeps their answer.
    """
    keep = rsc_openings is None and show_name
    openings = {} if keep else {"rsc_openings": show_name and bool(rsc_openings)}
    listing, _created = RegistryListing.objects.update_or_create(
        person=person,
        association=association,
        defaults={
            "show_name": show_name,
            "show_county": show_name and show_county,
            "show_language": show_name and show_language,
            **openings,
            "changed_at": at,
        },
    )
    return listing
