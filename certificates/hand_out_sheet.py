"""What the page of a hand-out shows: the row's document, put into words."""

import json
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from certificates import wording
from endorsement.models import HandOut
from lms.backbone import colors

PLAIN_COLOR = "#1f6f6b"


def html_of(hand_out: HandOut) -> str:
    """The page as HTML in the hand-out's language."""
    document = json.loads(hand_out.document)
    with translation.override(document["language"]):
        return render_to_string("certificates/pdf/hand_out.html", _context(document, hand_out))


def _context(document: dict[str, Any], hand_out: HandOut) -> dict[str, Any]:
    return {
        **document,
        # Its title is the first heading; what stands below it is of the second rank.
        "text": document["text"].replace("<h3>", "<h2>").replace("</h3>", "</h2>"),
        "sources": [{**one, "read_on": _day(one["read_on"])} for one in document["sources"]],
        "accent": colors.legible(document["color"] or PLAIN_COLOR),
        "created": hand_out.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _day(iso: str | None) -> str:
    return wording.day(date.fromisoformat(iso)) if iso else ""
