"""Breaks, sanctions, ends and returns: by the table, each a link of the chain, the cycle seen to."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from endorsement.models import Endorsement, Event, EventText, Notice, RenewalCycle, StatusRequest
from endorsement.refusals import Refused
from endorsement.selectors import providers, renewals
from endorsement.services import award, cycle_sweep, event, reminder, standing, status_request
from endorsement.services.application.registering import refuse_what_is_held
from lms.backbone.models import Mail
from tests.factories.award import EndorsementFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.renewal import changed_edition, hand_in, held, noon, ready, renew

pytestmark = pytest.mark.django_db
D = date.fromisoformat
AT = noon(D("2027-03-01"))
BOARD = "The board suspended the license."


@pytest.fixture
def coordinator():
    return PersonFactory(name="Cora")


def _state(endorsement: Endorsement) -> str:
    endorsement.refresh_from_db()
    return endorsement.state


def _cycle(endorsement: Endorsement) -> RenewalCycle:
    return endorsement.cycles.order_by("-number")[0]


def _refused(verb, **more) -> str:
    with pytest.raises(Refused) as refused:
        verb(**more)
    return str(refused.value)


def pause(endorsement, coordinator, at=AT):
    return standing.set_inactive(
        endorsement=endorsement, coordinator=coordinator, because="family_leave", at=at
    )


HELD = [
    (standing.set_inactive, {"because": "illness"}, "inactive", "endorsement.set_inactive"),
    (standing.suspend, {"note": BOARD}, "suspended", "endorsement.suspended"),
    (standing.retire, {}, "retired", "endorsement.retired"),
]


@pytest.mark.parametrize(("verb", "said", "state", "kind"), HELD, ids=[one[2] for one in HELD])
def test_a_break_holds_the_cycle_and_is_a_link_of_the_chain(verb, said, state, kind, coordinator):
    endorsement = held()
    verb(endorsement=endorsement, coordinator=coordinator, at=AT, **said)
    cycle = _cycle(endorsement)
    assert (_state(endorsement), endorsement.state_since_on) == (state, D("2027-03-01"))
    assert (cycle.state, cycle.next_rung_on, cycle.next_status_on) == ("open", None, None)
    # Years later neither its days nor its reminders have reached it.
    far = D("2029-02-27")
    assert (cycle_sweep.sweep(at=AT, on=far), reminder.sweep(at=AT, on=far)) == (0, 0)
    assert _state(endorsement) == state
    told = Event.objects.get(kind=kind)
    assert told.chain_no is not None
    assert json.loads(told.payload)["to"] == state
    assert event.verify_chain(endorsement.association) is None


def test_why_somebody_is_away_or_sanctioned_stands_in_erasable_words_alone(coordinator):
    endorsement = held()
    standing.suspend(endorsement=endorsement, coordinator=coordinator, note=BOARD, at=AT)
    told = Event.objects.get(kind="endorsement.suspended")
    assert BOARD not in told.payload
    assert EventText.objects.get(event=told).text == BOARD


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (standing.set_inactive, {"because": ""}),
        (standing.set_inactive, {"because": "boredom"}),
        (standing.suspend, {"note": "  "}),
    ],
)
def test_a_break_needs_its_reason(verb, said, coordinator):
    assert _refused(verb, endorsement=held(), coordinator=coordinator, at=AT, **said)


def test_nobody_moves_their_own_endorsement():
    endorsement = held()
    assert "colleague" in _refused(
        standing.retire, endorsement=endorsement, coordinator=endorsement.person, at=AT
    )
    assert _state(endorsement) == "active"


def test_what_the_table_does_not_have_is_refused(coordinator):
    endorsement = held()
    standing.retire(endorsement=endorsement, coordinator=coordinator, at=AT)
    assert "as it stands now" in _refused(
        standing.come_back, endorsement=endorsement, coordinator=coordinator, at=AT
    )
    assert _state(endorsement) == "retired"


def test_two_who_act_at_once_act_once(coordinator):
    endorsement = held()
    stale = Endorsement.objects.get(pk=endorsement.pk)
    standing.retire(endorsement=endorsement, coordinator=coordinator, at=AT)
    assert "meanwhile" in _refused(pause, endorsement=stale, coordinator=coordinator)


def test_only_one_of_several_categories_is_archived(coordinator):
    endorsement = held()
    assert "only one" in _refused(
        standing.archive, endorsement=endorsement, coordinator=coordinator, at=AT
    )
    other = EndorsementFactory(
        person=endorsement.person, association=endorsement.association, category="family_support"
    )
    standing.archive(endorsement=endorsement, coordinator=coordinator, at=AT)
    assert (_state(endorsement), _state(other)) == ("archived", "active")


# Due on December 31, 2027, with thirty days of grace.
RETURNS = [
    # Before the due day nothing has moved.
    ("2027-09-01", None, "2027-12-31", "2028-01-30"),
    ("2027-12-31", None, "2027-12-31", "2028-01-30"),
    # After it: the next due day whose window is not open, or the day the coordinator gives.
    ("2028-03-15", None, "2028-12-31", "2029-01-30"),
    ("2028-03-15", "2028-06-30", "2028-06-30", "2028-07-30"),
    ("2028-11-15", None, "2029-12-31", "2030-01-30"),
    # Never earlier than it was.
    ("2027-09-01", "2027-10-01", "2027-12-31", "2028-01-30"),
]


@pytest.mark.parametrize(("back_on", "given", "due_on", "grace_through"), RETURNS)
def test_who_comes_back_goes_on_with_the_same_cycle(
    back_on, given, due_on, grace_through, coordinator
):
    endorsement = pause(held(), coordinator)
    standing.come_back(
        endorsement=endorsement,
        coordinator=coordinator,
        due_on=given and D(given),
        at=noon(D(back_on)),
    )
    cycle = _cycle(endorsement)
    assert (_state(endorsement), cycle.number, cycle.state) == ("active", 1, "open")
    assert (cycle.due_on, cycle.grace_through) == (D(due_on), D(grace_through))
    assert cycle.next_rung_on >= D(back_on)
    # What fell into the break is not sent afterwards.
    reminder.sweep(at=noon(D(back_on)))
    assert not Notice.objects.exclude(reason="held").filter(rung_on__lt=D(back_on)).exists()


def test_what_was_handed_in_before_a_break_keeps_its_days(coordinator):
    cycle = ready(held())
    hand_in(cycle, noon(D("2027-12-20")))
    endorsement = Endorsement.objects.get()
    act = {"endorsement": endorsement, "coordinator": coordinator}
    standing.suspend(**act, note=BOARD, at=noon(D("2028-01-05")))
    standing.come_back(**act, at=noon(D("2028-03-05")))
    cycle.refresh_from_db()
    assert (cycle.due_on, cycle.next_rung_on, cycle.next_status_on) == (D("2027-12-31"), None, None)
    # Nothing is due of somebody whose renewal is with the association.
    told = Mail.objects.filter(template="endorsement_changed").order_by("pk").last()
    assert (told.context["what"], "due_on" in told.context) == ("active", False)


BREAKS = [("2027-12-05", "2028-03-05"), ("2028-02-05", "2028-03-05")]


@pytest.mark.parametrize(("away_on", "back_on"), BREAKS)
def test_a_cycle_whose_first_day_fell_into_a_break_goes_by_the_edition_then_in_force(
    away_on, back_on, coordinator
):
    current = {"renews_under": "current"}
    before = changed_edition("before", renewal=current, begins=D("2026-02-01"))
    after = renew(ready(held(before)), noon(D("2027-11-05")))
    newer = changed_edition("newer", renewal=current, begins=D("2027-12-20"))
    endorsement = Endorsement.objects.get()
    for day in (away_on, back_on):
        cycle_sweep.sweep(at=noon(D(day)))
        if day == away_on:
            pause(endorsement, coordinator, at=noon(D(away_on)))
    standing.come_back(endorsement=endorsement, coordinator=coordinator, at=noon(D(back_on)))
    after.refresh_from_db()
    assert after.governing_edition == newer
    begun = Event.objects.filter(kind="endorsement.cycle_begun")
    assert [json.loads(one.payload)["edition"] for one in begun] == ["newer"]


def test_a_day_that_is_over_is_refused(coordinator):
    endorsement = pause(held(), coordinator)
    assert "still to come" in _refused(
        standing.come_back,
        endorsement=endorsement,
        coordinator=coordinator,
        due_on=D("2028-01-15"),
        at=noon(D("2028-03-15")),
    )


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        # Inactive since March 1, 2027 with 24 months: through March 1, 2029 where the association is.
        ("America/Chicago", "2029-03-02T05:59Z", "2029-03-02T06:00Z"),
        ("Australia/Perth", "2029-03-01T15:59Z", "2029-03-01T16:00Z"),
    ],
)
def test_who_is_inactive_too_long_lapses_at_the_end_of_the_last_day(
    zone, before, after, coordinator
):
    endorsement = held(changed_edition("paused", renewal={"inactive_months": 24}))
    type(endorsement.association).objects.update(time_zone=zone)
    endorsement.association.refresh_from_db()
    # The same day in both zones.
    pause(endorsement, coordinator, at=datetime(2027, 3, 1, 8, tzinfo=UTC))
    assert endorsement.state_through_on == D("2029-03-01")
    assert cycle_sweep.sweep(at=datetime.fromisoformat(before)) == 0
    assert [cycle_sweep.sweep(at=datetime.fromisoformat(after)) for _twice in range(2)] == [1, 0]
    assert (_state(endorsement), endorsement.state_since_on) == ("lapsed", D("2029-03-02"))
    assert _cycle(endorsement).state == "lapsed"
    told = Mail.objects.filter(template="endorsement_changed").order_by("pk").last()
    assert (told.context["what"], told.context["through_on"]) == ("lapsed", "2029-03-01")


def test_one_that_cannot_end_holds_up_no_other(coordinator, caplog):
    edition = changed_edition("paused", renewal={"inactive_months": 24})
    fine, broken = pause(held(edition), coordinator), pause(held(edition), coordinator)
    Endorsement.objects.filter(pk=broken.pk).update(category="gone")
    assert cycle_sweep.sweep(at=noon(D("2029-06-01"))) == 1
    assert (_state(fine), _state(broken)) == ("lapsed", "inactive")
    assert f"Endorsement {broken.pk}" in caplog.text


def test_a_limit_of_28_february_and_29(coordinator):
    endorsement = held(changed_edition("leap", renewal={"inactive_months": 12}))
    pause(endorsement, coordinator, at=noon(D("2028-02-29")))
    assert endorsement.state_through_on == D("2029-02-28")


RECENT = {
    "all": [
        {
            "id": "training",
            "label": {"en": "Training in the last year"},
            "hours": {"kinds": ["training"], "min": 15, "within": {"months": 12}},
        }
    ]
}


def _lapsed(edition=None) -> Endorsement:
    endorsement = held(edition)
    cycle_sweep.sweep(at=AT, on=D("2028-02-01"))
    endorsement.refresh_from_db()
    assert endorsement.state == "lapsed"
    return endorsement


def test_a_return_needs_what_the_category_asks_of_it(coordinator):
    endorsement = _lapsed(changed_edition("back", reinstatement=RECENT))
    at = noon(D("2028-03-10"))
    act = {"endorsement": endorsement, "coordinator": coordinator, "at": at}
    assert "Training in the last year" in _refused(standing.reinstate, **act)
    EntryFactory(person=endorsement.person, first_on=D("2028-02-02"), hours="15.00")
    cycle = standing.reinstate(**act)
    assert _state(endorsement) == "active"
    assert (cycle.number, cycle.starts_on, cycle.due_on) == (2, D("2028-03-10"), D("2028-12-31"))
    assert (cycle.reinstated, cycle.state) == (True, "open")
    assert json.loads(Event.objects.get(kind="endorsement.reinstated").payload)["met"] is True
    # The old cycle's removal from the registry no longer comes.
    assert cycle_sweep.sweep(at=at, on=D("2028-03-11")) == 0


def test_a_return_without_it_needs_a_written_reason(coordinator):
    endorsement = _lapsed(changed_edition("back", reinstatement=RECENT))
    standing.reinstate(
        endorsement=endorsement,
        coordinator=coordinator,
        despite="Our own training was canceled.",
        at=noon(D("2028-03-10")),
    )
    told = Event.objects.get(kind="endorsement.reinstated")
    assert json.loads(told.payload)["met"] is False
    assert EventText.objects.get(event=told).field == "despite"


def test_who_holds_the_category_anew_is_not_reinstated(coordinator):
    endorsement = _lapsed()
    EndorsementFactory(
        person=endorsement.person,
        association=endorsement.association,
        category=endorsement.category,
    )
    assert "another endorsement" in _refused(
        standing.reinstate, endorsement=endorsement, coordinator=coordinator, at=AT
    )


@pytest.mark.parametrize("verb", [standing.suspend, standing.retire])
def test_taking_away_is_always_possible_and_final(verb, coordinator):
    endorsement = held()
    verb(endorsement=endorsement, coordinator=coordinator, note=BOARD, at=AT)
    award.revoke(endorsement=endorsement, coordinator=coordinator, reason="ethics", at=AT)
    assert _state(endorsement) == "revoked"
    assert _refused(standing.reinstate, endorsement=endorsement, coordinator=coordinator, at=AT)


def test_a_holder_asks_once_and_the_association_does_it(coordinator):
    endorsement = held()
    ask = {"endorsement": endorsement, "person": endorsement.person, "at": AT}
    assert status_request.can_be_asked(endorsement) == ["set_inactive", "retire"]
    assert _refused(status_request.ask, **ask, move="set_inactive", because="")
    assert _refused(status_request.ask, **ask, move="come_back")
    status_request.ask(**ask, move="set_inactive", because="illness", text="Until spring.")
    assert "already" in _refused(status_request.ask, **ask, move="retire")
    pause(endorsement, coordinator)
    asked = StatusRequest.objects.get()
    assert (asked.granted, asked.answered_by) == (True, coordinator)


def test_a_request_is_taken_back_or_answered(coordinator):
    endorsement = held()
    ask = {"endorsement": endorsement, "person": endorsement.person, "at": AT}
    first = status_request.ask(**ask, move="retire")
    assert _refused(status_request.take_back, asked=first, person=coordinator, at=AT)
    status_request.take_back(asked=first, person=endorsement.person, at=AT)
    second = status_request.ask(**ask, move="retire")
    assert _refused(status_request.decline, asked=second, coordinator=coordinator, answer="", at=AT)
    status_request.decline(
        asked=second, coordinator=coordinator, answer="Please call us.", at=AT + timedelta(1)
    )
    second.refresh_from_db()
    assert (second.granted, second.answer) == (False, "Please call us.")
    assert _refused(status_request.take_back, asked=second, person=endorsement.person, at=AT)
    assert second.asked_at == AT.astimezone(UTC)


def test_hours_given_between_a_lapse_and_the_return_rest_on_no_endorsement(coordinator):
    endorsement = _lapsed()
    standing.reinstate(endorsement=endorsement, coordinator=coordinator, at=noon(D("2028-03-10")))
    person = endorsement.person_id
    found = providers.standings(endorsement.association, [person])[person]
    assert [(one.from_on, one.through_on) for one in found] == [
        (endorsement.awarded_on, D("2028-01-30")),
        (D("2028-03-10"), None),
    ]


def test_a_renewal_knows_since_when_its_holder_is_back(coordinator):
    endorsement = _lapsed()
    assert renewals.tenure(_cycle(endorsement)).resumed_on is None
    at = noon(D("2028-03-10"))
    cycle = standing.reinstate(endorsement=endorsement, coordinator=coordinator, at=at)
    assert renewals.tenure(cycle).resumed_on == D("2028-03-10")


def test_the_days_between_each_lapse_and_its_return_are_in_none(coordinator):
    endorsement = _lapsed()
    act = {"endorsement": endorsement, "coordinator": coordinator}
    standing.reinstate(**act, at=noon(D("2028-03-10")))
    # Due on December 31, 2028, and lapsed after January 30.
    cycle_sweep.sweep(at=noon(D("2029-02-10")))
    endorsement.refresh_from_db()
    standing.reinstate(**act, at=noon(D("2029-04-01")))
    person = endorsement.person_id
    found = providers.standings(endorsement.association, [person])[person]
    assert [(one.from_on, one.through_on) for one in found] == [
        (endorsement.awarded_on, D("2028-01-30")),
        (D("2028-03-10"), D("2029-01-30")),
        (D("2029-04-01"), None),
    ]


def test_a_suspended_provider_gives_hours_through_the_day_before(coordinator):
    endorsement = held()
    standing.suspend(endorsement=endorsement, coordinator=coordinator, note=BOARD, at=AT)
    person = endorsement.person_id
    found = providers.standings(endorsement.association, [person])[person]
    assert [one.through_on for one in found] == [D("2027-02-28")]


def test_the_holder_hears_of_it_without_the_reason(coordinator):
    endorsement = held()
    standing.suspend(endorsement=endorsement, coordinator=coordinator, note=BOARD, at=AT)
    mail = Mail.objects.get(template="endorsement_changed")
    assert mail.context["what"] == "suspended"
    assert BOARD not in str(mail.context)
    standing.come_back(endorsement=endorsement, coordinator=coordinator, at=AT + timedelta(1))
    told = Mail.objects.filter(template="endorsement_changed").order_by("pk").last()
    assert (told.context["what"], told.context["due_on"]) == ("active", "2027-12-31")


@pytest.mark.parametrize("verb", [pause, None])
def test_who_has_a_category_does_not_apply_for_it_anew(verb, coordinator):
    endorsement = held()
    if verb:
        verb(endorsement, coordinator)
    assert "already hold" in _refused(
        refuse_what_is_held,
        person=endorsement.person,
        association=endorsement.association,
        category=endorsement.category,
    )
