"""Whoever falls behind is reminded: each day once, from the state at the moment of sending."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outgoing

from courses.models import CohortMember, CohortModule
from courses.services import cohort as cohorts
from courses.services import cohort_reminder as service
from endorsement.models import Notice, Person
from endorsement.services.notices import gathering, preview
from lms.backbone.mail import send_due_mail
from tests.courses.services.test_path import take
from tests.endorsement.services.test_races import at_once
from tests.factories.association import AssociationFactory
from tests.factories.cohort import join, make_cohort
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def noon(day: int, month: int = 6) -> datetime:
    """Due days of three modules are June 10, 20 and 30; 18 o'clock is noon in Chicago."""
    return datetime(2026, month, day, 18, tzinfo=UTC)


def sweep(*, at: datetime) -> int:
    """Owe and send; how many mails left."""
    before = len(outgoing.outbox)
    service.owe(at)
    gathering.gather(at=at)
    send_due_mail(at=at)
    return len(outgoing.outbox) - before


def said(person: Person) -> list[tuple[str, int, str]]:
    rows = Notice.objects.filter(person=person)
    codes = dict(CohortModule.objects.values_list("pk", "code"))
    order = {code: number for number, code in enumerate(codes.values())}
    found = [
        (
            codes[int(row.subject.split(":")[1])],
            int(row.rung[6:]),
            row.reason or row.outcome or row.state,
        )
        for row in rows.order_by("rung_on", "pk")
    ]
    return sorted(found, key=lambda one: (order[one[0]], one[1]))


def mails() -> list[tuple[str, list[str]]]:
    return [
        (mail.to[0], re.findall(r"^- (.+) \(", mail.body, re.MULTILINE)) for mail in outgoing.outbox
    ]


@pytest.fixture
def cohort():
    return make_cohort("one", "two", "three")


@pytest.fixture
def person(cohort) -> Person:
    return join(cohort).person


def test_late_member_is_reminded_on_the_day_after_and_only_once(cohort, person) -> None:
    assert (sweep(at=noon(10)), mails()) == (0, [])
    assert sweep(at=noon(11)) == 1
    assert sweep(at=noon(11)) == 0
    assert sweep(at=noon(12)) == 0
    assert mails() == [(person.email, ["Module one"])]
    assert said(person) == [("one", 1, "sent")]


def test_day_begins_at_midnight_where_the_association_is(person) -> None:
    assert service.owe(datetime(2026, 6, 11, 4, 59, tzinfo=UTC)) == 0
    assert service.owe(datetime(2026, 6, 11, 5, 1, tzinfo=UTC)) == 1


def test_skipped_days_lose_and_double_nothing(person) -> None:
    sweep(at=noon(22))
    # June 11 and 17 for the first, June 21 for the second: one mail, and the latest of each.
    assert mails() == [(person.email, ["Module one", "Module two"])]
    assert said(person) == [("one", 1, "overtaken"), ("one", 7, "sent"), ("two", 1, "sent")]
    sweep(at=noon(2, month=7))
    assert said(person) == [
        ("one", 1, "overtaken"),
        ("one", 7, "sent"),
        ("one", 21, "sent"),
        ("two", 1, "sent"),
        ("two", 7, "sent"),
        ("three", 1, "sent"),
    ]
    assert len(mails()) == 2


def test_what_was_owed_before_an_outage_is_overtaken_after_it(cohort, person) -> None:
    service.owe(noon(11))
    assert said(person) == [("one", 1, "owed")]
    sweep(at=noon(18))
    assert said(person) == [("one", 1, "overtaken"), ("one", 7, "sent")]


def test_nobody_who_finished_left_or_wants_none_is_reminded(cohort) -> None:
    finished, left, silent, moved = (join(cohort) for _ in range(4))
    service.owe(noon(11))
    # Between owing and sending.
    take(finished.person, "one", at=noon(11))
    cohorts.leave(member=left, at=noon(11))
    cohorts.set_reminders(member=silent, wanted=False)
    Person.objects.filter(pk=moved.person_id).update(email="")
    assert (sweep(at=noon(11)), mails()) == (0, [])
    whys = {
        finished: "completed",
        left: "unsubscribed",
        silent: "unsubscribed",
        moved: "no_address",
    }
    for member, why in whys.items():
        assert said(member.person) == [("one", 1, why)]
    assert sweep(at=noon(12)) == 0


def test_module_with_another_day_is_late_after_that_one(cohort, person) -> None:
    sweep(at=noon(11))
    CohortModule.objects.filter(cohort=cohort, code="one").update(due_on=noon(15).date())
    assert sweep(at=noon(13)) == 0
    assert sweep(at=noon(16)) == 1
    assert said(person) == [("one", 1, "sent"), ("one", 1, "sent")]


def test_several_cohorts_make_one_mail_a_day_in_the_person_s_language() -> None:
    person = PersonFactory(language="es", name="Luz")
    for number, association in enumerate((AssociationFactory(), AssociationFactory())):
        join(make_cohort(f"only-{number}", association=association, name=f"C{number}"), person)
    assert sweep(at=noon(1, month=7)) == 1
    [message] = outgoing.outbox
    for words in ("C0", "C1", "Módulo only-0", "Módulo only-1", "Luz"):
        assert words in message.body
    assert message.subject == "Lo que le espera en su cohorte"


def test_what_comes_due_after_today_s_mail_waits_for_tomorrow() -> None:
    person = PersonFactory(time_zone="Asia/Tokyo")
    east = AssociationFactory(time_zone="America/New_York")
    west = AssociationFactory(time_zone="Pacific/Honolulu")
    for code, association in (("early", east), ("late", west)):
        join(make_cohort(code, association=association, name=code), person)
    # Five in the afternoon in Tokyo; in Honolulu it is still the day before.
    assert sweep(at=datetime(2026, 7, 1, 8, tzinfo=UTC)) == 1
    assert sweep(at=datetime(2026, 7, 1, 10, 30, tzinfo=UTC)) == 0
    assert said(person) == [("early", 1, "sent"), ("late", 1, "owed")]
    assert sweep(at=datetime(2026, 7, 2, 8, tzinfo=UTC)) == 1
    assert said(person) == [("early", 1, "sent"), ("late", 1, "sent")]


def test_ended_cohort_reminds_nobody(cohort, person) -> None:
    cohorts.end(cohort=cohort, at=noon(2))
    assert (sweep(at=noon(11)), said(person)) == (0, [])


def test_sweep_with_nothing_new_costs_the_same_for_three_members_and_for_forty(
    cohort, django_assert_num_queries
) -> None:
    for _ in range(3):
        join(cohort)
    sweep(at=noon(11))
    with django_assert_num_queries(7):
        service.owe(noon(12))
    people = PersonFactory.create_batch(40, user=None)
    CohortMember.objects.bulk_create(
        CohortMember(cohort=cohort, person=one, joined_at=noon(11)) for one in people
    )
    with django_assert_num_queries(7):
        service.owe(noon(12))


@pytest.mark.usefixtures("on_postgresql", "committed_db")
def test_two_sweeps_at_once_send_one_mail() -> None:
    people = [join(make_cohort("one", "two", "three")).person]
    once = lambda: sweep(at=noon(22))  # noqa: E731
    answers = at_once(once, once, once)
    assert not [one for one in answers if isinstance(one, Exception)], answers
    assert len(mails()) == 1
    assert [outcome for _code, _rung, outcome in said(people[0])] == ["overtaken", "sent", "sent"]


def test_preview_shows_what_comes_after_the_last_day_of_a_cohort(cohort, person) -> None:
    CohortMember.objects.update(joined_at=noon(1))
    after = noon(5, month=7)
    sweep(at=after)
    listed = preview.upcoming(cohort.association, at=after)
    days = [row.on for row in listed]
    sent = [
        day.date() for day in (after + timedelta(days=n) for n in range(1, 31)) if sweep(at=day)
    ]
    assert days == sent != []
