"""What a certificate says, as one canonical document (format 1), frozen when it is owed.

    format, kind, language, zone, issued_on, issued_at
    organization   name, short_name, accent_color
    title          text by language
    completion:    completed_on, first_on, hours, framework, areas [{ref, name, hours or null}],
                   topics [{code, hours}], delivery, code, version, provider,
                   presenters [{name, credentials}], approvals [{body, rules_of, provider_number,
                   number, credit, text by language}] that were held on the day of completion
    path:          completed_on, first_on, code, version, modules [{code, version, title, completed_on,
                   hours}]; the hours are the modules', the path adds none
    attendance:    completed_on, first_on, meetings [{on, minutes}], minutes, of_minutes, delivery,
                   code, version, provider, presenters: no hours, for none are credited by it
    endorsement:   category, category_name, scheme_name, edition, awarded_on
    renewal:       as endorsement, and cycle, starts_on, due_on

A transcript says what `certificates.transcript` lists. An area without hours was covered. The
holder's name is not in here: it can be erased. Fields follow what registries and continuing-education
bodies ask of a certificate. Documents frozen before presenters and approvals were kept lack both, and
some a `provider`: readers take what is missing as empty.
"""

import json
import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from endorsement.models import (
    Association,
    CompetencyArea,
    Endorsement,
    LedgerEntry,
    RenewalCycle,
    TrainingOffer,
)
from endorsement.selectors import overlays

FORMAT = 1
ACCENT = "#1f6f6b"
Text = dict[str, str]


def of_entry(
    entry: LedgerEntry, *, offer: TrainingOffer | None, language: str, at: datetime
) -> dict[str, Any]:
    """The certificate of completion of a training that the platform itself recorded."""
    association = offer.association if offer else None
    detail = getattr(entry, "detail", None)
    plain = detail.title if detail else ""
    return {
        **common("completion", association, entry.zone, language, at),
        "title": offer.title if offer else {language: plain},
        "first_on": entry.first_on,
        "completed_on": entry.last_on or entry.first_on,
        "hours": entry.hours,
        "framework": entry.framework,
        "areas": _areas(entry),
        "topics": [{"code": code, "hours": hours} for code, hours in sorted(entry.topics.items())],
        "delivery": str(entry.attributes.get("delivery", "")),
        "code": entry.offer_code,
        "version": entry.offer_version,
        "provider": (detail.provider_name or detail.organization) if detail else "",
        "presenters": list(detail.presenters) if detail else [],
        "approvals": list(detail.approvals) if detail else [],
    }


def of_achievement(
    entry: LedgerEntry,
    *,
    association: Association | None,
    language: str,
    at: datetime,
) -> dict[str, Any]:
    """The certificate of a learning path: what it consisted of when it was completed."""
    said = entry.attributes
    codes = [part["code"] for part in said["parts"]]
    offers = TrainingOffer.objects.filter(code__in=codes)
    titles = {(offer.code, offer.version): offer.title for offer in offers}
    return {
        **common("path", association, entry.zone, language, at),
        "title": said["title"],
        "first_on": entry.first_on,
        "completed_on": entry.last_on or entry.first_on,
        "code": said["code"],
        "version": said["version"],
        "modules": [
            {
                "code": part["code"],
                "version": part["version"],
                "title": titles.get((part["code"], part["version"])) or {"en": part["code"]},
                "completed_on": part["on"],
                "hours": part["hours"],
            }
            for part in said["parts"]
        ],
    }


def of_attendance(
    entry: LedgerEntry, *, association: Association | None, language: str, at: datetime
) -> dict[str, Any]:
    """The certificate of attendance: when somebody was there and how long; no hours."""
    said, detail = entry.attributes, getattr(entry, "detail", None)
    return {
        **common("attendance", association, entry.zone, language, at),
        "title": said["title"],
        "first_on": entry.first_on,
        "completed_on": entry.last_on or entry.first_on,
        "meetings": said["meetings"],
        "minutes": said["minutes"],
        "of_minutes": said["of_minutes"],
        "delivery": said["delivery"],
        "code": said["code"],
        "version": said["version"],
        "provider": detail.organization if detail else "",
        "presenters": list(detail.presenters) if detail else [],
    }


def of_endorsement(endorsement: Endorsement, *, language: str, at: datetime) -> dict[str, Any]:
    """The certificate of an award."""
    association = endorsement.association
    name = category_name(endorsement)
    return {
        **common("endorsement", association, association.time_zone, language, at),
        "title": name,
        "category": endorsement.category,
        "category_name": name,
        "scheme_name": endorsement.edition.scheme.name,
        "edition": endorsement.edition.code,
        "awarded_on": endorsement.awarded_on,
    }


def of_cycle(cycle: RenewalCycle, *, language: str, at: datetime) -> dict[str, Any]:
    """The certificate of a renewal: the award's, with the period it was renewed for."""
    return {
        **of_endorsement(cycle.endorsement, language=language, at=at),
        "kind": "renewal",
        "cycle": cycle.number,
        "starts_on": cycle.starts_on,
        "due_on": cycle.due_on,
    }


def category_name(endorsement: Endorsement) -> Text:
    """The category's name by language, as the association calls it today.

    That is its own name for it over the edition's, language by language; the code where neither has one.
    """
    document = json.loads(endorsement.edition.document or "{}")
    categories = document.get("categories", [])
    if isinstance(categories, dict):
        found = categories.get(endorsement.category, {})
    else:
        found = next((c for c in categories if c.get("code") == endorsement.category), {})
    name = found.get("name") or {"en": endorsement.category}
    return {**name, **overlays.label(endorsement.association, endorsement.category)}


def in_language(text: Text, language: str) -> str:
    """The text in the language, else in English, else in any."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def common(
    kind: str, association: Association | None, zone: str, language: str, at: datetime
) -> dict[str, Any]:
    """What every document says; without an association it is the platform's."""
    if association:
        zone = association.time_zone
    return {
        "format": FORMAT,
        "kind": kind,
        "language": language,
        "zone": zone,
        "issued_at": at,
        "issued_on": at.astimezone(ZoneInfo(zone)).date(),
        "organization": organization_of(association),
    }


def organization_of(association: Association | None) -> dict[str, str]:
    """In whose name it is issued; without an association, the platform's."""
    return {
        "name": association.name if association else settings.WAGTAIL_SITE_NAME,
        "short_name": association.short_name if association else "",
        "accent_color": _color(association.accent_color if association else ""),
    }


def _color(typed: str) -> str:
    """The color as `#rrggbb`; the platform's own for anything else."""
    return typed.lower() if re.fullmatch(r"#[0-9A-Fa-f]{6}", typed) else ACCENT


def _areas(entry: LedgerEntry) -> list[dict[str, Any]]:
    """Areas in the framework's order; a competency counts as its area being covered."""
    refs = {str(ref).partition(".")[0] for ref in (*entry.covers, *entry.split)}
    code, _at, version = entry.framework.partition("@")
    rows = CompetencyArea.objects.filter(framework__code=code, framework__version=version)
    names = {f"{code}:{row.code}": row.name for row in rows.order_by("position")}
    order = {ref: place for place, ref in enumerate(names)}
    return [
        {
            "ref": ref,
            "name": names.get(ref) or {"en": ref.partition(":")[2].replace("_", " ")},
            "hours": entry.split.get(ref),
        }
        for ref in sorted(refs, key=lambda ref: (order.get(ref, len(order)), ref))
    ]
