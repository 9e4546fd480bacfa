"""Reading hours: totals, quotas, caps, coverage, and whether they can all hold at once."""

from __future__ import annotations

from collections.abc import Sequence

from endorsement.rules import criteria as c
from endorsement.rules.criteria_parser.conditions import read_condition
from endorsement.rules.criteria_parser.defaults import Defaults
from endorsement.rules.criteria_parser.filters import (
    FILTER_KEYS,
    read_filter,
    read_provider_rule,
    read_spread,
    read_value,
)
from endorsement.rules.facts import Hundredths, Kind
from endorsement.rules.reading import Node

Common = dict[str, object]

QUOTA_DIMENSIONS = {
    "topics": c.Dimension.TOPIC,
    "areas": c.Dimension.AREA,
    "formats": c.Dimension.FORMAT,
    "focus": c.Dimension.FOCUS,
    "deliveries": c.Dimension.DELIVERY,
    "modes": c.Dimension.MODE,
    "kind_minimums": c.Dimension.KIND,
}
EXACT = (
    *(c.Dimension.KIND, c.Dimension.FORMAT, c.Dimension.FOCUS),
    *(c.Dimension.DELIVERY, c.Dimension.MODE),
)
"""An entry has one value of these; it can have several topics and areas."""

QUANTITY_KEYS = (
    *FILTER_KEYS,
    *QUOTA_DIMENSIONS,
    *("max", "topic", "coverage", "caps", "spread", "pro_rata", "shares_hours_with"),
)
COVERAGE_KEYS = ("at_least", "items", "hours", "split")
MOST_CHOICES = 16


def read_hours(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    """`hours`: clock hours of some kinds."""
    fields = node.fields(("kinds", "min"), QUANTITY_KEYS)
    return c.Hours(**common, **_quantity(fields, defaults))  # type: ignore[arg-type]


def read_supervision(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    """`supervision`: hours of RSC received, by qualified providers."""
    fields = node.fields(("min",), (*QUANTITY_KEYS, "providers", "peers_count", "sources"))
    peers = fields.get("peers_count")
    conditional = peers is not None and isinstance(peers.value, dict)
    return c.Supervision(
        **common,  # type: ignore[arg-type]
        **_quantity(fields, defaults, Kind.RSC_RECEIVED),  # type: ignore[arg-type]
        providers=tuple(read_provider_rule(item) for item in fields["providers"].items(least=1))
        if "providers" in fields
        else (),
        peers_count=peers is not None and not conditional and peers.boolean(),
        peers_when=read_condition(peers) if peers is not None and conditional else None,
        sources=_sources(fields["sources"]) if "sources" in fields else None,
    )


def _sources(node: Node) -> c.Sources:
    fields = node.fields(("main_percent", "others"))
    return c.Sources(
        percent=fields["main_percent"].integer(maximum=99), others=fields["others"].integer()
    )


def _quantity(fields: dict[str, Node], defaults: Defaults, *kinds: Kind) -> Common:
    topic, need = fields.get("topic"), fields["min"].hours(minimum=1)
    most = fields["max"].hours() if "max" in fields else None
    if most is not None and most < need:
        raise fields["max"].error("most_below_least")
    spread = read_spread(fields["spread"]) if "spread" in fields else None
    quotas, caps = _quotas_and_caps(fields, defaults)
    entries = read_filter(fields, defaults, *kinds)
    _refuse_short_window(fields, entries.within, spread)
    coverage = read_coverage(fields["coverage"], defaults) if "coverage" in fields else None
    _refuse_contradictions(fields, need, quotas, caps, coverage)
    shared = fields.get("shares_hours_with")
    return {
        "entries": entries,
        "need": need,
        "most": most,
        "topic": read_value(topic, c.Dimension.TOPIC, defaults) if topic else "",
        "quotas": quotas,
        "coverage": coverage,
        "caps": caps,
        "spread": spread,
        "pro_rata": fields["pro_rata"].choice(c.ProRata) if "pro_rata" in fields else None,
        "shares_hours_with": shared.codes(least=0) if shared else (),
        "shared": defaults.shared,
    }


def _quotas_and_caps(
    fields: dict[str, Node], defaults: Defaults
) -> tuple[tuple[c.Quotas, ...], tuple[c.Cap, ...]]:
    quotas: list[c.Quotas] = []
    caps: list[c.Cap] = []
    for key, dimension in QUOTA_DIMENSIONS.items():
        if key not in fields:
            continue
        for disjoint, node in _sets(fields[key], dimension, defaults):
            parts = [_quota(code, value, dimension, defaults, caps) for code, value in node.pairs()]
            if not parts:
                raise node.error("empty")
            wanted = tuple(one for one in parts if one)
            if wanted:
                quotas.append(c.Quotas(dimension=dimension, parts=wanted, disjoint=disjoint))
    if "caps" in fields:
        caps += _caps(fields["caps"], defaults)
    return tuple(quotas), tuple(caps)


def _sets(node: Node, dimension: c.Dimension, defaults: Defaults) -> list[tuple[bool, Node]]:
    """`{dei: 3}` overlaps, `{disjoint: {iecmh: 30, dei: 3}}` does not; both may stand together.

    Over areas the edition may say that hours are split wherever nothing else is said.
    """
    pairs = dict(node.pairs())
    disjoint = pairs.pop("disjoint", None)
    found = [(True, disjoint)] if disjoint else []
    if pairs or not found:
        rest = Node({key: inner.value for key, inner in pairs.items()}, node.path)
        found.append((dimension is c.Dimension.AREA and defaults.split, rest))
    return found


def _quota(
    code: str,
    value: Node,
    dimension: c.Dimension,
    defaults: Defaults,
    caps: list[c.Cap],
) -> c.Quota | None:
    """A number of hours, or `{min: 3, max: 12, when: …}`; a maximum becomes a cap."""
    read_value(Node(code, value.path), dimension, defaults)
    if not isinstance(value.value, dict):
        return c.Quota(code=code, need=value.hours())
    fields = value.fields((), ("min", "max", "when"))
    when = read_condition(fields["when"]) if "when" in fields else None
    if "min" not in fields and "max" not in fields:
        raise value.error("missing_key", key="min")
    if "max" in fields:
        _exact(dimension, fields["max"])
        most = fields["max"].hours()
        caps.append(c.Cap(dimension=dimension, code=code, most=most, when=when))
    return c.Quota(code=code, need=fields["min"].hours(), when=when) if "min" in fields else None


def _exact(dimension: c.Dimension, node: Node) -> None:
    if dimension not in EXACT:
        # A limit on one of several values would not be exact.
        raise node.error("not_one_of", value=dimension, options=", ".join(EXACT))


def _caps(node: Node, defaults: Defaults) -> list[c.Cap]:
    found: list[c.Cap] = []
    for key, inner in node.pairs():
        dimension = Node(key, node.path).choice(c.Dimension)
        _exact(dimension, node)
        for code, value in inner.pairs():
            read_value(Node(code, value.path), dimension, defaults)
            when = None
            most = value
            if isinstance(value.value, dict):
                fields = value.fields(("max",), ("when",))
                most = fields["max"]
                when = read_condition(fields["when"]) if "when" in fields else None
            found.append(c.Cap(dimension=dimension, code=code, most=most.hours(), when=when))
        if not inner.pairs():
            raise inner.error("empty")
    if not found:
        raise node.error("empty")
    return found


def read_coverage(node: Node, defaults: Defaults) -> c.CoverageNeed:
    """Which areas must be covered: a list, or a table of hours by area."""
    fields = node.fields(("of",), COVERAGE_KEYS)
    each: tuple[tuple[str, Hundredths], ...] = ()
    if isinstance(fields["of"].value, dict):
        pairs = fields["of"].pairs()
        each = tuple((Node(key, one.path).area(), one.hours(minimum=1)) for key, one in pairs)
        if not each:
            raise fields["of"].error("empty")
        references = tuple(key for key, _ in each)
        if "hours" in fields:
            raise fields["hours"].error("either_or", one="hours", other="of")
    else:
        references = fields["of"].areas()
    need = len(references)
    if "at_least" in fields:
        need = fields["at_least"].integer(minimum=1)
        if need > len(references):
            raise fields["at_least"].error("too_many_needed", value=need, maximum=len(references))
    split = fields["split"].boolean() if "split" in fields else defaults.split
    if split and need < len(references) > MOST_CHOICES:
        raise node.error("too_many_choices", value=len(references), maximum=MOST_CHOICES)
    return c.CoverageNeed(
        references=references,
        need=need,
        items=fields["items"].integer(minimum=1) if "items" in fields else 1,
        hours=fields["hours"].hours() if "hours" in fields else 0,
        each=each,
        split=split,
        order=defaults.evidence_order,
    )


def _refuse_short_window(
    fields: dict[str, Node], within: c.Window | None, spread: c.Spread | None
) -> None:
    for most in (within.any_months, within.months) if within else ():
        if spread and most is not None and spread.at_least > most:
            raise fields["spread"].error("spread_exceeds_window", value=most)


def _refuse_contradictions(
    fields: dict[str, Node],
    need: Hundredths,
    quotas: Sequence[c.Quotas],
    caps: Sequence[c.Cap],
    coverage: c.CoverageNeed | None,
) -> None:
    """Minimums that the total cannot hold, and limits below a minimum of the same sort."""
    keys = {dimension: key for key, dimension in QUOTA_DIMENSIONS.items()}
    for one in quotas:
        node = fields[keys[one.dimension]]
        always = sum(part.need for part in one.parts if part.when is None) if one.disjoint else 0
        for part in one.parts:
            together = always if one.disjoint and part.when is None else always + part.need
            if together > need:
                raise node.error("quotas_exceed_total", value=together / 100, maximum=need / 100)
        for cap in caps:
            for part in one.parts:
                same = (cap.dimension, cap.code) == (one.dimension, part.code)
                if same and cap.most < part.need:
                    raise node.error("cap_below_minimum", value=part.code)
    if coverage and coverage.split:
        least = sorted(coverage.hours_for(one) for one in coverage.references)[: coverage.need]
        if sum(least) > need:
            raise fields["coverage"].error(
                "quotas_exceed_total", value=sum(least) / 100, maximum=need / 100
            )
