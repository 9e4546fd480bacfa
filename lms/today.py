"""The page a person comes to after signing in: what waits for them, and where to go on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.selectors.learning import learning_of
from endorsement import wording
from endorsement.permissions import PersonRequest, signed_in
from endorsement.selectors.measure import Measure
from endorsement.selectors.missing import nearest
from endorsement.selectors.registry import to_ask
from endorsement.selectors.review_work import applicant_name
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
        "reviews": [
            {**_named(one, one.application), "who": applicant_name(one)} for one in waiting.reviews
        ],
        "answers": [_named(one, one) for one in waiting.answers],
        "under_way": [_named(one, one) for one in waiting.under_way],
        "renewals": [_named(one, one.endorsement) for one in waiting.renewals],
        "learning": [one for one in learning if one.module][:MOST_MODULES],
        "to_ask": to_ask(request.person),
        "association": chosen.association,
        "nearest": _nearest(measured(request.person, chosen.association)),
    }
    return render(request, "today.html", context)


def _named(row: Any, has_category: Any) -> dict[str, Any]:
    said = in_words(row) if row is has_category else ""
    return {"row": row, "category": category_name(has_category), "said": said}


def _nearest(found: Measure | None) -> dict[str, Any] | None:
    """The category that “What am I missing?” begins with, and its biggest gap.

    None for an empty portfolio: everything is missing from it, which helps nobody.
    """
    standing = nearest(found) if found and found.facts.entries else None
    if found is None or standing is None or standing.gap is None:
        return None
    names = found.names()
    return {
        "category": standing.category,
        "verdict": standing.verdict,
        "title": wording.title(standing.gap, names),
        "sentence": wording.sentence(standing.gap, names),
    }
