"""To which associations people belong."""

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Association,
    Belonging,
    BelongingDetail,
    BelongingProof,
    Overlay,
    Person,
)
from endorsement.wording import word


def code_of(slug: str) -> str:
    """The code by which criteria name an association: `pine-river` -> `pine_river`."""
    return slug.replace("-", "_")


def names() -> dict[str, str]:
    """Names of the associations on the platform, by code."""
    rows = Association.objects.order_by("name").values_list("slug", "name")
    return {code_of(slug): name for slug, name in rows}


def of_person(person: Person) -> QuerySet[Belonging]:
    """The person's memberships, newest first."""
    return Belonging.objects.filter(person=person).select_related("detail", "proof", "confirmed_by")


def for_owner(person: Person, public_id: str) -> Belonging:
    """:raises Http404: for everybody else's."""
    return get_object_or_404(of_person(person), public_id=public_id)


def title(row: Belonging, known: dict[str, str]) -> str:
    """The association's name; what the person called it where the platform does not know it."""
    return known.get(row.organization) or details(row).name or word(row.organization)


def proof_of(row: Belonging) -> BelongingProof | None:
    """The file that proves it, if there is one."""
    found: BelongingProof | None = getattr(row, "proof", None)
    return found


def details(row: Belonging) -> BelongingDetail:
    """The name and number; empty ones when they were erased."""
    return getattr(row, "detail", None) or BelongingDetail(belonging=row)


def is_required(association: Association) -> bool:
    """Whether the association takes applications of members only."""
    overlay = getattr(association, "overlay", None)
    rule = overlay.membership_rule if overlay else Overlay.MembershipRule.NONE
    return bool(rule == Overlay.MembershipRule.REQUIRED)


def proofs(person: Person, association: Association, on: date) -> list[Belonging]:
    """The person's memberships that the association takes, in force on the day, confirmed ones first."""
    known = names()
    taken = {one.casefold() for one in association.overlay.accepted}
    rows = of_person(person).filter(Q(through_on__isnull=True) | Q(through_on__gte=on))
    found = [
        one
        for one in rows.filter(from_on__lte=on)
        if one.organization == code_of(association.slug) or title(one, known).casefold() in taken
    ]
    return sorted(found, key=lambda one: one.confirmed_at is None)
