"""Who may not act on an application, as a table."""

import pytest

from endorsement.models import Person
from endorsement.refusals import Refused
from endorsement.selectors import conflicts
from endorsement.services import application as applications
from endorsement.services import review as reviews
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.ledger import RscFactory

pytestmark = pytest.mark.django_db


def _nothing(_application, _person) -> None:
    """No tie between them."""


def _provider(application, person) -> None:
    RscFactory(person=application.person, provider=person)


def _supervisee(application, person) -> None:
    RscFactory(person=person, provider=application.person)


def _asked(application, person) -> None:
    ReferenceFactory(person=application.person, association=application.association, rater=person)


def _asked_elsewhere(application, person) -> None:
    ReferenceFactory(
        person=application.person,
        association=given.association_with_scheme("south"),
        rater=person,
        state="completed",
    )


def _no_longer_asked(application, person) -> None:
    ReferenceFactory(
        person=application.person,
        association=application.association,
        rater=person,
        state="canceled",
    )


def _employer(here: str, there: str):
    def tie(application, person) -> None:
        Person.objects.filter(pk=application.person.pk).update(employer=here)
        Person.objects.filter(pk=person.pk).update(employer=there)
        application.person.refresh_from_db()
        person.refresh_from_db()

    return tie


TIES = [
    ("strangers", _nothing, None),
    ("provider of RSC", _provider, "provider"),
    ("received RSC from the applicant", _supervisee, "supervisee"),
    ("rater", _asked, "rater"),
    ("rater for another association", _asked_elsewhere, "rater"),
    ("a rater no longer asked", _no_longer_asked, None),
    ("same employer", _employer("Lakeside Clinic", " lakeside  clinic"), "employer"),
    ("other employer", _employer("Lakeside Clinic", "Lakeside School"), None),
    ("both without an employer", _employer("", ""), None),
]


@pytest.mark.parametrize(("tie", "reason"), [one[1:] for one in TIES], ids=[t[0] for t in TIES])
def test_conflict_is_found_for_reviewers_and_coordinators_alike(tie, reason):
    application = given.complete()
    person = staff(application.association, "reviewer")
    tie(application, person)
    assert conflicts.of_anyone(person, application) == reason
    assert conflicts.of_reviewer(person, application, AT.date()) == reason


def test_nobody_acts_on_their_own_application():
    application = given.complete()
    assert conflicts.of_anyone(application.person, application) == "self"


def test_somebody_without_the_role_is_no_reviewer():
    application = given.complete()
    coordinator = staff(application.association, "coordinator")
    assert conflicts.of_reviewer(coordinator, application, AT.date()) == "not_a_reviewer"


@pytest.mark.parametrize("reason", ["self", "provider", "supervisee", "rater", "employer"])
def test_every_reason_is_a_full_sentence(reason):
    assert str(conflicts.sentence(reason)).endswith(".")


def test_assigning_somebody_with_a_conflict_is_refused():
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    _provider(application, reviewer)
    with pytest.raises(Refused, match="reflective supervision"):
        given.assign(application, reviewer)
    assert application.reviews.count() == 0


COORDINATED = {
    "confirm_complete": (given.submitted, applications.confirm_complete, {}),
    "ask_more": (given.submitted, applications.ask_more, {"question": "Which?"}),
    "decide": (
        given.awaiting_decision,
        applications.decide,
        {"decision": "approve", "reason": ""},
    ),
}


@pytest.mark.parametrize("act", COORDINATED)
def test_coordinator_with_a_conflict_cannot_act(act):
    make, service, more = COORDINATED[act]
    application = make()
    coordinator = staff(application.association, "coordinator")
    _asked(application, coordinator)
    with pytest.raises(Refused, match="reference"):
        service(application=application, coordinator=coordinator, at=AT, **more)


def test_coordinator_with_a_conflict_assigns_and_releases_nobody():
    application = given.in_review()
    coordinator = staff(application.association, "coordinator")
    _asked(application, coordinator)
    with pytest.raises(Refused):
        reviews.release(
            review=application.reviews.order_by("pk")[0], coordinator=coordinator, at=AT
        )
