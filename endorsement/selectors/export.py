"""Everything a person has entered or was recorded about them, as rows of a table."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from endorsement.models import LedgerEntry, Person
from endorsement.selectors import ledger


def rows(person: Person) -> Iterator[list[Any]]:
    """A heading and then every row of the ledger, replaced and withdrawn ones included."""
    yield [
        _("Identifier"),
        _("Kind"),
        _("Title"),
        _("Organization"),
        _("Provider"),
        _("First day"),
        _("Last day"),
        _("Clock hours"),
        _("Competencies"),
        _("Hours by area"),
        _("Hours by topic"),
        _("Further facts"),
        _("Verification"),
        _("State"),
        _("Notes"),
        _("Files"),
    ]
    entries = ledger.with_words(LedgerEntry.objects.filter(person=person))
    entries = entries.select_related("corrected_by").prefetch_related("files")
    for entry in entries.order_by("first_on", "pk"):
        words = ledger.words(entry)
        yield [
            entry.public_id,
            entry.get_kind_display(),
            words.title,
            words.organization,
            words.provider_name or words.taught_by,
            entry.first_on,
            entry.last_on,
            entry.hours,
            " ".join(entry.covers),
            _pairs(entry.split),
            _pairs(entry.topics),
            _pairs(entry.attributes),
            ledger.verification(entry),
            state(entry),
            words.notes,
            ", ".join(file.name for file in entry.files.all()),
        ]


def state(entry: LedgerEntry) -> str:
    """Draft, permanent, replaced by a correction, or withdrawn."""
    if getattr(entry, "corrected_by", None) is not None:
        return _("replaced")
    if entry.withdrawn:
        return _("withdrawn")
    return _("draft") if entry.permanent_at is None else _("permanent")


def _pairs(values: dict[str, Any]) -> str:
    """Codes with their values; several of one sort stand between commas."""
    return "; ".join(f"{key} {_value(value)}" for key, value in values.items())


def _value(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
