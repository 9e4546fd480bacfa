"""The public registry: searching it, one person's entry, and writing to them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from endorsement.forms.refused import show
from endorsement.forms.registry import MessageForm, SearchForm
from endorsement.forms.sent import sent
from endorsement.refusals import Refused
from endorsement.selectors import registry as selectors
from endorsement.services import registry_message
from endorsement.views.registry_limits import WAIT_SECONDS, crowded, wrote_too_much
from endorsement.views.registry_lines import lines

A_PAGE = 25


def search(form: SearchForm, page: Any, *, a_page: int) -> dict[str, Any]:
    """What a list of the registry shows: the same for its own page and inside others' pages."""
    if not form.is_valid():
        return {"form": form, "people": [], "wrong": True}
    found = selectors.find(form.wanted(), timezone.now())
    shown = Paginator(found.keys, a_page).get_page(page)
    return {
        "form": form,
        "page": shown,
        "people": lines(selectors.entries(list(shown), found.known)),
        "more": found.more,
        "searched": form.searched,
    }


@require_safe
@never_cache
def registry(request: HttpRequest) -> HttpResponse:
    """Search for people who hold an endorsement and asked to be listed."""
    if crowded(request):
        return too_many(request)
    context = search(SearchForm(request.GET), request.GET.get("page"), a_page=A_PAGE)
    return _unindexed(render(request, "endorsement/registry/list.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def registry_entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """One listed person; where they allow it, a form that writes to them without telling their address."""
    if crowded(request):
        return too_many(request)
    entry = selectors.entry(public_id, timezone.now())
    form = MessageForm(sent(request)) if entry.may_write else None
    if request.method == "POST" and form and form.is_valid():
        if wrote_too_much(request, public_id):
            return too_many(request, template="endorsement/registry/wrote_too_much.html")
        try:
            registry_message.write(listing=entry.listing, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request,
                _("Your message goes to %(name)s. The answer comes to %(email)s.")
                % {"name": entry.listing.person.name, "email": form.cleaned_data["email"]},
            )
            return redirect("endorsement:registry_entry", public_id)
    context = {
        "one": lines([entry])[0],
        "form": form,
        "crumbs": [
            {"label": _("Find a professional"), "url": reverse("endorsement:registry")},
            {"label": entry.listing.person.name},
        ],
    }
    status = 422 if form and form.errors else 200
    return _unindexed(render(request, "endorsement/registry/entry.html", context, status=status))


def too_many(
    request: HttpRequest, *, template: str = "endorsement/registry/too_many.html"
) -> HttpResponse:
    """Said in a sentence; the registry is there again after a while."""
    refused = render(request, template, status=429)
    refused["Retry-After"] = str(WAIT_SECONDS)
    return refused


def _unindexed(response: HttpResponse) -> HttpResponse:
    """A search engine would go on showing whoever has taken their name out."""
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
