"""Who comes in, and what every page of the criteria shows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from endorsement.models import Edition, Person
from endorsement.permissions import administers, moderates, person_of

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """The request of a view behind one of these doors."""

    person: Person


def for_administrators(view: View) -> View:
    """For administrators; the CMS tells everybody else in it that this is not for them."""
    return _behind(view, lambda user: administers(user))


def for_moderators(view: View) -> View:
    """For administrators, and moderators of an association today."""
    return _behind(view, lambda user: administers(user) or bool(moderates(user)))


def _behind(view: View, lets_in: Callable[[Any], bool]) -> View:
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not lets_in(request.user):
            raise PermissionDenied
        request.person = person_of(request.user)  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return inner


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    crumbs: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page of the criteria, with its way from the list."""
    trail = [{"url": reverse("criteria:list"), "label": _("Criteria")}, *(crumbs or [])]
    if crumbs is not None:
        trail.append({"url": "", "label": title})
    shown = {**context, "page_title": title, "breadcrumbs_items": trail}
    return render(request, f"endorsement/criteria/{template}.html", shown, status=status)


def crumb(edition: Edition) -> dict[str, str]:
    """The edition, on the way to one of its pages."""
    return {"url": reverse("criteria:edition", args=[edition.public_id]), "label": str(edition)}
