"""Entries of the registry as pages show them, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from endorsement.forms.registry import FORM_LABELS, PLACE_LABELS
from endorsement.selectors.registry import Entry, Held
from endorsement.selectors.registry_standing import said
from endorsement.views.applications import category_name
from endorsement.wording.languages import named


def lines(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """What a card says of each."""
    return [_line(one) for one in entries]


def check_address(number: str) -> str:
    """Where anybody can check the certificate; empty without one."""
    return f"{settings.PUBLIC_URL}/v/{number}" if number else ""


def _line(entry: Entry) -> dict[str, Any]:
    listing = entry.listing
    given = [str(FORM_LABELS[one]) for one in entry.forms]
    given += [str(PLACE_LABELS[one]) for one in entry.places]
    return {
        "key": listing.public_id,
        "name": listing.person.name,
        "association": listing.association,
        "county": entry.county,
        "languages": ", ".join(named(entry.languages)),
        "openings": listing.rsc_openings,
        "given": " · ".join(given),
        "may_write": entry.may_write,
        "held": [_held(one) for one in entry.held],
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "category": category_name(held.row),
        "standing": held.standing,
        "word": said(held.registry, held.standing),
        "since": held.row.awarded_on,
        "url": check_address(held.number),
    }
