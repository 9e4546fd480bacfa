"""The list of modules with its search, for the catalog and for an association's page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from courses.forms.catalog import CatalogForm
from courses.selectors import catalog
from courses.selectors.catalog import Found, Known, Wish
from courses.views.accepting import accepting
from courses.views.counting import counting
from courses.views.person import optional_person


@dataclass(frozen=True)
class Chip:
    """Something chosen, and the address without it; `count` is how many modules that shows."""

    label: str
    url: str
    count: int = 0


def listing(request: HttpRequest, *, below: Page | None = None) -> dict[str, Any]:
    """What the list is drawn from. Everything chosen stands in the address."""
    person = optional_person(request)
    counted = counting(request)
    accepts = accepting(request)
    form = CatalogForm(
        request.GET or None,
        signed_in=person is not None,
        association=accepts.association.short_name if accepts.association else "",
    )
    wish = form.wish()
    found = catalog.find(
        wish,
        person,
        below=below,
        known=Known(counting=counted, accepted=accepts.codes),
        number=request.GET.get("page", 1),
    )
    chips = _chips(request, form, wish, found)
    form.show_counts(found.counts, wish.chosen)
    return {
        "form": form,
        "found": found,
        "offers": found.offers,
        "counting": counted,
        "accepting": accepts.of(offer.module.code for offer in found.offers),
        "chips": chips,
        "meant": _meant(request, found),
        "loosening": [chip for chip in chips if chip.count],
        "more_chosen": any(field.data for field in form.more),
        "filtered": bool(chips),
    }


def _chips(request: HttpRequest, form: CatalogForm, wish: Wish, found: Found) -> list[Chip]:
    chips = []
    if wish.words:
        chips.append(Chip(f"“{wish.words}”", _address(request, q=""), found.without_words))
    for name, value in wish.chosen.items():
        label = form.label_of(name, value)
        chips.append(Chip(label, _address(request, **{name: ""}), found.without.get(name, 0)))
    return chips


def _meant(request: HttpRequest, found: Found) -> Chip | None:
    return Chip(found.meant, _address(request, q=found.meant)) if found.meant else None


def _address(request: HttpRequest, **changed: str) -> str:
    """This page's address with other values, from its first page on; empty ones are left out."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query[name] = value
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return f"?{query.urlencode()}"
