"""Telling people of an association that a design of theirs cannot be used."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation

from certificates import wording
from certificates.models import PublishedDesign
from endorsement.models import Membership, Person
from endorsement.selectors.hosts import public_url
from endorsement.selectors.memberships import in_role
from lms.backbone.mail import owe_mail

ROLES = (Membership.Role.COORDINATOR, Membership.Role.AUTHOR, Membership.Role.MODERATOR)


def tell_cannot_be_drawn(*, design: PublishedDesign, error: str, at: datetime) -> int:
    """Owe each coordinator, author and moderator one mail about this design and why; how many.

    A design of the platform is its administrators' business.
    """
    people = _people(design, at)
    for person in people:
        _owe(design, person, error, at)
    return len(people)


def _people(design: PublishedDesign, at: datetime) -> list[Person]:
    if design.association is None:
        held = Person.objects.filter(user__is_superuser=True, user__is_active=True)
    else:
        today = design.association.day_of(at)
        found = [one for role in ROLES for one in in_role(design.association, role, today)]
        held = Person.objects.filter(pk__in={one.person_id for one in found})
    return list(held.exclude(email="").order_by("pk"))


def _owe(design: PublishedDesign, person: Person, error: str, at: datetime) -> None:
    with translation.override(person.language):
        path = reverse("wagtailsnippets_certificates_design:list")
        kind = design.get_kind_display()
        reason = wording.design_failure(error)
    owe_mail(
        key=f"design:{design.sha256}:{design.published_at:%Y%m%d%H%M%S}:{person.ref}",
        to=person.email,
        template="design_failed",
        context={
            "name": person.name,
            "kind": str(kind),
            "reason": reason,
            "association": design.association.name if design.association else "",
            # The CMS is the platform's, whatever host the association has.
            "link": public_url(None) + path,
        },
        language=person.language,
        at=at,
    )
