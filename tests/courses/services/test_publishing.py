"""What publishing a module costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import ModuleSnapshot
from tests.factories.module import make_module

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lessons", [1, 6])
def test_a_module_is_kept_once_however_many_lessons_go_live_with_it(lessons: int) -> None:
    module = make_module(lessons=lessons, publish=False)
    with CaptureQueriesContext(connection) as queries:
        module.get_latest_revision().publish()
    written = [
        one["sql"].split()[0]
        for one in queries
        if "courses_modulesnapshot" in one["sql"] and not one["sql"].startswith("SELECT")
    ]
    assert written == ["INSERT"]
    kept = ModuleSnapshot.objects.get()
    assert kept.lesson_keys == [f"lesson-{number}" for number in range(1, lessons + 1)]
