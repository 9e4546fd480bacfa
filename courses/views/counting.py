"""Which modules count toward what the person is missing, in words for cards and pages."""

from django.http import HttpRequest

from courses.views.person import optional_person
from endorsement.permissions import today_in
from endorsement.selectors import missing
from endorsement.views.categories import measured
from endorsement.views.looking import looked_at
from endorsement.views.measuring import measuring
from endorsement.views.ways import toward


def counting(request: HttpRequest, *, only: str = "") -> dict[str, str]:
    """By code, what each module adds for the category looked at, or for the nearest.

    Empty for a visitor and where no criteria are in force. `only` asks about one module.
    """
    person = optional_person(request)
    association = measuring(request).association if person else None
    if person is None or association is None:
        return {}
    found = measured(person, association)
    if found is None:
        return {}
    counted = missing.toward(
        person,
        association,
        found,
        today_in(association),
        looked_at=looked_at(request),
        only=only,
    )
    names = found.names() if counted else {}
    return {code: toward(one, names) for code, one in counted.items()}
