"""Finding words in the lessons of a module."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.rules.matching import words_of
from courses.selectors import journey, lesson
from courses.views.person import learner


@require_safe
@learner
def show(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever has begun the module, in the version that they take."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    query = request.GET.get("q", "")[:100].strip()
    pages = [step.page for step in standing.steps]
    context = {
        "page": standing.page,
        "module": standing.module,
        "journey": standing,
        "query": query,
        "searched": bool(words_of(query)),
        "found": lesson.search(standing.page, pages, query),
    }
    return render(request, "courses/search.html", context)
