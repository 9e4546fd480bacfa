"""The references that somebody needs as a set, and where each that they asked for stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from endorsement.models import Application, Association, Edition, Person, Reference
from endorsement.rules import scheme as rules
from endorsement.rules.criteria import References
from endorsement.rules.evaluate import evaluate
from endorsement.rules.references import Limits, limits_of
from endorsement.rules.verdict import Verdict
from endorsement.selectors import editions, frameworks, overlays, portfolio
from endorsement.wording import Names


class Standing(StrEnum):
    """Where a reference stands for the person who asked for it."""

    WAITING = "waiting"
    RAN_OUT = "ran_out"
    GOOD = "good"
    TOO_OLD = "too_old"
    VOID = "void"
    DECLINED = "declined"
    CANCELED = "canceled"


def standing(reference: Reference, limits: Limits, on: date) -> tuple[Standing, date | None]:
    """Where it stands, and the last day of its link or of what it is worth."""
    match reference.state:
        case Reference.State.DECLINED:
            return Standing.DECLINED, None
        case Reference.State.CANCELED:
            return Standing.CANCELED, None
        case Reference.State.REQUESTED:
            last = reference.association.day_of(reference.token_expires_at)
            return (Standing.WAITING if on <= last else Standing.RAN_OUT), last
    if limits.void(reference.not_enough_information):
        return Standing.VOID, None
    through = limits.good_through(reference.completed_on) if reference.completed_on else None
    return (Standing.TOO_OLD if through and through < on else Standing.GOOD), through


def open_application(person: Person, association: Association) -> Application | None:
    """What the person applies for there, the latest of several."""
    rows = person.applications.filter(association=association)
    rows = rows.exclude(state__in=Application.CLOSED).select_related("edition__scheme")
    return rows.order_by("-created_at", "-pk").first()


def edition_for(person: Person, association: Association, on: date) -> Edition | None:
    """The edition whose form a rater gets: of what they apply for, else today's; None without any."""
    applied = open_application(person, association)
    if applied:
        return applied.edition
    try:
        return editions.current(association, on)
    except Edition.DoesNotExist:
        return None


def criteria_of(reference: Reference, on: date) -> rules.Edition:
    """What the edition says under which they were asked; of one asked before that was kept, today's.

    :raises Edition.DoesNotExist: when there is none.
    """
    return editions.parsed(reference.edition or editions.current(reference.association, on))


def limits(person: Person, association: Association, on: date) -> Limits:
    """When a rating of theirs can count no more: by what they apply for, else by every category."""
    applied = open_application(person, association)
    if applied:
        criteria = editions.parsed(applied.edition)
        return limits_of(_asked(criteria.categories[applied.category]))
    try:
        criteria = editions.parsed(editions.current(association, on))
    except Edition.DoesNotExist:
        return Limits()
    return limits_of(one for each in criteria.categories.values() for one in _asked(each))


def over(person: Person, association: Association, rater: Person, role: str, on: date) -> int:
    """How many ratings they have from this rater in this role that can count no more."""
    given = list(
        person.references.filter(
            association=association, rater=rater, role=role, state=Reference.State.COMPLETED
        ).select_related("association")
    )
    known = limits(person, association, on) if given else Limits()
    ended = (Standing.VOID, Standing.TOO_OLD)
    return sum(standing(one, known, on)[0] in ended for one in given)


@dataclass(frozen=True)
class ReferenceSet:
    """What a category asks of references and how far that is; `applied` when it is applied for."""

    criteria: rules.Edition
    category: rules.Category
    applied: bool
    asked: list[tuple[References, Verdict]]
    names: Names
    limits: Limits


def set_of(person: Person, association: Association, on: date, wanted: str = "") -> ReferenceSet:
    """For the category they apply for, else the `wanted` one, else the first that asks for references.

    :raises Edition.DoesNotExist: when the association measures by nothing today.
    """
    applied = open_application(person, association)
    own = overlays.overlay_of(association)
    row = applied.edition if applied else editions.current(association, on)
    criteria = overlays.named(editions.parsed(row), own.labels if own else None)
    category = criteria.categories[applied.category] if applied else _chosen(criteria, wanted)
    verdict = evaluate(category.award, portfolio.facts(person, association, on), on)
    asked = {one.id: one for one in _asked(category)}
    return ReferenceSet(
        criteria=criteria,
        category=category,
        applied=applied is not None,
        asked=[(asked[one.id], one) for one in verdict.walk() if one.id in asked],
        names={**frameworks.names(criteria.frameworks), **criteria.names()},
        limits=limits_of(asked.values()),
    )


def asking(criteria: rules.Edition) -> list[rules.Category]:
    """The categories that ask for references, in the edition's order."""
    return [one for one in criteria.categories.values() if any(_asked(one))]


def _chosen(criteria: rules.Edition, wanted: str) -> rules.Category:
    choice = asking(criteria) or list(criteria.categories.values())
    return next((one for one in choice if one.code == wanted), choice[0])


def _asked(category: rules.Category) -> Iterable[References]:
    return (one for one in category.award.walk() if isinstance(one, References))
