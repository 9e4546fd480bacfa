"""The registry for machines: the same people, items, standings and limits as its page. docs/registry.md"""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from endorsement.forms.registry import SearchForm
from endorsement.selectors import registry
from endorsement.selectors.registry import Entry, Held
from endorsement.selectors.registry_standing import said_in_all
from endorsement.views.applications import category_in_all
from endorsement.views.registry_limits import WAIT_SECONDS, crowded
from endorsement.views.registry_lines import check_address
from lms.backbone.public_pages import public

A_PAGE = 25


@require_safe
@public
def registry_json(request: HttpRequest) -> JsonResponse:
    """People found by at least one of the page's filters; nobody gets a list of everybody."""
    if crowded(request):
        refused = _refused("too_many_requests", _("Please ask again in a minute."), 429)
        refused["Retry-After"] = str(WAIT_SECONDS)
        return refused
    form = SearchForm(request.GET)
    if not form.is_valid():
        fields = {name: [str(one) for one in errors] for name, errors in form.errors.items()}
        return _refused("not_understood", _("Some of it cannot be searched."), 400, fields=fields)
    if not form.searched:
        return _refused("too_wide", _("Search by at least one of the filters."), 400)
    found = registry.find(form.wanted(), timezone.now())
    page = Paginator(found.keys, A_PAGE).get_page(request.GET.get("page"))
    following = None
    if page.has_next():
        query = request.GET.copy()
        query["page"] = str(page.next_page_number())
        following = f"{settings.PUBLIC_URL}{request.path}?{query.urlencode()}"
    entries = registry.entries(list(page), found.known)
    return JsonResponse(
        {
            "format": 1,
            "count": page.paginator.count,
            # There are more whom this search does not tell: refine it.
            "more": found.more,
            "next": following,
            "entries": [_entry(one) for one in entries],
        }
    )


def _entry(entry: Entry) -> dict[str, Any]:
    listing = entry.listing
    address = reverse("endorsement:registry_entry", args=[listing.public_id])
    openings = {"forms": entry.forms, "places": entry.places} if listing.rsc_openings else None
    return {
        "address": f"{settings.PUBLIC_URL}{address}",
        "name": listing.person.name,
        "association": {"slug": listing.association.slug, "name": listing.association.name},
        "county": entry.county or None,
        "languages": entry.languages,
        "openings": openings,
        "may_be_written_to": entry.may_write,
        "endorsements": [_held(one) for one in entry.held],
    }


def _held(held: Held) -> dict[str, Any]:
    row = held.row
    return {
        "category": row.category,
        "name": category_in_all(row),
        "standing": held.standing_told,
        "word": said_in_all(held.registry, held.standing),
        "since": row.awarded_on.isoformat(),
        "certificate": check_address(held.number) or None,
    }


def _refused(code: str, message: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"error": code, "message": message, **more}, status=status)
