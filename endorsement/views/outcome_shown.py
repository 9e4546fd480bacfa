"""A decision in words: for its applicant kindly and with the next step, for the desk in brief."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import Appeal, Application, Decision
from endorsement.selectors.verdicts import Judged

State = Application.State
_OF_STATE = {
    State.MORE_INFORMATION: Decision.Outcome.MORE_INFO,
    State.ON_HOLD: Decision.Outcome.HOLD,
    State.DEFERRED: Decision.Outcome.DEFER,
    State.EMERGING: Decision.Outcome.EMERGING,
    State.APPROVED_FOR_EXAM: Decision.Outcome.APPROVE_FOR_EXAM,
    State.EXAM_PASSED: Decision.Outcome.APPROVE_FOR_EXAM,
    State.APPROVED: Decision.Outcome.APPROVE,
}


@dataclass(frozen=True)
class Point:
    """One requirement of a decision."""

    title: str
    text: str
    amount: str


@dataclass(frozen=True)
class Shown:
    """What the applicant reads. `next` is a sentence, `url` and `label` the one thing to do."""

    title: str
    next: str
    letter: str = ""
    points: list[Point] = field(default_factory=list)
    points_title: str = ""
    url: str = ""
    label: str = ""


def of(application: Application, found: Judged | None) -> Shown | None:
    """The outcome that stands; None while there is none to speak of."""
    decision = _standing(application)
    if decision is None:
        return None
    points = _points(decision, found)
    said = _SAYING.get(State(application.state))
    return said(application, decision, points) if said else None


def re_review_open(application: Application) -> bool:
    """Whether a deferred application may be handed in again today; any other may."""
    if application.state != State.DEFERRED:
        return True
    decision = _standing(application)
    today = application.association.day_of(timezone.now())
    return decision is None or decision.until_on is None or today >= decision.until_on


def decided(application: Application, found: Judged | None) -> list[dict[str, Any]]:
    """Every decision in order, for the desk, in three queries."""
    rows = application.decisions.select_related("decided_by", "answer").prefetch_related("points")
    return [
        {
            "row": one,
            "points": _points(one, found),
            "answer": getattr(one, "answer", None),
        }
        for one in rows
    ]


def _standing(application: Application) -> Decision | None:
    rows = application.decisions.prefetch_related("points")
    if application.state in (State.DECLINED, State.APPEALED):
        return rows.filter(outcome__in=["decline", "uphold"]).last()
    outcome = _OF_STATE.get(State(application.state))
    return rows.filter(outcome=outcome).last() if outcome else None


def _points(decision: Decision, found: Judged | None) -> list[Point]:
    titles = {}
    if found is not None:
        names = found.names()
        titles = {one.id: wording.title(one, names) for one in found.leaves}
    return [
        Point(titles.get(one.requirement, one.requirement), one.text, one.amount)
        for one in decision.points.all()
    ]


def _more(_application: Application, decision: Decision, points: list[Point]) -> Shown:
    reopened = (
        _("Only this can be changed now; everything else stays as you handed it in.")
        if points
        else _("Add what is asked for, then hand in again below.")
    )
    return Shown(
        title=_("The association asks"),
        next=reopened,
        letter=decision.letter,
        points=points,
        points_title=_("What is open"),
    )


def _hold(application: Application, decision: Decision, _points: list[Point]) -> Shown:
    return Shown(
        title=_("Your application is on hold"),
        next=_("It waits for your answer, at most through %(day)s. Nothing is lost meanwhile.")
        % {"day": _day(decision)},
        letter=decision.letter,
        url=reverse("endorsement:application_answer", args=[application.public_id]),
        label=_("Answer"),
    )


def _deferred(application: Application, decision: Decision, points: list[Point]) -> Shown:
    step = (
        _("You can hand in again now, below. Everything that you did until now is kept.")
        if re_review_open(application)
        else _("From %(day)s on you can hand in again. Everything that you did until now is kept.")
        % {"day": _day(decision)}
    )
    return Shown(
        title=_("Not yet, and here is the way"),
        next=step,
        letter=decision.letter,
        points=points,
        points_title=_("What to do until then"),
    )


def _emerging(_application: Application, decision: Decision, _points: list[Point]) -> Shown:
    return Shown(
        title=_("You are emerging in this category"),
        next=_("This holds through %(day)s. Hand in again, below, once what is missing is there.")
        % {"day": _day(decision)},
        letter=decision.letter,
    )


def _for_exam(application: Application, decision: Decision, _points: list[Point]) -> Shown:
    return Shown(
        title=_("You may sit the exam"),
        next=_("Choose a day, ask for what you need there, and see what you have passed."),
        letter=decision.letter,
        url=reverse("endorsement:application_exam", args=[application.public_id]),
        label=_("Your exam"),
    )


def _passed(application: Application, _decision: Decision, _points: list[Point]) -> Shown:
    return Shown(
        title=_("You passed the exam"),
        next=_("Nothing is left to do for you. The association writes to you once it has decided."),
        url=reverse("endorsement:application_exam", args=[application.public_id]),
        label=_("Your exam"),
    )


def _declined(application: Application, decision: Decision, _points: list[Point]) -> Shown:
    appealed = Appeal.objects.filter(application=application).exists()
    today = application.association.day_of(timezone.now())
    open_still = decision.appeal_through is None or today <= decision.appeal_through
    title = _("The association's reason")
    if appealed or not open_still:
        step = _("Your portfolio stays as it is, and you can apply again.")
        return Shown(title=title, next=step, letter=decision.letter)
    if decision.appeal_through is None:
        step = _("You can ask others to look at it again.")
    else:
        step = _("Through %(day)s you can ask others to look at it again.") % {
            "day": date_format(decision.appeal_through)
        }
    return Shown(
        title=title,
        next=step,
        letter=decision.letter,
        url=reverse("endorsement:application_appeal", args=[application.public_id]),
        label=_("Appeal"),
    )


def _appealed(_application: Application, decision: Decision, _points: list[Point]) -> Shown:
    return Shown(
        title=_("Your appeal is being looked at"),
        next=_("Whoever took part in the first decision takes no part in this one."),
        letter=decision.letter,
    )


def _approved(_application: Application, decision: Decision, _points: list[Point]) -> Shown | None:
    if not decision.letter:
        return None
    return Shown(title=_("The association writes"), next="", letter=decision.letter)


def _day(decision: Decision) -> str:
    return date_format(decision.until_on) if decision.until_on else ""


_SAYING = {
    State.MORE_INFORMATION: _more,
    State.ON_HOLD: _hold,
    State.DEFERRED: _deferred,
    State.EMERGING: _emerging,
    State.APPROVED_FOR_EXAM: _for_exam,
    State.EXAM_PASSED: _passed,
    State.DECLINED: _declined,
    State.APPEALED: _appealed,
    State.APPROVED: _approved,
}
