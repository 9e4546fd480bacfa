"""Attendance by code and by roster, what it comes to, and its corrections."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from certificates.models import Certificate
from courses.models import Enrollment, LiveRegistration
from courses.selectors.own_data import live_sessions
from courses.services import evaluation, live_attendance, live_registration
from courses.services.forgetting import forget
from endorsement.models import Event, EventText, LedgerEntry
from endorsement.refusals import Refused
from lms.backbone.models import Mail
from tests.factories.association import AssociationFactory
from tests.factories.live import AT, HOUR, STARTS, live_module, planned
from tests.factories.person import OutsiderFactory, PersonFactory

pytestmark = pytest.mark.django_db
ENDS = STARTS + 2 * HOUR
TWO_HOURS = {
    "hours": Decimal("2.0"),
    "split": [("share", {"area": "core:foundations", "hours": Decimal("2.0")})],
    "topics": [("share", {"topic": "iecmh", "hours": Decimal("1.0")})],
}


def _session(**said):
    association = AssociationFactory(slug="north")
    return planned(
        association,
        module=live_module(association, **TWO_HOURS),
        **{"credit": "proportional", "minimum_percent": 50, "late_minutes": 0, **said},
    )


def _seat(session, person=None):
    return live_registration.register(session=session, person=person or PersonFactory(), at=AT)


def _code(session, number=1, at=ENDS - timedelta(minutes=5), **more) -> str:
    meeting = session.meetings.get(number=number)
    return live_attendance.show_code(meeting=meeting, by=PersonFactory(), at=at, **more)


def _enter(row, code, at=ENDS):
    return live_attendance.enter_code(session=row.session, person=row.person, code=code, at=at)


def _roster(session, minutes, number=1, at=ENDS, **more):
    return live_attendance.post_roster(
        meeting=session.meetings.get(number=number),
        minutes=minutes,
        by=PersonFactory(),
        at=at,
        **more,
    )


def _evaluate(row, at=ENDS + HOUR):
    from courses.selectors.module import version_of

    enrollment = Enrollment.objects.get(person=row.person)
    module = version_of(row.session.code, row.session.version)
    evaluation.hand_in_evaluation(
        enrollment=enrollment, module=module, answers={"useful": "5"}, at=at
    )


def _counting(person) -> list[LedgerEntry]:
    rows = LedgerEntry.objects.filter(person=person, withdrawn=False, corrected_by=None)
    return list(rows.order_by("pk"))


def test_code_then_evaluation_is_one_completion_with_the_day_of_the_meeting() -> None:
    row = _seat(_session())
    _enter(row, _code(row.session).lower())
    assert not LedgerEntry.objects.exists()
    # Three days later, and the record still says when the training was.
    _evaluate(row, at=ENDS + timedelta(days=3))
    (entry,) = _counting(row.person)
    assert entry.source_key == f"module:together:1:{row.person.ref}"
    assert (entry.hours, entry.first_on, entry.last_on) == (
        Decimal("2.00"),
        date(2026, 12, 3),
        date(2026, 12, 3),
    )
    assert entry.split == {"core:foundations": "2.00"}
    assert entry.attributes == {"delivery": "live_online", "score": None, "seat_minutes": 120}
    certificate = Certificate.objects.get(subject=f"entry:{entry.public_id}")
    assert '"delivery":"live_online"' in certificate.payload.replace(" ", "")
    assert Mail.objects.filter(template="live_attended").count() == 1


def test_evaluation_stays_closed_until_attendance_is_settled() -> None:
    row = _seat(_session())
    Enrollment.objects.create(person=row.person, code="together", version=1, started_at=AT)
    with pytest.raises(Refused, match="when you were at a live session"):
        _evaluate(row)


@pytest.mark.parametrize(
    ("at", "known"),
    [(ENDS + 24 * HOUR - timedelta(seconds=1), True), (ENDS + 24 * HOUR, False)],
)
def test_code_is_good_until_the_hours_after_the_end_are_over(at, known) -> None:
    row = _seat(_session())
    code = _code(row.session)
    if known:
        assert _enter(row, code, at=at).credited == Decimal("2.0")
    else:
        with pytest.raises(Refused, match="its time is over"):
            _enter(row, code, at=at)


def test_wrong_old_or_another_session_s_code_records_nothing() -> None:
    row = _seat(_session())
    old = _code(row.session)
    new = _code(row.session, renew=True)
    for code in (old, "", "000000"):
        with pytest.raises(Refused):
            _enter(row, code)
    stranger = PersonFactory()
    with pytest.raises(Refused, match="not registered"):
        live_attendance.enter_code(session=row.session, person=stranger, code=new, at=ENDS)
    assert row.attendances.count() == 0


def test_code_is_not_shown_before_the_meeting() -> None:
    with pytest.raises(Refused, match="has not begun"):
        _code(_session(), at=STARTS - HOUR)


def test_roster_gives_partial_hours_and_scales_areas_and_topics() -> None:
    session = _session()
    row, away = _seat(session), _seat(session)
    _roster(session, {row.public_id: 95})
    _evaluate(row)
    (entry,) = _counting(row.person)
    # 95 of 120 minutes of two hours: 1.58, in tenths rounded down.
    assert (entry.hours, entry.split, entry.topics) == (
        Decimal("1.50"),
        {"core:foundations": "1.50"},
        {"iecmh": "0.75"},
    )
    away.refresh_from_db()
    assert (away.credited, Enrollment.objects.filter(person=away.person).exists()) == (0, False)


def test_roster_wins_over_the_code_whichever_came_first() -> None:
    session = _session()
    first, second = _seat(session), _seat(session)
    code = _code(session)
    _enter(first, code)
    _roster(session, {first.public_id: 60, second.public_id: 60}, because="Left at three.")
    _enter(second, code)
    assert [list(row.attendances.values_list("minutes", "source")) for row in (first, second)] == [
        [(60, "roster")]
    ] * 2


def test_correction_takes_the_entry_back_and_records_the_right_one_with_its_reason() -> None:
    session = _session()
    row = _seat(session)
    _roster(session, {row.public_id: 120})
    _evaluate(row)
    (before,) = _counting(row.person)
    with pytest.raises(Refused, match="Say why"):
        _roster(session, {row.public_id: 60})
    _roster(session, {row.public_id: 60}, because="Left at three.", at=ENDS + 24 * HOUR)
    (after,) = _counting(row.person)
    assert (before.hours, after.hours) == (Decimal("2.00"), Decimal("1.00"))
    assert after.source_key == f"module:together:1:{row.person.ref}:1"
    assert LedgerEntry.objects.get(corrects=before).withdrawn
    assert Enrollment.objects.get().entry == after
    assert Certificate.objects.count() == 2
    event = Event.objects.get(kind="live.attendance_corrected")
    assert "Left at three." not in event.payload
    assert EventText.objects.get(event=event).text == "Left at three."
    # Posting the same again changes nothing.
    assert _roster(session, {row.public_id: 60}) == 0
    assert _counting(row.person) == [after]


def test_correction_to_nothing_opens_the_module_again_and_a_later_one_completes_it() -> None:
    session = _session()
    row = _seat(session)
    _roster(session, {row.public_id: 120})
    _evaluate(row)
    _roster(session, {}, because="It was somebody else.")
    assert (_counting(row.person), Enrollment.objects.get().completed_at) == ([], None)
    _roster(session, {row.public_id: 120}, because="It was them after all.")
    assert [one.hours for one in _counting(row.person)] == [Decimal("2.00")]


def test_series_is_settled_when_nothing_is_open_any_more() -> None:
    meetings = [(STARTS + n * 24 * HOUR, STARTS + n * 24 * HOUR + HOUR) for n in range(2)]
    session = _session(meetings=meetings, credit="meetings", minimum_percent=80)
    row = _seat(session)
    _enter(row, _code(session, 1, at=STARTS + HOUR), at=STARTS + HOUR)
    row.refresh_from_db()
    assert row.credited is None
    # Nobody entered the second code: after its time the sweep settles what is known.
    assert live_attendance.sweep(at=meetings[1][1] + 23 * HOUR) == 0
    assert live_attendance.sweep(at=meetings[1][1] + 24 * HOUR) == 1
    assert live_attendance.sweep(at=meetings[1][1] + 48 * HOUR) == 0
    row.refresh_from_db()
    assert row.credited == Decimal("1.0")


def test_second_session_of_the_same_version_counts_once_and_only_as_the_better_one() -> None:
    first = _session()
    row = _seat(first)
    _roster(first, {row.public_id: 60})
    _evaluate(row)
    from courses.selectors.module import version_of

    again = planned(
        first.association,
        module=version_of("together", 1),
        credit="proportional",
        minimum_percent=50,
    )
    other = _seat(again, row.person)
    _roster(again, {other.public_id: 120}, at=ENDS + HOUR)
    assert [one.hours for one in _counting(row.person)] == [Decimal("2.00")]


def test_walk_in_needs_an_account_takes_no_seat_and_is_on_the_roster() -> None:
    session = _session(seats=1)
    _seat(session)
    by, came, outsider = PersonFactory(), PersonFactory(), OutsiderFactory()

    def add(person, at=STARTS):
        return live_attendance.add_walk_in(session=session, email=person.email, by=by, at=at)

    with pytest.raises(Refused, match="once the session has begun"):
        add(came, at=STARTS - HOUR)
    with pytest.raises(Refused, match="Nobody has an account"):
        add(outsider)
    assert add(came).pk == add(came).pk
    session.refresh_from_db()
    assert session.taken == 1
    row = LiveRegistration.objects.get(person=came)
    _roster(session, {row.public_id: 120})
    row.refresh_from_db()
    assert (row.walk_in, row.credited) == (True, Decimal("2.0"))


@pytest.mark.parametrize(
    ("zone", "on"),
    [
        ("America/Chicago", (date(2026, 12, 31), date(2027, 1, 1))),
        ("America/New_York", (date(2026, 12, 31), date(2027, 1, 1))),
        ("Pacific/Honolulu", (date(2026, 12, 31), date(2026, 12, 31))),
        ("Europe/Madrid", (date(2027, 1, 1), date(2027, 1, 1))),
    ],
)
def test_record_is_dated_by_the_calendar_of_the_person_over_new_year(zone, on) -> None:
    # From ten in the evening of 31 December to half past midnight, in Chicago.
    starts, ends = datetime(2027, 1, 1, 4, tzinfo=UTC), datetime(2027, 1, 1, 6, 30, tzinfo=UTC)
    session = _session(meetings=[(starts, ends)])
    row = _seat(session, PersonFactory(time_zone=zone))
    _roster(session, {row.public_id: 150}, at=ends)
    _evaluate(row, at=ends + HOUR)
    (entry,) = _counting(row.person)
    assert ((entry.first_on, entry.last_on), entry.zone) == (on, zone)


def test_blended_module_needs_its_lessons_test_and_attendance() -> None:
    from courses.selectors.module import version_of
    from courses.services.authoring import ensure_association
    from tests.factories.learning import enroll, evaluate, finish_lessons, take_test
    from tests.factories.module import make_module

    association = AssociationFactory(slug="north")
    make_module("both", parent=ensure_association(association=association), delivery="blended")
    module = version_of("both", 1)
    session = planned(association, module=module)
    row = _seat(session)
    enrollment = enroll(row.person, module, AT)
    finish_lessons(enrollment, module, AT)
    take_test(enrollment, module, at=AT)
    _enter(row, _code(session))
    evaluate(enrollment, module, ENDS + 24 * HOUR)
    (entry,) = _counting(row.person)
    assert (entry.hours, entry.first_on, entry.last_on) == (
        Decimal("0.50"),
        date(2026, 11, 2),
        date(2026, 12, 4),
    )


def test_own_copy_holds_attendance_and_erasing_leaves_the_hours_alone() -> None:
    session = _session()
    row = _seat(session)
    _roster(session, {row.public_id: 95})
    _evaluate(row)
    (held,) = live_sessions(row.person)
    assert (held["hours"], held["attendance"][0]["minutes"]) == (Decimal("1.5"), 95)
    forget(person=row.person, at=ENDS + 48 * HOUR)
    assert not LiveRegistration.objects.filter(pk=row.pk).exists()
    assert [one.hours for one in _counting(row.person)] == [Decimal("1.50")]


def _attendance():
    """What the ledger says of attendance: minutes, whether it stands, and its certificate's kind."""
    rows = LedgerEntry.objects.filter(kind="achievement", corrects=None).order_by("pk")
    return [
        (
            row.attributes["minutes"],
            not LedgerEntry.objects.filter(corrects=row).exists(),
            Certificate.objects.get(subject=f"entry:{row.public_id}").kind,
        )
        for row in rows
    ]


def test_attendance_has_a_certificate_of_its_own_before_the_module_is_complete() -> None:
    session = _session(certifies_attendance=True)
    row = _seat(session)
    code = _code(session)
    _enter(row, code)
    _enter(row, code)
    assert _attendance() == [(120, True, "attendance")]
    entry = LedgerEntry.objects.get(kind="achievement")
    assert (entry.hours, entry.first_on) == (None, date(2026, 12, 3))
    assert not LedgerEntry.objects.filter(kind="training").exists()
    _evaluate(row)
    kinds = Certificate.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["attendance", "completion"]


def test_corrected_attendance_is_taken_back_and_stated_anew() -> None:
    session = _session(certifies_attendance=True)
    row = _seat(session)
    _roster(session, {row.public_id: 120})
    _roster(session, {row.public_id: 90}, because="Left early.")
    _roster(session, {row.public_id: 0}, because="Was somebody else.")
    _roster(session, {row.public_id: 120}, because="It was this person after all.")
    assert _attendance() == [
        (120, False, "attendance"),
        (90, False, "attendance"),
        (120, True, "attendance"),
    ]


def test_no_attendance_is_certified_below_the_session_s_rule_or_where_none_is_offered() -> None:
    offered = _session(certifies_attendance=True)
    row = _seat(offered)
    _roster(offered, {row.public_id: 20})
    assert _attendance() == []
    LiveRegistration.objects.all().delete()
    offered.certifies_attendance = False
    offered.save()
    row = _seat(offered)
    _roster(offered, {row.public_id: 120})
    assert _attendance() == []
