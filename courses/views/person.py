"""Who is looking."""

from django.http import HttpRequest

from endorsement.models import Person
from endorsement.permissions import person_of


def optional_person(request: HttpRequest) -> Person | None:
    """The signed-in person, None for a visitor; looked up once a request."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "person"):
        request.person = person_of(request.user)  # type: ignore[attr-defined]
    return request.person  # type: ignore[attr-defined]
