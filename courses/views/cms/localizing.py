"""wagtail-localize asks what somebody may do with a kind of thing, and at some addresses nothing at all.

Texts of snippets it lets everybody edit who may edit any of the kind; changes it lets everybody in the CMS
take over and publish, and its report and lists name every title. Here each address is asked by the row.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from wagtail_localize.models import Translation

from courses.selectors.translation import may_translate
from endorsement.permissions import administers

NAMESPACE = "wagtail_localize"
#: Addresses without content, and those that ask for rights of their own.
ASKED_THERE = frozenset(
    {
        "javascript_catalog",
        "convert_to_alias",
        "submit_page_translation",
        "submit_snippet_translation",
    }
)


class TranslationsAreOwn:
    """Middleware: 404 at the library's addresses for whoever may not edit what is translated there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or NAMESPACE not in match.namespaces or match.url_name in ASKED_THERE:
            return None
        # Whoever may not enter the CMS is led to sign in by Wagtail.
        inside = request.user.has_perm("wagtailadmin.access_admin")
        if inside and not _may(request.user, kwargs.get("translation_id")):
            raise Http404
        return None


def _may(user: Any, translation: int | None) -> bool:
    """Without a translation it is an administrator's matter; so is an address that is new to us."""
    if administers(user):
        return True
    found = Translation.objects.filter(pk=translation).first()
    if found is None:
        return False
    try:
        return may_translate(user, found.get_target_instance())
    except ObjectDoesNotExist:
        return False
