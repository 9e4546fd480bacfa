"""Events are ordered, and their chain shows every change."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection

from endorsement.models import Association, ChainHead, Event, EventText
from endorsement.services import event as events
from lms.backbone.append_only import install_guards, lift_guards
from tests.factories.association import AssociationFactory
from tests.factories.person import PersonFactory

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def association() -> Association:
    return AssociationFactory()


def _decide(association: Association, number: int, **more) -> Event:
    return events.record(
        association=association,
        stream=f"application:{number}",
        kind="application.approved",
        actor=None,
        payload={"category": "first_steps", "number": number},
        at=AT,
        chained=True,
        **more,
    )


def _tamper(sql: str, *params: object) -> None:
    """Change a row as somebody with the database's password could."""
    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
    install_guards()


def test_record_numbers_a_stream_from_one(association):
    for expected in (1, 2, 3):
        event = events.record(
            association=association,
            stream="application:A",
            kind="application.submitted",
            actor=PersonFactory(),
            payload={},
            at=AT,
        )
        assert event.seq == expected


def test_chain_of_several_streams_is_whole(association):
    for number in range(5):
        _decide(association, number)
    assert events.verify_chain(association) is None
    assert ChainHead.objects.get(association=association).chain_no == 5


def test_chains_of_two_associations_are_apart(association):
    other = AssociationFactory()
    _decide(association, 1)
    _decide(other, 2)
    assert [_decide(association, 3).chain_no, _decide(other, 4).chain_no] == [2, 2]


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("UPDATE endorsement_event SET payload = '{}' WHERE chain_no = 2", "changed"),
        (
            "UPDATE endorsement_event SET kind = 'application.declined' WHERE chain_no = 2",
            "changed",
        ),
        ("UPDATE endorsement_event SET actor_ref = NULL, seq = 9 WHERE chain_no = 2", "changed"),
        ("DELETE FROM endorsement_event WHERE chain_no = 2", "missing"),
    ],
)
def test_tampering_is_found_at_the_first_broken_link(association, sql, reason):
    for number in range(3):
        _decide(association, number)
    _tamper(sql)
    broken = events.verify_chain(association)
    assert (broken.chain_no, broken.reason) == (2, reason)


def test_a_cut_tail_is_found_by_the_head(association):
    for number in range(3):
        _decide(association, number)
    _tamper("DELETE FROM endorsement_event WHERE chain_no = 3")
    assert events.verify_chain(association) == events.BrokenLink(3, "", "missing")


def test_erasing_a_text_keeps_the_chain_whole(association):
    event = _decide(association, 1, texts={"reason": "a private sentence"})
    assert "a private sentence" not in event.payload
    EventText.objects.filter(event=event).delete()
    assert events.verify_chain(association) is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE endorsement_event SET kind = 'x' WHERE id = %s",
        "DELETE FROM endorsement_event WHERE id = %s",
    ],
)
def test_the_database_refuses_to_change_an_event(association, sql):
    event = _decide(association, 1)
    with pytest.raises(IntegrityError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(sql, [event.pk])
