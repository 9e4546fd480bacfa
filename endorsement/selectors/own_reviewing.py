"""What a person said about reviewing, as plain values for their own copy."""

from typing import Any

from endorsement.models import Capacity, Person


def reviewing(person: Person) -> dict[str, Any]:
    """Whom the person called too close, when they are away, and what they were invited to."""
    capacity = Capacity.objects.filter(person=person).first()
    return {
        "too_close": list(
            person.conflicts.filter(declared_by=person)
            .order_by("declared_at")
            .values("other_name", "kind", "declared_at")
        ),
        "former_employers": list(
            person.former_employers.order_by("through_on").values("name", "through_on")
        ),
        "reviews_at_a_time": capacity.at_most if capacity else None,
        "away": list(person.absences.values("from_on", "through_on")),
        "invitations": list(
            person.invitations.order_by("invited_at").values(
                "application__association__slug", "role", "from_on", "through_on", "ended_at"
            )
        ),
        "views_of_the_desk": list(person.saved_views.values("association__slug", "name", "query")),
    }
