"""The certificate as an Open Badges 3.0 credential: what the row says, signed, and no name in it.

The holder stands in it as a salted digest of the name that the certificate is issued to: whoever has the
credential and the name can tell that they belong together, and nobody can read the name from it.
"""

import hashlib
import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from certificates import did, keys, linked_data, wording
from certificates.models import Certificate, StatusDocument
from certificates.payload import in_language
from certificates.selectors import document_of
from certificates.sheet import address_of, listed_areas

Kind = Certificate.Kind
TYPES: dict[str, str] = {
    Kind.COMPLETION: "CertificateOfCompletion",
    Kind.PATH: "LearningProgram",
    Kind.ENDORSEMENT: "Certification",
    Kind.RENEWAL: "Certification",
}


def is_badge(certificate: Certificate) -> bool:
    """Whether it certifies an achievement: a transcript lists what others certify, and having been there
    is none."""
    return certificate.kind in TYPES


def credential_of(certificate: Certificate) -> bytes:
    """The signed credential as canonical JSON; the same bytes as long as the key is the same.

    The certificate has its place in a status list (services.status.place).

    :raises KeysMissing: before the installation was prepared.
    """
    owner = owner_of(certificate)
    key = keys.current(keys.CREDENTIAL, owner)
    signed = linked_data.secured(
        unsigned(certificate, since=key.since),
        key=key,
        method=did.method_of(owner, key),
        at=issued_at(certificate),
    )
    return json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unsigned(certificate: Certificate, *, since: datetime) -> dict[str, Any]:
    """The credential without its proof, in the certificate's language, valid from when its key was there."""
    document = document_of(certificate)
    address = address_of(certificate.number)
    with translation.override(certificate.language):
        subject = _subject(certificate, document, address)
    return {
        "@context": [linked_data.CREDENTIALS, linked_data.OPEN_BADGES],
        "id": f"{address}#credential",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": subject["achievement"]["name"],
        "issuer": {
            "id": did.did_of(owner_of(certificate)),
            "type": ["Profile"],
            "name": _line(document["organization"]["name"]),
            "url": settings.PUBLIC_URL,
        },
        "validFrom": _instant(max(issued_at(certificate), since)),
        **_until(certificate, document),
        "credentialSubject": subject,
        "evidence": [{"id": address, "type": ["Evidence"], "name": _line(certificate.number)}],
        "credentialStatus": [
            _status(certificate, purpose) for purpose in StatusDocument.Purpose.values
        ],
    }


def owner_of(certificate: Certificate) -> str:
    """Whose keys sign: the association's slug, or the platform."""
    return certificate.association.slug if certificate.association else keys.PLATFORM


def issued_at(certificate: Certificate) -> datetime:
    """When it was owed: it is in the row from the beginning, so that drawing again changes nothing."""
    return datetime.fromisoformat(document_of(certificate)["issued_at"])


def _subject(certificate: Certificate, document: dict[str, Any], address: str) -> dict[str, Any]:
    return {
        "id": f"{address}#holder",
        "type": ["AchievementSubject"],
        **_holder(certificate),
        **({"creditsEarned": _number(document["hours"])} if document.get("hours") else {}),
        **_period(document),
        "achievement": _achievement(certificate, document, address),
    }


def _holder(certificate: Certificate) -> dict[str, Any]:
    """Nothing, once the name was erased."""
    name = certificate.name_as_issued
    if not name:
        return {}
    salt = hashlib.sha256(
        f"{certificate.number} {certificate.payload_sha256}".encode()
    ).hexdigest()[:32]
    digest = hashlib.sha256(f"{name}{salt}".encode()).hexdigest()
    return {
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": f"sha256${digest}",
                "identityType": "name",
                "salt": salt,
            }
        ]
    }


def _achievement(
    certificate: Certificate, document: dict[str, Any], address: str
) -> dict[str, Any]:
    language = certificate.language
    framework = document.get("framework", "")
    code = document.get("code") or document.get("category") or ""
    version = str(document.get("version") or document.get("edition") or "")
    what = f"{settings.PUBLIC_URL} {owner_of(certificate)} {certificate.kind} {code} {version}"
    areas = listed_areas(document)
    return {
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, what)}",
        "type": ["Achievement"],
        "achievementType": TYPES[certificate.kind],
        "name": _line(in_language(document["title"], language)),
        "description": f"{wording.title_of(certificate.kind)}.",
        "criteria": {"narrative": _line(_criteria(certificate, document))},
        "inLanguage": language,
        **({"humanCode": _line(f"{code} {version}".strip())} if code else {}),
        **(
            {"alignment": [_alignment(area, framework, address, language) for area in areas]}
            if areas
            else {}
        ),
    }


def _criteria(certificate: Certificate, document: dict[str, Any]) -> str:
    """In one sentence, what had to be done for it."""
    language = certificate.language
    facts = {
        "title": in_language(document["title"], language),
        "hours": wording.hours(document["hours"]) if document.get("hours") else "",
        "scheme": in_language(document.get("scheme_name", {}), language),
        "edition": document.get("edition", ""),
        "count": len(document.get("modules", [])),
        "through": _day(document.get("due_on")),
    }
    sentence = {
        Kind.COMPLETION: _("The training “%(title)s” was completed: %(hours)s."),
        Kind.PATH: _("Every module of the learning path “%(title)s” was completed: %(count)s."),
        Kind.ENDORSEMENT: _(
            "The requirements for “%(title)s” of %(scheme)s, edition %(edition)s, were met."
        ),
        Kind.RENEWAL: _(
            "The requirements for renewing “%(title)s” of %(scheme)s, edition %(edition)s, were met "
            "through %(through)s."
        ),
    }[Kind(certificate.kind)]
    return sentence % facts


def _alignment(area: dict[str, Any], framework: str, address: str, language: str) -> dict[str, Any]:
    hours = wording.hours(area["hours"]) if area["hours"] else _("covered")
    return {
        "type": ["Alignment"],
        "targetCode": _line(area["ref"]),
        "targetName": _line(in_language(area["name"], language)),
        "targetDescription": hours,
        "targetFramework": _line(framework),
        "targetUrl": f"{address}#areas",
    }


def _status(certificate: Certificate, purpose: str) -> dict[str, Any]:
    if certificate.status_list is None:
        raise ValueError("The certificate has no place in a status list yet.")
    address = did.status_address(certificate.status_list.public_id, purpose)
    return {
        "id": f"{address}#{certificate.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(certificate.status_index),
        "statusListCredential": address,
    }


def _period(document: dict[str, Any]) -> dict[str, str]:
    """The days it is about."""
    first = document.get("starts_on") or document.get("first_on") or document.get("awarded_on")
    last = document.get("due_on") or document.get("completed_on")
    days = {"activityStartDate": first, "activityEndDate": last}
    return {name: day for name, day in days.items() if day}


def _until(certificate: Certificate, document: dict[str, Any]) -> dict[str, str]:
    """The end of the last day, where the association is."""
    if certificate.valid_through_on is None:
        return {}
    after = certificate.valid_through_on + timedelta(days=1)
    midnight = datetime.combine(after, time.min, ZoneInfo(document["zone"]))
    return {"validUntil": _instant(midnight - timedelta(seconds=1))}


def _instant(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(written: str | None) -> str:
    return wording.day(date.fromisoformat(written)) if written else ""


def _number(hours: str) -> int | float:
    """As JSON writes it; an amount of hours in hundredths is the same number in every reader."""
    amount = Decimal(hours)
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _line(text: str) -> str:
    """Without line breaks and control characters, which canonical forms do not agree on."""
    return " ".join("".join(" " if c < " " or c == "\x7f" else c for c in str(text)).split())
