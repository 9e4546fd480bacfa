"""The directory of associations, for everybody: a list by state or country and a page for each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from endorsement import wording
from endorsement.forms.directory import DirectorySearchForm
from endorsement.models import Association, Fee
from endorsement.rules.renewal import CycleKind
from endorsement.rules.verdict import Unit, Verdict
from endorsement.selectors import directory as selectors
from endorsement.selectors import overlays
from endorsement.selectors.directory import Criteria
from endorsement.selectors.registry_standing import listing_asked

MOST_MODULES = 12


@require_safe
def associations(request: HttpRequest) -> HttpResponse:
    """By state or country, without a map."""
    form = DirectorySearchForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    found = selectors.lines(said.get("q", ""), said.get("region", ""))
    context = {
        "form": form,
        "places": found,
        "count": sum(len(lines) for _region, lines in found),
        "searched": any(said.values()),
    }
    return render(request, "endorsement/directory/list.html", context)


@require_safe
def association(request: HttpRequest, slug: str) -> HttpResponse:
    """What an association offers; of one elsewhere, what its entry says."""
    found = selectors.one(slug)
    crumbs = [
        {"label": _("Associations"), "url": reverse("endorsement:associations")},
        {"label": found.name},
    ]
    if not isinstance(found, Association):
        context: dict[str, Any] = {"entry": found, "crumbs": crumbs}
        return render(request, "endorsement/directory/entry.html", context)
    at = timezone.now()
    today = found.day_of(at)
    accepted = selectors.modules(found, today)
    criteria = selectors.criteria(found, today)
    context = {
        "association": found,
        "scheme": wording.pick(found.overlay.scheme.name),
        "criteria": criteria,
        "categories": _categories(criteria) if criteria else [],
        "renewal": _renewal(criteria) if criteria else "",
        "deadlines": selectors.deadlines(found, at),
        "fees": _fees(found, criteria),
        "membership": overlays.membership(found),
        "listing": listing_asked(found),
        "modules": [
            {"title": wording.pick(one.title), "address": one.address, "hours": one.hours}
            for one in accepted[:MOST_MODULES]
        ],
        "more_modules": max(0, len(accepted) - MOST_MODULES),
        "crumbs": crumbs,
    }
    return render(request, "endorsement/directory/association.html", context)


def _categories(criteria: Criteria) -> list[dict[str, Any]]:
    return [
        {
            "code": one.category.code,
            "name": wording.pick(one.category.name),
            "text": wording.pick(one.category.description),
            "needs": [
                {
                    "title": wording.title(need, criteria.names),
                    "amount": wording.amount(need.need, need.unit) if _counted(need) else "",
                }
                for need in one.needs
            ],
        }
        for one in criteria.categories
    ]


def _counted(need: Verdict) -> bool:
    """Whether an amount says more than the title: “24 clock hours”, but not “3 references”."""
    return need.unit is Unit.HOURS


def _fees(association: Association, criteria: Criteria | None) -> list[tuple[str, str]]:
    known = criteria.parsed.categories if criteria else {}
    rows = []
    for fee in association.overlay.fees.all():
        purpose = str(fee.get_purpose_display())
        if fee.category in known:
            purpose = f"{purpose}: {wording.pick(known[fee.category].name)}"
        rows.append((purpose, overlays.money(fee, association.overlay.locale)))
    return sorted(rows, key=lambda one: _place(one[0]))


def _place(purpose: str) -> tuple[int, str]:
    named = [str(label) for label in Fee.Purpose.labels]
    first = purpose.partition(":")[0]
    return (named.index(first) if first in named else len(named)), purpose


def _renewal(criteria: Criteria) -> str:
    """When somebody who is endorsed today renews, and how often after that."""
    rule, cycle = criteria.parsed.renewal, criteria.cycle
    if rule is None or cycle is None:
        return ""
    if rule.kind == CycleKind.ANNIVERSARY:
        often = ngettext(
            "Every year, by the anniversary of the award.",
            "Every %(n)s years, by the anniversary of the award.",
            rule.years,
        )
    else:
        often = ngettext("Every year.", "Every %(n)s years.", rule.years)
    first = _("Whoever is endorsed today renews for the first time from %(opens)s to %(due)s.")
    days = {"opens": date_format(cycle.opens_on), "due": date_format(cycle.due_on)}
    return f"{often % {'n': rule.years}} {first % days}"
