"""Who holds a role on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from endorsement.models import Association, Membership


def in_force(memberships: QuerySet[Membership], on: date) -> QuerySet[Membership]:
    """Those of the memberships that hold on the day; both ends are inclusive."""
    return memberships.filter(from_on__lte=on).filter(
        Q(through_on__isnull=True) | Q(through_on__gte=on)
    )


def in_role(association: Association, role: str, on: date) -> QuerySet[Membership]:
    """Memberships of that role in force on the day, with their people."""
    return (
        in_force(association.memberships.filter(role=role), on)
        .select_related("person")
        .order_by("person__name", "pk")
    )
