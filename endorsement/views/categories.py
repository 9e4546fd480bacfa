"""What is met, what is missing and why, for every category and for one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from endorsement import wording
from endorsement.models import Association, Edition, Person
from endorsement.permissions import PersonRequest, signed_in, today_in
from endorsement.rules.verdict import Verdict
from endorsement.selectors import ledger, overlays
from endorsement.selectors.measure import Measure, measure
from endorsement.services import provider
from endorsement.views import requirements
from endorsement.views.looking import look_at
from endorsement.views.measuring import measuring
from endorsement.views.way_back import way_back


def measured(person: Person, association: Association | None) -> Measure | None:
    """The measure by today's edition; None when there is nothing to measure by."""
    if association is None:
        return None
    try:
        return measure(person, association, today_in(association))
    except Edition.DoesNotExist:
        return None


@require_safe
@signed_in
def categories(request: PersonRequest) -> HttpResponse:
    """Every category of the current edition with its state and its biggest gap."""
    chosen = measuring(request)
    found = measured(request.person, chosen.association)
    names = found.names() if found else {}
    cards = [
        {
            "category": standing.category,
            "verdict": standing.verdict,
            "label": wording.state(standing.verdict),
            "gap": _gap(standing.gap, names),
        }
        for standing in (found.standings if found else [])
    ]
    context = {"measuring": chosen, "measure": found, "cards": cards}
    return render(request, "endorsement/portfolio/categories.html", context)


def _gap(verdict: Verdict | None, names: wording.Names) -> dict[str, str] | None:
    if verdict is None:
        return None
    return {
        "title": wording.title(verdict, names),
        "sentence": wording.sentence(verdict, names),
    }


@require_safe
@signed_in
def category(request: PersonRequest, code: str) -> HttpResponse:
    """One category: the whole tree of requirements with what was used and what was left out."""
    chosen = measuring(request)
    found = measured(request.person, chosen.association)
    if found is None or code not in found.criteria.categories:
        raise Http404
    look_at(request, code)
    standing = next(one for one in found.standings if one.category.code == code)
    known = requirements.words(
        found.names(),
        found.facts,
        list(ledger.net(request.person)),
        standing.category.award,
    )
    context: dict[str, Any] = {
        "measuring": chosen,
        "measure": found,
        "category": standing.category,
        "rows": [requirements.row(child, known) for child in standing.verdict.children],
        "verdict": standing.verdict,
        "label": wording.state(standing.verdict),
        "sentence": wording.sentence(standing.verdict, known.names),
        "documents": requirements.documents_to_sign(
            found.criteria.categories[standing.category.code].award, found.criteria, found.facts
        ),
        "terms": overlays.terms(chosen.association, code, today_in(chosen.association))
        if chosen.association
        else None,
        "open_providers": _has_open_providers(standing.verdict),
        "crumbs": [
            {"label": _("Categories"), "url": reverse("endorsement:categories")},
            {"label": wording.pick(standing.category.name)},
        ],
    }
    return render(request, "endorsement/portfolio/category.html", context)


def _has_open_providers(verdict: Verdict) -> bool:
    return any(
        left.reason.code == "provider_unknown" for one in verdict.walk() for left in one.left_out
    )


@require_POST
@signed_in
def ask_about_providers(request: PersonRequest) -> HttpResponse:
    """Put the person's undecided providers on the chosen association's list."""
    association = measuring(request).association
    if association is None:
        raise Http404
    provider.ask_about(person=request.person, association=association, at=timezone.now())
    messages.success(
        request,
        _("%(association)s has been asked about your providers.")
        % {"association": association.name},
    )
    return redirect(way_back(request, reverse("endorsement:categories")))
