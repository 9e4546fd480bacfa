"""A page without a translation is read in its own language, inside the reader's interface."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.utils.translation import get_language_from_path
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField


def same(names: str) -> list[SynchronizedField]:
    """Fields that a translation has from its original. Nobody who translates gives it others of its own,
    which wagtail-localize would let them unless told."""
    return [SynchronizedField(name, overridable=False) for name in names.split()]


class InReadersLanguage:
    """Keeps whoever reads in one language there: links lead to `/es/…` from every page at `/es/…`.

    The address of an untranslated page in another language shows the page as it is; that of a
    translated one leads on to the translation (`courses.views.pages.serve`). Without a request, as
    in the CMS and in mails, a page has the address of its own language.
    """

    @property
    def written_in(self) -> str:
        """The language of what it says: an alias repeats a page in another language as it is."""
        page: Any = self
        # What is read from a kept version may name a page that is gone.
        with suppress(ObjectDoesNotExist):
            page = self.alias_of or self  # type: ignore[attr-defined]
        return str(page.locale.language_code)

    def get_url_parts(self, request: Any = None) -> Any:
        parts = super().get_url_parts(request)  # type: ignore[misc]
        reading = language_of_address(request)
        if parts is None or parts[2] is None or reading is None:
            return parts
        site, root, path = parts
        own = get_language_from_path(path)
        return (site, root, f"/{reading}{path[len(own) + 1 :]}") if own else parts


class FirstPage(InReadersLanguage):
    """The root of one language's pages: what it lacks is looked for in the other languages."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        try:
            return super().route(request, path_components)  # type: ignore[misc]
        except Http404:
            # Also what hangs below a first page that is itself not translated yet.
            for other in self.get_translations():  # type: ignore[attr-defined]
                with suppress(Http404):
                    return Page.route(other, request, path_components)
            raise


def language_of_address(request: Any) -> str | None:
    """The language that begins the address, None for an address without one (CMS, mailed links)."""
    path = getattr(request, "path", None)
    return get_language_from_path(path) if path else None
