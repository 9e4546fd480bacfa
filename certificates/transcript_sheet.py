"""What the pages of a transcript show: its frozen document, put into words."""

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from certificates import wording
from certificates.payload import in_language
from endorsement.wording import word

#: The sections in their order; kinds that stand together.
SECTIONS = (
    ("training",),
    ("rsc_received",),
    ("rsc_given",),
    ("work",),
    ("education",),
    ("service", "achievement"),
)


def context_of(document: dict[str, Any], language: str) -> dict[str, Any]:
    """Names for the template; call it with the transcript's language active."""
    names = {ref: in_language(name, language) for ref, name in document["areas"].items()}
    return {
        "period": _period(document),
        "count": document["entry_count"],
        "by_kind": _sums(document["totals"]["by_kind"], {}),
        "by_area": _sums(document["totals"]["by_area"], names),
        "by_verification": _sums(document["totals"]["by_verification"], {}),
        "sections": [
            {
                "title": capfirst(word(kinds[0])),
                "with_hours": any(entry["hours"] for entry in entries),
                "with_areas": any(entry["areas"] for entry in entries),
                "rows": [_row(entry, names) for entry in entries],
            }
            for kinds in SECTIONS
            if (entries := [one for one in document["entries"] if one["kind"] in kinds])
        ],
    }


def _period(document: dict[str, Any]) -> str:
    first, through = document["from"], document["through"]
    if first and through:
        return _("%(first)s through %(through)s") % {
            "first": _day(first),
            "through": _day(through),
        }
    if first:
        return _("from %(day)s") % {"day": _day(first)}
    return _("through %(day)s") % {"day": _day(through or document["issued_on"])}


def _sums(sums: dict[str, Any], names: dict[str, str]) -> list[dict[str, str]]:
    order = list(names)
    keys = sorted(sums, key=lambda key: (order.index(key) if key in order else len(order), key))
    return [
        {
            "name": names.get(key) or (capfirst(word(key)) if key else _("No area named")),
            "hours": wording.hours(sums[key]),
        }
        for key in keys
    ]


def _row(entry: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    title = entry["title"] or entry["provider"] or capfirst(word(entry["kind"]))
    under = [
        entry["organization"],
        entry["provider"] if entry["provider"] != title else "",
        capfirst(word(entry["code"])) if entry["code"] else "",
    ]
    return {
        "days": _days(entry),
        "title": title,
        "under": " · ".join(part for part in under if part),
        "areas": "; ".join(names.get(area, area) for area in entry["areas"]),
        "hours": wording.hours(entry["hours"]) if entry["hours"] else "",
        "verification": capfirst(word(entry["verification"])),
    }


def _days(entry: dict[str, Any]) -> str:
    first, last = entry["first_on"], entry["last_on"]
    if last is None:
        return _("since %(day)s") % {"day": _day(first)}
    if last == first:
        return _day(first)
    return _("%(first)s through %(last)s") % {"first": _day(first), "last": _day(last)}


def _day(iso: str) -> str:
    return wording.day(date.fromisoformat(iso))
