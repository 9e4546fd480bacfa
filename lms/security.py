"""The content security policy of the CMS, the only place where it is relaxed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CMS_PREFIX = "/cms/"


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
