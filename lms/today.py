"""The page a person comes to after signing in: what waits for them, and where to go on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.selectors.learning import learning_of
from endorsement import wording
from endorsement.permissions import PersonRequest, signed_in
from endorsement.selectors.measure import Measure, Standing
from endorsement.selectors.waiting import waiting_for
from endorsement.views.applications import category_name, in_words
from endorsement.views.categories import measured
from endorsement.views.measuring import measuring

MOST_MODULES = 3


@require_safe
@signed_in
def today(request: PersonRequest) -> HttpResponse:
    """What waits comes first, then learning begun, then the category nearest to being met."""
    waiting = waiting_for(request.person, timezone.now())
    learning = [one for one in learning_of(request.person) if not one.enrollment.completed_at]
    chosen = measuring(request)
    context = {
        "person": request.person,
        "waiting": waiting,
        "anything_waits": waiting.for_them,
        "reviews": [_named(one, one.application) for one in waiting.reviews],
        "answers": [_named(one, one) for one in waiting.answers],
        "under_way": [_named(one, one) for one in waiting.under_way],
        "renewals": [_named(one, one.endorsement) for one in waiting.renewals],
        "learning": [one for one in learning if one.module][:MOST_MODULES],
        "association": chosen.association,
        "nearest": _nearest(measured(request.person, chosen.association)),
    }
    return render(request, "today.html", context)


def _named(row: Any, has_category: Any) -> dict[str, Any]:
    said = in_words(row) if row is has_category else ""
    return {"row": row, "category": category_name(has_category), "said": said}


def _nearest(found: Measure | None) -> dict[str, Any] | None:
    """Of the categories not met yet, the one with the greatest share of its requirements met.

    None for an empty portfolio: everything is missing from it, which helps nobody.
    """
    if found is None or not found.facts.entries:
        return None
    unmet = [(one, one.gap) for one in found.standings if not one.verdict.met]
    # Of equals the first, as scopes are ordered.
    nearest, gap = max(unmet, key=lambda pair: _share(pair[0]), default=(None, None))
    if nearest is None or gap is None:
        return None
    names = found.names()
    return {
        "category": nearest.category,
        "verdict": nearest.verdict,
        "title": wording.title(gap, names),
        "sentence": wording.sentence(gap, names),
    }


def _share(standing: Standing) -> float:
    verdict = standing.verdict
    return verdict.have / verdict.need if verdict.need else 0.0
