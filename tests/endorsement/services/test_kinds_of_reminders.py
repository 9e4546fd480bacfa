"""What raters, applicants and learners are reminded of, and when it is not true any more."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.selectors.module import version_of
from courses.services import live_registration, module_reminder
from endorsement.models import Notice, Reference
from endorsement.services import applicant_reminder, reference, reference_reminder
from endorsement.services import application as applications
from endorsement.services.notices import gathering, preview
from lms.backbone.mail import send_batch
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories import live
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.learning import complete_module, enroll, finish_lessons, take_test
from tests.factories.module import make_module
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def send(owe, day: int) -> list[str]:
    """Owe and send on a day after `AT`; the subjects that left."""
    at, before = AT + day * DAY, len(outgoing.outbox)
    owe(at)
    gathering.gather(at=at, hurry=True)
    # What else is owed to them is not asked about here.
    reminders = Mail.objects.owed(at).filter(template="reminders")
    send_batch(list(reminders.values_list("pk", flat=True)), clock=lambda: at)
    return [mail.subject for mail in outgoing.outbox[before:]]


def whys() -> list[str]:
    return [
        one.reason or one.outcome or one.state for one in Notice.objects.order_by("rung_on", "pk")
    ]


@pytest.fixture
def asked() -> Reference:
    return ReferenceFactory(requested_at=AT, sent_at=AT, token_expires_at=AT + 60 * DAY)


def test_rater_is_reminded_after_two_and_five_weeks_by_a_link_that_works(asked):
    sent = {day: send(reference_reminder.owe, day) for day in (13, 14, 15, 34, 35, 36, 59)}
    assert [day for day, subjects in sent.items() if subjects] == [14, 35]
    token = re.search(r"/r/([^/\s]+)/", outgoing.outbox[-1].body)[1]
    asked.refresh_from_db()
    assert (asked.token_sha256, asked.sent_at) == (Reference.digest(token), AT + 35 * DAY)


def test_rater_who_answers_or_is_let_off_between_owing_and_leaving_hears_nothing(asked):
    reference_reminder.owe(AT + 14 * DAY)
    reference.cancel(reference=asked)
    assert (send(reference_reminder.owe, 14), whys()) == ([], ["answered"])
    assert outgoing.outbox == []


def test_link_that_was_sent_again_puts_the_reminder_off(asked):
    Reference.objects.update(sent_at=AT + 20 * DAY)
    assert send(reference_reminder.owe, 21) == []
    assert len(send(reference_reminder.owe, 35)) == 1


def test_application_that_lies_still_is_named_twice_and_anew_after_somebody_went_on():
    application = given.draft()
    type(application).objects.update(created_at=AT, registered_at=AT)
    sent = [day for day in (29, 30, 31, 89, 90, 91, 200) if send(applicant_reminder.owe_still, day)]
    assert sent == [30, 90]
    application.notes.create(section="details", text="On.", saved_at=AT + 201 * DAY)
    assert send(applicant_reminder.owe_still, 230) == []
    assert len(send(applicant_reminder.owe_still, 231)) == 1


def test_whoever_goes_on_before_the_mail_leaves_hears_nothing():
    application = given.draft()
    type(application).objects.update(created_at=AT, registered_at=AT)
    applicant_reminder.owe_still(AT + 30 * DAY)
    application.notes.create(section="details", text="On.", saved_at=AT + 30 * DAY)
    assert (send(lambda _at: 0, 30), whys()) == ([], ["went_on"])


def test_question_that_waits_is_a_duty_and_ends_with_the_answer():
    application = given.complete()
    given.assign(application)
    by = staff(application.association, "coordinator")
    applications.ask_more(application=application, coordinator=by, question="Which?", at=AT)
    assert [day for day in (13, 14, 30, 31) if send(applicant_reminder.owe_asked, day)] == [14, 30]
    applicant_reminder.owe_asked(AT + 60 * DAY)
    given.hand_in_application(application)
    assert send(applicant_reminder.owe_asked, 60) == []
    assert whys() == ["sent", "sent", "answered"]


def test_learner_is_reminded_of_modules_that_lie_still_in_one_section():
    person = PersonFactory()
    modules = [make_module(code) for code in ("one", "two")]
    for module in modules:
        enroll(person, module)
    assert send(module_reminder.owe, 13) == []
    assert send(module_reminder.owe, 14) == ["2 modules are where you left them"]
    complete_module(person, modules[0], at=AT + 15 * DAY)
    assert send(module_reminder.owe, 42) == ["A module is where you left it"]
    assert send(module_reminder.owe, 100) == []


def test_learner_who_took_the_post_test_since_has_not_left_the_module():
    module, person = make_module("one"), PersonFactory()
    enrollment = enroll(person, module)
    finish_lessons(enrollment, module, AT)
    take_test(enrollment, module, well=False, at=AT + 13 * DAY)
    assert send(module_reminder.owe, 15) == []
    assert send(module_reminder.owe, 27) == ["A module is where you left it"]


def test_whoever_waits_for_a_live_session_has_not_left_the_module():
    session = live.planned()
    module, person = version_of(session.code, session.version), PersonFactory()
    enroll(person, module, live.AT)
    live_registration.register(session=session, person=person, at=live.AT)
    assert module_reminder.owe(live.AT + 15 * DAY) == 0
    live_registration.give_back(session=session, person=person, at=live.AT + 15 * DAY)
    assert module_reminder.owe(live.AT + 15 * DAY) == 1


def test_preview_lists_what_the_days_then_send(asked):
    listed = preview.upcoming(asked.association, at=AT + 10 * DAY)
    assert [(row.on, row.person) for row in listed] == [
        ((AT + day * DAY).date(), asked.rater) for day in (14, 35)
    ]
    sent = [AT.date() + day * DAY for day in range(11, 41) if send(reference_reminder.owe, day)]
    assert sent == [row.on for row in listed]


SUBJECTS = (
    *("endorsement_application", "endorsement_reference", "endorsement_confirmationrequest"),
    *("endorsement_renewalcycle", "endorsement_review", "courses_cohort", "courses_enrollment"),
)


def test_preview_looks_at_one_associations_subjects_alone(asked):
    ReferenceFactory(association=association_with_scheme("south"), requested_at=AT, sent_at=AT)
    enroll(PersonFactory(), make_module("one"))
    with CaptureQueriesContext(connection) as context:
        listed = preview.upcoming(asked.association, at=AT + 10 * DAY)
    assert {row.person for row in listed} == {asked.rater}
    queries = [query["sql"] for query in context.captured_queries]
    # Of modules it knows before it looks at anybody that none is the association's.
    seen = {table: [sql for sql in queries if f'FROM "{table}"' in sql] for table in SUBJECTS}
    assert [table for table in SUBJECTS if not seen[table]] == ["courses_enrollment"]
    own = f'"association_id" = {asked.association_id}'
    assert [sql for some in seen.values() for sql in some if own not in sql] == []
