"""Reading portfolio documents; `endorsement.rules.portfolio` writes them and tells their format."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from endorsement.rules.facts import (
    AttributeValue,
    Delivery,
    EducationLevel,
    Entry,
    Holding,
    HoldingState,
    Hundredths,
    Kind,
    Mode,
    PersonBlock,
    Portfolio,
    Provider,
    Recommendation,
    Reference,
    RscFocus,
    RscFormat,
    Signature,
    Standing,
    Verification,
)
from endorsement.rules.portfolio_parts import PARTS, read_parts
from endorsement.rules.reading import DocumentError, Node

FORMAT = 1

HOURS = re.compile(r"[0-9]{1,5}\.[0-9]{2}\Z")

Keyed = TypeVar("Keyed", Entry, Reference)


def from_document(document: object) -> Portfolio:
    """Read a portfolio document.

    :raises DocumentError: with path, code and parameters, at the first thing that is wrong.
    """
    fields = Node(document).fields(
        ("format", "person", "entries"),
        ("references", "signatures", "holdings", "attributes", *PARTS),
    )
    if fields["format"].value != FORMAT:
        raise fields["format"].error("unknown_format", value=fields["format"].value, known=FORMAT)
    person = fields["person"].fields(("ref",), ("name", "language"))
    return Portfolio(
        person=PersonBlock(
            ref=_plain_text(person, "ref"),
            name=_plain_text(person, "name"),
            language=_plain_text(person, "language") or "en",
        ),
        entries=tuple(_unique(fields["entries"], _read_entry)),
        references=tuple(_unique(fields.get("references"), _read_reference)),
        signatures=tuple(_read_signature(node) for node in _items(fields, "signatures")),
        holdings=tuple(_read_holding(node) for node in _items(fields, "holdings")),
        attributes=_attributes(fields.get("attributes")),
        **read_parts(fields),
    )


def _items(fields: dict[str, Node], key: str) -> list[Node]:
    return fields[key].items() if key in fields else []


def _unique(node: Node | None, read: Callable[[Node], Keyed]) -> list[Keyed]:
    found: list[Keyed] = []
    seen: set[str] = set()
    for item in node.items() if node else []:
        one = read(item)
        if one.key in seen:
            raise item.error("duplicate", value=one.key)
        seen.add(one.key)
        found.append(one)
    return found


def _plain_text(fields: dict[str, Node], key: str) -> str:
    node = fields.get(key)
    if node is None or node.value == "":
        return ""
    return node.text()


def _hours(node: Node) -> Hundredths:
    if not isinstance(node.value, str) or not HOURS.match(node.value):
        raise node.error("not_hours", value=node.value)
    return node.hours()


def _optional_day(fields: dict[str, Node], key: str) -> date | None:
    return fields[key].day() if key in fields else None


def _flag(fields: dict[str, Node], key: str) -> bool | None:
    return fields[key].boolean() if key in fields else None


ENTRY_KEYS = (
    *("last_on", "hours", "draft", "verification", "accepted", "title", "organization"),
    *("framework", "covers", "split", "topics", "delivery", "mode", "format", "focus", "peer"),
    *("provider", "level", "field", "paid", "families", "roles"),
    *("credits", "credit_unit", "age_bands", "people", "disciplines"),
)


def _read_entry(node: Node) -> Entry:
    fields = node.fields(("key", "kind", "first_on"), ENTRY_KEYS)
    first_on, last_on = fields["first_on"].day(), _optional_day(fields, "last_on")
    if last_on is not None and last_on < first_on:
        raise fields["last_on"].error("ends_before")
    hours = _hours(fields["hours"]) if "hours" in fields else None
    return Entry(
        key=fields["key"].text(),
        kind=fields["kind"].choice(Kind),
        first_on=first_on,
        last_on=last_on,
        hours=hours,
        draft=bool(_flag(fields, "draft")),
        verification=(
            fields["verification"].choice(Verification)
            if "verification" in fields
            else Verification.SELF_REPORTED
        ),
        accepted=_flag(fields, "accepted"),
        title=_plain_text(fields, "title"),
        organization=_plain_text(fields, "organization"),
        framework=_plain_text(fields, "framework") or "core@1",
        covers=frozenset(fields["covers"].areas(least=0)) if "covers" in fields else frozenset(),
        split=_amounts(fields.get("split"), hours or 0, together=True),
        topics=_amounts(fields.get("topics"), hours or 0, together=False),
        delivery=fields["delivery"].choice(Delivery) if "delivery" in fields else None,
        mode=fields["mode"].choice(Mode) if "mode" in fields else None,
        format=fields["format"].choice(RscFormat) if "format" in fields else None,
        focus=fields["focus"].choice(RscFocus) if "focus" in fields else None,
        peer=bool(_flag(fields, "peer")),
        provider=_read_provider(fields["provider"]) if "provider" in fields else None,
        level=fields["level"].choice(EducationLevel) if "level" in fields else None,
        field_code=_plain_text(fields, "field"),
        paid=_flag(fields, "paid"),
        families=fields["families"].integer() if "families" in fields else None,
        roles=_codes(fields, "roles"),
        credits=_hours(fields["credits"]) if "credits" in fields else None,
        credit_unit=_plain_text(fields, "credit_unit"),
        age_bands=_codes(fields, "age_bands"),
        people=frozenset(node.text() for node in _items(fields, "people")),
        disciplines=_codes(fields, "disciplines"),
    )


def _codes(fields: dict[str, Node], key: str) -> frozenset[str]:
    return frozenset(fields[key].codes(least=0)) if key in fields else frozenset()


def _amounts(node: Node | None, hours: Hundredths, *, together: bool) -> dict[str, Hundredths]:
    """Hours by code; each, or all of them together, at most the hours of the entry."""
    if node is None:
        return {}
    found: dict[str, Hundredths] = {}
    for key, value in node.pairs():
        named = Node(key, value.path)
        found[named.area() if together else named.code()] = _hours(value)
    most = sum(found.values()) if together else max(found.values(), default=0)
    if most > hours:
        raise node.error("more_than_hours")
    return found


def _read_provider(node: Node) -> Provider:
    fields = node.fields(("ref",), ("standings",))
    if "standings" not in fields:
        return Provider(ref=fields["ref"].text())
    standings = []
    for item in fields["standings"].items():
        inner = item.fields(("basis", "from_on"), ("through_on", "emerging"))
        standings.append(
            Standing(
                basis=inner["basis"].code(),
                from_on=inner["from_on"].day(),
                through_on=_optional_day(inner, "through_on"),
                emerging=bool(_flag(inner, "emerging")),
            )
        )
    return Provider(ref=fields["ref"].text(), standings=tuple(standings))


REFERENCE_KEYS = (
    *("completed_on", "rater_endorsed", "rater_vetted", "rater_vetted_through", "rater_categories"),
    *("not_enough_information", "recommendation", "waived"),
)


def _read_reference(node: Node) -> Reference:
    fields = node.fields(("key", "role"), REFERENCE_KEYS)
    void = fields.get("not_enough_information")
    said = fields.get("recommendation")
    return Reference(
        key=fields["key"].text(),
        role=fields["role"].code(),
        completed_on=_optional_day(fields, "completed_on"),
        rater_endorsed=bool(_flag(fields, "rater_endorsed")),
        rater_vetted=_flag(fields, "rater_vetted"),
        rater_vetted_through=_optional_day(fields, "rater_vetted_through"),
        rater_categories=_codes(fields, "rater_categories"),
        not_enough_information=void.integer() if void else 0,
        recommendation=said.choice(Recommendation) if said else None,
        waived=_flag(fields, "waived"),
    )


def _read_signature(node: Node) -> Signature:
    fields = node.fields(("document", "signed_on"), ("cycle",))
    return Signature(
        document=fields["document"].code(),
        signed_on=fields["signed_on"].day(),
        cycle=_plain_text(fields, "cycle"),
    )


def _read_holding(node: Node) -> Holding:
    fields = node.fields(("category", "from_on"), ("through_on", "state"))
    state = fields.get("state")
    return Holding(
        category=fields["category"].code(),
        from_on=fields["from_on"].day(),
        through_on=_optional_day(fields, "through_on"),
        state=state.choice(HoldingState) if state else HoldingState.ACTIVE,
    )


def _attributes(node: Node | None) -> dict[str, AttributeValue]:
    found: dict[str, AttributeValue] = {}
    for key, value in node.pairs() if node else []:
        if not isinstance(value.value, str | int | bool):
            raise DocumentError(value.path, "not_text")
        found[key] = value.value
    return found
