"""Whose certificates a desk is about, and where its pages are: an association's, or the platform's own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.payload import organization_of
from endorsement.models import Association

#: The pages of an association's desk, and their likes at the platform's.
OF_PLATFORM = {
    "desk": "platform",
    "desk_certificate": "platform_certificate",
    "prepare": "platform_prepare",
}


def address(association: Association | None, page: str, *arguments: str) -> str:
    """Where a page of the desk is; without an association, of the platform's."""
    if association is None:
        return reverse(f"certificates:{OF_PLATFORM[page]}", args=arguments)
    return reverse(f"certificates:{page}", args=[association.slug, *arguments])


def name_of(association: Association | None) -> str:
    """In whose name they are issued."""
    return organization_of(association)["name"]


def crumbs(association: Association | None, *more: dict[str, str]) -> list[dict[str, str]]:
    """The way back to the desk."""
    here = {"label": _("Certificates"), "url": address(association, "desk")}
    if association is None:
        return [here, *more]
    queue = reverse("endorsement:coordinator_queue", args=[association.slug])
    return [{"label": _("Desk"), "url": queue}, here, *more]
