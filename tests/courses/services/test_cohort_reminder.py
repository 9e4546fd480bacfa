"""Whoever falls behind is reminded: each day once, from the state at the moment of sending."""

from datetime import UTC, datetime

import pytest

from courses.models import CohortMember, CohortModule, CohortReminder
from courses.services import cohort as cohorts
from courses.services import cohort_reminder as service
from endorsement.models import Person
from lms.backbone.letters import render
from lms.backbone.models import Mail
from tests.courses.services.test_path import take
from tests.endorsement.services.test_races import at_once
from tests.factories.association import AssociationFactory
from tests.factories.cohort import join, make_cohort
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def noon(day: int, month: int = 6) -> datetime:
    """Due days of three modules are June 10, 20 and 30; 18 o'clock is noon in Chicago."""
    return datetime(2026, month, day, 18, tzinfo=UTC)


def said(person: Person) -> list[tuple[str, int, str]]:
    rows = CohortReminder.objects.filter(person=person).order_by("module__position", "rung")
    return [(row.module.code, row.rung, row.outcome or row.state) for row in rows]


def mails() -> list[tuple[str, list[str]]]:
    rows = Mail.objects.filter(template="cohort_behind").order_by("pk")
    return [
        (
            mail.to_address,
            [module["title"] for one in mail.context["cohorts"] for module in one["modules"]],
        )
        for mail in rows
    ]


@pytest.fixture
def cohort():
    return make_cohort("one", "two", "three")


@pytest.fixture
def person(cohort) -> Person:
    return join(cohort).person


def test_late_member_is_reminded_on_the_day_after_and_only_once(cohort, person) -> None:
    assert (service.sweep(at=noon(10)), mails()) == (0, [])
    assert service.sweep(at=noon(11)) == 1
    assert service.sweep(at=noon(11)) == 0
    assert service.sweep(at=noon(12)) == 0
    assert mails() == [(person.email, ["Module one"])]
    assert said(person) == [("one", 1, "sent")]


def test_day_begins_at_midnight_where_the_association_is(person) -> None:
    assert service.sweep(at=datetime(2026, 6, 11, 4, 59, tzinfo=UTC)) == 0
    assert service.sweep(at=datetime(2026, 6, 11, 5, 1, tzinfo=UTC)) == 1


def test_skipped_days_lose_and_double_nothing(person) -> None:
    service.sweep(at=noon(22))
    # June 11 and 17 for the first, June 21 for the second: one mail, and the latest of each.
    assert mails() == [(person.email, ["Module one", "Module two"])]
    assert said(person) == [("one", 1, "overtaken"), ("one", 7, "sent"), ("two", 1, "sent")]
    service.sweep(at=noon(2, month=7))
    assert said(person) == [
        ("one", 1, "overtaken"),
        ("one", 7, "sent"),
        ("one", 21, "sent"),
        ("two", 1, "sent"),
        ("two", 7, "sent"),
        ("three", 1, "sent"),
    ]
    assert len(mails()) == 2


def test_what_was_owed_before_an_outage_is_overtaken_after_it(cohort, person, monkeypatch) -> None:
    monkeypatch.setattr(service, "send_owed", lambda **_more: 0)
    service.sweep(at=noon(11))
    assert said(person) == [("one", 1, "owed")]
    monkeypatch.undo()
    service.sweep(at=noon(18))
    assert said(person) == [("one", 1, "overtaken"), ("one", 7, "sent")]


def test_nobody_who_finished_left_or_wants_none_is_reminded(cohort, monkeypatch) -> None:
    finished, left, silent, moved = (join(cohort) for _ in range(4))
    monkeypatch.setattr(service, "send_owed", lambda **_more: 0)
    service.sweep(at=noon(11))
    monkeypatch.undo()
    # Between owing and sending.
    take(finished.person, "one", at=noon(11))
    cohorts.leave(member=left, at=noon(11))
    cohorts.set_reminders(member=silent, wanted=False)
    Person.objects.filter(pk=moved.person_id).update(email="")
    assert (service.sweep(at=noon(11)), mails()) == (0, [])
    for member in (finished, left, silent, moved):
        assert said(member.person) == [("one", 1, "needless")]
    assert service.sweep(at=noon(12)) == 0


def test_module_with_another_day_is_late_after_that_one(cohort, person) -> None:
    service.sweep(at=noon(11))
    CohortModule.objects.filter(cohort=cohort, code="one").update(due_on=noon(15).date())
    assert service.sweep(at=noon(13)) == 0
    assert service.sweep(at=noon(16)) == 1
    assert said(person) == [("one", 1, "sent"), ("one", 1, "sent")]


def test_several_cohorts_make_one_mail_a_day_in_the_person_s_language() -> None:
    person = PersonFactory(language="es", name="Luz")
    for number, association in enumerate((AssociationFactory(), AssociationFactory())):
        join(make_cohort(f"only-{number}", association=association, name=f"C{number}"), person)
    assert service.sweep(at=noon(1, month=7)) == 1
    message = render(Mail.objects.get(template="cohort_behind"))
    for words in ("C0", "C1", "Módulo only-0", "Módulo only-1", "Luz"):
        assert words in message.body
    assert message.subject == "Lo que le espera en su cohorte"


def test_what_comes_due_after_today_s_mail_waits_for_tomorrow() -> None:
    person = PersonFactory(time_zone="America/Chicago")
    east = AssociationFactory(time_zone="America/New_York")
    west = AssociationFactory(time_zone="Pacific/Honolulu")
    for code, association in (("early", east), ("late", west)):
        join(make_cohort(code, association=association, name=code), person)
    assert service.sweep(at=datetime(2026, 7, 1, 8, tzinfo=UTC)) == 1
    assert service.sweep(at=datetime(2026, 7, 1, 12, tzinfo=UTC)) == 0
    assert said(person) == [("early", 1, "sent"), ("late", 1, "owed")]
    assert service.sweep(at=datetime(2026, 7, 2, 12, tzinfo=UTC)) == 1
    assert said(person) == [("early", 1, "sent"), ("late", 1, "sent")]


def test_ended_cohort_reminds_nobody(cohort, person) -> None:
    cohorts.end(cohort=cohort, at=noon(2))
    assert (service.sweep(at=noon(11)), said(person)) == (0, [])


def test_sweep_with_nothing_new_costs_the_same_for_three_members_and_for_forty(
    cohort, django_assert_num_queries
) -> None:
    for _ in range(3):
        join(cohort)
    service.sweep(at=noon(11))
    with django_assert_num_queries(8):
        service.sweep(at=noon(12))
    people = PersonFactory.create_batch(40, user=None)
    CohortMember.objects.bulk_create(
        CohortMember(cohort=cohort, person=one, joined_at=noon(11)) for one in people
    )
    with django_assert_num_queries(8):
        service.sweep(at=noon(12))


@pytest.mark.usefixtures("on_postgresql", "committed_db")
def test_two_sweeps_at_once_send_one_mail() -> None:
    people = [join(make_cohort("one", "two", "three")).person]
    sweep = lambda: service.sweep(at=noon(22))  # noqa: E731
    answers = at_once(sweep, sweep, sweep)
    assert not [one for one in answers if isinstance(one, Exception)], answers
    assert sum(answers) == 1
    assert len(mails()) == 1
    assert [outcome for _code, _rung, outcome in said(people[0])] == ["overtaken", "sent", "sent"]
