"""What a new round differs in from the one before, in words, for those who judge it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from endorsement import wording
from endorsement.models import Application, Renewal
from endorsement.rules.difference import Change, Difference
from endorsement.rules.verdict import Unit, Verdict
from endorsement.selectors import renewals, reopening
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
    return _in_words(changed, found.leaves, found.names())


def of_renewal(renewal: Renewal, found: renewals.Judged) -> dict[str, Any] | None:
    """The same of a renewal that was handed in again after a question of the association."""
    changed = reopening.between(renewals.rounds(renewal))
    return _in_words(changed, found.verdict.walk(), found.names()) if changed else None


def _in_words(
    changed: reopening.Changed, verdicts: Iterable[Verdict], names: Names
) -> dict[str, Any]:
    titles = {one.id: wording.title(one, names) for one in verdicts}
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
        detail=_detail(one, names) if one.change is Change.CHANGED else _hours(row),
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
    if not row.get("hours"):
        return ""
    return wording.amount(int(Decimal(row["hours"]) * 100), Unit.HOURS)


def _detail(one: Difference, names: Names) -> str:
    before, after = one.before or {}, one.after or {}
    said = []
    for name in one.fields:
        label = str(_FIELDS.get(name, ""))
        if label and not isinstance(before.get(name), list | dict):
            was, now = (_value(name, row.get(name), names) for row in (before, after))
            said.append(f"{label}: {was} → {now}")
        elif label:
            said.append(label)
    return "; ".join(said)


def _value(name: str, value: Any, names: Names) -> str:
    """A value of a document as people write it; a dash where there was none."""
    if value in (None, ""):
        return "–"
    if name == "hours":
        return _amount(value)
    if name in ("first_on", "last_on"):
        return date_format(date.fromisoformat(value))
    return wording.word(str(value), names) if name == "verification" else str(value)


def _amount(hours: str) -> str:
    return wording.hours(int(Decimal(hours) * 100))
