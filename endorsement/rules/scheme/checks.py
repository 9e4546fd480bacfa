"""Whether everything that a requirement names is there, and can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from endorsement.rules import criteria as c
from endorsement.rules.facts import area_of
from endorsement.rules.framework import Framework
from endorsement.rules.reading import DocumentError
from endorsement.rules.scheme.rating_form import RatingForm
from endorsement.rules.scheme.values import Edition

Named = tuple[Iterable[str], Iterable[str], str]


def check(edition: Edition, frameworks: Mapping[str, Framework]) -> None:
    """Refuse what names something unknown.

    :raises DocumentError: at the first such place.
    """
    known = {
        reference
        for name, one in frameworks.items()
        for reference in one.names()
        if name in edition.frameworks
    }
    codes = {name.split("@")[0] for name in edition.frameworks}
    closed = {one.code for one in frameworks.values()} & codes
    _check_crosswalk(edition, frameworks, codes, closed, known)
    for area, path in _rated(edition.rating_form):
        _check_area(area, path, codes, closed, known)
    for category in edition.categories.values():
        for tree in category.trees():
            for one in tree.walk():
                for area in areas_named(one):
                    _check_area(area, one.path, codes, closed, known)
                _check_names(one, edition)
                if isinstance(one, c.SelfAssessment):
                    _check_level(one, edition, frameworks)
        for band in category.age_bands:
            if band not in edition.age_bands:
                path = f"categories.{category.code}.age_bands"
                raise DocumentError(path, "unknown_age_band", value=band)
        if category.renewal and not edition.renewal:
            raise DocumentError(category.renewal.path, "needs_renewal")
    _check_exempted(edition)
    _refuse_unreachable(edition)


def exemptable(edition: Edition) -> set[str]:
    """The requirements that a first renewal may leave out: what some category's renewal asks for."""
    return {
        one.id
        for category in edition.categories.values()
        if category.renewal
        for one in category.renewal.walk()
        if one is not category.renewal
    }


def _check_exempted(edition: Edition) -> None:
    """What a first renewal leaves out is asked for in some category's renewal."""
    known = exemptable(edition)
    for code in edition.renewal.first_exempts if edition.renewal else ():
        if code not in known:
            raise DocumentError("renewal.first_period.exempt", "unknown_requirement", value=code)


def _rated(form: RatingForm) -> Iterator[tuple[str, str]]:
    """The areas that raters are asked about, and where the form names them."""
    for at, item in enumerate(form.items):
        if item.area:
            yield item.area, f"{form.path}[{at}].area"


def _check_area(area: str, path: str, codes: set[str], closed: set[str], known: set[str]) -> None:
    framework = area_of(area).split(":")[0]
    if framework not in codes:
        raise DocumentError(path, "unknown_framework", value=framework)
    if framework in closed and area not in known:
        raise DocumentError(path, "unknown_area", value=area)


def _check_crosswalk(
    edition: Edition,
    frameworks: Mapping[str, Framework],
    codes: set[str],
    closed: set[str],
    known: set[str],
) -> None:
    """From frameworks that the edition does not read, to those that it does: so there are no chains."""
    anywhere = {reference for one in frameworks.values() for reference in one.names()}
    written = {one.code for one in frameworks.values()}
    for source, targets in edition.crosswalk:
        path, framework = f"crosswalk.{source}", source.split(":")[0]
        if framework in codes:
            raise DocumentError(path, "crosswalk_from_own", value=source)
        if framework in written and source not in anywhere:
            raise DocumentError(path, "unknown_area", value=source)
        for target in targets:
            _check_area(target, path, codes, closed, known)


def areas_named(one: c.Criterion) -> list[str]:
    """The areas and competencies a requirement names, each once, in order."""
    found: list[str] = []
    if isinstance(one, c.Hours):
        for quotas in one.quotas:
            if quotas.dimension is c.Dimension.AREA:
                found += [part.code for part in quotas.parts]
    if isinstance(one, c.Hours | c.Coverage) and one.coverage:
        found += one.coverage.references
    if isinstance(one, c.SelfAssessment):
        found += one.references
    if isinstance(one, c.EntryCriterion):
        for dimension, values in _wanted(one.entries):
            if dimension is c.Dimension.AREA:
                found += values
    return list(dict.fromkeys(found))


def _wanted(entries: c.EntryFilter) -> Iterator[tuple[c.Dimension, tuple[str, ...]]]:
    yield from entries.where
    for rule in entries.accrued:
        yield from rule.where


def _check_names(one: c.Criterion, edition: Edition) -> None:
    for values, allowed, code in _named(one, edition):
        for value in values:
            if value not in allowed:
                raise DocumentError(one.path, code, value=value)


def _check_level(
    one: c.SelfAssessment, edition: Edition, frameworks: Mapping[str, Framework]
) -> None:
    """The level is one of each scale it is asked on: of the framework's own, else of the edition's."""
    own = {
        framework.code: len(framework.rating_scale)
        for name, framework in frameworks.items()
        if name in edition.frameworks and framework.rating_scale
    }
    for reference in one.references:
        levels = own.get(area_of(reference).split(":")[0], len(edition.rating_scale))
        if levels and one.level > levels:
            raise DocumentError(one.path, "unknown_level", value=one.level)


def _named(one: c.Criterion, edition: Edition) -> Iterator[Named]:
    if isinstance(one, c.Signatures):
        yield one.documents, edition.documents, "unknown_document"
    if isinstance(one, c.Uploads):
        yield one.documents, edition.uploads, "unknown_upload"
    if isinstance(one, c.HoldingNeed):
        yield one.categories, edition.categories, "unknown_category"
    if isinstance(one, c.References):
        roles = [role for slot in one.slots for role in slot.roles]
        yield roles, edition.reference_roles, "unknown_role"
        yield one.categories, edition.categories, "unknown_category"
    if isinstance(one, c.EntryCriterion):
        bands = [
            band
            for dimension, values in _wanted(one.entries)
            if dimension is c.Dimension.AGE_BAND
            for band in values
        ]
        yield bands, edition.age_bands, "unknown_age_band"
    for condition in one.conditions():
        yield from _named_in(condition, edition)
    for window in one.windows():
        for event in (window.after, window.before):
            if event:
                yield event.endorsed, edition.categories, "unknown_category"


def _named_in(condition: c.Condition, edition: Edition) -> Iterator[Named]:
    match condition:
        case c.Held(categories=categories):
            yield categories, edition.categories, "unknown_category"
        case c.AllOf(parts=parts) | c.AnyOf(parts=parts):
            for part in parts:
                yield from _named_in(part, edition)
        case c.Not(part=part):
            yield from _named_in(part, edition)


def _refuse_unreachable(edition: Edition) -> None:
    """Refuse categories whose prerequisites need, in the end, the category itself."""
    reachable: set[str] = set()
    grows = True
    while grows:
        grows = False
        for code, category in edition.categories.items():
            if code not in reachable and _can_be_met(category.award, reachable):
                reachable.add(code)
                grows = True
    stuck = [code for code in edition.categories if code not in reachable]
    if stuck:
        first = next(
            one
            for one in edition.categories[stuck[0]].award.walk()
            if isinstance(one, c.HoldingNeed) and not _can_be_met(one, reachable)
        )
        raise DocumentError(first.path, "prerequisite_cycle", value=", ".join(stuck))


def _can_be_met(one: c.Criterion, reachable: set[str]) -> bool:
    if one.when is not None:
        return True
    if isinstance(one, c.HoldingNeed):
        return len(reachable & set(one.categories)) >= one.count
    if isinstance(one, c.Group):
        possible = sum(_can_be_met(child, reachable) for child in one.children)
        return possible >= (len(one.children) if one.need is None else one.need)
    return True
