"""What pages of certificates have in common: a certificate's words, its history, its siblings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certificates import selectors, wording
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.selectors import Checked, history
from certificates.selectors.history import Moment
from lms.backbone.ids import grouped


def words(certificate: Certificate) -> dict[str, Any]:
    """What it is called, for whom it was issued in the reader's language, and its number."""
    document = selectors.document_of(certificate)
    return {
        "certificate": certificate,
        "number": grouped(certificate.number),
        "kind_title": wording.title_of(certificate.kind),
        "title": in_language(document["title"], get_language() or certificate.language),
        "organization": document["organization"]["name"],
    }


def sentence(checked: Checked) -> str:
    """How it stands, in one sentence; a transcript says what it lists."""
    if checked.certificate.kind == Certificate.Kind.TRANSCRIPT and checked.stands:
        return wording.issued(checked.document)
    return wording.standing(checked.verdict)


def timeline(moments: Iterable[Moment]) -> list[dict[str, str]]:
    """For components/timeline.html, in the time zone of each certificate."""
    return [_item(one) for one in moments]


def siblings(certificate: Certificate, *, address: str, at: datetime) -> list[dict[str, Any]]:
    """The other certificates of the same endorsement, each with its address and how it stands."""
    found = selectors.standings_of(history.others_of_endorsement(certificate), at=at)
    return [
        {
            **words(one.certificate),
            "url": reverse(address, args=[one.certificate.number]),
            "day": wording.day(one.certificate.valid_from_on),
            "state": wording.state(one.verdict.standing),
        }
        for one in found
        if one.certificate.issued_at
    ]


def _item(one: Moment) -> dict[str, str]:
    certificate = one.certificate
    number = grouped(certificate.number)
    text = _("Number %(number)s") % {"number": number}
    titles = {
        history.ISSUED: _("Issued"),
        history.DRAWN_AGAIN: _("Drawn again, with the same content"),
        history.REVOKED: _("Withdrawn"),
        history.REPLACED: _("Replaced by a newer one"),
    }
    if one.what == history.REVOKED:
        text = f"{text}. {Certificate.Reason(certificate.revoked_reason).label}"
    if one.by:
        text = f"{text} · {one.by}"
    return {
        "when": wording.day(selectors.day_of(certificate, one.at)),
        "title": titles[one.what],
        "text": text,
    }
