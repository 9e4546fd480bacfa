"""Learning paths: the list, a path's page, following it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import PathPage
from courses.selectors import path as selector
from courses.services import path as service
from courses.views.person import optional_person
from endorsement.permissions import signed_in


def show(request: HttpRequest, page: PathPage) -> HttpResponse:
    """Everybody may read where a path leads; a learner sees where they stand and how to go on."""
    person = optional_person(request)
    (standing,) = selector.standings([selector.source_of(page)], person)
    context = {"page": page, "standing": standing, "person": person}
    return render(request, page.template, context)


@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    """Every path that is listed for everybody."""
    standings = selector.standings(selector.live_paths(), optional_person(request))
    return render(request, "courses/paths.html", {"standings": standings})


@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """The path's permanent address leads to its page in the active language."""
    (standing,) = selector.standings([selector.by_code(code)], None)
    return redirect(standing.page.get_url(request))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Follow a path, which completes it at once for somebody who has everything.

    Whoever comes back from signing in lands on the path.
    """
    if request.method == "POST":
        person = request.person  # type: ignore[attr-defined]
        service.follow(person=person, path=selector.by_code(code), at=timezone.now())
    return redirect("courses:path", code=code)


@require_POST
@signed_in
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Follow it no longer. The path may have left the site meanwhile."""
    service.leave(person=request.person, code=code)  # type: ignore[attr-defined]
    return redirect("courses:my_learning")
