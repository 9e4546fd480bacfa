"""The demonstration shows a path and a cohort, however often it is loaded."""

from datetime import date

import pytest
from django.core.management import call_command

from courses.models import Cohort, CohortMember, LessonProgress, PathPage
from courses.services import demonstration
from endorsement.services import membership
from tests.factories.association import AssociationFactory
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def test_path_and_cohort_are_loaded_once_with_some_progress() -> None:
    call_command("load_cohorts")
    assert Cohort.objects.count() == 0
    make_module(demonstration.MODULES[0])
    membership.begin(
        person=PersonFactory(),
        association=AssociationFactory(slug="pine-river"),
        role="coordinator",
        from_on=date(2026, 1, 1),
    )
    PersonFactory(user__email="trainee@example.org")
    for _ in range(2):
        call_command("load_cohorts")
    assert (PathPage.objects.count(), Cohort.objects.count()) == (1, 1)
    assert (CohortMember.objects.count(), LessonProgress.objects.count()) == (3, 3)
