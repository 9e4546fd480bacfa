"""People are found by their verified address, which is one living person's."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from threading import Barrier, Thread
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client

from endorsement.models import Person
from endorsement.services import addresses
from endorsement.services import person as people
from tests.factories.application import ReferenceFactory
from tests.factories.ledger import RscFactory
from tests.factories.person import OutsiderFactory, PersonFactory, UserFactory

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
NEW = "new@example.org"
pytestmark = pytest.mark.django_db


# --- One living person for an address -------------------------------------------------------------


def test_the_database_refuses_a_second_living_person_of_an_address_in_any_case():
    first = OutsiderFactory(email="grace@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsiderFactory(email="Grace@Example.org")
    OutsiderFactory(email="")
    OutsiderFactory(email="")
    people.erase(person=first, at=AT)
    assert OutsiderFactory(email="GRACE@example.org").email == "GRACE@example.org"


def test_ensure_person_makes_one_person_for_one_account():
    user = UserFactory()
    first = addresses.ensure_person(user=user, at=AT)
    assert addresses.ensure_person(user=user, at=AT) == first
    assert Person.objects.filter(user=user).count() == 1


def test_ensure_person_links_the_rater_with_the_same_verified_address():
    rater = OutsiderFactory(email="Grace@Example.org")
    user = UserFactory(email="grace@example.org")
    assert addresses.ensure_person(user=user, at=AT).ref == rater.ref


@pytest.mark.parametrize(
    ("noted", "page", "written_in"),
    [(None, "es", "es"), (None, "en", "en"), ("en", "es", "es"), ("es", "en", "es")],
)
def test_whoever_signs_up_is_written_to_in_the_language_of_the_page(noted, page, written_in):
    user = UserFactory(email="grace@example.org")
    if noted:
        # A list that brought them, or nobody, said so before.
        OutsiderFactory(email=user.email, language=noted)
    for _twice in range(2):
        assert addresses.ensure_person(user=user, at=AT, language=page).language == written_in
    assert addresses.ensure_person(user=user, at=AT, language="en").language == written_in


def test_ensure_person_never_takes_a_person_who_has_an_account():
    taken = PersonFactory(email="shared@example.org")
    user = UserFactory(email="shared@example.org")
    assert addresses.ensure_person(user=user, at=AT) != taken


def test_person_by_email_keeps_a_known_name():
    known = OutsiderFactory(name="Grace Hopper", email="grace@example.org")
    found = addresses.person_by_email(email=" GRACE@example.org ", name="G. H.")
    assert (found, found.name) == (known, "Grace Hopper")


def test_somebody_new_is_taken_to_live_where_whoever_names_them_does():
    perth = "Australia/Perth"
    new = addresses.person_by_email(email="new@example.org", name="", time_zone=perth)
    known = PersonFactory(time_zone="America/Chicago")
    again = addresses.person_by_email(email=known.email, name="", time_zone=perth)
    assert (new.time_zone, again.time_zone) == (perth, "America/Chicago")


def test_person_by_email_names_nobody_who_has_an_account():
    known = PersonFactory(name="", email="grace@example.org")
    found = addresses.person_by_email(email="grace@example.org", name="Somebody Else")
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


# --- An account's address changes to one that a record without an account has ----------------------


def change_address(person: Person) -> bool:
    person.user.email = NEW
    person.user.save()
    return addresses.follow_address(user=person.user)


def test_a_record_that_nothing_hangs_on_gives_its_address_up():
    person, other = PersonFactory(), OutsiderFactory(email=NEW)
    RscFactory(person=person)
    assert change_address(person) is True
    person.refresh_from_db()
    assert person.email == NEW
    assert not Person.objects.filter(pk=other.pk).exists()


def test_an_account_without_a_record_of_its_own_gets_the_raters_with_its_own_details():
    person, rater = PersonFactory(name="Grace H.", county="Dane"), OutsiderFactory(email=NEW)
    given = ReferenceFactory(rater=rater)
    assert change_address(person) is True
    rater.refresh_from_db()
    given.refresh_from_db()
    assert (rater.user, rater.name, rater.county) == (person.user, "Grace H.", "Dane")
    assert given.rater == rater
    assert not Person.objects.filter(pk=person.pk).exists()


def test_two_records_that_something_hangs_on_both_stay_and_the_reader_is_told(client: Client):
    person = PersonFactory(email="old@example.org", user__email="old@example.org")
    rater = OutsiderFactory(email=NEW)
    RscFactory(person=person)
    RscFactory(provider=rater, permanent=True)
    EmailAddress.objects.create(user=person.user, email=NEW, verified=True)
    page = make_primary(client, person)
    assert "our messages still go to the old one" in page.content.decode()
    person.refresh_from_db()
    rater.refresh_from_db()
    assert (person.email, rater.email, rater.user) == ("old@example.org", NEW, None)
    assert Person.objects.filter(pk__in=[person.pk, rater.pk]).count() == 2


def test_who_proves_an_address_has_it_before_whoever_was_noted_with_it():
    stale = PersonFactory(email=NEW, user__email="own@example.org")
    person = PersonFactory()
    assert change_address(person) is True
    stale.refresh_from_db()
    assert stale.email == "own@example.org"


def make_primary(client: Client, person: Person) -> Any:
    client.force_login(person.user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client.post("/en/accounts/email/", {"action_primary": "", "email": NEW}, follow=True)


# --- At the same moment ---------------------------------------------------------------------------


def at_once(call: Callable[[], Any], times: int = 6) -> list[Any]:
    start, answers = Barrier(times), [None] * times

    def run(number: int) -> None:
        try:
            start.wait(timeout=20)
            answers[number] = call()
        except Exception as error:  # noqa: BLE001  the test looks at it
            answers[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_many_who_name_an_address_at_once_name_one_person(committed_db: None):
    named = at_once(lambda: addresses.person_by_email(email="Grace@example.org", name="Grace").pk)
    assert len(set(named)) == 1, named
    assert Person.objects.filter(email="grace@example.org").count() == 1


def test_an_account_that_is_confirmed_while_its_address_is_named_is_that_person(
    committed_db: None,
):
    user = UserFactory(email="grace@example.org")
    calls = iter([True, False] * 3)

    def either() -> Any:
        if next(calls):
            return addresses.ensure_person(user=user, at=AT).pk
        return addresses.person_by_email(email="grace@example.org", name="Grace").pk

    answers = at_once(either)
    assert len(set(answers)) == 1, answers
    assert Person.objects.get(user=user).pk == answers[0]


# --- What existing databases hold -----------------------------------------------------------------


def settle() -> None:
    migration = import_module("endorsement.migrations.0002_one_person_per_address")
    migration.settle(apps, None)
    # What was deferred, before the table is altered, as the migration itself does.
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINT[0])


CONSTRAINT: list[str] = []


@pytest.fixture
def before_the_constraint() -> None:
    """As databases were: undone with the test's transaction."""
    [constraint] = [
        one for one in Person._meta.constraints if one.name == "one_living_person_per_address"
    ]
    # Not entered: SQLite's refuses to be within a transaction, and only words are asked of it.
    editor = connection.schema_editor(collect_sql=True)
    CONSTRAINT[:] = [str(constraint.create_sql(Person, editor))]
    drop = str(constraint.remove_sql(Person, editor))
    with connection.cursor() as cursor:
        cursor.execute(drop)


def test_of_people_with_one_address_the_account_keeps_it_and_gets_what_may_move(
    before_the_constraint: None,
):
    old = OutsiderFactory(email="Grace@Example.org")
    rated = ReferenceFactory(rater=old)
    draft = RscFactory(provider=old)
    account = PersonFactory(email="grace@example.org", user__email="grace@example.org")
    settle()
    for row in (old, account, rated, draft):
        row.refresh_from_db()
    assert (account.email, old.email) == ("grace@example.org", "")
    assert (rated.rater, draft.provider) == (account, account)


def test_whom_permanent_rows_name_keeps_them_and_everything_else(before_the_constraint: None):
    account = PersonFactory(email="grace@example.org", user__email="grace@example.org")
    provider = OutsiderFactory(email="grace@example.org")
    hours = RscFactory(provider=provider, permanent=True)
    given = ReferenceFactory(rater=provider, completed=True)
    waiting = ReferenceFactory(rater=provider)
    settle()
    for row in (account, provider, hours, given, waiting):
        row.refresh_from_db()
    assert (account.email, provider.email) == ("grace@example.org", "")
    assert (hours.provider, given.rater, waiting.rater) == (provider, provider, account)


def test_without_an_account_whom_permanent_rows_name_keeps_the_address(
    before_the_constraint: None,
):
    older, provider = (OutsiderFactory(email="grace@example.org") for _number in range(2))
    RscFactory(provider=provider, permanent=True)
    asked_twice = ReferenceFactory(rater=provider)
    twin = ReferenceFactory(
        rater=older,
        person=asked_twice.person,
        association=asked_twice.association,
        role=asked_twice.role,
    )
    settle()
    for row in (older, provider, twin):
        row.refresh_from_db()
    assert (provider.email, older.email) == ("grace@example.org", "")
    # The keeper was asked the same: the twin stays whose it was.
    assert twin.rater == older


def test_two_accounts_each_get_their_own_address(before_the_constraint: None):
    wrong = PersonFactory(email="grace@example.org", user__email="own@example.org")
    right = PersonFactory(email="grace@example.org", user__email="grace@example.org")
    settle()
    for row in (wrong, right):
        row.refresh_from_db()
    assert (wrong.email, right.email) == ("own@example.org", "grace@example.org")
