"""Reading an edition from plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from endorsement.rules import criteria as c
from endorsement.rules.criteria_parser import Defaults, parse_requirement
from endorsement.rules.crosswalk import Crosswalk
from endorsement.rules.facts import TOPICS, Delivery, Hundredths, Kind
from endorsement.rules.framework import Framework
from endorsement.rules.reading import Node, Text
from endorsement.rules.scheme.checks import check
from endorsement.rules.scheme.cycle import read_renewal
from endorsement.rules.scheme.rating_form import read_rating_form
from endorsement.rules.scheme.values import (
    USUAL_OUTCOMES,
    Category,
    Document,
    Edition,
    Emerging,
    Outcome,
    Sort,
)

FORMATS = (1, 2)
"""In format 1 the requirements of a category share hours unless they say otherwise; in 2 not."""

FORMAT = FORMATS[-1]

EDITION_KEYS = (
    *("description", "documents", "uploads", "reference_roles", "reference_form", "rating_form"),
    *("topics", "age_bands", "rating_scale", "credit_hours", "double_counting"),
    *("evidence_order", "outcomes", "crosswalk", "renewal"),
)
TREES = ("award", "renewal", "reinstatement")


def parse_edition(document: object, frameworks: Iterable[Framework] = ()) -> Edition:
    """Read an edition from plain values; areas are checked against the frameworks that are given.

    :raises DocumentError: with path, code and parameters, at the first thing that is wrong.
    """
    fields = Node(document).fields(
        ("format", "scheme", "name", "edition", "frameworks", "categories"), EDITION_KEYS
    )
    written = fields["format"].value
    if written not in FORMATS or isinstance(written, bool):
        known = ", ".join(str(one) for one in FORMATS)
        raise fields["format"].error("unknown_format", value=written, known=known)
    dated = fields["edition"].fields(("code", "effective_from"), ("effective_through",))
    through = dated["effective_through"].day() if "effective_through" in dated else None
    begins = dated["effective_from"].day()
    if through is not None and through < begins:
        raise dated["effective_through"].error("ends_before")
    defaults = _defaults(fields, shared=written == 1)
    edition = Edition(
        scheme=fields["scheme"].code(),
        name=fields["name"].label(),
        description=fields["description"].label() if "description" in fields else {},
        code=dated["code"].text(),
        effective_from=begins,
        effective_through=through,
        frameworks=tuple(node.text() for node in fields["frameworks"].items(least=1)),
        documents=_documents(fields.get("documents")),
        reference_roles=_names(fields.get("reference_roles")),
        rating_form=read_rating_form(fields.get("rating_form"), fields.get("reference_form")),
        renewal=read_renewal(fields["renewal"]) if "renewal" in fields else None,
        categories=_categories(
            fields["categories"], defaults, _outcomes(fields.get("outcomes"), USUAL_OUTCOMES)
        ),
        uploads=_names(fields.get("uploads")),
        topics=_names(fields.get("topics")),
        age_bands=_names(fields.get("age_bands")),
        rating_scale=_scale(fields.get("rating_scale")),
        evidence_order=defaults.evidence_order,
        credit_hours=defaults.credit_hours,
        crosswalk=defaults.crosswalk,
        shared_hours=defaults.shared,
        shared_by_renewals=defaults.shared_by_renewals,
    )
    check(edition, {one.reference: one for one in frameworks})
    return edition


def _defaults(fields: dict[str, Node], *, shared: bool) -> Defaults:
    split, renewals = False, True
    if "double_counting" in fields:
        policy = fields["double_counting"].fields((), ("areas", "requirements", "renewals"))
        split = _one_of(policy.get("areas"), ("cover", "split"), "cover") == "split"
        before = "share" if shared else "separate"
        shared = _one_of(policy.get("requirements"), ("share", "separate"), before) == "share"
        renewals = _one_of(policy.get("renewals"), ("share", "separate"), "share") == "share"
    return Defaults(
        split=split,
        shared=shared,
        shared_by_renewals=renewals,
        topics=(*TOPICS, *_names(fields.get("topics"))),
        credit_hours=_credits(fields.get("credit_hours")),
        evidence_order=_evidence_order(fields.get("evidence_order")),
        crosswalk=_crosswalk(fields.get("crosswalk")),
    )


def _one_of(node: Node | None, options: tuple[str, ...], usual: str) -> str:
    if node is None:
        return usual
    if node.value not in options:
        raise node.error("not_one_of", value=node.value, options=", ".join(options))
    return str(node.value)


def _credits(node: Node | None) -> tuple[tuple[str, Hundredths], ...]:
    pairs = node.pairs() if node else []
    return tuple((Node(unit, one.path).code(), one.hours(minimum=1)) for unit, one in pairs)


def _crosswalk(node: Node | None) -> Crosswalk:
    pairs = node.pairs() if node else []
    return tuple((Node(source, one.path).area(), one.areas()) for source, one in pairs)


def _evidence_order(node: Node | None) -> tuple[str, ...]:
    known = (*Delivery, *Kind)
    return tuple(_one_of(item, known, "") for item in (node.items() if node else []))


def _documents(node: Node | None) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for code, inner in node.pairs() if node else []:
        Node(code, inner.path).code()
        fields = inner.fields(("name", "text"))
        found[code] = Document(name=fields["name"].label(), text=fields["text"].label())
    return found


def _names(node: Node | None) -> dict[str, Text]:
    pairs = node.pairs() if node else []
    return {Node(code, inner.path).code(): inner.label() for code, inner in pairs}


def _scale(node: Node | None) -> tuple[Text, ...]:
    return tuple(item.label() for item in node.items(least=1)) if node else ()


def _outcomes(node: Node | None, usual: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    if node is None:
        return usual
    return tuple(item.choice(Outcome) for item in node.items(least=1))


CATEGORY_KEYS = (
    *("description", "scope", "renewal", "reinstatement", "emerging"),
    *("sort", "age_bands", "outcomes"),
)


def _categories(
    node: Node, defaults: Defaults, outcomes: tuple[Outcome, ...]
) -> dict[str, Category]:
    found = {
        Node(code, inner.path).code(): _category(code, inner, defaults, outcomes)
        for code, inner in node.pairs()
    }
    if not found:
        raise node.error("empty")
    return found


def _category(code: str, node: Node, defaults: Defaults, outcomes: tuple[Outcome, ...]) -> Category:
    fields = node.fields(("name", "award"), CATEGORY_KEYS)
    age_bands = fields["age_bands"].codes() if "age_bands" in fields else ()
    own = replace(defaults, age_bands=age_bands)
    trees = {
        purpose: parse_requirement(
            fields[purpose].value, path=fields[purpose].path, purpose=purpose, defaults=own
        )
        for purpose in TREES
        if purpose in fields
    }
    emerging = fields.get("emerging")
    return Category(
        code=code,
        name=fields["name"].label(),
        description=fields["description"].label() if "description" in fields else {},
        scope=fields["scope"].code() if "scope" in fields else "",
        award=trees["award"],
        renewal=trees.get("renewal"),
        reinstatement=trees.get("reinstatement"),
        emerging=_emerging(emerging, trees["award"]) if emerging else None,
        sort=fields["sort"].choice(Sort) if "sort" in fields else Sort.CATEGORY,
        age_bands=age_bands,
        outcomes=_outcomes(fields.get("outcomes"), outcomes),
    )


def _emerging(node: Node, award: c.Criterion) -> Emerging:
    fields = node.fields(("months",), ("without",))
    without = fields["without"].codes() if "without" in fields else ()
    known = {one.id for one in award.walk()} - {award.id}
    for item in fields["without"].items() if without else []:
        if item.value not in known:
            raise item.error("unknown_requirement", value=item.value)
    pruned = _without(award, frozenset(without))
    if pruned is None:
        raise fields["without"].error("empty")
    return Emerging(
        months=fields["months"].integer(minimum=1, maximum=120),
        without=without,
        requirement=replace(pruned, id="emerging"),
    )


def _without(tree: c.Criterion, ids: frozenset[str]) -> c.Criterion | None:
    """The tree without some requirements, and without groups that are empty then."""
    if tree.id in ids:
        return None
    if not isinstance(tree, c.Group):
        return tree
    children = tuple(kept for child in tree.children if (kept := _without(child, ids)) is not None)
    if not children:
        return None
    need = None if tree.need is None else min(tree.need, len(children))
    return replace(tree, children=children, need=need)
