"""Every address of the platform, tried by everybody with the owner's identifiers."""

import pytest
from django.urls import reverse
from django.views.defaults import page_not_found

from tests.access import cms
from tests.access.accounts import ACCOUNTS, PUBLISHED
from tests.access.addresses import Address, every_address
from tests.access.answers import SIGN_IN, Answer
from tests.access.applying import APPLYING
from tests.access.criteria import CRITERIA
from tests.access.examined import OUTCOMES
from tests.access.expectations import BEFORE_APPLYING, Answers
from tests.access.going_live import GOING_LIVE
from tests.access.live import LIVE
from tests.access.marks import (
    ADMINISTRATOR,
    CO_REVIEWER,
    OTHER_COORDINATOR,
    OWNER,
    ROLES,
    STRANGER,
    TRAINEE,
)
from tests.access.pages import PAGES
from tests.access.registering import REGISTERING
from tests.access.renewing import RENEWING
from tests.access.trials import tried
from tests.access.world import World

OURS = {
    **BEFORE_APPLYING,
    **APPLYING,
    **RENEWING,
    **REGISTERING,
    **CRITERIA,
    **OUTCOMES,
    **LIVE,
    **GOING_LIVE,
}
EXPECTED = {**OURS, **ACCOUNTS, **PUBLISHED}
ADDRESSES = every_address()
# Sign-in has nobody's identifiers in its addresses: it is tried without an account and with one.
EVERY_KIND = (STRANGER, TRAINEE, ADMINISTRATOR)
BY_PAGE = {"wagtail_serve"}
OWN = [one for one in ADDRESSES if one.key in OURS]
TABLED = [one for one in ADDRESSES if one.key in EXPECTED]


def _path(address: Address, world: World) -> str:
    arguments = EXPECTED[address.key].arguments(world)
    return reverse(address.name, args=arguments) if address.name else f"/en/{address.route}"


def test_every_address_has_an_expectation() -> None:
    unknown = [
        f"{one.key} ({one.route})"
        for one in ADDRESSES
        if not (one.key in EXPECTED or one.key in BY_PAGE or cms.covers(one))
    ]
    assert unknown == [], (
        "Nobody has said who may open these addresses. Add each to tests/access/expectations.py: its "
        "arguments, and what every role is answered to GET and to POST."
    )


def test_every_expectation_is_of_an_address_that_exists() -> None:
    assert set(EXPECTED) - {one.key for one in ADDRESSES} == set()


@pytest.mark.parametrize("address", TABLED, ids=lambda one: one.key)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everybody_is_answered_as_expected(address: Address, method: str, world: World) -> None:
    expected = EXPECTED[address.key]
    path = _path(address, world)
    roles = ROLES if address.key in OURS else EVERY_KIND
    got, leaks = tried(world, method, path, tells=expected.tells, roles=roles)
    answers = expected.get if method == "GET" else expected.post
    assert got == {role: answers[role] for role in roles}
    assert leaks == {}


@pytest.mark.one_database
@pytest.mark.parametrize("address", OWN, ids=lambda one: one.key)
def test_fragments_are_answered_like_pages(address: Address, world: World) -> None:
    """Who would be sent to the page of signing in is told 401: it is no part of another page."""
    expected = EXPECTED[address.key]
    path = _path(address, world)
    roles = (STRANGER, TRAINEE, OWNER, CO_REVIEWER, OTHER_COORDINATOR)
    got, leaks = tried(
        world, "GET", path, tells=expected.tells, roles=roles, HTTP_HX_REQUEST="true"
    )
    wanted = {role: expected.get[role] for role in roles}
    assert got == {role: 401 if said == SIGN_IN else said for role, said in wanted.items()}
    assert leaks == {}


@pytest.mark.one_database
@pytest.mark.parametrize("address", OWN, ids=lambda one: one.key)
def test_other_methods_open_nothing(address: Address, world: World) -> None:
    """HEAD is answered like GET; whatever else is sent is refused or answered like GET."""
    expected, roles = EXPECTED[address.key], (STRANGER, TRAINEE, OWNER)
    path = _path(address, world)
    get = {role: expected.get[role] for role in roles}
    assert tried(world, "HEAD", path, tells=expected.tells, roles=roles) == (get, {})
    for method in ("OPTIONS", "PUT", "DELETE"):
        got, leaks = tried(world, method, path, tells=expected.tells, roles=roles)
        odd = {role: got[role] for role in roles if not _harmless(got[role], role, expected.get)}
        assert (method, odd, leaks) == (method, {}, {})


def _harmless(got: Answer, role: str, get: Answers) -> bool:
    return got in (200, 405) if get[role] == 200 else got in (get[role], 405)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_pages_are_read_by_those_they_are_for(page: str, method: str, world: World) -> None:
    got, leaks = tried(world, method, f"/en/{page}")
    assert got == PAGES[page]
    assert leaks == {}


def test_page_for_what_is_not_there_tells_nobody_anything(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.urls.handler404", page_not_found)
    path = reverse("endorsement:application", args=["000000000000"])
    signed_in = [role for role in ROLES if role != STRANGER]
    assert tried(world, "GET", path, roles=signed_in) == (dict.fromkeys(signed_in, 404), {})
    assert tried(world, "GET", "/en/nothing/") == (dict.fromkeys(ROLES, 404), {})


def test_every_role_is_somebody_else(world: World) -> None:
    people = [person.pk for person in world.people.values()]
    assert (set(world.people) | {STRANGER}, len(set(people))) == (set(ROLES), len(people))
