"""Part two of an exam: vignettes, answers under codes, two blind scorers, a third on a gap."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement.models import (
    Candidate,
    Event,
    Membership,
    Person,
    Scoring,
    Sitting,
    Vignette,
    WrittenAnswer,
)
from endorsement.refusals import Refused
from endorsement.rules import exam as rules
from endorsement.selectors import conflicts, exams, memberships
from endorsement.services import event
from endorsement.services.conflict import refuse_conflict
from endorsement.services.exam import record

Points = Mapping[str, Mapping[str, int]]

_RUBRIC = {
    "no_bar": gettext_lazy("Line %(line)s: put a bar between the points and what they are for."),
    "points": gettext_lazy("Line %(line)s: points are a whole number from 1 to 100."),
    "no_text": gettext_lazy("Line %(line)s: say what the points are for."),
    "empty": gettext_lazy(
        "A rubric has at least one line, such as “4 | Names what the baby shows”."
    ),
}


@transaction.atomic
def add_vignette(
    *, sitting: Sitting, category: str, title: str, text: str, rubric: str
) -> Vignette:
    """Add a task of part two. The rubric has one line for each item: points, a bar, what they are for.

    :raises Refused: for a category without an exam, a title that is there already, a rubric that
        cannot be read, or once answers have come in.
    """
    if category not in exams.exam_categories(sitting.edition):
        raise Refused(_("This category has no exam. Choose another one."), field="category")
    if WrittenAnswer.objects.filter(
        candidate__sitting=sitting, vignette__category=category
    ).exists():
        raise Refused(_("Answers have come in, so the tasks of this category stay as they are."))
    try:
        items = rules.parse_rubric(rubric)
    except rules.RubricError as error:
        raise Refused(str(_RUBRIC[error.code]) % {"line": error.line}, field="rubric") from error
    vignette, created = Vignette.objects.get_or_create(
        sitting=sitting,
        category=category,
        title=title.strip(),
        defaults={
            "text": text.strip(),
            "rubric": [{"points": one.points, "text": one.text} for one in items],
        },
    )
    if not created:
        raise Refused(_("There is a task with this title already."), field="title")
    return vignette


@transaction.atomic
def enter_answers(
    *, candidate: Candidate, texts: Mapping[str, str], coordinator: Person, at: datetime
) -> None:
    """Keep what a candidate wrote, by vignette: as many as they had to choose.

    :raises Refused: for a conflict of interest, the wrong number of answers, somebody else's vignette,
        or once a scorer was asked.
    """
    refuse_conflict(coordinator, candidate.application)
    sitting = candidate.sitting
    written = {key: text.strip() for key, text in texts.items() if text.strip()}
    known = {one.public_id: one for one in of_candidate(candidate)}
    if not known.keys() >= written.keys():
        raise Refused(_("One of these tasks is not for this candidate. Reload the page."))
    if len(written) != min(sitting.chosen, len(known)) or not written:
        raise Refused(
            _("The candidate answers %(count)s tasks of their choice. Enter as many.")
            % {"count": min(sitting.chosen, len(known))}
        )
    Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.scorings.exists():
        raise Refused(_("Scorers have these answers already, so they stay as they are."))
    candidate.answers.all().delete()
    WrittenAnswer.objects.bulk_create(
        WrittenAnswer(candidate=candidate, vignette=known[key], text=text)
        for key, text in written.items()
    )
    _tell(candidate, "answers_entered", coordinator, at)


def of_candidate(candidate: Candidate) -> list[Vignette]:
    """The tasks among which the candidate chooses."""
    return list(
        candidate.sitting.vignettes.filter(category=candidate.application.category).order_by("pk")
    )


@transaction.atomic
def assign(*, candidate: Candidate, scorer: Person, coordinator: Person, at: datetime) -> Scoring:
    """Ask a scorer: two at first, a third once two are far apart.

    Conflicts are looked for here, where names are known; the scorer only ever sees a code, and a
    refusal names nobody. Effects, in order: the scoring; its event.

    :raises Refused: for a conflict of interest of either, somebody who is no scorer today, without
        answers, or one scorer too many.
    """
    application = candidate.application
    refuse_conflict(coordinator, application)
    today = application.association.day_of(at)
    scorers = memberships.in_role(application.association, Membership.Role.EXAM_SCORER, today)
    if not scorers.filter(person=scorer).exists():
        raise Refused(_("This person is not an exam scorer here today."), field="scorer")
    if conflicts.of_anyone(scorer, application):
        raise Refused(
            _("This person cannot score this candidate. Choose somebody else."), field="scorer"
        )
    Candidate.objects.select_for_update().get(pk=candidate.pk)
    if not candidate.answers.exists():
        raise Refused(_("Enter the candidate's answers first."))
    if candidate.scorings.filter(scorer=scorer).exists():
        raise Refused(_("This scorer has already been asked."), field="scorer")
    taken = set(candidate.scorings.values_list("number", flat=True))
    if len(taken) >= rules.SCORERS and not needs_third(candidate):
        raise Refused(_("Two scorers are enough, unless they are far apart."), field="scorer")
    number = min({1, 2, 3} - taken)
    scoring = Scoring.objects.create(
        candidate=candidate, scorer=scorer, number=number, assigned_at=at
    )
    _tell(candidate, "scorer_assigned", coordinator, at, scoring=scoring.public_id)
    return scoring


@transaction.atomic
def release(*, scoring: Scoring, coordinator: Person, at: datetime) -> None:
    """Take an assignment back, for a scorer who cannot do it after all; nothing of it stays.

    :raises Refused: for a conflict of interest, or after it was handed in.
    """
    candidate = scoring.candidate
    refuse_conflict(coordinator, candidate.application)
    deleted, _by_model = Scoring.objects.filter(
        pk=scoring.pk, state=Scoring.State.ASSIGNED
    ).delete()
    if not deleted:
        raise Refused(_("These scores have been handed in and can no longer be changed."))
    _tell(candidate, "scorer_released", coordinator, at)


@transaction.atomic
def save(*, scoring: Scoring, points: Points) -> Scoring:
    """Keep what the scorer has so far.

    :raises Refused: after it was handed in.
    """
    kept = Scoring.objects.filter(pk=scoring.pk, state=Scoring.State.ASSIGNED).update(
        points={key: dict(given) for key, given in points.items()}
    )
    if not kept:
        raise Refused(_("These scores have been handed in and can no longer be changed."))
    scoring.refresh_from_db()
    return scoring


@transaction.atomic
def hand_in(*, scoring: Scoring, at: datetime) -> Scoring:
    """Hand in what was saved. The last one needed settles the result.

    Effects, in order: the scoring closes with its total; its event; the result of the part, when two
    are close or the third is in, and with it the application's next step.

    :raises Refused: with an item open, once a conflict of interest has come up, or after it was handed
        in.
    """
    # Two who hand in at once take turns: the second sees the first.
    candidate = Candidate.objects.select_for_update().get(pk=scoring.candidate_id)
    # Nor does another tab save points that the total below would not have.
    scoring.refresh_from_db(from_queryset=Scoring.objects.select_for_update())
    if scoring.state != Scoring.State.ASSIGNED:
        raise Refused(_("These scores have been handed in and can no longer be changed."))
    if conflicts.of_anyone(scoring.scorer, candidate.application):
        raise Refused(
            _("These answers cannot be scored by you any more. Please tell the coordinator.")
        )
    total = sum(_points(answer, scoring.points) for answer in candidate.answers.all())
    Scoring.objects.filter(pk=scoring.pk, state=Scoring.State.ASSIGNED).update(
        state=Scoring.State.HANDED_IN, total=total, handed_in_at=at
    )
    scoring.refresh_from_db()
    _tell(candidate, "scored", scoring.scorer, at, scoring=scoring.public_id)
    _settle(candidate, at)
    return scoring


def save_and_hand_in(*, scoring: Scoring, points: Points, at: datetime) -> Scoring:
    """Save, then hand in, as two transactions: what was entered stays when handing in is refused."""
    save(scoring=scoring, points=points)
    return hand_in(scoring=scoring, at=at)


def out_of(candidate: Candidate) -> int:
    """How many points there are for the answers that were given."""
    return sum(one.vignette.points for one in candidate.answers.select_related("vignette"))


def needs_third(candidate: Candidate) -> bool:
    """Whether two have handed in and are further apart than the sitting allows."""
    totals = _totals(candidate)
    return len(totals) == rules.SCORERS and rules.far_apart(
        totals[0],
        totals[1],
        out_of=out_of(candidate),
        gap_percent=candidate.sitting.gap_percent,
    )


def _totals(candidate: Candidate) -> list[Decimal]:
    handed_in = candidate.scorings.filter(state=Scoring.State.HANDED_IN).order_by("number")
    return [one.total for one in handed_in if one.total is not None]


def _settle(candidate: Candidate, at: datetime) -> None:
    if candidate.scorings.filter(state=Scoring.State.ASSIGNED).exists():
        return
    there_is = out_of(candidate)
    reached = rules.settled(
        _totals(candidate), out_of=there_is, gap_percent=candidate.sitting.gap_percent
    )
    if reached is None:
        return
    record(candidate, candidate.sitting.written_part, reached, there_is, _recorder(candidate), at)


def _recorder(candidate: Candidate) -> Person:
    """The coordinator who asked the last scorer stands for the result; scorers stay unnamed."""
    asked = Event.objects.filter(
        stream=candidate.application.stream, kind="exam.scorer_assigned"
    ).latest("seq")
    return Person.objects.get(ref=str(asked.actor_ref))


def _points(answer: WrittenAnswer, points: Points) -> int:
    rubric = [
        rules.RubricItem(points=item["points"], text=item["text"])
        for item in answer.vignette.rubric
    ]
    try:
        return rules.rubric_points(points.get(answer.vignette.public_id, {}), rubric)
    except ValueError as error:
        raise Refused(
            _("Give points for every item of “%(title)s”; zero is a number too.")
            % {"title": answer.vignette.title}
        ) from error


def _tell(candidate: Candidate, what: str, actor: Person, at: datetime, **said: str) -> None:
    event.record(
        association=candidate.application.association,
        stream=candidate.application.stream,
        kind=f"exam.{what}",
        actor=actor,
        payload={"candidate": candidate.code, **said},
        at=at,
    )
