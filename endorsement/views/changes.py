"""What a new round differs in from the one before, in words, for those who judge it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement import wording
from endorsement.models import Application
from endorsement.rules.difference import Change, Difference
from endorsement.selectors import reopening
from endorsement.selectors.verdicts import Judged
from endorsement.wording import Names

_CHANGES = {
    Change.ADDED: gettext_lazy("Added"),
    Change.CHANGED: gettext_lazy("Changed"),
    Change.GONE: gettext_lazy("No longer there"),
}
_PARTS = {
    "references": gettext_lazy("Reference"),
    "signatures": gettext_lazy("Signature"),
    "uploads": gettext_lazy("Paper"),
    "holdings": gettext_lazy("Endorsement"),
    "memberships": gettext_lazy("Membership"),
    "ratings": gettext_lazy("Self-assessment"),
    "learned": gettext_lazy("What was learned"),
}
# What is compared field by field in words; other fields only say that something differs.
_FIELDS = {
    "hours": gettext_lazy("hours"),
    "first_on": gettext_lazy("first day"),
    "last_on": gettext_lazy("last day"),
    "title": gettext_lazy("title"),
    "organization": gettext_lazy("organization"),
    "covers": gettext_lazy("areas"),
    "topics": gettext_lazy("topics"),
    "verification": gettext_lazy("who stands behind it"),
}


@dataclass(frozen=True)
class Line:
    """One thing that is not as it was."""

    kind: str
    what: str
    change: str
    code: str
    detail: str = ""


def shown(application: Application, found: Judged | None) -> dict[str, Any] | None:
    """The latest round against the former: what was asked about and every line that differs."""
    changed = reopening.changed(application) if found is not None else None
    if changed is None or found is None:
        return None
    names = found.names()
    titles = {one.id: wording.title(one, names) for one in found.leaves}
    return {
        "asked": [titles.get(one, one) for one in changed.asked],
        "lines": [_line(one, names) for one in changed.differences],
    }


def _line(one: Difference, names: Names) -> Line:
    row = one.after or one.before or {}
    kind = wording.word(str(row["kind"]), names) if one.part == "entries" else str(_PARTS[one.part])
    return Line(
        kind=kind,
        what=_what(one.part, row, names),
        change=str(_CHANGES[one.change]),
        code=one.change.value,
        detail=_detail(one) if one.change is Change.CHANGED else _hours(row),
    )


def _what(part: str, row: Mapping[str, Any], names: Names) -> str:
    if part == "entries":
        return str(row.get("title") or wording.word(str(row["kind"]), names))
    for name in ("sentence", "role", "document", "category", "organization", "competency"):
        if row.get(name):
            said = str(row[name])
            return said if name == "sentence" else wording.word(said, names)
    return ""


def _hours(row: Mapping[str, Any]) -> str:
    return _("%(hours)s hours") % {"hours": row["hours"]} if row.get("hours") else ""


def _detail(one: Difference) -> str:
    before, after = one.before or {}, one.after or {}
    said = []
    for name in one.fields:
        label = str(_FIELDS.get(name, ""))
        if label and not isinstance(before.get(name), list | dict):
            said.append(f"{label}: {before.get(name, '–')} → {after.get(name, '–')}")
        elif label:
            said.append(label)
    return "; ".join(said)
