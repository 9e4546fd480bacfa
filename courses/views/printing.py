"""A lesson or a whole module on one page, for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.selectors import journey
from courses.selectors.printing import sheets
from courses.views.person import learner


@require_safe
@never_cache
@learner
def module(request: HttpRequest, code: str) -> HttpResponse:
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    return _printed(request, standing, list(standing.steps))


@require_safe
@never_cache
@learner
def lesson(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    _before, step, _after = standing.around(lesson_key)
    return _printed(request, standing, [step], one=step)


def _printed(
    request: HttpRequest,
    standing: journey.Journey,
    steps: list[journey.Step],
    *,
    one: journey.Step | None = None,
) -> HttpResponse:
    """With `?own=yes` the learner's notes and reflections stand beside what they belong to."""
    own = request.GET.get("own") == "yes"
    context = {
        "page": standing.page,
        "module": standing.module,
        "printed": standing,
        "one": one,
        "own": own,
        "sheets": sheets(standing, steps, own=own),
        "opened": True,
    }
    return render(request, "courses/print.html", context)
