"""Pages of the platform itself."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that waited too long or came from elsewhere: say what to do, lose nothing."""
    return render(request, "403_csrf.html", status=403)


def home(_request: HttpRequest) -> HttpResponse:
    """The first page of the site in the active language; a name for what the CMS serves."""
    return redirect(f"/{get_language()}/")


def cms_door(request: HttpRequest) -> HttpResponse:
    """Where the CMS sends whom it does not let in: a visitor signs in at our one door.

    :raises PermissionDenied: for somebody signed in already, who would otherwise be sent back and
        forth between the CMS and the sign-in page.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    if "next" in request.GET:
        return redirect_to_login(request.GET["next"])
    return redirect("account_login")
