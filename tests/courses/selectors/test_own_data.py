"""What learning puts into a person's own copy."""

import pytest

from courses.models import Accommodation
from courses.selectors.own_data import accommodations, learning
from courses.services import post_test
from tests.factories.association import AssociationFactory
from tests.factories.learning import complete_module, enroll, finish_lessons
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def test_reflections_answers_tests_and_evaluation_are_the_writers() -> None:
    person, module = PersonFactory(), make_module()
    enrollment = complete_module(person, module)
    enrollment.reflections.create(
        lesson_key="lesson-1", block_key="b", text="I noticed my own haste.", saved_at=AT
    )
    [row] = learning(person)
    assert (row["module"], row["completed_at"]) == ("small-talk", AT)
    assert [said["text"] for said in row["reflections"]] == ["I noticed my own haste."]
    assert row["evaluation"] == {"useful": "5"}
    [attempt] = row["post_tests"]
    assert [len(one["chosen"]) for one in attempt["questions"]] == [1, 1]
    assert learning(PersonFactory()) == []


def test_the_paper_of_an_open_attempt_stays_with_the_platform() -> None:
    person, module = PersonFactory(), make_module()
    enrollment = enroll(person, module)
    finish_lessons(enrollment, module)
    post_test.start_attempt(enrollment=enrollment, module=module, at=AT)
    [attempt] = learning(person)[0]["post_tests"]
    assert attempt["questions"] == []


def test_accommodations_are_told_without_who_gave_them() -> None:
    person = PersonFactory()
    Accommodation.objects.create(
        person=person,
        association=AssociationFactory(slug="north"),
        code="small-talk",
        minimum_minutes=5,
        given_by=PersonFactory(),
        given_at=AT,
    )
    assert accommodations(person) == [
        {
            "association": "north",
            "module": "small-talk",
            "extra_percent": None,
            "minimum_minutes": 5,
            "reason": "",
            "through_on": None,
            "given_at": AT,
        }
    ]
    assert accommodations(PersonFactory()) == []
