"""What the page of one entry shows, for the views that answer with it."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement import wording
from endorsement.forms.background import FIELDS
from endorsement.forms.evidence import EvidenceForm
from endorsement.models import LedgerEntry
from endorsement.rules.facts import Entry
from endorsement.selectors import (
    confirmations,
    evidence,
    export,
    frameworks,
    ledger,
    offered,
    portfolio,
)
from endorsement.views import kept_files

ATTRIBUTES = {
    "delivery": gettext_lazy("Kind of training"),
    "mode": gettext_lazy("How you took part"),
    "format": gettext_lazy("Individual or group"),
    "focus": gettext_lazy("What it was about"),
    "level": gettext_lazy("Level"),
}

SEVERAL = {
    "roles": gettext_lazy("What you did there"),
    "age_bands": gettext_lazy("Ages of the children"),
    "disciplines": gettext_lazy("Their fields of work"),
}


def entry_context(entry: LedgerEntry, *, form: EvidenceForm) -> dict[str, Any]:
    """Facts, files, history and what can be done with a row of the person's own."""
    rows = ledger.chain(entry)
    current = rows[-1] == entry and not entry.withdrawn
    own = entry.origin != LedgerEntry.Origin.SYSTEM
    return {
        "entry": entry,
        "title": ledger.title(entry),
        "facts": facts(entry),
        "files": [_file(entry, file) for file in evidence.of_entry(entry)],
        "form": form if current and own else None,
        "history": [_version(row, entry) for row in rows] if len(rows) > 1 else [],
        "state": capfirst(export.state(entry)),
        "verification": capfirst(wording.word(ledger.verification(entry))),
        "draft": entry.permanent_at is None,
        "own": own,
        "certified": not own and entry.attributes.get("certified", True),
        "by_association": entry.origin == LedgerEntry.Origin.STAFF,
        "may_correct": current and own and entry.permanent_at is not None,
        "asked": confirmations.open_line_of(entry),
        "may_ask": confirmations.may_be_asked(entry),
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": ledger.title(entry)},
        ],
    }


def facts(entry: LedgerEntry) -> list[dict[str, str]]:
    """What the entry says, as pairs of a label and a value; empty ones are left out."""
    words, said = ledger.words(entry), entry.attributes
    listed_codes = [code for name in SEVERAL for code in said.get(name) or ()]
    names = {
        **frameworks.names([entry.framework]),
        **offered.names([*listed_codes, *entry.topics]),
    }
    listed = [
        (_("Organization"), words.organization),
        (_("Days"), days(entry)),
        (_("Clock hours"), wording.hours(int(entry.hours * 100)) if entry.hours else ""),
        (_("Credits"), _credits(said)),
        (_("Provider"), words.provider_name),
        *((label, _code(said.get(code))) for code, label in ATTRIBUTES.items()),
        (_("Field of study"), str(dict(FIELDS).get(portfolio.field_of(said), "")) or ""),
        (_("Paid"), {True: _("Yes"), False: _("No")}.get(said.get("paid"), "")),
        (_("Families"), str(said.get("families") or "")),
        (_("People who took part"), str(len(portfolio.people(said)) or "")),
        *((label, _several(said.get(name), names)) for name, label in SEVERAL.items()),
        (_("Competencies"), ", ".join(wording.word(one, names) for one in entry.covers)),
        (_("Hours by area"), _amounts(entry.split, names)),
        (_("Hours by topic"), _amounts(entry.topics, names)),
        (_("Notes"), words.notes),
    ]
    return [{"label": str(label), "value": value} for label, value in listed if value]


def days(entry: LedgerEntry | Entry) -> str:
    """One day, a span, or since when."""
    first = date_format(entry.first_on)
    if entry.last_on is None:
        return _("since %(day)s") % {"day": first}
    if entry.last_on == entry.first_on:
        return first
    return _("%(first)s through %(last)s") % {"first": first, "last": date_format(entry.last_on)}


def _code(value: Any) -> str:
    return capfirst(wording.word(str(value))) if value else ""


def _several(codes: Any, names: wording.Names) -> str:
    return "; ".join(wording.word(code, names) for code in codes or ())


def _credits(said: dict[str, Any]) -> str:
    if not said.get("credits"):
        return ""
    amount = wording.hours(portfolio.hundredths(said["credits"]))
    return f"{amount} {wording.word(said['credit_unit'])}"


def _amounts(hours: dict[str, str], names: wording.Names) -> str:
    return "; ".join(f"{wording.word(code, names)}: {amount}" for code, amount in hours.items())


def _file(entry: LedgerEntry, file: Any) -> dict[str, Any]:
    flagged = file.flagged_at is not None
    draft = entry.permanent_at is None
    return {
        "name": file.name,
        "size": file.size,
        "added_on": file.uploaded_at,
        "url": "" if flagged else reverse("endorsement:evidence", args=[file.public_id]),
        "note": kept_files.closed_note(file),
        "remove_url": reverse("endorsement:evidence_remove", args=[file.public_id])
        if draft
        else "",
        "flag_url": ""
        if draft or flagged
        else reverse("endorsement:evidence_flag", args=[file.public_id]),
    }


def _version(row: LedgerEntry, shown: LedgerEntry) -> dict[str, Any]:
    return {
        "when": row.recorded_at,
        "text": _("withdrawn") if row.withdrawn else f"{days(row)}",
        "hours": row.hours,
        "url": "" if row == shown else reverse("endorsement:entry", args=[row.public_id]),
    }
