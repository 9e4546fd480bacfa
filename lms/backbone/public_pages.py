"""Pages for everybody at addresses without a language: for paper, machines and pages of others."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

View = Callable[..., HttpResponseBase]
#: Addresses none of which has a language prefix, or LocaleMiddleware would look there for a missing page.
WITHOUT_LANGUAGES = "lms.backbone.urls"


def public(view: View) -> View:
    """In the language asked for (`?lang=`, else the browser's), never cached, never indexed."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        known = translation.check_for_language(asked) if asked else False
        try:
            with translation.override(asked if known else translation.get_language()):
                response = view(request, *args, **kwargs)
        except Http404:
            request.urlconf = WITHOUT_LANGUAGES
            raise
        add_never_cache_headers(response)
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        response["X-Robots-Tag"] = "noindex"
        if response.status_code == 404:
            request.urlconf = WITHOUT_LANGUAGES
        return response

    return inner
