"""What browsers may do with our pages: run inline code (in the CMS alone), keep a copy (nowhere private)."""

from collections.abc import Callable

from django.conf import settings
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
