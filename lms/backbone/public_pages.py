"""Pages for everybody at addresses without a language: for paper, machines and pages of others."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
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
        language = language_asked(request, "lang") or translation.get_language()
        try:
            with translation.override(language):
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


def language_asked(request: HttpRequest, name: str) -> str | None:
    """The language that the address asks for, when it is one of ours.

    Of every other name that it is given, `es-1` as well as `es-2`, Django keeps a whole catalog for good.
    """
    asked = request.GET.get(name, "")
    return asked if asked in dict(settings.LANGUAGES) else None
