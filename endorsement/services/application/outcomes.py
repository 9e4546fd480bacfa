"""What all outcomes have in common: only those of the edition, a row that keeps them, a letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from endorsement.models import Application, Decision, DecisionPoint, Person
from endorsement.refusals import Refused
from endorsement.rules.outcomes import ACTIONS, LETTER_NEEDED, open_outcomes
from endorsement.rules.scheme import Outcome
from endorsement.selectors import editions
from endorsement.services.application.moving import move
from endorsement.services.application.telling import LETTERS
from endorsement.services.conflict import refuse_conflict
from endorsement.services.letter import written


@dataclass(frozen=True)
class Point:
    """One requirement of a decision: what is asked for, and how much of it."""

    requirement: str
    text: str = ""
    amount: str = ""


def refuse_unlisted(application: Application, outcome: Outcome) -> None:
    """An association decides only as its edition says; a wrong state is refused by the move."""
    category = editions.parsed(application.edition).categories[application.category]
    if outcome in open_outcomes(application.state, tuple(Outcome)) and outcome not in open_outcomes(
        application.state, category.outcomes
    ):
        raise Refused(
            _("The criteria of this category do not have this outcome. Choose one that they list."),
            field="outcome",
        )


def refuse_unknown_requirements(application: Application, requirements: Iterable[str]) -> None:
    category = editions.parsed(application.edition).categories[application.category]
    known = {one.id for one in category.award.walk()}
    if not known.issuperset(requirements):
        raise Refused(
            _("One of these requirements is not of this category. Reload the page."),
            field="requirements",
        )


def refuse_without_letter(outcome: Outcome, letter: str) -> None:
    if outcome in LETTER_NEEDED and not letter.strip():
        raise Refused(
            _(
                "Write the letter: the applicant reads what was met, what is missing and what is next."
            ),
            field="letter",
        )


def refuse_past(day: date, application: Application, at: datetime) -> None:
    if day <= application.association.day_of(at):
        raise Refused(_("This day has come already. Choose a later one."), field="until_on")


def conclude(
    application: Application,
    outcome: Outcome,
    *,
    coordinator: Person,
    letter: str,
    at: datetime,
    until_on: date | None = None,
    appeal_through: date | None = None,
    points: Sequence[Point] = (),
    **fields: Any,
) -> Decision:
    """Move the application by an outcome and keep the decision; a link of the chain.

    :raises Refused: for a conflict of interest, an outcome the edition does not list, a letter that
        is needed and missing, or the wrong state.
    """
    refuse_conflict(coordinator, application)
    refuse_unlisted(application, outcome)
    refuse_without_letter(outcome, letter)
    refuse_unknown_requirements(application, [one.requirement for one in points])
    letter = _with_days(application, outcome, letter, until_on, appeal_through, at)
    words = {"letter": letter.strip()} if letter.strip() else {}
    words |= {f"condition.{one.requirement}": one.text for one in points if one.text}
    moved = move(
        application,
        action=ACTIONS[outcome],
        role="coordinator",
        actor=coordinator,
        at=at,
        payload=_payload(application, until_on, appeal_through, points),
        texts=words or None,
        chained=True,
        question=letter.strip(),
        **fields,
    )
    return keep(
        moved,
        Decision.Outcome(outcome.value),
        letter=letter.strip(),
        points=points,
        coordinator=coordinator,
        at=at,
        until_on=until_on,
        appeal_through=appeal_through,
    )


def _with_days(
    application: Application,
    outcome: Outcome,
    text: str,
    until_on: date | None,
    appeal_through: date | None,
    at: datetime,
) -> str:
    """The letter as the applicant reads it: what was left open for the chosen days is filled in."""
    kind = LETTERS.get(Decision.Outcome(outcome.value))
    if kind is None or not text.strip():
        return text
    return written(
        application=application,
        kind=kind,
        body=text,
        re_review_on=until_on,
        appeal_by=appeal_through,
        at=at,
    ).body


def _payload(
    application: Application,
    until_on: date | None,
    appeal_through: date | None,
    points: Sequence[Point],
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "category": application.category,
        "edition": application.edition.code,
        "until_on": until_on,
        "appeal_through": appeal_through,
        "conditions": [one.requirement for one in points],
    }
    return {name: value for name, value in said.items() if value}


def keep(
    application: Application,
    outcome: Decision.Outcome,
    *,
    letter: str,
    coordinator: Person,
    at: datetime,
    points: Sequence[Point] = (),
    until_on: date | None = None,
    appeal_through: date | None = None,
) -> Decision:
    """The row of a decision with its points."""
    decision = Decision.objects.create(
        application=application,
        outcome=outcome,
        round=application.submissions,
        until_on=until_on,
        appeal_through=appeal_through,
        letter=letter,
        decided_by=coordinator,
        decided_at=at,
    )
    DecisionPoint.objects.bulk_create(
        DecisionPoint(
            decision=decision,
            requirement=one.requirement,
            text=one.text.strip(),
            amount=one.amount.strip(),
        )
        for one in points
    )
    return decision
