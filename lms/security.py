"""What browsers may do with our pages: run inline code (in the CMS alone), keep a copy (nowhere private),
and run what strangers made (on a host of its own). And what nobody may ask with.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

CMS_PREFIX = "/cms/"
SIGN_OUT = "/accounts/logout/"


class CmsContentSecurityPolicy:
    """Allow inline script and style under the CMS path.

    Wagtail's editor, wagtail-localize and wagtailmedia's upload page need both; only staff with a
    second factor come there. Every other page keeps the strict policy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(CMS_PREFIX):
            response._csp_update = {  # type: ignore[attr-defined]
                **getattr(response, "_csp_update", {}),
                "script-src": ["'self'", "'unsafe-inline'"],
                "style-src": ["'self'", "'unsafe-inline'"],
                "img-src": ["'self'", "data:", "blob:"],
            }
        return response


class PrivatePages:
    """Keep no copy of a page that was answered to somebody's session.

    Tablets are shared: after signing out, the Back button must not show the record of whoever was
    there before. A view that says itself how long its answer keeps is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.path.endswith(SIGN_OUT):
            # Drafts and lessons that the browser kept for whoever leaves.
            response["Clear-Site-Data"] = '"storage"'
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response


class PackagesOnTheirOwnHost:
    """At CONTENT_URL there are packages and nothing else; whoever comes there comes without a name.

    Cookies that a browser sends along are not looked at, and none is set. The platform's other hosts
    know no package's address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.CONTENT_URL or not _is_content_host(request):
            return self.get_response(request)
        request.urlconf = settings.CONTENT_URLCONF
        request.COOKIES = {}
        response = self.get_response(request)
        response.cookies.clear()
        return response


class NulIsNoText:
    """What asks for a text with the sign NUL in it is a bad request, and no fault of ours.

    Forms refuse it; PostgreSQL refuses it wherever a view takes a text from an address by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, DataError) and "NUL (0x00)" in str(exception):
            raise BadRequest("A text with NUL in it.") from exception


def _is_content_host(request: HttpRequest) -> bool:
    """By host and port: in development only the port tells it from the platform."""
    content = urlsplit(settings.CONTENT_URL)
    named = urlsplit(f"{content.scheme}://{request.headers.get('host', '')}")
    usual = {"http": 80, "https": 443}[content.scheme]
    try:
        asked = (named.hostname, named.port or usual)
    except ValueError:
        return False
    return asked == (content.hostname, content.port or usual)
