"""Figures for a coordinator, as a page and as a table to take away."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.rules.agreement import ENOUGH
from endorsement.selectors import figures as selector
from endorsement.views.coordination import desk_crumb
from lms.backbone.spreadsheet import csv_lines


@require_safe
@signed_in
def figures(request: PersonRequest, slug: str) -> HttpResponse:
    """Time in each state, reviewers, agreement."""
    association = association_for_coordinator(request.person, slug)
    at = timezone.now()
    first_on, last_on = selector.period(association, at)
    stays = selector.stays(association, at)
    turnarounds = selector.turnarounds(association, at)
    context: dict[str, Any] = {
        "association": association,
        "first_on": first_on,
        "last_on": last_on,
        "stays": _with_bars(stays, "median_days"),
        "reviewers": _with_bars(turnarounds, "open"),
        "agreements": selector.agreements(association),
        "enough": ENOUGH,
        "crumbs": [desk_crumb(slug), {"label": _("Figures")}],
    }
    return render(request, "endorsement/coordination/figures.html", context)


@require_safe
@signed_in
def figures_table(request: PersonRequest, slug: str) -> StreamingHttpResponse:
    """The same figures for a spreadsheet program."""
    association = association_for_coordinator(request.person, slug)
    headings = {
        "states": (_("State"), _("Now"), _("Left it"), _("Median days"), _("Longest, days")),
        "reviewers": (
            *(_("Reviewer"), _("Open reviews"), _("At most"), _("Handed in")),
            *(_("Median days"), _("Late")),
        ),
        "agreement": (
            *(_("Area or requirement"), _("Paired reviews"), _("Agreed, percent")),
            *(_("Kappa"), _("Pairs still needed")),
        ),
    }
    lines = list(selector.as_table(association, timezone.now(), headings))
    response = StreamingHttpResponse(csv_lines(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{association.slug}.csv"'
    return response


def _with_bars(rows: list[Any], value: str) -> list[dict[str, Any]]:
    """Each row with the length of its bar, in percent of the longest."""
    longest = max((getattr(one, value) or 0 for one in rows), default=0)
    return [
        {"row": one, "bar": round(100 * (getattr(one, value) or 0) / longest) if longest else 0}
        for one in rows
    ]
