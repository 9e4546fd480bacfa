"""What must be completed before a module can be started."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from courses.models import Enrollment, ModulePage
from courses.models.prerequisites import check_no_circle
from courses.rules.prerequisites import circle
from courses.services.learning import NotYet
from tests.factories.learning import complete_module, enroll
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory


@pytest.mark.parametrize(
    ("required", "found"),
    [
        ({}, ()),
        ({"a": ["b"], "b": ["c"]}, ()),
        ({"a": ["a"]}, ("a", "a")),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, ("a", "b", "c", "a")),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ()),
    ],
)
def test_circle_of_requirements_is_found(required, found) -> None:
    assert circle("a", required) == found


@pytest.fixture
def first(db) -> ModulePage:
    return make_module("first", lessons=1)


@pytest.fixture
def second(first: ModulePage) -> ModulePage:
    return make_module("second", lessons=1, prerequisites=[("required", "first")])


def test_required_module_refuses_starting_until_it_is_completed(first, second) -> None:
    person = PersonFactory()
    with pytest.raises(NotYet, match="Please complete “Module first” first"):
        enroll(person, second)
    enroll(person, first)
    with pytest.raises(NotYet):
        enroll(person, second)
    complete_module(person, first)
    assert enroll(person, second).code == "second"


def test_any_completed_version_counts(first, second) -> None:
    person = PersonFactory()
    Enrollment.objects.create(
        person=person, code="first", version=7, started_at=AT, completed_at=AT
    )
    assert enroll(person, second).code == "second"


def test_requirement_added_later_locks_nobody_out(first) -> None:
    person, open_to_all = PersonFactory(), make_module("second", lessons=1)
    begun = enroll(person, open_to_all)
    open_to_all.prerequisites = [("required", "first")]
    open_to_all.version = 2
    open_to_all.save_revision().publish()
    newer = ModulePage.objects.get(pk=open_to_all.pk)
    assert enroll(person, newer).version == 2
    assert Enrollment.objects.filter(pk=begun.pk).exists()
    with pytest.raises(NotYet):
        enroll(PersonFactory(), newer)


def test_required_module_that_left_the_site_is_no_longer_asked_for(first, second) -> None:
    first.unpublish()
    assert enroll(PersonFactory(), second).code == "second"


def test_recommended_module_refuses_nothing(first) -> None:
    third = make_module("third", lessons=1, prerequisites=[("module", "first")])
    assert enroll(PersonFactory(), third).code == "third"


def test_modules_that_require_each_other_are_refused_to_the_author(first, second) -> None:
    first.prerequisites = [("required", "second")]
    with pytest.raises(ValidationError, match="first → second → first"):
        check_no_circle("first", first.prerequisites)
    check_no_circle("second", second.prerequisites)


def test_page_of_a_locked_module_says_what_is_missing(client: Client, first, second) -> None:
    person = PersonFactory()
    client.force_login(person.user)
    start = reverse("courses:start", args=["second"])
    page = client.get(second.url).content.decode()
    assert ("Start this module" in page, "not completed yet" in page) == (False, True)
    assert f'href="{first.url}"' in page
    refused = client.post(start)
    assert refused["Location"] == reverse("courses:module", args=["second"])
    assert "Please complete “Module first” first" in client.get(second.url).content.decode()
    complete_module(person, first)
    assert "Start this module" in client.get(second.url).content.decode()
    assert client.post(start).status_code == 302
    assert Enrollment.objects.filter(code="second").count() == 1
