"""Owed rows: who may claim, finish, fail and retry them, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.backbone.models import Mail
from lms.backbone.outbox import BACK_OFF, LEASE, MAX_ATTEMPTS

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


def _row(**fields: object) -> Mail:
    values = {"key": "k", "to_address": "a@example.org", "template": "plain", "due_at": AT}
    return Mail.objects.create(**{**values, **fields})


@pytest.mark.parametrize(
    ("state", "due", "lease", "attempt"),
    [
        ("owed", timedelta(0), None, 1),
        ("owed", -timedelta(days=3), None, 1),
        ("owed", MOMENT, None, None),
        ("claimed", timedelta(0), MOMENT, None),
        ("claimed", timedelta(0), timedelta(0), 1),
        ("done", timedelta(0), None, None),
        ("dead", timedelta(0), None, None),
    ],
)
def test_claim_takes_only_what_is_due_and_free(
    state: str, due: timedelta, lease: timedelta | None, attempt: int | None
) -> None:
    row = _row(state=state, due_at=AT + due, lease_until=None if lease is None else AT + lease)
    assert Mail.objects.owed(AT).count() == (0 if attempt is None else 1)
    assert Mail.objects.claim(row.pk, at=AT) == attempt


def test_second_claim_gets_nothing_while_the_lease_holds() -> None:
    row = _row()
    assert Mail.objects.claim(row.pk, at=AT) == 1
    assert Mail.objects.claim(row.pk, at=AT + LEASE - MOMENT) is None
    assert Mail.objects.claim(row.pk, at=AT + LEASE) == 2


def test_late_finish_and_late_failure_of_an_expired_lease_are_refused() -> None:
    row = _row()
    first = Mail.objects.claim(row.pk, at=AT)
    second = Mail.objects.claim(row.pk, at=AT + LEASE)
    assert (first, second) == (1, 2)
    late = AT + LEASE + MOMENT
    assert Mail.objects.finish(row.pk, attempt=1, at=late, context={"late": 1}) is False
    assert Mail.objects.fail(row.pk, attempt=1, at=late, error="late") is False
    row.refresh_from_db()
    assert (row.state, row.context, row.last_error) == ("claimed", {}, "")
    assert Mail.objects.finish(row.pk, attempt=2, at=late) is True
    assert Mail.objects.finish(row.pk, attempt=2, at=late) is False


def test_each_failure_waits_longer_and_the_fifth_is_the_last() -> None:
    row = _row()
    at, waits = AT, []
    for attempt in range(1, MAX_ATTEMPTS):
        assert Mail.objects.claim(row.pk, at=at) == attempt
        assert Mail.objects.fail(row.pk, attempt=attempt, at=at, error="no") is True
        row.refresh_from_db()
        waits.append(row.due_at - at)
        at = row.due_at
    assert waits == list(BACK_OFF)
    assert Mail.objects.claim(row.pk, at=at) == MAX_ATTEMPTS
    assert Mail.objects.fail(row.pk, attempt=MAX_ATTEMPTS, at=at, error="x" * 900) is True
    row.refresh_from_db()
    assert (row.state, row.lease_until, len(row.last_error)) == ("dead", None, 500)
    assert Mail.objects.claim(row.pk, at=at + timedelta(days=9)) is None


@pytest.mark.parametrize(
    ("state", "retried"), [("dead", True), ("owed", False), ("claimed", False), ("done", False)]
)
def test_only_a_dead_row_is_owed_again_by_hand(state: str, retried: bool) -> None:
    row = _row(state=state, attempts=5, lease_until=AT + LEASE)
    assert Mail.objects.retry(row.pk, at=AT) is retried
    row.refresh_from_db()
    assert (row.state, row.attempts) == (("owed", 0) if retried else (state, 5))


def test_owed_rows_come_oldest_first() -> None:
    for key, minutes in (("b", 5), ("a", 9), ("c", 1)):
        _row(key=key, due_at=AT - timedelta(minutes=minutes))
    assert [row.key for row in Mail.objects.owed(AT)] == ["a", "b", "c"]
