"""A chain that was computed anew does not agree with what was written down before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from endorsement.models import Association, ChainHead
from endorsement.services import chain_heads
from endorsement.services import event as events
from lms.backbone.append_only import install_guards, lift_guards
from tests.factories.association import AssociationFactory

AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    own = {**settings.STORAGES["chain_heads"], "OPTIONS": {"location": str(tmp_path / "heads")}}
    settings.STORAGES = {**settings.STORAGES, "chain_heads": own}


def _decide(association: Association, number: int) -> None:
    events.record(
        association=association,
        stream=f"application:{number}",
        kind="application.approved",
        actor=None,
        payload={"number": number},
        at=AT,
        chained=True,
    )


def test_one_file_a_day_says_every_head_as_it_was_first():
    association = AssociationFactory()
    _decide(association, 1)
    first = ChainHead.objects.get(association=association)
    assert chain_heads.export(at=AT) == "2026-03-01.json"
    _decide(association, 2)
    assert chain_heads.export(at=AT) == "2026-03-01.json"
    assert chain_heads.export(at=AT + timedelta(hours=1)) == "2026-03-02.json"
    with storages["chain_heads"].open("2026-03-01.json") as file:
        assert first.hash in file.read().decode()
    assert list(chain_heads.contradictions()) == []


def test_chain_computed_anew_contradicts_the_file():
    association = AssociationFactory(slug="pine-river")
    _decide(association, 1)
    chain_heads.export(at=AT)
    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM endorsement_event")
        cursor.execute("DELETE FROM endorsement_chainhead")
    install_guards()
    _decide(association, 2)
    assert events.verify_chain(association) is None
    assert list(chain_heads.contradictions()) == [("2026-03-01.json", "pine-river", 1)]
    with pytest.raises(CommandError, match="broken"):
        call_command("verify_decisions")


def test_before_the_first_file_nothing_contradicts():
    assert list(chain_heads.contradictions()) == []
