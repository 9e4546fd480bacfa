"""What is refused when somebody publishes, or takes off, in the CMS is said in words, and where to go on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import ModulePage
from courses.models.check_words import sentence
from courses.selectors.drawing import named
from courses.services.readiness import NotReady, StillDrawn
from courses.views.cms.screens import editor_of

#: So many reasons are told at once; the page of checks lists all.
MOST_TOLD = 3


class NotReadyIsSaid:
    """Middleware: turns the exception into a sentence, on the page that says what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """The interface for programs, and taking something off the site or moving it, work outside of a
        transaction, which would keep a part of it.
        """
        programs = _is_for_programs(request)
        if request.method != "POST" or not (programs or _takes_off(request)):
            return None
        try:
            answer: HttpResponseBase = transaction.atomic(view)(request, *args, **kwargs)
        except (NotReady, StillDrawn) as found:
            if programs:
                return JsonResponse({"message": told(found)}, status=400)
            return self.process_exception(request, found)
        return answer

    def process_exception(self, request: HttpRequest, found: Exception) -> HttpResponse | None:
        if not isinstance(found, NotReady | StillDrawn):
            return None
        messages.error(request, told(found))
        place = _place(found)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": place})
        return redirect(place)


def told(found: NotReady | StillDrawn) -> str:
    """Why the page is not published, or stays, in full sentences."""
    if isinstance(found, StillDrawn):
        return _still_drawn(found)
    named = {"title": found.page.title}
    if not found.findings:
        return (
            _(
                "“%(title)s” is not published: it is not complete. Submit it here; what is missing is "
                "marked then."
            )
            % named
        )
    reasons = " ".join(sentence(one) for one in found.findings[:MOST_TOLD])
    begun = _("“%(title)s” is not published, because something stands in the way.") % named
    return f"{begun} {reasons}"


def _still_drawn(found: StillDrawn) -> str:
    return _(
        "“%(title)s” stays as it is, because a post-test on the site would have fewer questions than it "
        "draws: %(modules)s. Publish other questions first, or take the module off the site."
    ) % {"title": found.bank.title, "modules": named(found.short)}


def _place(found: NotReady | StillDrawn) -> str:
    if isinstance(found, StillDrawn):
        return editor_of(found.bank)
    if isinstance(found.page, ModulePage):
        return reverse("courses_cms:checks", args=[found.page.pk])
    return editor_of(found.page)


def _takes_off(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.url_name in {"unpublish", "move_confirm"})


def _is_for_programs(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and "wagtailadmin_api" in match.namespaces)
