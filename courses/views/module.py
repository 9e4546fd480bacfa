"""A module's front page, starting it, and its end."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Bookmark, CatalogPage, ModulePage, ResourceIndexPage
from courses.selectors import bookmark, cohort, journey, live, prerequisites
from courses.selectors import path as paths
from courses.selectors.learning import learning_of
from courses.selectors.module import (
    by_code,
    in_active_language,
    languages_of,
    newest_live,
    source_of,
    taken_by,
)
from courses.selectors.teaching import presenters_of, statements_on
from courses.services import learning, switching
from courses.views.accepting import accepting
from courses.views.counting import counting
from courses.views.live.sessions import lines
from courses.views.person import learner, optional_person, unless_withdrawn
from endorsement.models import Person
from endorsement.permissions import signed_in
from endorsement.refusals import Refused


def show(request: HttpRequest, page: ModulePage) -> HttpResponse:
    """The front page: everybody may read what the module is; a learner sees where they stand.

    A page that left the site is there for those who have begun it, at their own address.
    """
    person = optional_person(request)
    module = source_of(page)
    if not page.live:
        if person is None:
            return redirect(_newest_instead(page, request))
        return redirect(journey.for_person(module.code, person).page.get_url(request))
    standing = journey.of_module(module, person)
    earlier = not standing.enrollment and bool(journey.versions_begun(module.code, person))
    return _front(request, standing, page, earlier=earlier)


def _newest_instead(page: ModulePage, request: HttpRequest) -> str:
    """Where the address of an earlier version leads a visitor.

    :raises Http404: when the module is no longer on the site.
    """
    newest = newest_live(page.code)
    if newest is None:
        raise Http404
    return str(in_active_language(newest).get_url(request))


def _front(
    request: HttpRequest,
    standing: journey.Journey,
    page: ModulePage,
    *,
    earlier: bool = False,
) -> HttpResponse:
    person = optional_person(request)
    context = {
        "page": page,
        "module": standing.module,
        "journey": standing,
        "person": person,
        "now": timezone.now(),
        **_before(standing, person),
        "earlier": earlier,
        "languages": languages_of(standing.module),
        "presenters": presenters_of(standing.module),
        "statements": statements_on(standing.module, _today(standing.module)),
        "counts": counting(request, only=page.code).get(page.code, ""),
        "bookmarks": _bookmarks(standing),
        "accepted": accepting(request).of([page.code]).get(page.code),
        **(_live(person, standing.module) if standing.module.meets_live else {}),
    }
    return render(request, page.template, context)


def _live(person: Person | None, module: ModulePage) -> dict[str, Any]:
    """Sessions of the module that are not over, and the reader's place in one of them."""
    now = timezone.now()
    place = live.place_in(person, module.code, now)
    return {
        "live_rows": [lines(one, person) for one in live.upcoming(now, code=module.code)],
        "place": place
        and {
            **lines(place.session, person),
            "registration": place,
            "over": now >= place.session.ends_at,
        },
    }


def _today(module: ModulePage) -> date:
    now = timezone.now()
    return module.association.day_of(now) if module.association else timezone.localdate(now)


def _before(standing: journey.Journey, person: Person | None) -> dict[str, Any]:
    """What comes before the module; `locked` when that keeps this person from starting."""
    found = prerequisites.before(standing.module, person)
    locked = prerequisites.keeping_out(standing.module, person, found) if person else []
    return {
        "required": [one for one in found if one.required],
        "recommended": [one for one in found if not one.required],
        "locked": bool(locked) and standing.enrollment is None,
    }


def _bookmarks(standing: journey.Journey) -> list[Bookmark]:
    if standing.enrollment is None:
        return []
    return bookmark.in_module(standing.enrollment, [step.key for step in standing.steps])


@require_safe
@unless_withdrawn
def go(request: HttpRequest, code: str) -> HttpResponse:
    """The module's permanent address leads to its page in the active language.

    A version that is no longer on the site is shown here to those who take it or took it.
    """
    standing = journey.for_person(code, optional_person(request))
    if standing.kept:
        return _front(request, standing, standing.page)
    return redirect(standing.page.get_url(request))


@require_http_methods(["GET", "HEAD", "POST"])
@learner
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Start or resume. Whoever comes back from signing in lands on the module."""
    if request.method != "POST":
        return redirect("courses:module", code=code)
    person = request.person  # type: ignore[attr-defined]
    module = by_code(code, person)
    try:
        learning.enroll(person=person, module=module, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
        if isinstance(refused, learning.NotYet):
            return redirect("courses:module", code=code)
        return redirect("courses:catalog")
    standing = journey.of_module(module, person)
    step = standing.resume_step
    return redirect((step.page if step else standing.page).get_url(request))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def switch(request: HttpRequest, code: str) -> HttpResponse:
    """Go on with the newest version instead of the one begun."""
    person = request.person  # type: ignore[attr-defined]
    standing = journey.of_module(taken_by(code, person), person)
    if request.method == "POST" and standing.newer is not None:
        switching.switch(
            enrollment=standing.own, module=source_of(standing.newer), at=timezone.now()
        )
        messages.success(
            request, _("You are now taking the new version. What did not change is done.")
        )
    return redirect("courses:module", code=code)


@require_safe
@learner
def finished(request: HttpRequest, code: str) -> HttpResponse:
    """The end of a module: what was recorded, and the certificate."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    if not standing.completed:
        return redirect(standing.page.get_url(request))
    context = {
        "page": standing.page,
        "module": standing.module,
        "journey": standing,
        "standings": paths.standings(paths.containing(code), request.person),  # type: ignore[attr-defined]
    }
    return render(request, "courses/finished.html", context)


@require_safe
@signed_in
def my_learning(request: HttpRequest) -> HttpResponse:
    person = request.person  # type: ignore[attr-defined]
    sessions = [
        {**lines(one.session, person), "registration": one} for one in live.of_person(person)
    ]
    context = {
        "rows": learning_of(person),
        "sessions": sessions,
        "standings": paths.of_person(person),
        "marked": bookmark.of_person(person),
        "cohorts": cohort.memberships_of(person),
        "facilitated": cohort.facilitated_by(person, timezone.now()),
    }
    return render(request, "courses/my_learning.html", context)


@require_safe
def go_catalog(request: HttpRequest) -> HttpResponse:
    return redirect(_first(request, CatalogPage))


@require_safe
def go_resources(request: HttpRequest) -> HttpResponse:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(_first(request, ResourceIndexPage) + query)


def _first(request: HttpRequest, model: type[CatalogPage] | type[ResourceIndexPage]) -> str:
    page = model.objects.live().order_by("pk").first()
    return "/" if page is None else page.localized.get_url(request)
