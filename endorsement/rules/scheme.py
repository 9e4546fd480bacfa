"""One edition of a scheme: its categories, documents, reference form and renewal, as values.

docs/criteria.md describes the file. The same document, as canonical JSON, is what the database
keeps of an edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from endorsement.rules import criteria as c
from endorsement.rules.criteria_parser import parse_requirement
from endorsement.rules.facts import area_of
from endorsement.rules.framework import Framework
from endorsement.rules.reading import DocumentError, Node, Text
from endorsement.rules.renewal import CycleKind, FirstPeriod, RenewalRule, Rung

FORMAT = 1
PURPOSES = ("award", "renewal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something to sign."""

    name: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingItem:
    """One line of the reference form; raters may answer "not enough information"."""

    code: str
    area: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of the scheme; categories are not ranked, `scope` says what practice they fit."""

    code: str
    name: Text
    description: Text
    scope: str
    award: c.Criterion
    renewal: c.Criterion | None

    def requirement(self, purpose: str) -> c.Criterion:
        """The tree for "award" or "renewal". :raises KeyError: when there is none."""
        tree = {"award": self.award, "renewal": self.renewal}[purpose]
        if tree is None:
            raise KeyError(purpose)
        return tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A dated version of a scheme's criteria; both days are inclusive."""

    scheme: str
    name: Text
    description: Text
    code: str
    effective_from: date
    effective_through: date | None
    frameworks: tuple[str, ...]
    documents: Mapping[str, Document]
    reference_roles: Mapping[str, Text]
    reference_form: tuple[RatingItem, ...]
    renewal: RenewalRule | None
    categories: Mapping[str, Category]

    def names(self) -> dict[str, Text]:
        """Names of categories, documents and reference roles by code, for sentences."""
        found: dict[str, Text] = dict(self.reference_roles)
        found.update({code: document.name for code, document in self.documents.items()})
        found.update({code: category.name for code, category in self.categories.items()})
        return found


def parse_edition(document: object, frameworks: Iterable[Framework] = ()) -> Edition:
    """Read an edition from plain values; areas are checked against the frameworks that are given.

    :raises DocumentError: with path, code and parameters, at the first thing that is wrong.
    """
    fields = Node(document).fields(
        ("format", "scheme", "name", "edition", "frameworks", "categories"),
        ("description", "documents", "reference_roles", "reference_form", "renewal"),
    )
    if fields["format"].value != FORMAT:
        raise fields["format"].error("unknown_format", value=fields["format"].value, known=FORMAT)
    dated = fields["edition"].fields(("code", "effective_from"), ("effective_through",))
    through = dated["effective_through"].day() if "effective_through" in dated else None
    begins = dated["effective_from"].day()
    if through is not None and through < begins:
        raise dated["effective_through"].error("ends_before")
    edition = Edition(
        scheme=fields["scheme"].code(),
        name=fields["name"].label(),
        description=fields["description"].label() if "description" in fields else {},
        code=dated["code"].text(),
        effective_from=begins,
        effective_through=through,
        frameworks=tuple(node.text() for node in fields["frameworks"].items(least=1)),
        documents=_documents(fields.get("documents")),
        reference_roles=_roles(fields.get("reference_roles")),
        reference_form=_form(fields.get("reference_form")),
        renewal=_renewal(fields["renewal"]) if "renewal" in fields else None,
        categories=_categories(fields["categories"]),
    )
    _check(edition, {one.reference: one for one in frameworks})
    return edition


def _documents(node: Node | None) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for code, inner in node.pairs() if node else []:
        Node(code, inner.path).code()
        fields = inner.fields(("name", "text"))
        found[code] = Document(name=fields["name"].label(), text=fields["text"].label())
    return found


def _roles(node: Node | None) -> dict[str, Text]:
    pairs = node.pairs() if node else []
    return {Node(code, inner.path).code(): inner.label() for code, inner in pairs}


def _form(node: Node | None) -> tuple[RatingItem, ...]:
    found: list[RatingItem] = []
    for item in node.items() if node else []:
        fields = item.fields(("code", "area", "text"))
        code = fields["code"].code()
        if code in [earlier.code for earlier in found]:
            raise fields["code"].error("duplicate", value=code)
        area = fields["area"].area()
        found.append(RatingItem(code=code, area=area, text=fields["text"].label()))
    return tuple(found)


def _renewal(node: Node) -> RenewalRule:
    fields = node.fields(("cycle", "window_opens"), ("grace_days", "first_period", "ladder"))
    cycle = fields["cycle"].fields(("kind",), ("years", "month_day", "anchor_year"))
    kind = cycle["kind"].choice(CycleKind)
    if kind is CycleKind.FIXED_DATE and "month_day" not in cycle:
        raise fields["cycle"].error("missing_key", key="month_day")
    month, day = _month_day(cycle["month_day"]) if "month_day" in cycle else (12, 31)
    opens = fields["window_opens"].fields((), ("months", "days"))
    if len(opens) != 1:
        raise fields["window_opens"].error("one_kind", options="months, days")
    ladder = fields.get("ladder")
    first = fields.get("first_period")
    return RenewalRule(
        kind=kind,
        years=cycle["years"].integer(minimum=1, maximum=10) if "years" in cycle else 1,
        month=month,
        day=day,
        anchor=cycle["anchor_year"].integer(minimum=1900) if "anchor_year" in cycle else 0,
        opens_months_before=opens["months"].integer() if "months" in opens else 0,
        opens_days_before=opens["days"].integer() if "days" in opens else 0,
        grace_days=fields["grace_days"].integer() if "grace_days" in fields else 0,
        first_period=first.choice(FirstPeriod) if first else FirstPeriod.FULL,
        ladder=tuple(one.choice(Rung) for one in ladder.items()) if ladder else tuple(Rung),
    )


def _month_day(node: Node) -> tuple[int, int]:
    try:
        # A leap year, so that 02-29 is a day; in other years it means the last of February.
        on = date.fromisoformat(f"2000-{node.value}")
    except ValueError:
        raise node.error("not_a_month_day", value=node.value) from None
    return on.month, on.day


def _categories(node: Node) -> dict[str, Category]:
    found: dict[str, Category] = {}
    for code, inner in node.pairs():
        Node(code, inner.path).code()
        fields = inner.fields(("name", "award"), ("description", "scope", "renewal"))
        trees = {
            purpose: parse_requirement(
                fields[purpose].value, path=fields[purpose].path, purpose=purpose
            )
            for purpose in PURPOSES
            if purpose in fields
        }
        found[code] = Category(
            code=code,
            name=fields["name"].label(),
            description=fields["description"].label() if "description" in fields else {},
            scope=fields["scope"].code() if "scope" in fields else "",
            award=trees["award"],
            renewal=trees.get("renewal"),
        )
    if not found:
        raise node.error("empty")
    return found


def _check(edition: Edition, frameworks: Mapping[str, Framework]) -> None:
    """Everything that a requirement names must be there."""
    known = {
        reference
        for name, one in frameworks.items()
        for reference in one.names()
        if name in edition.frameworks
    }
    codes = {name.split("@")[0] for name in edition.frameworks}
    closed = {one.code for one in frameworks.values()} & codes
    for at, item in enumerate(edition.reference_form):
        _check_area(item.area, f"reference_form[{at}].area", codes, closed, known)
    for category in edition.categories.values():
        for tree in (category.award, category.renewal):
            for one in tree.walk() if tree else ():
                for area in areas_named(one):
                    _check_area(area, one.path, codes, closed, known)
                _check_names(one, edition)
        if category.renewal and not edition.renewal:
            raise DocumentError(category.renewal.path, "needs_renewal")


def _check_area(area: str, path: str, codes: set[str], closed: set[str], known: set[str]) -> None:
    framework = area_of(area).split(":")[0]
    if framework not in codes:
        raise DocumentError(path, "unknown_framework", value=framework)
    if framework in closed and area not in known:
        raise DocumentError(path, "unknown_area", value=area)


def areas_named(one: c.Criterion) -> list[str]:
    """The areas and competencies a requirement names, each once, in order."""
    found: list[str] = []
    if isinstance(one, c.Hours):
        for quotas in one.quotas:
            if quotas.dimension is c.Dimension.AREA:
                found += quotas.minimums
    if isinstance(one, c.Hours | c.Coverage) and one.coverage:
        found += one.coverage.references
    return list(dict.fromkeys(found))


def _check_names(one: c.Criterion, edition: Edition) -> None:
    named: list[tuple[Iterable[str], Iterable[str], str]] = []
    if isinstance(one, c.Signatures):
        named.append((one.documents, edition.documents, "unknown_document"))
    if isinstance(one, c.HoldingNeed):
        named.append((one.categories, edition.categories, "unknown_category"))
    if isinstance(one, c.References):
        roles = [role for slot in one.slots for role in slot.roles]
        named.append((roles, edition.reference_roles, "unknown_role"))
    for values, allowed, code in named:
        for value in values:
            if value not in allowed:
                raise DocumentError(one.path, code, value=value)
