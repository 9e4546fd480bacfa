"""Training hours by competency area, and the entries behind each bar."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from endorsement.models import LedgerEntry
from endorsement.permissions import PersonRequest, signed_in
from endorsement.selectors import frameworks, ledger, overview

#: The address of the hours that name no area.
NO_AREA = "none"


def by_area(rows: Iterable[LedgerEntry]) -> list[dict[str, Any]]:
    """The rows of the chart; a bar that shows anything leads to its entries."""
    listed = overview.hours_by_area(rows, frameworks.areas())
    for row in listed:
        if row["value"]:
            row["url"] = reverse("endorsement:area", args=[row["reference"] or NO_AREA])
    return listed


@require_safe
@signed_in
def areas(request: PersonRequest) -> HttpResponse:
    """A bar for each area, each leading to its entries."""
    listed = by_area(ledger.net(request.person))
    context = {
        "areas": listed,
        "has_hours": any(row["value"] for row in listed),
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("Hours by area")},
        ],
    }
    return render(request, "endorsement/portfolio/areas.html", context)


@require_safe
@signed_in
def area(request: PersonRequest, area: str) -> HttpResponse:
    """The entries of one area, with the part of their hours that lies in it."""
    reference = "" if area == NO_AREA else area
    names = {one.reference: one.name for one in frameworks.areas()} | {"": _("No area named")}
    entries = overview.of_area(ledger.net(request.person), reference)
    if reference not in names and not entries:
        raise Http404
    listed: list[dict[str, Any]] = [
        {
            "row": row,
            "title": ledger.title(row),
            "organization": ledger.words(row).organization,
            "hours": hours,
        }
        for row, hours in entries
    ]
    context = {
        "name": names.get(reference, reference),
        "entries": listed,
        "total": sum(one["hours"] for one in listed),
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("Hours by area"), "url": reverse("endorsement:areas")},
            {"label": names.get(reference, reference)},
        ],
    }
    return render(request, "endorsement/portfolio/area.html", context)
