"""Pages of the platform itself."""

import posixpath
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils._os import safe_join
from django.utils.translation import get_language, get_language_from_path, override
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from lms.backbone.byte_ranges import serve_file
from lms.tracing import request_id

DOCUMENTS = "documents"
A_DAY = 24 * 60 * 60


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that waited too long or came from elsewhere: say what to do, lose nothing."""
    return render(request, "403_csrf.html", status=403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """The page of an error, with what to quote when asking about it; asks the database nothing."""
    # Its first part is enough to find the line, and short enough to read out.
    page = render_to_string("500.html", {"number": request_id().partition("-")[0]})
    return HttpResponse(page, status=500)


def home(_request: HttpRequest) -> HttpResponse:
    """The first page of the site in the active language; a name for what the CMS serves."""
    return redirect(f"/{get_language()}/")


def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Remember the language chosen, and go on to the same page in it.

    Django's own view finds the page only when its address is in the language remembered so far, and
    somebody who followed a link to `/es/…` has another one or none. Of an address without a language
    its `lang` goes: it would speak louder than the choice.
    """
    path, query = _without_language(request.POST.get("next", ""))
    posted = request.POST.copy()
    posted["next"] = f"{path}?{query}" if query else path
    request.POST = posted  # type: ignore[assignment]
    with override(get_language_from_path(path) or get_language()):
        return set_language(request)


def _without_language(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    asked = QueryDict(parts.query, mutable=True)
    if asked.pop("lang", None) is None:
        return parts._replace(query="", fragment="").geturl(), parts.query
    return parts._replace(query="", fragment="").geturl(), asked.urlencode()


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


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures and recordings of the CMS, which are public; a proxy may serve them instead.

    In parts too, so that a player can seek. Documents leave by the CMS's own view alone, which knows
    who may read them. Whatever an author uploaded runs nothing here: the browser is told to treat it
    as a stranger's.
    """
    clean = posixpath.normpath(path).lstrip("/")
    try:
        if clean.partition("/")[0].lower() == DOCUMENTS:
            raise FileNotFoundError
        place = Path(safe_join(settings.MEDIA_ROOT, clean))
        if not place.is_file():
            raise FileNotFoundError
        response = serve_file(request, place)
    except (FileNotFoundError, SuspiciousFileOperation, ValueError):
        # Or LocaleMiddleware would look for the missing file among the pages of a language.
        request.urlconf = "lms.backbone.urls"
        return HttpResponse(status=404)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response
