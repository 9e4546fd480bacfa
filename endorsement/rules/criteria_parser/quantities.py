"""Reading coverage, education, work and counts."""

from __future__ import annotations

from endorsement.rules import criteria as c
from endorsement.rules.criteria_parser.conditions import read_level, read_months
from endorsement.rules.criteria_parser.defaults import Defaults
from endorsement.rules.criteria_parser.filters import FILTER_KEYS, read_filter, read_spread
from endorsement.rules.criteria_parser.hours import COVERAGE_KEYS, Common, read_coverage
from endorsement.rules.facts import Kind
from endorsement.rules.reading import Node

MEASURES = (*c.Measure, "years")


def read_coverage_of_its_own(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    """`coverage`: areas or competencies covered by entries."""
    fields = node.fields(("of",), (*FILTER_KEYS, *COVERAGE_KEYS))
    needs = {key: field.value for key, field in fields.items() if key not in FILTER_KEYS}
    return c.Coverage(
        **common,  # type: ignore[arg-type]
        entries=read_filter(fields, defaults, Kind.TRAINING, Kind.EDUCATION),
        coverage=read_coverage(Node(needs, node.path), defaults),
    )


def read_education(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    """`education`: finished education of a level."""
    fields = node.fields(("level",), ("fields", "verification", "within"))
    return c.Education(
        **common,  # type: ignore[arg-type]
        entries=read_filter(
            {key: one for key, one in fields.items() if key != "fields"}, defaults, Kind.EDUCATION
        ),
        level=read_level(fields["level"]),
        fields=fields["fields"].codes() if "fields" in fields else (),
    )


def read_work(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    """`work`: months or years of it."""
    own = ("years", "months", "paid", "families", "roles")
    fields = node.fields((), (*own, *(key for key in FILTER_KEYS if key != "kinds")))
    months = read_months(fields, minimum=1)
    if months is None:
        raise node.error("missing_key", key="months")
    return c.Work(
        **common,  # type: ignore[arg-type]
        entries=read_filter(fields, defaults, Kind.WORK),
        months=months,
        paid="paid" in fields and fields["paid"].boolean(),
        families=fields["families"].integer() if "families" in fields else 0,
        roles=fields["roles"].codes() if "roles" in fields else (),
    )


def read_count(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    """`count`: entries, months, years, families, people or disciplines."""
    fields = node.fields(("of", "kinds", "min"), (*FILTER_KEYS, "max", "spread"))
    named = fields["of"].value
    if named not in MEASURES:
        raise fields["of"].error("not_one_of", value=named, options=", ".join(MEASURES))
    years = named == "years"
    factor = 12 if years else 1
    need = factor * fields["min"].integer(minimum=1)
    most = factor * fields["max"].integer() if "max" in fields else None
    if most is not None and most < need:
        raise fields["max"].error("most_below_least")
    return c.Count(
        **common,  # type: ignore[arg-type]
        entries=read_filter(fields, defaults),
        measure=c.Measure.MONTHS if years else c.Measure(str(named)),
        need=need,
        most=most,
        spread=read_spread(fields["spread"]) if "spread" in fields else None,
    )
