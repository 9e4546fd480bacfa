"""One message a person and day, written as it leaves: whatever kinds of reminders there are."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import getaddresses

import pytest
from django.core import mail as outgoing
from django.core.mail import EmailMultiAlternatives
from icalendar import Calendar

from endorsement.models import Association, DayMessage, Notice, Person, ReminderSettings
from endorsement.rules.due_days import DueDay
from endorsement.services.notices import choosing, gathering, kinds
from endorsement.services.notices.kinds import Kind, Section, Silence
from lms.backbone import health
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from tests.factories.association import AssociationFactory
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

# Nine in the morning in Chicago on a Monday.
MORNING = datetime(2026, 6, 1, 14, tzinfo=UTC)
DAY = MORNING.date()
HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def silent(monkeypatch) -> dict[str, str]:
    """Two kinds of which a subject says its own name; by subject, why it has nothing to say any more."""
    reasons: dict[str, str] = {}

    def write(notices: Iterable[Notice], _at: datetime) -> dict[int, Section | Silence]:
        return {one.pk: _said(one) for one in notices}

    def _said(notice: Notice) -> Section | Silence:
        if notice.subject in reasons:
            return Silence(reasons[notice.subject])
        if notice.subject == "broken":
            raise KeyError
        day = DueDay(f"{notice.subject}@here", notice.subject, DAY, "https://example.org/")
        said = {"title": f"About {notice.subject}", "text": f"<{notice.subject}>", "link": ""}
        return Section("plain", said, (day,))

    known = {
        name: Kind(
            name, name.title(), owe=lambda _at: 0, write=write, duty=duty, urgent=frozenset({"now"})
        )
        for name, duty in (("duty", True), ("wish", False))
    }
    monkeypatch.setattr(kinds, "_kinds", known)
    return reasons


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Luz", time_zone="America/Chicago")


@pytest.fixture
def association() -> Association:
    return AssociationFactory()


def owe(person: Person, subject: str = "one", rung: str = "first", **more: object) -> Notice:
    defaults = {"kind": "duty", "rung_on": DAY, "due_at": MORNING, "owed_at": MORNING}
    return Notice.objects.create(person=person, subject=subject, rung=rung, **defaults | more)


def send(at: datetime = MORNING) -> list[EmailMultiAlternatives]:
    before = len(outgoing.outbox)
    gathering.gather(at=at)
    send_due_mail(at=at)
    return outgoing.outbox[before:]


def said(*notices: Notice) -> list[str]:
    found = Notice.objects.in_bulk([one.pk for one in notices])
    return [found[one.pk].reason or found[one.pk].outcome or found[one.pk].state for one in notices]


def test_what_somebody_is_owed_on_one_day_is_one_message(person, association):
    rows = [owe(person, subject, association=association) for subject in ("one", "two", "three")]
    [mail] = send()
    assert mail.subject == "3 things that wait for you"
    assert [f"About {one}" in mail.body for one in ("one", "two", "three")] == [True] * 3
    assert mail.body.count("Hello") == 1
    html = mail.alternatives[0][0]
    assert ("&lt;two&gt;" in html, html.count("<h2>")) == (True, 3)
    assert said(*rows) == ["sent"] * 3
    message = DayMessage.objects.get()
    assert (message.on, {row.message_id for row in Notice.objects.all()}) == (DAY, {message.pk})


def test_a_single_reminder_stands_alone(person):
    owe(person)
    [mail] = send()
    assert (mail.subject, mail.to) == ("About one", [person.email])


def test_days_for_the_calendar_go_along(person):
    owe(person, "one")
    owe(person, "two")
    [mail] = send()
    [(name, content, kind)] = mail.attachments
    assert (name, kind) == ("due-days.ics", "text/calendar")
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [(str(one["summary"]), one["dtstart"].dt) for one in events] == [
        ("one", DAY),
        ("two", DAY),
    ]


def test_what_comes_due_after_todays_message_waits_for_tomorrows(person):
    owe(person, "one")
    send()
    later = owe(person, "two", due_at=MORNING + HOUR)
    assert (send(MORNING + HOUR), said(later)) == ([], ["owed"])
    assert len(send(MORNING + A_DAY)) == 1
    assert [one.on for one in DayMessage.objects.order_by("on")] == [DAY, DAY + A_DAY]


def test_what_comes_due_while_the_message_waits_joins_it(person):
    owe(person, "one")
    gathering.gather(at=MORNING)
    owe(person, "two", due_at=MORNING + HOUR)
    assert [mail.subject for mail in send(MORNING + HOUR)] == ["2 things that wait for you"]


def test_days_without_a_mail_server_make_one_message_of_the_day_it_leaves(person):
    for number in range(3):
        owe(person, f"number {number}", due_at=MORNING + number * A_DAY)
        gathering.gather(at=MORNING + number * A_DAY)
    assert len(send(MORNING + 5 * A_DAY)) == 1
    assert DayMessage.objects.get().on == DAY + 5 * A_DAY


def test_message_that_was_given_up_goes_out_with_the_next_reminder(person):
    owe(person, "one")
    gathering.gather(at=MORNING)
    Mail.objects.update(state="dead", attempts=5)
    owe(person, "two", due_at=MORNING + A_DAY)
    assert [mail.subject for mail in send(MORNING + A_DAY)] == ["2 things that wait for you"]


def test_of_several_rungs_about_one_thing_the_latest_goes_out(person):
    first = owe(person, rung="first", rung_on=DAY - 7 * A_DAY)
    second = owe(person, rung="second", rung_on=DAY)
    [mail] = send()
    assert (mail.subject, said(first, second)) == ("About one", ["overtaken", "sent"])


def test_what_is_not_true_any_more_when_it_leaves_is_not_said(person, silent):
    gone, still = owe(person, "gone"), owe(person, "still")
    gathering.gather(at=MORNING)
    silent["gone"] = "renewed"
    [mail] = send()
    assert (mail.subject, said(gone, still)) == ("About still", ["renewed", "sent"])


def test_nothing_left_to_say_sends_nothing_and_leaves_the_day_free(person, silent):
    silent["one"] = "renewed"
    owe(person)
    assert send() == []
    assert Mail.objects.get().reason == "nothing_left"
    owe(person, "two", due_at=MORNING + HOUR)
    assert [mail.subject for mail in send(MORNING + HOUR)] == ["About two"]
    assert (DayMessage.objects.count(), Mail.objects.count()) == (1, 1)


def test_one_that_cannot_be_written_holds_up_no_other_and_is_given_up_in_the_end(person):
    broken, fine = owe(person, "broken"), owe(person, "fine")
    assert [mail.subject for mail in send()] == ["About fine"]
    assert said(broken, fine) == ["owed", "sent"]
    at = MORNING
    for _attempt in range(5):
        at += A_DAY
        send(at)
    broken.refresh_from_db()
    assert (broken.state, broken.last_error) == ("dead", "KeyError")


# In Chicago: a day's hours from eight through twenty; what is due today may leave in the evening.
TIMES = [
    ("first", datetime(2026, 6, 1, 12, 59, tzinfo=UTC), datetime(2026, 6, 1, 13, tzinfo=UTC)),
    ("first", datetime(2026, 6, 1, 13, 0, tzinfo=UTC), datetime(2026, 6, 1, 13, tzinfo=UTC)),
    ("first", datetime(2026, 6, 2, 0, 59, tzinfo=UTC), datetime(2026, 6, 2, 0, 59, tzinfo=UTC)),
    ("first", datetime(2026, 6, 2, 1, 0, tzinfo=UTC), datetime(2026, 6, 2, 13, tzinfo=UTC)),
    ("now", datetime(2026, 6, 2, 1, 0, tzinfo=UTC), datetime(2026, 6, 2, 1, tzinfo=UTC)),
    ("now", datetime(2026, 6, 1, 6, 0, tzinfo=UTC), datetime(2026, 6, 1, 13, tzinfo=UTC)),
]


@pytest.mark.parametrize(("rung", "at", "leaves_at"), TIMES)
def test_mail_leaves_in_the_day_of_its_reader(person, rung, at, leaves_at):
    owe(person, rung=rung, due_at=at)
    assert len(send(at)) == (at == leaves_at)
    assert Mail.objects.get().due_at == leaves_at
    assert len(outgoing.outbox) or len(send(leaves_at)) == 1


def test_association_says_its_own_hours_and_several_agree(person, association):
    ReminderSettings.objects.create(association=association, from_hour=10, until_hour=12)
    owe(person, association=association)
    assert send(MORNING) == []
    assert Mail.objects.get().due_at == datetime(2026, 6, 1, 15, tzinfo=UTC)


def test_message_that_was_kept_up_does_not_leave_at_night(person):
    owe(person)
    gathering.gather(at=MORNING)
    Mail.objects.update(attempts=2)
    night = datetime(2026, 6, 2, 3, tzinfo=UTC)
    assert send_due_mail(at=night) == 0
    mail = Mail.objects.get()
    # Waiting for the morning is no failure.
    assert (mail.due_at, mail.attempts) == (datetime(2026, 6, 2, 13, tzinfo=UTC), 2)


def test_paused_association_keeps_what_it_owes_and_then_sends_the_latest(person, association):
    other = owe(person, "other")
    first = owe(person, association=association, rung="first", rung_on=DAY - A_DAY)
    gathering.gather(at=MORNING)
    paused = ReminderSettings.objects.create(association=association, paused_at=MORNING)
    assert [mail.subject for mail in send()] == ["About other"]
    second = owe(person, association=association, rung="second", rung_on=DAY)
    assert (send(MORNING + A_DAY), said(other, first, second)) == ([], ["sent", "owed", "owed"])
    paused.delete()
    assert [mail.subject for mail in send(MORNING + A_DAY)] == ["About one"]
    assert said(first, second) == ["overtaken", "sent"]


def test_what_waits_for_a_reason_is_no_sign_that_work_stands_still(person, association):
    def lag() -> int:
        [outbox] = [one for one in health.parts(at=late) if one.name == "outbox"]
        return outbox.facts["lag_seconds"]

    night = MORNING - 8 * HOUR
    late = night + HOUR
    paused = owe(PersonFactory(), "paused", association=association, due_at=night)
    ReminderSettings.objects.create(association=association, paused_at=night)
    assert lag() == 0
    notice = owe(person, due_at=night)
    assert lag() == HOUR.total_seconds()
    gathering.gather(at=night)
    assert (lag(), said(paused, notice)) == (0, ["owed", "owed"])


def test_one_click_ends_what_is_no_duty_and_only_that(person):
    owe(person, "wish", kind="wish")
    owe(person, "duty")
    [mail] = send()
    headers = mail.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = headers["List-Unsubscribe"].rstrip("/>").rpartition("/")[2]
    whose, which = choosing.read(token)
    assert (whose, which) == (person, ["wish"])
    choosing.unsubscribe(person=whose, kinds=[*which, "duty"], at=MORNING)
    assert choosing.wanted(person) == {"duty"}
    again = owe(person, "another", kind="wish", due_at=MORNING + A_DAY)
    assert (send(MORNING + A_DAY), said(again)) == ([], ["unsubscribed"])
    choosing.choose(person=person, kinds=["wish"], at=MORNING)
    assert choosing.wanted(person) == {"duty", "wish"}


def test_message_of_duties_alone_offers_no_one_click(person):
    owe(person)
    [mail] = send()
    assert "List-Unsubscribe" not in mail.extra_headers
    assert "Choose which reminders you get: http" in mail.body


@pytest.mark.parametrize("token", ["", "x", "x:y", "a" * 200])
def test_token_that_was_not_signed_here_opens_nobodys_choices(token):
    assert choosing.read(token) is None


WHY_NOT = [
    ("erased", {"erased_at": MORNING}),
    ("deceased", {"deceased_on": DAY}),
    ("no_address", {"email": ""}),
]


@pytest.mark.parametrize(("why", "change"), WHY_NOT)
def test_people_who_cannot_be_written_to_get_nothing(person, why, change):
    row = owe(person)
    gathering.gather(at=MORNING)
    Person.objects.filter(pk=person.pk).update(**change)
    assert (send(), said(row), Mail.objects.get().reason) == ([], [why], why)


def test_mail_goes_to_the_address_of_the_moment_it_leaves(person):
    owe(person)
    gathering.gather(at=MORNING)
    Person.objects.filter(pk=person.pk).update(email="new@example.org", language="es")
    [mail] = send()
    assert getaddresses(mail.to) == [("", "new@example.org")]


def test_gathering_many_costs_the_same_as_gathering_one(django_assert_num_queries):
    for count in (1, 30):
        for one in PersonFactory.create_batch(count):
            owe(one, f"{count}-{one.pk}")
        with django_assert_num_queries(13):
            assert gathering.gather(at=MORNING) == count
        send()


def test_message_of_many_is_written_with_one_look_at_them(person, django_assert_num_queries):
    for number in range(30):
        owe(person, f"number {number}")
    gathering.gather(at=MORNING)
    with django_assert_num_queries(17):
        send_due_mail(at=MORNING)
    assert len(outgoing.outbox) == 1


@pytest.mark.parametrize(
    ("at", "zone", "leaves_at"),
    [
        # The night on which clocks go forward, and back.
        (
            datetime(2027, 3, 14, 9, tzinfo=UTC),
            "America/Chicago",
            datetime(2027, 3, 14, 13, tzinfo=UTC),
        ),
        (
            datetime(2027, 11, 7, 9, tzinfo=UTC),
            "America/Chicago",
            datetime(2027, 11, 7, 14, tzinfo=UTC),
        ),
        (
            datetime(2028, 2, 29, 1, tzinfo=UTC),
            "Asia/Kolkata",
            datetime(2028, 2, 29, 2, 30, tzinfo=UTC),
        ),
        (
            datetime(2026, 12, 31, 11, tzinfo=UTC),
            "Pacific/Auckland",
            datetime(2026, 12, 31, 19, tzinfo=UTC),
        ),
    ],
)
def test_quiet_hours_end_at_eight_by_the_clock_on_the_wall(at, zone, leaves_at):
    person = PersonFactory(time_zone=zone)
    owe(person, due_at=at)
    assert (send(at), Mail.objects.get().due_at) == ([], leaves_at)
    assert DayMessage.objects.get().on == date.fromisoformat(
        {"Pacific/Auckland": "2027-01-01"}.get(zone, str(at.date()))
    )
