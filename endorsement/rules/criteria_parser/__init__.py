"""From plain dicts (YAML or JSON) to criteria, naming the place of whatever is wrong.

A requirement is a mapping with `id`, `label`, optionally `hint`, `waivable`, `when`, and exactly
one key that names its kind (`READERS`). docs/criteria.md shows each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from endorsement.rules import criteria as c
from endorsement.rules.criteria_parser import hours, others, quantities
from endorsement.rules.criteria_parser.conditions import needs_cycle, read_condition
from endorsement.rules.criteria_parser.defaults import Defaults
from endorsement.rules.criteria_parser.hours import Common
from endorsement.rules.reading import DocumentError, Node

__all__ = ["READERS", "Defaults", "parse_requirement"]

Reader = Callable[[Node, Common, Defaults], c.Criterion]

COMMON_KEYS = ("label", "hint", "waivable", "when")
MOST_LEVELS = 20


def parse_requirement(
    document: object, *, path: str, purpose: str = "award", defaults: Defaults | None = None
) -> c.Criterion:
    """Read a requirement tree; `purpose` names the root ("award", "renewal" …).

    :raises DocumentError: with path, code and parameters, at the first thing that is wrong.
    """
    defaults = replace(defaults or Defaults(), purpose=purpose)
    root = _criterion(Node(document, path), defaults, root_id=purpose)
    seen: set[str] = set()
    for one in root.walk():
        if one.id in seen:
            raise DocumentError(one.path, "duplicate", value=one.id)
        seen.add(one.id)
        if purpose != "renewal" and _of_cycle(one):
            raise DocumentError(one.path, "no_cycle")
    _refuse_unknown_partners(root, seen)
    return root


def _of_cycle(one: c.Criterion) -> bool:
    if any(window.cycle for window in one.windows()):
        return True
    return any(needs_cycle(condition) for condition in one.conditions()) or (
        isinstance(one, c.Hours) and one.pro_rata is not None
    )


def _refuse_unknown_partners(root: c.Criterion, ids: set[str]) -> None:
    for one in root.walk():
        for partner in one.shares_hours_with if isinstance(one, c.Hours) else ():
            if partner not in ids:
                raise DocumentError(one.path, "unknown_requirement", value=partner)


def _criterion(node: Node, defaults: Defaults, *, root_id: str = "") -> c.Criterion:
    if node.path.count(".") + node.path.count("[") > 4 * MOST_LEVELS:
        raise node.error("too_deep")
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
        "when": read_condition(fields["when"]) if "when" in fields else None,
    }
    common["crosswalk"] = defaults.crosswalk
    common["path"] = fields[kinds[0]].path
    return READERS[kinds[0]](fields[kinds[0]], common, defaults)


def _all(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    return c.Group(**common, children=_children(node, defaults))  # type: ignore[arg-type]


def _any(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    return c.Group(**common, children=_children(node, defaults), need=1)  # type: ignore[arg-type]


def _at_least(node: Node, common: Common, defaults: Defaults) -> c.Criterion:
    fields = node.fields(("count", "of"))
    children = _children(fields["of"], defaults)
    count = fields["count"].integer(minimum=1)
    if count > len(children):
        raise fields["count"].error("too_many_needed", value=count, maximum=len(children))
    return c.Group(**common, children=children, need=count)  # type: ignore[arg-type]


def _children(node: Node, defaults: Defaults) -> tuple[c.Criterion, ...]:
    return tuple(_criterion(item, defaults) for item in node.items(least=1))


READERS: dict[str, Reader] = {
    "all": _all,
    "any": _any,
    "at_least": _at_least,
    "hours": hours.read_hours,
    "supervision": hours.read_supervision,
    "coverage": quantities.read_coverage_of_its_own,
    "education": quantities.read_education,
    "work": quantities.read_work,
    "count": quantities.read_count,
    "references": others.read_references,
    "signatures": others.read_signatures,
    "uploads": others.read_uploads,
    "holding": others.read_holding,
    "membership": others.read_membership,
    "exam": others.read_exam,
    "assessment": others.read_assessment,
    "self_assessment": others.read_self_assessment,
}
