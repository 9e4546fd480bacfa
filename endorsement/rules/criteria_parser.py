"""From plain dicts (YAML or JSON) to criteria, naming the place of whatever is wrong.

A requirement is a mapping with `id`, `label`, optionally `hint`, `waivable`, `when`, and exactly
one key that names its kind: all, any, at_least, hours, supervision, coverage, education, work,
references, signatures, holding. docs/criteria.md shows each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from endorsement.rules import criteria as c
from endorsement.rules.facts import (
    TOPICS,
    Delivery,
    EducationLevel,
    HoldingState,
    Hundredths,
    Kind,
    Mode,
    RscFocus,
    RscFormat,
    Verification,
)
from endorsement.rules.reading import DocumentError, Node

Common = dict[str, Any]
Reader = Callable[[Node, Common], c.Criterion]

COMMON_KEYS = ("label", "hint", "waivable", "when")
FILTER_KEYS = ("kinds", "within", "only_accepted", "verification")
QUOTA_KEYS = ("topics", "areas", "formats", "focus", "deliveries", "modes", "kind_minimums")
VALUES: dict[c.Dimension, tuple[str, ...]] = {
    c.Dimension.TOPIC: TOPICS,
    c.Dimension.KIND: tuple(Kind),
    c.Dimension.FORMAT: tuple(RscFormat),
    c.Dimension.FOCUS: tuple(RscFocus),
    c.Dimension.DELIVERY: tuple(Delivery),
    c.Dimension.MODE: tuple(Mode),
}
QUOTA_DIMENSIONS = {
    "topics": c.Dimension.TOPIC,
    "areas": c.Dimension.AREA,
    "formats": c.Dimension.FORMAT,
    "focus": c.Dimension.FOCUS,
    "deliveries": c.Dimension.DELIVERY,
    "modes": c.Dimension.MODE,
    "kind_minimums": c.Dimension.KIND,
}


def parse_requirement(document: object, *, path: str, purpose: str = "award") -> c.Criterion:
    """Read a requirement tree; `purpose` names the root ("award" or "renewal").

    :raises DocumentError: with path, code and parameters, at the first thing that is wrong.
    """
    root = _criterion(Node(document, path), root_id=purpose)
    seen: set[str] = set()
    for one in root.walk():
        if one.id in seen:
            raise DocumentError(one.path, "duplicate", value=one.id)
        seen.add(one.id)
        if purpose == "award" and any(window.months is None for window in one.windows()):
            raise DocumentError(one.path, "no_cycle")
    return root


def _criterion(node: Node, *, root_id: str = "") -> c.Criterion:
    required = () if root_id else ("id", "label")
    fields = node.fields(required, ("id", *COMMON_KEYS, *READERS))
    kinds = [key for key in fields if key in READERS]
    if len(kinds) != 1:
        raise node.error("one_kind", options=", ".join(READERS))
    common: Common = {
        "id": fields["id"].code() if "id" in fields else root_id,
        "label": fields["label"].label() if "label" in fields else {},
        "hint": fields["hint"].label() if "hint" in fields else {},
        "waivable": "waivable" in fields and fields["waivable"].boolean(),
        "when": _condition(fields["when"]) if "when" in fields else None,
    }
    common["path"] = fields[kinds[0]].path
    return READERS[kinds[0]](fields[kinds[0]], common)


def _condition(node: Node) -> c.Condition:
    fields = node.fields(("attribute", "equals"))
    equals = fields["equals"]
    values = equals.items(least=1) if isinstance(equals.value, list) else [equals]
    for value in values:
        if not isinstance(value.value, str | int | bool):
            raise value.error("not_text")
    return c.Condition(
        attribute=fields["attribute"].code(),
        equals=tuple(value.value for value in values),  # type: ignore[misc]
    )


def _all(node: Node, common: Common) -> c.Criterion:
    return c.Group(**common, children=_children(node))


def _any(node: Node, common: Common) -> c.Criterion:
    return c.Group(**common, children=_children(node), need=1)


def _at_least(node: Node, common: Common) -> c.Criterion:
    fields = node.fields(("count", "of"))
    children = _children(fields["of"])
    count = fields["count"].integer(minimum=1)
    if count > len(children):
        raise fields["count"].error("too_many_needed", value=count, maximum=len(children))
    return c.Group(**common, children=children, need=count)


def _children(node: Node) -> tuple[c.Criterion, ...]:
    return tuple(_criterion(item) for item in node.items(least=1))


def _window(node: Node) -> c.Window:
    if node.value == "cycle":
        return c.Window()
    if not isinstance(node.value, dict):
        raise node.error("one_window")
    return c.Window(months=node.fields(("months",))["months"].integer(minimum=1))


def _kinds(node: Node) -> tuple[Kind, ...]:
    return tuple(item.choice(Kind) for item in node.items(least=1))


def _filter(fields: dict[str, Node], *kinds: Kind) -> c.EntryFilter:
    return c.EntryFilter(
        kinds=_kinds(fields["kinds"]) if "kinds" in fields else kinds,
        within=_window(fields["within"]) if "within" in fields else None,
        only_accepted="only_accepted" in fields and fields["only_accepted"].boolean(),
        verification=(
            fields["verification"].choice(Verification)
            if "verification" in fields
            else Verification.SELF_REPORTED
        ),
    )


def _amounts(node: Node, dimension: c.Dimension) -> dict[str, Hundredths]:
    found: dict[str, Hundredths] = {}
    for key, value in node.pairs():
        if dimension is c.Dimension.AREA:
            Node(key, value.path).area()
        elif key not in VALUES[dimension]:
            raise value.error("not_one_of", value=key, options=", ".join(VALUES[dimension]))
        found[key] = value.hours()
    if not found:
        raise node.error("empty")
    return found


def _quotas(node: Node, dimension: c.Dimension) -> c.Quotas:
    """Read `{dei: 3}` (overlapping) or `{disjoint: {iecmh: 30, dei: 3}}`."""
    if isinstance(node.value, dict) and set(node.value) == {"disjoint"}:
        inner = node.child("disjoint", node.value["disjoint"])
        return c.Quotas(dimension=dimension, minimums=_amounts(inner, dimension), disjoint=True)
    return c.Quotas(dimension=dimension, minimums=_amounts(node, dimension))


def _caps(node: Node) -> c.Caps:
    pairs = node.pairs()
    if len(pairs) != 1:
        raise node.error("mixed_caps")
    dimension = Node(pairs[0][0], node.path).choice(c.Dimension)
    if dimension in (c.Dimension.TOPIC, c.Dimension.AREA):
        # An entry can have several topics and areas, so a limit on one would not be exact.
        exact = [one for one in c.Dimension if one not in (c.Dimension.TOPIC, c.Dimension.AREA)]
        raise node.error("not_one_of", value=dimension, options=", ".join(exact))
    return c.Caps(dimension=dimension, maximums=_amounts(pairs[0][1], dimension))


def _coverage_need(node: Node) -> c.CoverageNeed:
    fields = node.fields(("of",), ("at_least", "items", "hours"))
    references = fields["of"].areas()
    need = len(references)
    if "at_least" in fields:
        need = fields["at_least"].integer(minimum=1)
        if need > len(references):
            raise fields["at_least"].error("too_many_needed", value=need, maximum=len(references))
    return c.CoverageNeed(
        references=references,
        need=need,
        items=fields["items"].integer(minimum=1) if "items" in fields else 1,
        hours=fields["hours"].hours() if "hours" in fields else 0,
    )


def _quantity(fields: dict[str, Node], *kinds: Kind) -> Common:
    topic = fields.get("topic")
    if topic is not None and topic.value not in TOPICS:
        raise topic.error("not_one_of", value=topic.value, options=", ".join(TOPICS))
    return {
        "entries": _filter(fields, *kinds),
        "need": fields["min"].hours(minimum=1),
        "topic": str(topic.value) if topic else "",
        "quotas": tuple(
            _quotas(fields[key], QUOTA_DIMENSIONS[key]) for key in QUOTA_KEYS if key in fields
        ),
        "coverage": _coverage_need(fields["coverage"]) if "coverage" in fields else None,
        "caps": _caps(fields["caps"]) if "caps" in fields else None,
    }


QUANTITY_KEYS = (*FILTER_KEYS, *QUOTA_KEYS, "topic", "coverage", "caps")


def _hours(node: Node, common: Common) -> c.Criterion:
    return c.Hours(**common, **_quantity(node.fields(("kinds", "min"), QUANTITY_KEYS)))


def _supervision(node: Node, common: Common) -> c.Criterion:
    fields = node.fields(("min",), (*QUANTITY_KEYS, "providers", "peers_count"))
    return c.Supervision(
        **common,
        **_quantity(fields, Kind.RSC_RECEIVED),
        providers=tuple(_provider_rule(item) for item in fields["providers"].items(least=1))
        if "providers" in fields
        else (),
        peers_count="peers_count" in fields and fields["peers_count"].boolean(),
    )


def _provider_rule(node: Node) -> c.ProviderRule:
    fields = node.fields(("bases",), ("from", "through"))
    rule = c.ProviderRule(
        bases=fields["bases"].codes(),
        from_on=fields["from"].day() if "from" in fields else None,
        through_on=fields["through"].day() if "through" in fields else None,
    )
    if rule.from_on and rule.through_on and rule.through_on < rule.from_on:
        raise node.error("ends_before")
    return rule


def _coverage(node: Node, common: Common) -> c.Criterion:
    fields = node.fields(("of",), (*FILTER_KEYS, "at_least", "items", "hours"))
    needs = {key: field.value for key, field in fields.items() if key not in FILTER_KEYS}
    return c.Coverage(
        **common,
        entries=_filter(fields, Kind.TRAINING, Kind.EDUCATION),
        coverage=_coverage_need(Node(needs, node.path)),
    )


def _education(node: Node, common: Common) -> c.Criterion:
    fields = node.fields(("level",), ("fields", "verification"))
    # "degree" is the field's word for any degree at all.
    degree = fields["level"].value == "degree"
    return c.Education(
        **common,
        entries=_filter(fields, Kind.EDUCATION),
        level=EducationLevel.ASSOCIATE if degree else fields["level"].choice(EducationLevel),
        fields=fields["fields"].codes() if "fields" in fields else (),
    )


def _work(node: Node, common: Common) -> c.Criterion:
    optional = ("paid", "families", "roles", "within", "verification")
    fields = node.fields(("months",), optional)
    return c.Work(
        **common,
        entries=_filter(fields, Kind.WORK),
        months=fields["months"].integer(minimum=1),
        paid="paid" in fields and fields["paid"].boolean(),
        families=fields["families"].integer() if "families" in fields else 0,
        roles=fields["roles"].codes() if "roles" in fields else (),
    )


def _references(node: Node, common: Common) -> c.Criterion:
    optional = ("endorsed_or_vetted", "most_not_enough_information", "valid_months")
    fields = node.fields(("slots",), optional)
    slots = tuple(_slot(item) for item in fields["slots"].items(least=1))
    need = sum(slot.count for slot in slots)
    endorsed = 0
    if "endorsed_or_vetted" in fields:
        endorsed = fields["endorsed_or_vetted"].integer()
        if endorsed > need:
            raise fields["endorsed_or_vetted"].error(
                "too_many_needed", value=endorsed, maximum=need
            )
    most = fields.get("most_not_enough_information")
    valid = fields.get("valid_months")
    return c.References(
        **common,
        slots=slots,
        endorsed_or_vetted=endorsed,
        most_not_enough_information=most.integer() if most else 5,
        valid_months=valid.integer(minimum=1) if valid else None,
    )


def _slot(node: Node) -> c.Slot:
    fields = node.fields(("roles",), ("count",))
    count = fields["count"].integer(minimum=1) if "count" in fields else 1
    return c.Slot(roles=fields["roles"].codes(), count=count)


def _signatures(node: Node, common: Common) -> c.Criterion:
    fields = node.fields(("documents",), ("within",))
    return c.Signatures(
        **common,
        documents=fields["documents"].codes(),
        within=_window(fields["within"]) if "within" in fields else None,
    )


def _holding(node: Node, common: Common) -> c.Criterion:
    fields = node.fields(("categories",), ("states", "months"))
    states = fields.get("states")
    return c.HoldingNeed(
        **common,
        categories=fields["categories"].codes(),
        states=tuple(item.choice(HoldingState) for item in states.items(least=1))
        if states
        else (HoldingState.ACTIVE,),
        months=fields["months"].integer() if "months" in fields else 0,
    )


READERS: dict[str, Reader] = {
    "all": _all,
    "any": _any,
    "at_least": _at_least,
    "hours": _hours,
    "supervision": _supervision,
    "coverage": _coverage,
    "education": _education,
    "work": _work,
    "references": _references,
    "signatures": _signatures,
    "holding": _holding,
}
