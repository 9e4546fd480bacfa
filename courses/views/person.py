"""Who is looking."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from courses.selectors.journey import Withdrawn
from endorsement.models import Person
from endorsement.permissions import person_of, signed_in


def optional_person(request: HttpRequest) -> Person | None:
    """The signed-in person, None for a visitor; looked up once a request."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "person"):
        request.person = person_of(request.user)  # type: ignore[attr-defined]
    return request.person  # type: ignore[attr-defined]


def learner(view: Callable[..., HttpResponseBase]) -> Any:
    """A view of a signed-in learner; of a module withdrawn for everybody it says why."""
    return signed_in(unless_withdrawn(view))


def unless_withdrawn(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Whoever is in the middle of a module that was withdrawn reads why, and what is kept."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Withdrawn as withdrawn:
            return gone(request, withdrawn)

    return inner


def gone(request: HttpRequest, withdrawn: Withdrawn) -> HttpResponse:
    standing = withdrawn.journey
    context = {"page": standing.page, "module": standing.module, "journey": standing}
    return render(request, "courses/withdrawn.html", context, status=410)
