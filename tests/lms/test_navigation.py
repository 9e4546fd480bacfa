"""Who finds what in the header."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import NoReverseMatch
from django.utils.translation import override

from endorsement.models import Association, Membership, Person
from lms import navigation
from lms.accounts.models import User


@pytest.fixture(autouse=True)
def _every_place_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses stand for their names, so that the test does not wait for other apps."""

    def reverse(name: str, args: tuple[str, ...] = ()) -> str:
        if name == "courses:resources":
            raise NoReverseMatch
        return "/" + "/".join([name, *args]) + "/"

    monkeypatch.setattr(navigation, "reverse", reverse)


def _urls(user: Any, path: str = "/") -> list[str]:
    request = RequestFactory().get(path)
    request.user = user
    return [item.url for item in navigation.navigation_for(request).primary]


def _member(email: str, *roles: tuple[str, str]) -> User:
    user = User.objects.create_user(email, "a calm evening")
    person = Person.objects.create(user=user, name="Amina Yusuf", email=email)
    for slug, role in roles:
        association, _ = Association.objects.get_or_create(
            slug=slug,
            defaults={
                "name": slug,
                "short_name": slug,
                "time_zone": "America/Chicago",
                "contact_email": "office@example.org",
            },
        )
        Membership.objects.create(
            person=person,
            association=association,
            role=role,
            from_on=date(2026, 1, 1),
            through_on=date(2026, 6, 30),
        )
    return user


def test_visitor_finds_training_registry_and_verification() -> None:
    assert _urls(AnonymousUser()) == [
        "/courses:catalog/",
        "/endorsement:registry/",
        "/verify_form/?lang=en",
    ]
    with override("es"):
        assert _urls(AnonymousUser())[-1] == "/verify_form/?lang=es"


def test_request_without_a_user_is_a_visitor() -> None:
    request = SimpleNamespace(path="/")
    assert len(navigation.navigation_for(request).primary) == 3  # type: ignore[arg-type]


@pytest.mark.django_db
@time_machine.travel("2026-03-01T12:00:00Z")
@pytest.mark.parametrize(
    ("roles", "more"),
    [
        ([], []),
        ([("north", "reviewer")], ["/endorsement:review_list/"]),
        ([("north", "advisor")], ["/endorsement:advised_list/"]),
        ([("north", "coordinator")], ["/endorsement:coordinator_queue/north/"]),
        ([("north", "author")], ["/wagtailadmin_home/"]),
        (
            [("north", "coordinator"), ("south", "coordinator"), ("south", "reviewer")],
            [
                "/endorsement:review_list/",
                "/endorsement:coordinator_queue/north/",
                "/endorsement:coordinator_queue/south/",
            ],
        ),
    ],
)
def test_member_finds_the_places_of_their_roles(
    roles: list[tuple[str, str]], more: list[str]
) -> None:
    user = _member("amina@example.org", *roles)
    assert _urls(user) == [
        "/today/",
        "/courses:catalog/",
        "/courses:my_learning/",
        "/endorsement:portfolio/",
        "/endorsement:categories/",
        "/endorsement:applications/",
        *more,
    ]


@pytest.mark.django_db
@time_machine.travel("2026-07-01T04:59:00Z")
def test_role_ends_at_midnight_where_the_association_is() -> None:
    """It is still June 30 in Chicago."""
    user = _member("amina@example.org", ("north", "reviewer"))
    assert "/endorsement:review_list/" in _urls(user)


@pytest.mark.django_db
@time_machine.travel("2026-07-01T05:00:00Z")
def test_role_that_has_ended_leads_nowhere() -> None:
    user = _member("amina@example.org", ("north", "reviewer"))
    assert "/endorsement:review_list/" not in _urls(user)


@pytest.mark.django_db
@time_machine.travel("2026-03-01T12:00:00Z")
def test_navigation_costs_one_query(django_assert_num_queries: Any) -> None:
    user = _member("amina@example.org", ("north", "coordinator"), ("south", "reviewer"))
    with django_assert_num_queries(1):
        _urls(user)


def test_place_one_is_in_is_marked() -> None:
    request = RequestFactory().get("/verify_form/")
    request.user = AnonymousUser()
    items = navigation.navigation_for(request).primary
    assert [item.current for item in items] == [False, False, True]


@pytest.mark.django_db
@time_machine.travel("2026-03-01T12:00:00Z")
@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/en/learn/", ["My learning"]),
        ("/en/learn/a/north/cohorts/", ["Desk"]),
        ("/en/learn/a/south/cohorts/", ["My learning"]),
        ("/en/live/desk/north/", ["Desk"]),
        ("/en/certificates/", []),
    ],
)
def test_desk_goes_on_in_other_apps(
    path: str, current: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # here the addresses are what matters
    request = RequestFactory().get(path)
    request.user = _member("amina@example.org", ("north", "coordinator"))
    items = navigation.navigation_for(request).primary
    assert [item.label for item in items if item.current] == current
