"""Nobody with a conflict of interest acts on an application, whichever service they try."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest

from endorsement import services
from endorsement.models import (
    DeclaredConflict,
    Event,
    FormerEmployer,
    Person,
)
from endorsement.refusals import Refused
from endorsement.selectors import conflicts
from endorsement.services import application as applications
from endorsement.services import conflict
from endorsement.services.conflict import Conflicted
from endorsement.services.person import change_details, erase
from tests.endorsement.services.acting import FREE, TRIED
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.association import MembershipFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

TODAY = AT.date()
#: How services call what somebody acts on; a new kind of it is one more word.
SUBJECTS = {
    *("application", "review", "result", "reference", "paper", "belonging", "invitation"),
    *("sitting", "candidate", "scoring", "appeal", "letter"),
}


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(services.__path__):
        yield importlib.import_module(f"endorsement.services.{found.name}")


def _acting() -> set[str]:
    """Every service that somebody acts with on an application, or on what belongs to one."""
    found = set()
    for module in _modules():
        for name, service in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or not service.__module__.startswith(module.__name__):
                continue
            given_by_name = {
                one.name
                for one in inspect.signature(service).parameters.values()
                if one.kind is inspect.Parameter.KEYWORD_ONLY
            }
            if given_by_name & SUBJECTS:
                found.add(f"{module.__name__.rpartition('.')[2]}.{name}")
    return found


def test_every_service_that_acts_on_an_application_is_tried():
    assert _acting() - set(FREE) == set(TRIED)


@pytest.mark.parametrize("service", TRIED)
def test_somebody_with_a_conflict_is_refused(service):
    make, attempt = TRIED[service]
    application = make()
    who = staff(application.association, "coordinator", name="Too close")
    MembershipFactory(person=who, association=application.association, role="reviewer")
    conflict.declare(person=who, name="", email=application.person.email, kind="family", at=AT)
    with pytest.raises(Conflicted) as refused:
        attempt(application, who)
    assert "family" not in str(refused.value)


@pytest.mark.parametrize("service", TRIED)
def test_nobody_acts_on_their_own_application(service):
    make, attempt = TRIED[service]
    application = make()
    MembershipFactory(
        person=application.person, association=application.association, role="reviewer"
    )
    with pytest.raises(Conflicted, match="their own application"):
        attempt(application, application.person)


def test_refusal_is_kept_without_saying_which_tie_it_was():
    application = given.submitted()
    who = staff(application.association, "coordinator")
    ReferenceFactory(person=application.person, association=application.association, rater=who)
    with pytest.raises(Conflicted) as refused:
        applications.confirm_complete(application=application, coordinator=who, at=AT)
    conflict.keep_refusal(refused.value, actor=who, at=AT)
    conflict.keep_refusal(Refused("Something else."), actor=who, at=AT)
    kept = Event.objects.get(kind="application.conflict_refused")
    assert (kept.actor_ref, str(who.ref) in kept.payload) == (who.ref, True)
    assert "rater" not in kept.payload


# Declaring.


def _declared(**more: Any) -> DeclaredConflict:
    said = {"name": "Somebody", "kind": "friend", "at": AT, **more}
    return conflict.declare(**said)


@pytest.mark.parametrize("by_applicant", [True, False])
def test_either_side_declares_and_it_binds_both_ways(by_applicant):
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    sides = [application.person, reviewer]
    one, two = sides if by_applicant else sides[::-1]
    _declared(person=one, email=f" {two.email.upper()} ")
    assert conflicts.of_reviewer(reviewer, application, TODAY) == "declared"
    assert Event.objects.filter(kind="application.conflict_declared").count() == 1


def test_declaring_again_changes_the_kind_and_only_whoever_said_it_takes_it_back():
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    said = _declared(person=reviewer, email=application.person.email)
    assert _declared(person=reviewer, email=application.person.email, kind="family").pk == said.pk
    said.refresh_from_db()
    assert said.kind == "family"
    with pytest.raises(Refused):
        conflict.take_back(conflict=said, person=application.person, at=AT)
    conflict.take_back(conflict=said, person=reviewer, at=AT)
    assert conflicts.of_anyone(reviewer, application) is None
    assert Event.objects.filter(kind="application.conflict_taken_back").count() == 1


@pytest.mark.parametrize("problem", ["oneself", "kind", "many"])
def test_declaring_is_refused(problem):
    person = PersonFactory()
    said = {"person": person, "email": "somebody@example.org"}
    if problem == "oneself":
        said["email"] = person.email
    if problem == "kind":
        said["kind"] = "enemy"
    if problem == "many":
        for number in range(conflict.MOST_DECLARED):
            _declared(person=person, email=f"n{number}@example.org")
    with pytest.raises(Refused):
        _declared(**said)


def test_coordinator_declares_for_others_and_erasure_of_either_forgets_it():
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    conflict.declare_for(
        application=application,
        other=reviewer,
        kind="co_worker",
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )
    assert conflicts.of_anyone(reviewer, application) == "declared"
    erase(person=reviewer, at=AT)
    assert DeclaredConflict.objects.count() == 0


# Employers.


def _renamed(person: Person, employer: str, at: Any) -> None:
    change_details(
        person=person,
        name=person.name,
        language="en",
        time_zone=person.time_zone,
        county="",
        employer=employer,
        at=at,
    )


@pytest.mark.parametrize(
    ("left", "tied"),
    [
        (TODAY, True),
        (date(2024, 6, 1), True),
        (date(2024, 5, 31), False),
    ],
)
def test_an_employer_left_binds_for_two_years(left, tied):
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    _renamed(reviewer, "Lakeside Clinic", AT)
    _renamed(reviewer, "School", AT)
    _renamed(application.person, " lakeside  CLINIC", AT)
    FormerEmployer.objects.update(through_on=left)
    found = conflicts.of_anyone(reviewer, application, TODAY)
    assert (found == "employer") is tied


@pytest.mark.parametrize(
    ("last_on", "tied"),
    [(None, True), (TODAY - timedelta(days=700), True), (TODAY - timedelta(days=740), False)],
)
def test_work_entries_name_employers_too(last_on, tied):
    application = given.complete()
    reviewer = staff(application.association, "reviewer", employer="Lakeside Clinic")
    EntryFactory(
        person=application.person,
        kind="work",
        first_on=date(2020, 1, 1),
        last_on=last_on,
        hours=None,
        detail__organization="Lakeside clinic ",
    )
    found = conflicts.of_anyone(reviewer, application, TODAY)
    assert (found == "employer") is tied


def test_conflicts_of_many_cost_the_same_as_of_one(django_assert_num_queries):
    application = given.complete()
    for many in (1, 12):
        people = [staff(application.association, "reviewer") for _number in range(many)]
        with django_assert_num_queries(13):
            assert conflicts.among(people, application, TODAY) == {}
