"""Advisors read once the applicant agrees, comment, and neither decide nor review."""

import pytest
from django.http import Http404

from endorsement.models import Advising
from endorsement.refusals import Refused
from endorsement.selectors import conflicts, registrations
from endorsement.services import advising, erasure
from endorsement.services import application as applications
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.association import MembershipFactory

pytestmark = pytest.mark.django_db


def assign(application, advisor=None):
    return advising.assign(
        application=application,
        advisor=advisor or staff(application.association, "advisor"),
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )


def may_read(row: Advising) -> bool:
    try:
        registrations.for_advisor(row.advisor, row.public_id)
    except Http404:
        return False
    return True


def test_advisor_who_was_asked_for_may_read_at_once():
    application = given.registered(wants_advisor=True)
    row = assign(application)
    assert row.agreed_at == AT
    assert may_read(row)
    assert Mail.objects.get(template="advisor_asked").to_address == row.advisor.email


def test_advisor_whom_nobody_asked_for_reads_nothing_before_the_applicant_agrees():
    application = given.registered()
    row = assign(application)
    assert not may_read(row)
    assert Mail.objects.get(template="advisor_offered").to_address == application.person.email
    advising.answer(application=application, agreed=True, at=AT)
    assert may_read(row)
    advising.answer(application=application, agreed=False, at=AT)
    assert not may_read(row)


def test_wishing_for_an_advisor_agrees_to_the_one_who_waits():
    application = given.registered()
    row = assign(application)
    advising.want(application=application, wanted=True, at=AT)
    assert may_read(row)


def test_advisor_reads_nothing_once_it_is_handed_in():
    application = given.registered(wants_advisor=True)
    row = assign(application)
    applications.submit(
        application=application, person=application.person, wishes=applications.Wishes(), at=AT
    )
    assert not may_read(row)


def test_a_new_advisor_replaces_the_one_before():
    application = given.registered(wants_advisor=True)
    first, second = assign(application), assign(application)
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (AT, None)
    assert [may_read(first), may_read(second)] == [False, True]


def test_advisor_conflicts_with_reviewing_and_acting_for_ever():
    application = given.registered(wants_advisor=True)
    row = assign(application)
    assert conflicts.of_anyone(row.advisor, application) == "advisor"
    advising.answer(application=application, agreed=False, at=AT)
    assert conflicts.of_anyone(row.advisor, application) == "advisor"


def test_advisor_who_was_turned_down_has_no_conflict():
    application = given.registered()
    row = assign(application)
    advising.answer(application=application, agreed=False, at=AT)
    assert conflicts.of_anyone(row.advisor, application) is None


def test_who_reviews_the_person_cannot_advise_them():
    application = given.in_review()
    reviewer = application.reviews.first().reviewer
    other = given.draft(
        application.association, person=application.person, category="family_associate"
    )
    MembershipFactory(association=application.association, role="advisor", person=reviewer)
    with pytest.raises(Refused, match="asked to review"):
        assign(other, reviewer)


@pytest.mark.parametrize("role", ["reviewer", "coordinator"])
def test_only_advisors_of_the_association_advise(role):
    application = given.registered()
    with pytest.raises(Refused, match="not an advisor"):
        assign(application, staff(application.association, role))


def test_nobody_advises_on_what_was_handed_in():
    application = given.submitted()
    with pytest.raises(Refused, match="while an application is prepared"):
        assign(application)


def test_advice_ends_when_the_advisor_leaves():
    application = given.registered(wants_advisor=True)
    row = assign(application)
    erasure.erase(person=row.advisor, at=AT)
    row.refresh_from_db()
    assert row.ended_at == AT
