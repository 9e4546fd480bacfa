"""What waits for whom, and for nobody else."""

from datetime import UTC, datetime

import pytest
import time_machine

from endorsement.models import ConfirmationLine
from endorsement.selectors.waiting import Waiting, waiting_for
from tests.factories.application import (
    approved,
    assign,
    awaiting_decision,
    complete,
    draft,
    hand_in,
    in_review,
    registering,
    registration_asked,
    staff,
    submitted,
)
from tests.factories.confirmation import asked, hours
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.renewal import held, noon
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 10, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_the_day() -> object:
    with time_machine.travel(AT, tick=False):
        yield


def nothing(waiting: Waiting) -> bool:
    return not waiting.for_them and not waiting.under_way


def test_nothing_waits_for_somebody_new() -> None:
    assert nothing(waiting_for(PersonFactory(), AT))


def test_desk_counts_what_the_coordinator_moves_next() -> None:
    association = association_with_scheme()
    coordinator = staff(association, "coordinator")
    draft(association)
    submitted(association)
    submitted(association)
    in_review(association)
    awaiting_decision(association)
    approved(association)
    (desk,) = waiting_for(coordinator, AT).desks
    assert (desk.association, desk.counts) == (
        association,
        {"awaiting_decision": 1, "submitted": 2},
    )
    assert desk.total == 3


def test_desk_counts_apart_who_asks_to_be_registered() -> None:
    association = registering()
    coordinator = staff(association, "coordinator")
    registration_asked(association)
    submitted(association)
    (desk,) = waiting_for(coordinator, AT).desks
    assert (desk.registrations, desk.total) == (1, 1)


def test_own_application_is_not_at_ones_own_desk() -> None:
    association = association_with_scheme()
    coordinator = staff(association, "coordinator")
    own = submitted(association, person=coordinator)
    waiting = waiting_for(coordinator, AT)
    assert (waiting.desks, waiting.under_way) == ([], [own])


def test_desk_of_another_association_is_not_shown() -> None:
    submitted(association_with_scheme("north"))
    elsewhere = staff(association_with_scheme("south"), "coordinator")
    assert nothing(waiting_for(elsewhere, AT))


def test_review_waits_until_it_is_handed_in() -> None:
    application = complete()
    reviewer = staff(application.association, "reviewer")
    review = assign(application, reviewer)
    assert waiting_for(reviewer, AT).reviews == [review]
    hand_in(review)
    assert nothing(waiting_for(reviewer, AT))


def test_applications_wait_for_the_applicant_or_for_others() -> None:
    association = association_with_scheme()
    begun = draft(association)
    assert waiting_for(begun.person, AT).answers == [begun]
    handed_in = submitted(association)
    assert waiting_for(handed_in.person, AT).under_way == [handed_in]
    decided = approved(association)
    assert nothing(waiting_for(decided.person, AT))


@pytest.mark.parametrize(
    ("day", "waits"),
    [
        ("2027-10-01", False),
        ("2027-10-02", True),
        ("2028-01-30", True),
        ("2028-01-31", False),
    ],
)
def test_renewal_waits_from_its_window_through_grace(day: str, waits: bool) -> None:
    endorsement = held()
    cycle = endorsement.cycles.get()
    found = waiting_for(endorsement.person, noon(datetime.fromisoformat(day).date())).renewals
    assert found == ([cycle] if waits else [])


def test_queries_do_not_grow_with_what_waits(django_assert_num_queries) -> None:
    association = association_with_scheme()
    coordinator = staff(association, "coordinator")
    submitted(association)
    with django_assert_num_queries(8):
        waiting_for(coordinator, AT)
    for _number in range(5):
        submitted(association)
    with django_assert_num_queries(8):
        waiting_for(coordinator, AT)


def test_hours_wait_for_the_provider_until_they_are_answered() -> None:
    provider, person = OutsiderFactory(), PersonFactory()
    request = asked(person, *hours(person, provider))
    assert nothing(waiting_for(person, AT))
    waiting = waiting_for(provider, AT)
    assert waiting.for_them
    assert [(one, one.open) for one in waiting.confirmations] == [(request, 3)]
    request.lines.update(state=ConfirmationLine.State.CONFIRMED)
    assert nothing(waiting_for(provider, AT))
