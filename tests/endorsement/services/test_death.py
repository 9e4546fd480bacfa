"""Somebody has died: every mail stops at once, and it can be taken back."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail as outgoing

from endorsement.models import Event, Notice, Person, RegistryListing
from endorsement.selectors import endorsements, registry, renewal_desk
from endorsement.services import cycle_sweep, event, reminder
from endorsement.services import person as people
from lms.backbone.mail import owe_mail, send_owed_mail
from lms.backbone.models import Mail
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.person import PersonFactory
from tests.factories.renewal import held, noon
from tests.factories.scheme import association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 1, 18, tzinfo=UTC)


@pytest.fixture
def endorsement():
    return EndorsementFactory(
        association=association_with_scheme(), edition=sample_edition(), category="first_steps"
    )


def _record(endorsement) -> bool:
    return people.record_death(
        person=endorsement.person, association=endorsement.association, by=PersonFactory(), at=AT
    )


def _undo(endorsement) -> bool:
    return people.undo_death(
        person=endorsement.person, association=endorsement.association, by=PersonFactory(), at=AT
    )


def _owed(address: str) -> Mail:
    return owe_mail(
        key="one",
        to=address,
        template="plain",
        context={"title": "A word", "text": "Hello", "link": ""},
        language="en",
        at=AT,
    )


def test_recording_and_taking_back_are_events_and_each_happens_once(endorsement):
    assert [_record(endorsement), _record(endorsement)] == [True, False]
    assert [_undo(endorsement), _undo(endorsement)] == [True, False]
    stream = f"person:{endorsement.person.ref}"
    assert list(
        Event.objects.filter(stream=stream).order_by("seq").values_list("kind", flat=True)
    ) == [
        "person.recorded_as_deceased",
        "person.deceased_undone",
    ]
    assert Person.objects.get(pk=endorsement.person_id).deceased_on is None


def test_mail_that_was_owed_before_does_not_leave(endorsement):
    mail = _owed(endorsement.person.email.upper())
    _record(endorsement)
    assert send_owed_mail(mail.pk, AT) is False
    mail.refresh_from_db()
    assert (mail.state, mail.reason, mail.context, outgoing.outbox) == ("done", "deceased", {}, [])


def test_mail_leaves_again_once_it_was_taken_back(endorsement):
    mail = _owed(endorsement.person.email)
    _record(endorsement)
    _undo(endorsement)
    assert send_owed_mail(mail.pk, AT) is True


def test_sweep_and_registry_leave_them_out(endorsement):
    CycleFactory(endorsement=endorsement, next_rung_on=date(2026, 5, 1))
    RegistryListing.objects.create(
        person=endorsement.person,
        association=endorsement.association,
        show_name=True,
        changed_at=AT,
    )
    today = reminder.today_by_zone(AT)

    def found() -> tuple[int, int]:
        return reminder.due_cycles(today).count(), len(registry.find(registry.Wanted(), AT).keys)

    assert found() == (1, 1)
    _record(endorsement)
    assert found() == (0, 0)


def test_nobody_lapses_for_the_days_on_which_a_mistake_kept_reminders_back():
    # Recorded in the days of grace, and found to be wrong when they are long over.
    cycle = held().cycles.get()
    endorsement, at = cycle.endorsement, noon(date(2028, 1, 10))
    arguments = {
        "person": endorsement.person,
        "association": endorsement.association,
        "by": PersonFactory(),
    }
    people.record_death(**arguments, at=at)
    later = noon(date(2028, 3, 1))
    assert cycle_sweep.sweep(at=later) == 0
    assert people.undo_death(**arguments, at=later)
    cycle_sweep.sweep(at=later)
    reminder.sweep(at=later)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.due_on, cycle.grace_through) == (
        "open",
        date(2027, 12, 31),
        date(2028, 3, 31),
    )
    assert Notice.objects.get(state="owed").rung == "grace"
    # Who was past them before it was recorded lapses as ever.
    cycle_sweep.sweep(at=noon(date(2028, 4, 1)))
    cycle.refresh_from_db()
    assert cycle.state == "lapsed"
    assert event.verify_chain(endorsement.association) is None


def test_nobody_is_chased_for_the_renewal_of_somebody_who_has_died():
    endorsement, today = held(), date(2028, 1, 10)
    coordinator, association = PersonFactory(), endorsement.association

    def found() -> tuple[int, int]:
        late = renewal_desk.counts(association, coordinator, today)[renewal_desk.LATE]
        wanted = endorsements.Wanted(when="late")
        return late, endorsements.listed(association, coordinator, wanted, today).count()

    assert found() == (1, 1)
    people.record_death(person=endorsement.person, association=association, by=coordinator, at=AT)
    assert found() == (0, 0)
