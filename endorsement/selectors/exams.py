"""Sittings, candidates and scorings, fetched by whom they may be seen; and where an applicant stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Application,
    Association,
    Candidate,
    Membership,
    Person,
    Result,
    Scoring,
    Sitting,
)
from endorsement.permissions import association_for_coordinator, has_role, today_in
from endorsement.rules.criteria import Exam
from endorsement.rules.windows import add_months
from endorsement.selectors import editions, recorded
from endorsement.wording import word

Role = Membership.Role


@dataclass(frozen=True)
class Part:
    """Where an applicant stands with one part: whether it is passed, or from when it may be retaken.

    `valid_months`: a pass counts that long, None for ever.
    """

    code: str
    pass_percent: int
    passed: bool
    tries: Sequence[Result]
    retake_from: date | None = None

    @property
    def name(self) -> str:
        return word(self.code)

    @property
    def open(self) -> bool:
        return not self.passed


def criterion_of(application: Application) -> Exam | None:
    """The exam that the category asks for."""
    tree = editions.parsed(application.edition).categories[application.category].award
    return next((one for one in tree.walk() if isinstance(one, Exam)), None)


def parts(application: Application, on: date) -> list[Part]:
    """Every part of the exam, in the edition's order; a passed part stands."""
    exam = criterion_of(application)
    if exam is None:
        return []
    rows = recorded.standing(
        Result.objects.filter(
            application__person=application.person_id,
            application__association=application.association_id,
            kind=Result.Kind.EXAM,
        )
    )
    tries = list(rows)
    return [
        _part(exam, part.code, part.pass_percent, [r for r in tries if r.code == part.code], on)
        for part in exam.parts
    ]


def _part(exam: Exam, code: str, percent: int, tries: list[Result], on: date) -> Part:
    wait, passed = None, False
    for one in tries:
        if wait is not None and one.held_on < wait:
            continue
        if passes(one.reached, one.out_of, percent):
            until = exam.valid_months and add_months(one.held_on, exam.valid_months)
            passed = passed or not until or on < until
        elif exam.retake_after_months:
            wait = add_months(one.held_on, exam.retake_after_months)
    return Part(code, percent, passed, tries, None if passed else wait)


def passes(reached: Decimal, out_of: Decimal, percent: int) -> bool:
    return reached * 100 >= percent * out_of


def passed(application: Application, on: date) -> bool:
    """Whether every part of the exam is passed; False where the category has none."""
    found = parts(application, on)
    return bool(found) and all(one.passed for one in found)


def exam_parts(edition: object) -> list[str]:
    """The parts of all exams of an edition, in its order."""
    categories = editions.parsed(edition).categories.values()  # type: ignore[arg-type]
    found = [
        part.code
        for category in categories
        for one in category.award.walk()
        if isinstance(one, Exam)
        for part in one.parts
    ]
    return list(dict.fromkeys(found))


def exam_categories(edition: object) -> list[str]:
    """The categories of an edition that end with an exam."""
    categories = editions.parsed(edition).categories  # type: ignore[arg-type]
    return [
        code
        for code, category in categories.items()
        if any(isinstance(one, Exam) for one in category.award.walk())
    ]


def of_association(association: Association) -> QuerySet[Sitting]:
    """Its sittings, latest day first, with how many seats are taken."""
    return (
        association.sittings.select_related("edition")
        .annotate(taken=Count("candidates"))
        .order_by("-held_on", "-pk")
    )


def for_coordinator(person: Person, slug: str, public_id: str) -> Sitting:
    """:raises Http404: for anyone but a coordinator of the association."""
    association = association_for_coordinator(person, slug)
    return get_object_or_404(of_association(association), public_id=public_id)


def candidates(sitting: Sitting, coordinator: Person) -> QuerySet[Candidate]:
    """Who sits; nobody acts on their own record, so one's own is not among them."""
    return (
        sitting.candidates.exclude(application__person=coordinator)
        .select_related(
            "application__person", "application__association__overlay", "application__edition"
        )
        .prefetch_related("scorings__scorer", "answers__vignette")
        .order_by("registered_at", "pk")
    )


def candidate_for_coordinator(
    person: Person, slug: str, public_id: str, candidate: str
) -> Candidate:
    """:raises Http404: for anyone but a coordinator of the association, and for one's own."""
    sitting = for_coordinator(person, slug, public_id)
    return get_object_or_404(candidates(sitting, person), public_id=candidate)


def may_register(application: Application, on: date) -> QuerySet[Sitting]:
    """Sittings that are open for registration on the day."""
    return of_association(application.association).filter(
        edition__scheme=application.edition.scheme_id, register_through__gte=on
    )


def of_applicant(application: Application) -> QuerySet[Candidate]:
    """Where the applicant is registered, latest first."""
    return application.candidacies.select_related("sitting").order_by("-sitting__held_on", "-pk")


def scorings_of(person: Person) -> list[Scoring]:
    """What one was asked to score and still may, open ones first."""
    rows = person.scorings.select_related("candidate__sitting__association").order_by(
        "handed_in_at", "assigned_at", "pk"
    )
    return [one for one in rows if _scores(person, one.candidate.sitting.association)]


def for_scorer(person: Person, public_id: str) -> Scoring:
    """One's own scoring, under the candidate's code: nothing of it says who wrote.

    :raises Http404: for everybody else, and once one is no scorer any more.
    """
    scoring = (
        person.scorings.select_related("candidate__sitting__association")
        .filter(public_id=public_id)
        .first()
    )
    if scoring is None or not _scores(person, scoring.candidate.sitting.association):
        raise Http404
    return scoring


def _scores(person: Person, association: Association) -> bool:
    return has_role(person, association, Role.EXAM_SCORER, on=today_in(association))


def waiting_scorings(sitting: Sitting) -> int:
    """How many scorings of a sitting are still out."""
    return Scoring.objects.filter(
        Q(candidate__sitting=sitting), state=Scoring.State.ASSIGNED
    ).count()
