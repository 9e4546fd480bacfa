"""Pages of the platform itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that waited too long or came from elsewhere: say what to do, lose nothing."""
    return render(request, "403_csrf.html", status=403)


def home(_request: HttpRequest) -> HttpResponse:
    """The first page of the site in the active language; a name for what the CMS serves."""
    return redirect(f"/{get_language()}/")
