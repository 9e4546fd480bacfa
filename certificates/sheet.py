"""What the page of a certificate shows: the row's frozen document, put into words."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from certificates import look, transcript_sheet, wording
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.selectors import document_of
from lms.backbone.ids import grouped

DATES = ("first_on", "completed_on", "awarded_on", "starts_on", "due_on", "issued_on")
TEMPLATES = {
    "completion": "certificates/pdf/completion.html",
    "path": "certificates/pdf/path.html",
    "attendance": "certificates/pdf/attendance.html",
    "endorsement": "certificates/pdf/endorsement.html",
    "renewal": "certificates/pdf/endorsement.html",
    "transcript": "certificates/pdf/transcript.html",
}
#: How much smaller everything is set, step by step, until it fits on one page.
TIGHTEST = 4
#: The largest size of the holder's name and of the title, by that step.
NAME, TITLE, AWARD = (44, 42, 34, 29, 25), (22, 22, 19, 16, 13), (28, 28, 24, 20, 16)
#: Whose approval lets an organization give CEUs.
GIVES_CEU = "iacet"


def address_of(number: str) -> str:
    """The permanent address that paper and QR code carry."""
    return settings.PUBLIC_URL + reverse("verify", args=[number])


def html_of(certificate: Certificate, *, tight: int = 0) -> str:
    """The page as HTML in the certificate's language, from its row and the design it names."""
    with translation.override(certificate.language):
        return render_to_string(TEMPLATES[certificate.kind], page_of(certificate, tight=tight))


def page_of(certificate: Certificate, *, tight: int) -> dict[str, Any]:
    """Names for the templates of the PDF: what it says, and how it looks at this step."""
    document, language = document_of(certificate), certificate.language
    said = context_of(certificate)
    if certificate.kind == Certificate.Kind.TRANSCRIPT:
        said |= transcript_sheet.context_of(document, language)
    design = look.of(certificate, document["organization"]["accent_color"])
    page = look.page_of(design, certificate.kind)
    award = certificate.kind in (Certificate.Kind.ENDORSEMENT, Certificate.Kind.RENEWAL)
    names = {**said, "organization": document["organization"]["name"]}
    titles = AWARD if award else TITLE
    return {
        **said,
        "design": page,
        "room": look.room(page, signed=bool(design["signatories"]), tight=tight),
        "tight": tight,
        "award": award,
        "logo": look.logo_of(design, language, tight),
        "signatories": look.signatories_of(design, language),
        "said": look.texts_of(design, language, names, certificate.kind),
        "name_size": look.size(
            said["name"], page["line"], most=_most(NAME, certificate, tight), least=15
        ),
        "title_size": look.size(
            said["title"], page["line"], most=_most(titles, certificate, tight), least=11
        ),
    }


def context_of(certificate: Certificate) -> dict[str, Any]:
    """What it says, in words; call it with the certificate's language active. No design is looked at."""
    document, language = document_of(certificate), certificate.language
    address = address_of(certificate.number)
    return {
        **_facts(certificate, document),
        **_lists(document, language),
        "organization": document["organization"],
        "language": language,
        "kind": certificate.kind,
        "kind_title": wording.title_of(certificate.kind),
        "issue_no": certificate.issue_no,
        "address": address,
        "address_shown": address.partition("://")[2],
        "created": document["issued_at"][:19] + "Z",
    }


def _facts(certificate: Certificate, document: dict[str, Any]) -> dict[str, Any]:
    """The facts by the names that a design's placeholders have."""
    language = certificate.language
    return {
        "name": certificate.name_as_issued,
        "title": in_language(document["title"], language),
        "number": grouped(certificate.number),
        "scheme": in_language(document.get("scheme_name", {}), language),
        "edition": document.get("edition", ""),
        "version": str(document.get("version") or ""),
        "hours": wording.hours(document["hours"]) if document.get("hours") else "",
        "ceu": wording.number(ceu) if (ceu := ceu_of(document)) else "",
        "delivery": wording.delivery(document["delivery"]) if document.get("delivery") else "",
        "provider": document.get("provider") or document["organization"]["name"],
        "presenters": wording.presenters(document.get("presenters", [])),
        "attended_on": wording.days([one["on"] for one in document.get("meetings", [])]),
        "time": wording.minutes(document["minutes"]) if document.get("minutes") else "",
        **{
            name: wording.day(date.fromisoformat(document[name]))
            for name in DATES
            if document.get(name)
        },
    }


def _lists(document: dict[str, Any], language: str) -> dict[str, Any]:
    return {
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
        "approvals": [_approval(one, language) for one in document.get("approvals", [])],
        "of_time": (
            wording.minutes(document["of_minutes"])
            if document.get("of_minutes", 0) > document.get("minutes", 0)
            else ""
        ),
    }


def listed_areas(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The areas a certificate names; a transcript names them in its tables."""
    return [] if document["kind"] == "transcript" else document.get("areas", [])


def _area(area: dict[str, Any], language: str) -> dict[str, str]:
    return {
        "name": in_language(area["name"], language),
        "hours": wording.hours(area["hours"]) if area["hours"] else "",
    }


def _approval(approval: dict[str, Any], language: str) -> dict[str, str]:
    """The statement word for word, and the numbers beside it unless it says them itself."""
    text = in_language(approval["text"], language)
    numbers = [approval["provider_number"], approval["number"]]
    return {
        "body": approval["body"],
        "text": text,
        "provider_number": numbers[0] if numbers[0] not in text else "",
        "number": numbers[1] if numbers[1] not in text else "",
        "credit": wording.topic(approval["credit"]) if approval["credit"] else "",
    }


def _most(sizes: tuple[int, ...], certificate: Certificate, tight: int) -> int:
    return min(27, sizes[0]) if certificate.kind == Certificate.Kind.TRANSCRIPT else sizes[tight]


def ceu_of(document: dict[str, Any]) -> Decimal | None:
    """CEUs, a tenth of the hours; only under an authorization to give them, held on that day."""
    held = any(one.get("rules_of") == GIVES_CEU for one in document.get("approvals", []))
    return Decimal(document["hours"]) / 10 if held and document.get("hours") else None
