"""Exams and steps that an application's criteria ask for, and what came of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from endorsement.models import Application, Result
from endorsement.rules.criteria import AssessmentStep, Criterion, Exam, SelfAssessment
from endorsement.selectors import editions, recorded
from endorsement.wording import word


@dataclass(frozen=True)
class Asked:
    """One part of an exam, or one other step; `out_of` the assessors there should be, 0 for points."""

    kind: str
    code: str
    out_of: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}"

    @property
    def name(self) -> str:
        return word(self.code)


def asks(tree: Criterion) -> bool:
    """Whether the criteria ask for an exam or another step at all."""
    return any(isinstance(one, Exam | AssessmentStep) for one in tree.walk())


def asks_self_assessment(application: Application) -> bool:
    """Whether handing in shows how the person sees their own competencies."""
    category = editions.parsed(application.edition).categories[application.category]
    return any(isinstance(one, SelfAssessment) for one in category.award.walk())


def asked_for(application: Application) -> list[Asked]:
    """What can be recorded for the application, in the order of its criteria."""
    category = editions.parsed(application.edition).categories[application.category]
    return list(dict.fromkeys(_asked(category.award)))


def _asked(tree: Criterion) -> Iterator[Asked]:
    for one in tree.walk():
        if isinstance(one, Exam):
            for part in one.parts:
                yield Asked(Result.Kind.EXAM, part.code)
        elif isinstance(one, AssessmentStep):
            yield Asked(Result.Kind.STEP, one.step, one.assessors)


def of_application(application: Application) -> QuerySet[Result]:
    """What was recorded for the application and still counts."""
    return recorded.standing(application.results.select_related("recorded_by"))


def of_application_by_id(application: Application, public_id: str) -> Result:
    """:raises Http404: for what is another application's, or no longer counts."""
    return get_object_or_404(of_application(application), public_id=public_id)
