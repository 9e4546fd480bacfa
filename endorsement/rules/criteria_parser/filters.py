"""Reading which entries a requirement looks at: kinds, windows, sorts, providers."""

from __future__ import annotations

from endorsement.rules import criteria as c
from endorsement.rules.criteria_parser.conditions import read_level, read_span
from endorsement.rules.criteria_parser.defaults import Defaults
from endorsement.rules.facts import Delivery, Kind, Mode, RscFocus, RscFormat, Verification
from endorsement.rules.reading import Node

FILTER_KEYS = (
    *("kinds", "within", "only_accepted", "verification", "where"),
    *("in_age_band", "accrued"),
)
PLURALS = {
    "topics": c.Dimension.TOPIC,
    "areas": c.Dimension.AREA,
    "kinds": c.Dimension.KIND,
    "formats": c.Dimension.FORMAT,
    "focus": c.Dimension.FOCUS,
    "deliveries": c.Dimension.DELIVERY,
    "modes": c.Dimension.MODE,
    "roles": c.Dimension.ROLE,
    "disciplines": c.Dimension.DISCIPLINE,
    "age_bands": c.Dimension.AGE_BAND,
    "fields": c.Dimension.FIELD,
}
CLOSED: dict[c.Dimension, tuple[str, ...]] = {
    c.Dimension.KIND: tuple(Kind),
    c.Dimension.FORMAT: tuple(RscFormat),
    c.Dimension.FOCUS: tuple(RscFocus),
    c.Dimension.DELIVERY: tuple(Delivery),
    c.Dimension.MODE: tuple(Mode),
}
WINDOW_KEYS = ("months", "years", "cycle", "any_months", "after", "before", "from", "through")


def read_value(node: Node, dimension: c.Dimension, defaults: Defaults) -> str:
    """A value of a dimension, which must be known where the dimension's values are."""
    if dimension is c.Dimension.AREA:
        return node.area()
    known = defaults.topics if dimension is c.Dimension.TOPIC else CLOSED.get(dimension)
    if known is None:
        return node.code()
    if node.value not in known:
        raise node.error("not_one_of", value=node.value, options=", ".join(known))
    return str(node.value)


def read_window(node: Node) -> c.Window:
    """`cycle`, or a mapping of which every key must hold."""
    if node.value == "cycle":
        return c.Window(cycle=True)
    if not isinstance(node.value, dict):
        raise node.error("one_window")
    fields = node.fields((), WINDOW_KEYS)
    if not fields:
        raise node.error("one_window")
    begins, through = read_span(fields, node)
    months = fields["months"].integer(minimum=1, maximum=1200) if "months" in fields else None
    if "years" in fields:
        months = 12 * fields["years"].integer(minimum=1, maximum=100)
    return c.Window(
        months=months,
        cycle="cycle" in fields and fields["cycle"].boolean(),
        any_months=(
            fields["any_months"].integer(minimum=1, maximum=1200)
            if "any_months" in fields
            else None
        ),
        after=_event(fields["after"]) if "after" in fields else None,
        before=_event(fields["before"]) if "before" in fields else None,
        from_on=begins,
        through_on=through,
    )


def _event(node: Node) -> c.Event:
    if not isinstance(node.value, dict):
        return c.Event(on=node.day())
    fields = node.fields((), ("degree", "endorsed"))
    if len(fields) != 1:
        raise node.error("one_event")
    if "degree" in fields:
        return c.Event(degree=read_level(fields["degree"]))
    return c.Event(endorsed=fields["endorsed"].codes())


def read_spread(node: Node) -> c.Spread:
    """`{at_least: 6, at_most: 12}`, in months."""
    fields = node.fields((), ("at_least", "at_most"))
    if not fields:
        raise node.error("empty")
    least = fields["at_least"].integer(minimum=1, maximum=1200) if "at_least" in fields else 0
    most = fields["at_most"].integer(minimum=1, maximum=1200) if "at_most" in fields else None
    if most is not None and most < least:
        raise fields["at_most"].error("most_below_least")
    return c.Spread(at_least=least, at_most=most)


def read_where(node: Node, defaults: Defaults) -> c.Wanted:
    """`{formats: [group], topics: [dei]}`: one of the values in each dimension."""
    fields = node.fields((), PLURALS)
    if not fields:
        raise node.error("empty")
    return tuple(
        (
            PLURALS[key],
            tuple(read_value(item, PLURALS[key], defaults) for item in inner.items(least=1)),
        )
        for key, inner in fields.items()
    )


def read_provider_rule(node: Node) -> c.ProviderRule:
    """Who may give hours of certain days."""
    fields = node.fields(("bases",), ("from", "through", "emerging"))
    begins, through = read_span(fields, node)
    return c.ProviderRule(
        bases=fields["bases"].codes(),
        from_on=begins,
        through_on=through,
        emerging="emerging" in fields and fields["emerging"].boolean(),
    )


def _accrual(node: Node, defaults: Defaults) -> c.Accrual:
    fields = node.fields(
        (), ("from", "through", "verification", "only_accepted", "peers_count", "where")
    )
    begins, through = read_span(fields, node)
    if begins is None and through is None:
        raise node.error("missing_key", key="from")
    verification = fields.get("verification")
    return c.Accrual(
        from_on=begins,
        through_on=through,
        verification=verification.choice(Verification) if verification else None,
        only_accepted=fields["only_accepted"].boolean() if "only_accepted" in fields else None,
        peers_count=fields["peers_count"].boolean() if "peers_count" in fields else None,
        where=read_where(fields["where"], defaults) if "where" in fields else (),
    )


def read_filter(fields: dict[str, Node], defaults: Defaults, *kinds: Kind) -> c.EntryFilter:
    """The entries that the filter keys among the fields name; `kinds` when they name none."""
    where = read_where(fields["where"], defaults) if "where" in fields else ()
    if "in_age_band" in fields and fields["in_age_band"].boolean():
        if not defaults.age_bands:
            raise fields["in_age_band"].error("no_age_band")
        where = (*where, (c.Dimension.AGE_BAND, defaults.age_bands))
    named = fields.get("kinds")
    return c.EntryFilter(
        kinds=tuple(item.choice(Kind) for item in named.items(least=1)) if named else kinds,
        within=read_window(fields["within"]) if "within" in fields else None,
        only_accepted="only_accepted" in fields and fields["only_accepted"].boolean(),
        verification=(
            fields["verification"].choice(Verification)
            if "verification" in fields
            else Verification.SELF_REPORTED
        ),
        where=where,
        accrued=(
            tuple(_accrual(item, defaults) for item in fields["accrued"].items(least=1))
            if "accrued" in fields
            else ()
        ),
        credit_hours=defaults.credit_hours,
    )
