"""The portfolio document, format 1: a portfolio as plain values, and back.

It is the snapshot of a submission, the personal export, and what `evaluate --portfolio` reads.
Hours are strings with two decimals, days ISO dates, things are named by codes. What is empty, false
or unknown is left out, so the same portfolio always gives the same text. The published schema is
`portfolio.schema.json` beside this file. Readers of past formats stay here when a new one comes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from endorsement.rules.facts import Entry, Hundredths, Portfolio, Provider, Reference
from endorsement.rules.portfolio_parts import write_parts
from endorsement.rules.portfolio_reader import FORMAT, from_document

__all__ = ["FORMAT", "canonical_text", "from_document", "hours_text", "to_document"]

Plain = dict[str, Any]


def canonical_text(document: Plain) -> str:
    """The one text of a document: UTF-8, sorted keys, no spare blanks."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hours_text(hours: Hundredths) -> str:
    """Hundredths as a string with two decimals: 150 -> "1.50"."""
    return format(Decimal(hours) / 100, ".2f")


def to_document(portfolio: Portfolio) -> Plain:
    """The portfolio as plain values; lists are in order of key, so equal portfolios are equal."""
    person = portfolio.person
    return {
        "format": FORMAT,
        "person": {"ref": person.ref, "name": person.name, "language": person.language},
        "entries": [_entry(one) for one in sorted(portfolio.entries, key=lambda one: one.key)],
        "references": [
            _reference(one) for one in sorted(portfolio.references, key=lambda one: one.key)
        ],
        "signatures": [
            _without_empty(
                {
                    "document": one.document,
                    "signed_on": one.signed_on.isoformat(),
                    "cycle": one.cycle,
                }
            )
            for one in sorted(portfolio.signatures, key=lambda one: (one.document, one.signed_on))
        ],
        "holdings": [
            _without_empty(
                {
                    "category": one.category,
                    "from_on": one.from_on.isoformat(),
                    "through_on": _day(one.through_on),
                    "state": one.state.value,
                }
            )
            for one in sorted(portfolio.holdings, key=lambda one: (one.category, one.from_on))
        ],
        "attributes": dict(sorted(portfolio.attributes.items())),
        **write_parts(portfolio),
    }


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _without_empty(values: Plain) -> Plain:
    # 0 hours or 0 families are a statement; None, False, "" and empty collections are silence.
    return {
        key: value
        for key, value in values.items()
        if not (value is None or value is False or value == "" or value == [] or value == {})
    }


def _entry(one: Entry) -> Plain:
    return _without_empty(
        {
            "key": one.key,
            "kind": one.kind.value,
            "first_on": one.first_on.isoformat(),
            "last_on": _day(one.last_on),
            "hours": None if one.hours is None else hours_text(one.hours),
            "draft": one.draft,
            "verification": one.verification.value,
            "title": one.title,
            "organization": one.organization,
            "framework": one.framework,
            "covers": sorted(one.covers),
            "split": {area: hours_text(hours) for area, hours in sorted(one.split.items())},
            "topics": {topic: hours_text(hours) for topic, hours in sorted(one.topics.items())},
            "delivery": one.delivery,
            "mode": one.mode,
            "credits": None if one.credits is None else hours_text(one.credits),
            "credit_unit": one.credit_unit,
            "age_bands": sorted(one.age_bands),
            "format": one.format,
            "focus": one.focus,
            "peer": one.peer,
            "provider": _provider(one.provider) if one.provider else None,
            "people": sorted(one.people),
            "disciplines": sorted(one.disciplines),
            "level": one.level,
            "field": one.field_code,
            "families": one.families,
            "roles": sorted(one.roles),
        }
    ) | _stated({"accepted": one.accepted, "paid": one.paid})


def _stated(answers: Mapping[str, bool | None]) -> Plain:
    """Answers for which False differs from nothing said."""
    return {key: value for key, value in answers.items() if value is not None}


def _provider(one: Provider) -> Plain:
    if one.standings is None:
        return {"ref": one.ref}
    standings = [
        _without_empty(
            {
                "basis": standing.basis,
                "from_on": standing.from_on.isoformat(),
                "through_on": _day(standing.through_on),
                "emerging": standing.emerging,
            }
        )
        for standing in sorted(one.standings, key=lambda each: (each.basis, each.from_on))
    ]
    return {"ref": one.ref, "standings": standings}


def _reference(one: Reference) -> Plain:
    return _without_empty(
        {
            "key": one.key,
            "role": one.role,
            "completed_on": _day(one.completed_on),
            "rater_endorsed": one.rater_endorsed,
            "rater_vetted_through": _day(one.rater_vetted_through),
            "rater_categories": sorted(one.rater_categories),
            "not_enough_information": one.not_enough_information,
            "recommendation": one.recommendation,
        }
    ) | _stated({"waived": one.waived, "rater_vetted": one.rater_vetted})
