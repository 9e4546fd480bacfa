"""The resource library: its list with search and filters, and a page for each card."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from courses.forms.library import LibraryForm
from courses.models.choices import ResourceAudience, ResourceKind, ResourceTopic
from courses.selectors import library
from courses.selectors.library import Found, Held, Wish

#: Above the cards of a kind; the kind itself is told of one card.
HEADINGS = {
    ResourceKind.ORGANIZATION: _("Organizations"),
    ResourceKind.PROGRAM: _("Programs"),
    ResourceKind.PAPER: _("Papers and reports"),
    ResourceKind.WEBINAR: _("Webinars"),
    ResourceKind.CAMPAIGN: _("Campaigns"),
    ResourceKind.REGULATION: _("Regulations"),
    ResourceKind.FRAMEWORK: _("Frameworks"),
    ResourceKind.PAGE: _("Web pages"),
}


@dataclass(frozen=True)
class Chip:
    """Something chosen, and the address without it; `count` is how many cards that shows."""

    label: str
    url: str
    count: int = 0


def listing(request: HttpRequest) -> dict[str, Any]:
    """What the list is drawn from. Everything chosen stands in the address."""
    form = LibraryForm(request.GET or None)
    wish = form.wish()
    found = library.find(wish)
    chips = _chips(request, form, wish, found)
    form.show_counts(found.counts, wish.chosen)
    return {
        "form": form,
        "number": len(found.held),
        "groups": _by_kind(found.held),
        "chips": chips,
        "loosening": [chip for chip in chips if chip.count],
    }


def _by_kind(held: Any) -> list[tuple[Any, list[Held]]]:
    groups = [
        (heading, [one for one in held if one.card.kind == kind.value])
        for kind, heading in HEADINGS.items()
    ]
    return [(label, found) for label, found in groups if found]


def _chips(request: HttpRequest, form: LibraryForm, wish: Wish, found: Found) -> list[Chip]:
    chips = []
    if wish.words:
        chips.append(Chip(f"“{wish.words}”", _without(request, "q"), found.without_words))
    for name, value in wish.chosen.items():
        label = form.label_of(name, value)
        chips.append(Chip(label, _without(request, name), found.without.get(name, 0)))
    return chips


def _without(request: HttpRequest, name: str) -> str:
    """This page's address without one choice; empty ones are left out."""
    kept = [(key, str(value)) for key, value in request.GET.items() if key != name and value]
    return f"?{urlencode(kept)}"


@require_safe
def resource(request: HttpRequest, code: str) -> HttpResponse:
    """One card: what it is, for whom, where, when its address last worked, and in which modules."""
    held = library.held(code)
    context = {
        "held": held,
        "card": held.card,
        "topics": _links("topic", held.card.topics, ResourceTopic),
        "audiences": _links("audience", held.card.audiences, ResourceAudience),
        "languages": [name for code, name in settings.LANGUAGES if code in held.card.languages],
        "kind_url": f"{reverse('courses:resources')}?kind={held.card.kind}",
        "modules": library.modules_with(code),
    }
    return render(request, "courses/resource.html", context)


def _links(name: str, codes: Any, choices: Any) -> list[tuple[str, str]]:
    """Words of the codes, each with the address of the library filtered by it."""
    place = reverse("courses:resources")
    return [(f"{place}?{name}={one.value}", one.label) for one in choices if one.value in codes]
