"""Many at once: what is owed, all of a kind again, what failed and why."""

from datetime import timedelta

import pytest

from certificates.models import Certificate
from certificates.services import batches, issuing, standing
from endorsement.models import Association
from lms.backbone import jobs
from lms.backbone.jobs import parts
from lms.backbone.models import Job, Mail
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.award import EndorsementFactory
from tests.factories.certificate import (
    AT,
    as_issued,
    content_of,
    owed_completion,
    owed_endorsement,
)

pytestmark = pytest.mark.django_db
State = Certificate.State


@pytest.fixture
def here() -> Association:
    return AssociationFactory(slug="here")


@pytest.fixture
def owner(here) -> int:
    return MembershipFactory(association=here).person.user.pk


@pytest.fixture(autouse=True)
def _drawn(monkeypatch) -> None:
    """What is drawn matters not here, but that one of them cannot be."""

    def draw(certificate: Certificate, restyle: bool) -> bytes:
        if certificate.payload == "{}":
            raise ValueError("Ana Secret cannot be drawn")
        return f"%PDF {certificate.number} {restyle}".encode()

    monkeypatch.setattr(issuing, "_drawn", draw)


def ask(
    what: str,
    association: Association | None,
    owner: int,
    after: str = "",
    kind: str = "",
    restyle: bool = False,
) -> Job:
    return batches.ask(
        restyle=restyle,
        what=what,
        association=association,
        kind=kind,
        owner_id=owner,
        after=after,
        language="en",
        at=AT,
    )


def ran(job: Job) -> dict:
    assert jobs.run_owed(job.pk, clock=lambda: AT + timedelta(minutes=1))
    job.refresh_from_db()
    return job.result


def test_what_is_owed_is_issued_and_what_failed_is_told(here, owner) -> None:
    failing = owed_endorsement(association=here)
    Certificate.objects.filter(pk=failing.pk).update(payload="{}", state=State.DEAD, attempts=5)
    waiting = owed_endorsement(association=here)
    Certificate.objects.filter(pk=waiting.pk).update(due_at=AT + timedelta(days=1))
    elsewhere = owed_endorsement()
    missing = EndorsementFactory(association=here)

    result = ran(ask(batches.OWED, here, owner))

    counts = {name: result[name] for name in ("total", "done", "elsewhere", "failed")}
    assert counts == {"total": 3, "done": 2, "elsewhere": 0, "failed": 1}
    [(number, why)] = result["failures"]
    assert number == failing.number
    assert why.startswith("ValueError at tests/")
    assert "Secret" not in why
    found = {row.subject: row.state for row in Certificate.objects.filter(association=here)}
    assert found.pop(failing.subject) == State.OWED
    assert found == {
        waiting.subject: State.DONE,
        f"endorsement:{missing.public_id}": State.DONE,
    }
    elsewhere.refresh_from_db()
    assert elsewhere.state == State.OWED


def test_all_of_a_kind_are_drawn_again_and_nobody_is_told(here, owner) -> None:
    old, replaced = (as_issued(owed_endorsement(association=here)) for _ in range(2))
    new = as_issued(standing.reissue(certificate=replaced, at=AT))
    Mail.objects.all().delete()
    Certificate.objects.update(finished_at=AT - timedelta(days=1))

    result = ran(ask(batches.REDRAW, here, owner, kind="endorsement"))

    assert (result["total"], result["done"]) == (2, 2)
    drawn = Certificate.objects.filter(finished_at__gte=AT).values_list("pk", flat=True)
    assert set(drawn) == {old.pk, new.pk}
    old.refresh_from_db()
    assert old.issued_at == AT
    assert Mail.objects.count() == 0


def test_the_platform_s_own_are_drawn_again_and_nobody_else_s(here, owner) -> None:
    own, theirs = as_issued(owed_completion()), as_issued(owed_endorsement(association=here))
    Certificate.objects.update(finished_at=AT - timedelta(days=1))

    job = ask(batches.REDRAW, None, owner)
    assert ask(batches.REDRAW, here, owner) != job
    assert ran(job)["done"] == 1

    assert [row.drawn_files.count() for row in (own, theirs)] == [1, 0]


@pytest.mark.parametrize("restyle", [False, True])
def test_design_is_kept_unless_it_is_to_be_todays(here, owner, restyle: bool) -> None:
    """What that means for the design: test_designs.py."""
    certificate = as_issued(owed_endorsement(association=here))
    Certificate.objects.update(finished_at=AT - timedelta(days=1))

    assert ran(ask(batches.REDRAW, here, owner, restyle=restyle))["done"] == 1

    assert content_of(certificate) == f"%PDF {certificate.number} {restyle}".encode()


def test_none_of_another_kind(here, owner) -> None:
    as_issued(owed_endorsement(association=here))
    assert ran(ask(batches.REDRAW, here, owner, kind="completion"))["total"] == 0


def test_asking_twice_asks_once_and_again_once_the_first_was_seen(here, owner) -> None:
    first = ask(batches.OWED, here, owner)
    assert ask(batches.OWED, here, owner, after=first.public_id) == first
    ran(first)
    assert ask(batches.OWED, here, owner) == first
    second = ask(batches.OWED, here, owner, after=first.public_id)
    assert second != first
    assert ask(batches.REDRAW, here, owner) not in (first, second)


def test_part_done_again_draws_only_what_is_left(here, owner) -> None:
    done, left = (as_issued(owed_endorsement(association=here)) for _ in range(2))
    job = ask(batches.REDRAW, here, owner)
    Certificate.objects.filter(pk=left.pk).update(finished_at=AT - timedelta(days=1))

    assert ran(job)["done"] == 2

    assert [row.drawn_files.count() for row in (done, left)] == [0, 1]


def test_calling_it_off_stops_at_the_next_certificate(here, owner, monkeypatch) -> None:
    rows = [owed_endorsement(association=here) for _ in range(3)]
    job = ask(batches.OWED, here, owner)
    monkeypatch.setattr(parts, "ASK_EVERY", 0.0)
    draw_again = issuing.draw_again

    def draw_and_call_off(**what):
        jobs.cancel(job=job, at=AT)
        return draw_again(**what)

    monkeypatch.setattr(issuing, "draw_again", draw_and_call_off)
    assert not jobs.run_owed(job.pk, clock=lambda: AT + timedelta(minutes=1))

    job.refresh_from_db()
    assert job.canceled_at == AT
    states = [Certificate.objects.get(pk=row.pk).state for row in rows]
    assert states == [State.DONE, State.OWED, State.OWED]
