"""A checked certificate for machines: the same facts as the page."""

from typing import Any

from certificates.selectors import Checked
from certificates.sheet import address_of, ceu_of, listed_areas

FACTS = (
    "issued_on",
    "completed_on",
    "awarded_on",
    "hours",
    "delivery",
    "provider",
    "presenters",
    "approvals",
    "meetings",
    "minutes",
    "framework",
    "code",
    "version",
    "category",
    "edition",
    "entry_count",
)


def as_json(found: Checked) -> dict[str, Any]:
    """Codes, ISO dates and texts by language; `holder` is null where the name is not shown."""
    certificate, document = found.certificate, found.document
    return {
        "format": 1,
        "number": certificate.number,
        "address": address_of(certificate.number),
        "standing": found.verdict.standing.value,
        "reason": found.verdict.reason or None,
        "kind": certificate.kind,
        "title": document["title"],
        "organization": document["organization"]["name"],
        "holder": found.holder or None,
        "valid_from": certificate.valid_from_on.isoformat(),
        "valid_through": _iso(found.valid_through),
        "renewed_through": _iso(found.renewed_through),
        "endorsement_holds": found.endorsement_holds,
        "areas": [{"area": area["ref"], "hours": area["hours"]} for area in listed_areas(document)],
        "topics": document.get("topics", []),
        **({"modules": document["modules"]} if "modules" in document else {}),
        **{name: document[name] for name in FACTS if name in document},
        **({"ceu": f"{ceu.normalize():f}"} if (ceu := ceu_of(document)) else {}),
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
