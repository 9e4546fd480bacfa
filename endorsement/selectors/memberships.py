"""Who holds a role on a day."""

from datetime import date

from django.db.models import QuerySet

from endorsement.models import Association, Membership
from endorsement.permissions import in_force


def in_role(association: Association, role: str, on: date) -> QuerySet[Membership]:
    """Memberships of that role in force on the day, with their people."""
    return (
        in_force(association.memberships.filter(role=role), on)
        .select_related("person")
        .order_by("person__name", "pk")
    )
