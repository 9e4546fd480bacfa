"""Lessons kept on a learner's device, by their own choice: what to keep, the copies, and the worker."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from courses.selectors import journey
from courses.selectors.module import with_content
from courses.views.person import learner


@require_safe
@learner
def kept_module(request: HttpRequest, code: str) -> HttpResponse:
    """Where each lesson stands, and where its copy is fetched."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    return JsonResponse(
        {
            "pages": [
                {
                    "url": request.build_absolute_uri(step.page.get_url(request)),
                    "copy": reverse("courses:kept_copy", args=[code, step.key]),
                }
                for step in standing.steps
            ]
        }
    )


@require_safe
@learner
def kept_copy(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """A lesson as it is kept: what is to be read, and nothing that the learner answered or wrote.

    Fetching it is no opening: nothing is counted and "Resume" leads where it led.
    """
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    before, step, after = standing.around(lesson_key)
    context = {
        "page": with_content(step.page),
        "module": standing.module,
        "journey": standing,
        "before": before,
        "step": step,
        "after": after,
        "answers": {},
        "bookmarks": (),
        "notes": {},
        "plays": {},
        "copy": True,
    }
    return render(request, "courses/kept/copy.html", context)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows kept lessons; from the root, because lessons stand anywhere below it."""
    response = render(request, "courses/kept-pages.js", content_type="text/javascript")
    patch_cache_control(response, no_cache=True)
    return response
