"""The columns of a table of entries, and the words they may hold, in every language of the interface.

Headings and values are accepted as codes (`first_on`, `in_person`) and as the pages and the export
write them, in English and in Spanish.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.translation import gettext, gettext_noop

from endorsement.forms.background import FIELDS, LEVELS
from endorsement.forms.kinds import FORMS
from endorsement.forms.rsc import FOCUSES, FORMATS
from endorsement.forms.training import DELIVERIES, MODES, TOPICS
from endorsement.models import LedgerEntry
from endorsement.rules.facts import AGE_BANDS, CREDIT_UNITS, DISCIPLINES, WORK_ROLES
from endorsement.selectors.portfolio import FORMER_FIELDS
from endorsement.wording import WORDS
from lms.backbone.cells import in_every_language, plain

#: In the order of the template.
COLUMNS = {
    "kind": gettext_noop("Kind"),
    "title": gettext_noop("Title"),
    "organization": gettext_noop("Organization"),
    "first_on": gettext_noop("First day"),
    "last_on": gettext_noop("Last day"),
    "hours": gettext_noop("Clock hours"),
    "covers": gettext_noop("Competencies"),
    "topics": gettext_noop("Hours by topic"),
    "split": gettext_noop("Hours by area"),
    "delivery": gettext_noop("Kind of training"),
    "mode": gettext_noop("How you took part"),
    "format": gettext_noop("Individual or group"),
    "focus": gettext_noop("What it was about"),
    "provider": gettext_noop("Provider"),
    "provider_email": gettext_noop("Provider's email address"),
    "people": gettext_noop("How many people took part"),
    "people_numbers": gettext_noop("Which of them"),
    "disciplines": gettext_noop("Their fields of work"),
    "paid": gettext_noop("Paid"),
    "roles": gettext_noop("What you did there"),
    "families": gettext_noop("Families"),
    "age_bands": gettext_noop("Ages of the children"),
    "level": gettext_noop("Level"),
    "field": gettext_noop("Field of study"),
    "credits": gettext_noop("Credits"),
    "credit_unit": gettext_noop("Sort of credit"),
    "notes": gettext_noop("Notes"),
}
#: Written by the export: read, or left aside without a word.
OF_THE_EXPORT = {
    "identifier": gettext_noop("Identifier"),
    "attributes": gettext_noop("Further facts"),
    "state": gettext_noop("State"),
    "verification": gettext_noop("Verification"),
    "files": gettext_noop("Files"),
}


def _named(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, WORDS[code]) for code in codes)


CHOICES: dict[str, Iterable[tuple[str, Any]]] = {
    "delivery": DELIVERIES,
    "mode": MODES,
    "format": FORMATS,
    "focus": FOCUSES,
    "level": LEVELS,
    "field": FIELDS,
    "topics": tuple(TOPICS.items()),
    "roles": _named(WORK_ROLES),
    "age_bands": _named(AGE_BANDS),
    "disciplines": _named(DISCIPLINES),
    "credit_unit": _named(CREDIT_UNITS),
}
YES = ("yes", "true", "1", "paid", "sí", "si", "verdadero")
NO = ("no", "false", "0", "volunteer", "unpaid", "falso")
NOT_CURRENT = (gettext_noop("replaced"), gettext_noop("withdrawn"))


@cache
def headings() -> dict[str, str]:
    """The column behind each heading."""
    known = {**COLUMNS, **OF_THE_EXPORT}
    found = {plain(code): code for code in known}
    for code, heading in known.items():
        found.update((plain(text), code) for text in in_every_language(heading))
    return found


@cache
def codes(column: str) -> dict[str, str]:
    """The code behind each word that a column may hold."""
    found: dict[str, str] = {}
    if column == "kind":
        labels: list[tuple[str, Any]] = [
            *((str(kind), form.named) for kind, form in FORMS.items()),
            *((kind, label) for kind, label in LedgerEntry.Kind.choices if kind in FORMS),
        ]
    else:
        labels = [(code, label) for code, label in CHOICES[column] if code]
    for code, label in labels:
        found[plain(code)] = code
        words = [label, WORDS[code]] if code in WORDS else [label]
        found.update((plain(text), code) for word in words for text in in_every_language(word))
    if column == "field":
        found.update((plain(former), code) for former, code in FORMER_FIELDS.items())
    return found


@cache
def not_current() -> frozenset[str]:
    """What the export says of rows that a correction replaced or that were withdrawn."""
    return frozenset(plain(text) for word in NOT_CURRENT for text in in_every_language(word))


def template_rows() -> list[list[str]]:
    """The template: headings in the reader's language, and a row of each kind to write over."""
    examples: list[dict[str, str]] = [
        {
            "kind": gettext("Training"),
            "title": gettext("Workshop on early relationships (example)"),
            "organization": gettext("A university"),
            "first_on": "2026-03-02",
            "last_on": "2026-03-03",
            "hours": "6.5",
            "covers": "core:foundations.attachment; core:reflection.self_awareness",
            "topics": "dei 1.5",
            "delivery": "in_service",
            "mode": "in_person",
        },
        {
            "kind": gettext("Reflective supervision received"),
            "first_on": "2026-03-12",
            "hours": "1",
            "mode": "online",
            "format": "group",
            "focus": "own_practice",
            "provider": gettext("Name of the provider"),
            "provider_email": "provider@example.org",
        },
        {
            "kind": gettext("Work experience"),
            "title": gettext("Home visitor"),
            "organization": gettext("An agency"),
            "first_on": "2024-08-01",
            "paid": gettext("Yes"),
            "roles": "direct_service; provides_rsc",
            "families": "12",
        },
        {
            "kind": gettext("Education"),
            "title": gettext("Child development"),
            "organization": gettext("A university"),
            "first_on": "2019-09-01",
            "last_on": "2023-05-20",
            "level": "bachelor",
            "field": "human_development",
        },
    ]
    return [
        [gettext(heading) for heading in COLUMNS.values()],
        *([row.get(code, "") for code in COLUMNS] for row in examples),
    ]
