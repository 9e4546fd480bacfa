"""What am I missing, for all categories at once, with the fastest ways to close each gap."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from endorsement import wording
from endorsement.permissions import PersonRequest, signed_in, today_in
from endorsement.selectors import candidates
from endorsement.selectors import missing as selectors
from endorsement.selectors.missing import Gap, Missing
from endorsement.views.categories import measured
from endorsement.views.looking import looked_at
from endorsement.views.measuring import measuring
from endorsement.views.ways import Told, elsewhere, excluded, way


@require_safe
@signed_in
def missing(request: PersonRequest) -> HttpResponse:
    """Per category what is met and each gap with its amount; the nearest category comes first."""
    chosen = measuring(request)
    found = measured(request.person, chosen.association)
    cards: list[dict[str, Any]] = []
    if found is not None and chosen.association is not None:
        today = today_in(chosen.association)
        supply = candidates.supply(request.person, chosen.association, today)
        told = Told(chosen.association, found.criteria, found.names())
        listed = selectors.missing(found, supply, today, looked_at=looked_at(request))
        cards = [_card(one, told) for one in listed]
    context = {
        "measuring": chosen,
        "measure": found,
        "open": [card for card in cards if not card["verdict"].met],
        "met": [card for card in cards if card["verdict"].met],
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("What am I missing?")},
        ],
    }
    return render(request, "endorsement/plan/missing.html", context)


def _card(one: Missing, told: Told) -> dict[str, Any]:
    standing = one.standing
    told = replace(told, category=standing.category.code)
    return {
        "category": standing.category,
        "verdict": standing.verdict,
        "label": wording.state(standing.verdict),
        "met": [wording.title(verdict, told.names) for verdict in one.met],
        "gaps": [gap(each, told) for each in one.gaps],
        "tried": one.tried,
    }


def gap(one: Gap, told: Told) -> dict[str, Any]:
    """A gap as the template draws it: its title, one sentence, the best ways, and what is no way."""
    ways = [row for each in one.ways for row in way(each, one.verdict, told)]
    return {
        "title": wording.title(one.verdict, told.names),
        "choice": wording.title(one.choice, told.names) if one.choice else "",
        "sentence": wording.gap(one.verdict, told.names),
        "status": one.verdict.state.value,
        "ways": ways[: selectors.WAYS_SHOWN],
        "more": ways[selectors.WAYS_SHOWN :],
        "elsewhere": elsewhere(one.verdict, told, found=bool(ways)),
        "excluded": [excluded(each, told) for each in one.excluded],
    }
