"""What the page of a certificate shows: the row's frozen document, put into words."""

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from certificates import transcript_sheet, wording
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.selectors import document_of
from lms.backbone.ids import grouped

DATES = ("first_on", "completed_on", "awarded_on", "starts_on", "due_on", "issued_on")
TEMPLATES = {
    "completion": "certificates/pdf/completion.html",
    "path": "certificates/pdf/path.html",
    "endorsement": "certificates/pdf/endorsement.html",
    "renewal": "certificates/pdf/endorsement.html",
    "transcript": "certificates/pdf/transcript.html",
}


def address_of(number: str) -> str:
    """The permanent address that paper and QR code carry."""
    return settings.PUBLIC_URL + reverse("verify", args=[number])


def html_of(certificate: Certificate) -> str:
    """The page as HTML in the certificate's language, from its row alone."""
    with translation.override(certificate.language):
        context = context_of(certificate)
        if certificate.kind == Certificate.Kind.TRANSCRIPT:
            document = document_of(certificate)
            context |= transcript_sheet.context_of(document, certificate.language)
        return render_to_string(TEMPLATES[certificate.kind], context)


def context_of(certificate: Certificate) -> dict[str, Any]:
    """Names for the templates; call it with the certificate's language active."""
    document = document_of(certificate)
    language = certificate.language
    address = address_of(certificate.number)
    return {
        "language": language,
        "kind": certificate.kind,
        "kind_title": wording.title_of(certificate.kind),
        "name": certificate.name_as_issued,
        "name_size": _size(certificate.name_as_issued, long=34, longest=80),
        "title_size": _size(in_language(document["title"], language), long=90, longest=180),
        "issue_no": certificate.issue_no,
        "number": grouped(certificate.number),
        "address": address,
        "address_shown": address.partition("://")[2],
        "organization": document["organization"],
        "tint": _tint(document["organization"]["accent_color"], 50),
        "soft_tint": _tint(document["organization"]["accent_color"], 30),
        "title": in_language(document["title"], language),
        "scheme": in_language(document.get("scheme_name", {}), language),
        "edition": document.get("edition", ""),
        "version": document.get("version"),
        "hours": wording.hours(document["hours"]) if document.get("hours") else "",
        "delivery": wording.delivery(document["delivery"]) if document.get("delivery") else "",
        "areas": [_area(area, language) for area in listed_areas(document)],
        "modules": [
            {
                "title": in_language(module["title"], language),
                "completed_on": wording.day(date.fromisoformat(module["completed_on"])),
                "hours": wording.hours(module["hours"]),
            }
            for module in document.get("modules", [])
        ],
        "topics": [
            {"name": wording.topic(topic["code"]), "hours": wording.hours(topic["hours"])}
            for topic in document.get("topics", [])
        ],
        "created": document["issued_at"][:19] + "Z",
        **{
            name: wording.day(date.fromisoformat(document[name]))
            for name in DATES
            if document.get(name)
        },
    }


def listed_areas(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The areas a certificate names; a transcript names them in its tables."""
    return [] if document["kind"] == "transcript" else document.get("areas", [])


def _area(area: dict[str, Any], language: str) -> dict[str, str]:
    return {
        "name": in_language(area["name"], language),
        "hours": wording.hours(area["hours"]) if area["hours"] else "",
    }


def _size(text: str, *, long: int, longest: int) -> str:
    """How large the text can be set: a class of the style sheet."""
    return "longest" if len(text) > longest else "long" if len(text) > long else ""


def _tint(color: str, percent: int) -> str:
    """The color mixed with white. Transparency would leave the tagged structure of the page."""
    parts = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{255 - (255 - part) * percent // 100:02x}" for part in parts)
