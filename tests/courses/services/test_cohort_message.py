"""A facilitator writes to a cohort: to whom, how often, and what is read of it where."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Cohort, CohortMessage, CohortMessageCopy
from courses.selectors import own_data
from courses.services import cohort as cohorts
from courses.services import cohort_message, forgetting
from endorsement.models import Person
from endorsement.refusals import Refused
from lms.backbone.models import Mail
from tests.courses.services.test_path import take
from tests.endorsement.services.test_races import at_once
from tests.factories.association import AssociationFactory
from tests.factories.cohort import facilitate, join, make_cohort
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def cohort() -> Cohort:
    """The first of its two modules was due two days ago."""
    today = timezone.localdate()
    return make_cohort(
        "one",
        "two",
        from_on=today - timedelta(days=10),
        through_on=today + timedelta(days=6),
    )


@pytest.fixture
def facilitator(cohort: Cohort) -> Person:
    return facilitate(cohort)


@pytest.fixture
def late(cohort: Cohort) -> Person:
    person: Person = PersonFactory(name="Late", language="es")
    join(cohort, person, at=NOW - timedelta(days=9))
    return person


@pytest.fixture
def ready(cohort: Cohort) -> Person:
    person: Person = PersonFactory(name="Ready")
    join(cohort, person, at=NOW - timedelta(days=9))
    take(person, "one", at=NOW - timedelta(days=3))
    return person


def write(cohort: Cohort, by: Person, **said) -> CohortMessage:
    facts = {"audience": "all", "subject": "Thursday", "text": "We meet.", "sending": uuid4()}
    return cohort_message.write(cohort=cohort, by=by, at=NOW, **{**facts, **said})


def mails() -> dict[str, str]:
    found = Mail.objects.filter(template="cohort_message")
    return {mail.to_address: mail.language for mail in found}


@pytest.mark.parametrize(("audience", "names"), [("all", {"Late", "Ready"}), ("behind", {"Late"})])
def test_each_person_gets_one_message_in_their_language(
    cohort, facilitator, late, ready, audience, names
) -> None:
    message = write(cohort, facilitator, audience=audience)
    people = Person.objects.filter(cohort_messages__message=message)
    assert set(people.values_list("name", flat=True)) == names
    assert mails() == {one.email: one.language for one in people}


def test_sending_the_same_form_twice_writes_once(cohort, facilitator, late) -> None:
    key = uuid4()
    assert write(cohort, facilitator, sending=key) == write(cohort, facilitator, sending=key)
    assert (CohortMessage.objects.count(), len(mails())) == (1, 1)


def test_whoever_left_gets_nothing_and_reads_nothing_more(cohort, facilitator, late, ready) -> None:
    write(cohort, facilitator)
    cohorts.leave(member=cohort.members.get(person=late), at=NOW)
    write(cohort, facilitator, audience="all")
    assert CohortMessageCopy.objects.filter(person=late).count() == 1
    client = Client()
    client.force_login(late.user)
    assert client.get(reverse("courses:cohort", args=[cohort.public_id])).status_code == 404


def test_nobody_to_write_to_and_enough_for_a_day_are_refused(cohort, facilitator, ready) -> None:
    with pytest.raises(Refused, match="nobody to write to"):
        write(cohort, facilitator, audience="behind")
    for _number in range(cohort_message.MOST_A_DAY):
        write(cohort, facilitator)
    with pytest.raises(Refused, match="Enough was written"):
        write(cohort, facilitator)
    CohortMessage.objects.update(sent_at=NOW - timedelta(days=1))
    write(cohort, facilitator)


def test_facilitator_writes_through_the_page_and_members_read_it(
    cohort, facilitator, late, ready
) -> None:
    client, place = Client(), reverse("courses:cohort_write", args=[cohort.public_id])
    client.force_login(facilitator.user)
    page = client.get(place).content.decode()
    assert "whoever is behind (1)" in page
    sent = {"audience": "behind", "subject": "", "text": "We miss you.", "sending": str(uuid4())}
    refused = client.post(place, sent)
    assert (refused.status_code, "We miss you." in refused.content.decode()) == (422, True)
    shown = client.post(place, {**sent, "subject": "Hello"}, follow=True).content.decode()
    assert "1 person was written to." in shown
    assert "We miss you." in shown
    assert late.email not in shown
    for person, reads in ((late, True), (ready, False)):
        client.force_login(person.user)
        own = client.get(reverse("courses:cohort", args=[cohort.public_id])).content.decode()
        assert ("We miss you." in own) is reads
        assert client.get(place).status_code == 404


def test_another_facilitator_cannot_write_here(cohort, facilitator, late) -> None:
    other = make_cohort("three", association=AssociationFactory(slug="south"))
    client = Client()
    client.force_login(facilitate(other).user)
    place = reverse("courses:cohort_write", args=[cohort.public_id])
    assert client.get(place).status_code == 404


def test_message_is_in_ones_own_copy_and_goes_with_whoever_wrote_it(
    cohort, facilitator, late
) -> None:
    write(cohort, facilitator)
    for person, name in ((late, "messages_received"), (facilitator, "messages_written")):
        assert [one["text"] for one in own_data.cohorts(person)[name]] == ["We meet."]
    forgetting.forget(person=late, at=NOW)
    assert not CohortMessageCopy.objects.exists()
    forgetting.forget(person=facilitator, at=NOW)
    assert not CohortMessage.objects.exists()


@pytest.mark.parametrize("people", [1, 30])
def test_writing_costs_the_same_to_look_at_however_many_there_are(
    cohort, facilitator, people, django_assert_num_queries
) -> None:
    for _number in range(people):
        join(cohort, at=NOW - timedelta(days=9))
    write(cohort, facilitator)
    client = Client()
    client.force_login(facilitator.user)
    place = reverse("courses:cohort_write", args=[cohort.public_id])
    client.get(place)
    with django_assert_num_queries(11):
        client.get(place)


@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_many_times_at_once_writes_once(cohort, facilitator, late) -> None:
    key = uuid4()
    answers = at_once(*[lambda: write(cohort, facilitator, sending=key)] * 6)
    assert len({message.pk for message in answers}) == 1
    assert (CohortMessage.objects.count(), len(mails())) == (1, 1)
