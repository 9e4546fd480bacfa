"""How much a reviewer takes on and when they are away; in their own copy, and gone with them."""

from datetime import date, timedelta

import pytest

from endorsement.models import Absence, Capacity, SavedView
from endorsement.refusals import Refused
from endorsement.selectors import reviewers
from endorsement.selectors.own_reviewing import reviewing
from endorsement.services import availability, conflict, guest, saved_view
from endorsement.services.erasure import erase
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db

TODAY = AT.date()
DAYS = {"from_on": date(2026, 7, 1), "through_on": date(2026, 7, 20)}


def test_a_number_is_set_changed_and_taken_back():
    person = PersonFactory()
    for at_most in (3, 1):
        availability.set_capacity(person=person, at_most=at_most, at=AT)
    assert Capacity.objects.get().at_most == 1
    availability.set_capacity(person=person, at_most=None, at=AT)
    assert Capacity.objects.count() == 0


def test_the_same_days_twice_are_one_absence_and_days_that_cannot_be_are_refused():
    person = PersonFactory()
    for _time in range(2):
        absence = availability.add_absence(person=person, by=person, at=AT, **DAYS)
    assert Absence.objects.count() == 1
    with pytest.raises(Refused):
        availability.add_absence(
            person=person,
            from_on=DAYS["through_on"],
            through_on=DAYS["from_on"],
            by=person,
            at=AT,
        )
    availability.remove_absence(absence=absence)
    assert Absence.objects.count() == 0


def test_very_many_absences_are_refused():
    person = PersonFactory()
    Absence.objects.bulk_create(
        Absence(
            person=person,
            from_on=TODAY,
            through_on=TODAY + timedelta(days=number),
            entered_by=person,
            entered_at=AT,
        )
        for number in range(availability.MOST_ABSENCES)
    )
    with pytest.raises(Refused):
        availability.add_absence(person=person, by=person, at=AT, **DAYS)


def test_reviewers_stand_with_what_they_have_to_do(django_assert_num_queries):
    application = given.in_review()
    here = application.association
    one, two = (row.reviewer for row in application.reviews.order_by("pk"))
    availability.set_capacity(person=one, at_most=1, at=AT)
    availability.add_absence(person=two, by=two, at=AT, **DAYS)
    given.hand_in(application.reviews.get(reviewer=two))
    with django_assert_num_queries(3):
        found = {row.person: row for row in reviewers.of(here, TODAY + timedelta(days=29))}
    assert (found[one].load, found[one].late, found[one].full) == (1, 1, True)
    assert (found[two].load, found[two].at_most, len(found[two].away)) == (0, None, 1)


def test_it_is_in_ones_own_copy_and_goes_with_the_person():
    application = given.complete()
    person = staff(association_with_scheme("south"), "coordinator")
    availability.set_capacity(person=person, at_most=2, at=AT)
    availability.add_absence(person=person, by=person, at=AT, **DAYS)
    conflict.declare(person=person, name="Sis", email="sis@example.org", kind="family", at=AT)
    saved_view.save(
        person=person,
        association=person.memberships.get().association,
        name="Mine",
        query="state=submitted",
        at=AT,
    )
    guest.invite(
        application=application,
        email=person.email,
        role="coordinator",
        through_on=TODAY,
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )
    copy = reviewing(person)
    assert copy["reviews_at_a_time"] == 2
    assert copy["away"] == [DAYS]
    assert [one["other_name"] for one in copy["too_close"]] == ["Sis"]
    assert [one["name"] for one in copy["views_of_the_desk"]] == ["Mine"]
    assert [one["role"] for one in copy["invitations"]] == ["coordinator"]
    erase(person=person, at=AT)
    assert (Capacity.objects.count(), Absence.objects.count(), SavedView.objects.count()) == (
        0,
        0,
        0,
    )
    assert person.conflicts.count() == 0
    assert application.guests.get().ended_at == AT


def test_views_are_limited():
    person = staff(association_with_scheme(), "coordinator")
    here = person.memberships.get().association
    for number in range(saved_view.MOST_VIEWS):
        saved_view.save(person=person, association=here, name=f"View {number}", query="", at=AT)
    with pytest.raises(Refused):
        saved_view.save(person=person, association=here, name="One more", query="", at=AT)
    saved_view.save(person=person, association=here, name="View 0", query="order=due", at=AT)
