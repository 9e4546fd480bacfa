"""People are found by their verified address and can be erased without erasing decisions."""

import time
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from endorsement.models import Person
from endorsement.services import person as people
from tests.factories.person import OutsiderFactory, PersonFactory, UserFactory

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_ensure_person_makes_one_person_for_one_account():
    user = UserFactory()
    first = people.ensure_person(user=user, at=AT)
    assert people.ensure_person(user=user, at=AT) == first
    assert Person.objects.filter(user=user).count() == 1


def test_ensure_person_links_the_rater_with_the_same_verified_address():
    rater = OutsiderFactory(email="Grace@Example.org")
    user = UserFactory(email="grace@example.org")
    assert people.ensure_person(user=user, at=AT).ref == rater.ref


def test_ensure_person_never_takes_a_person_who_has_an_account():
    taken = PersonFactory(email="shared@example.org")
    user = UserFactory(email="shared@example.org")
    assert people.ensure_person(user=user, at=AT) != taken


def test_person_by_email_keeps_a_known_name():
    known = OutsiderFactory(name="Grace Hopper", email="grace@example.org")
    found = people.person_by_email(email=" GRACE@example.org ", name="G. H.")
    assert (found, found.name) == (known, "Grace Hopper")


def test_person_by_email_names_nobody_who_has_an_account():
    known = PersonFactory(name="", email="grace@example.org")
    found = people.person_by_email(email="grace@example.org", name="Somebody Else")
    found.refresh_from_db()
    assert (found, found.name) == (known, "")


def test_person_is_written_to_at_the_new_address_of_the_account(client):
    person = PersonFactory(email="old@example.org", user__email="old@example.org")
    EmailAddress.objects.create(user=person.user, email="new@example.org", verified=True)
    client.force_login(person.user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    client.post("/en/accounts/email/", {"action_primary": "", "email": "new@example.org"})
    person.refresh_from_db()
    assert (person.user.email, person.email) == ("new@example.org", "new@example.org")


def test_erase_leaves_only_the_pseudonym():
    person = PersonFactory(name="MARKER name", county="MARKER county", employer="MARKER employer")
    ref = person.ref
    people.erase(person=person, at=AT)
    left = Person.objects.get(pk=person.pk)
    assert (left.ref, left.user, left.name, left.email, left.county, left.employer) == (
        ref,
        None,
        "",
        "",
        "",
        "",
    )
