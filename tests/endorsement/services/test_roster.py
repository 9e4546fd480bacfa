"""Rosters: only members' portfolios receive a meeting, each once, and nothing is counted twice."""

import datetime
from datetime import timedelta
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, transaction

from endorsement.models import (
    Attendance,
    Confirmation,
    ConfirmationLine,
    GroupMeeting,
    GroupMember,
    LedgerEntry,
    Person,
    ProviderQuestion,
    SupervisionGroup,
)
from endorsement.refusals import Refused
from endorsement.selectors import groups as selector
from endorsement.selectors import ledger
from endorsement.services import erasure, group, roster
from endorsement.services import ledger as ledger_service
from lms.backbone.models import Mail
from tests.factories.association import AssociationFactory
from tests.factories.confirmation import DAY, asked, group_of, post
from tests.factories.ledger import NOW, RscFactory
from tests.factories.person import OutsiderFactory, PersonFactory

pytestmark = pytest.mark.django_db
IN_GROUP = {"format": "group", "mode": "online", "focus": "own_practice"}


@pytest.fixture
def eight() -> list[Person]:
    return [PersonFactory() for _number in range(8)]


def own(person: Person, made: SupervisionGroup, **more: object) -> LedgerEntry:
    """What the member entered of that day themself."""
    return RscFactory(
        person=person,
        provider=made.provider,
        attributes=IN_GROUP,
        **{"first_on": DAY, "hours": Decimal("2.00"), **more},
    )


def test_a_year_of_eight_people_is_twelve_rosters_and_one_mail(eight):
    made = group_of(*eight)
    for month in range(1, 13):
        at = datetime.datetime(2027, 1, 5, tzinfo=datetime.UTC)
        post(made, *eight, on=datetime.date(2026, month, 6), at=at)
    assert LedgerEntry.objects.filter(kind="rsc_received").count() == 96
    assert Confirmation.objects.filter(by=made.provider).count() == 96
    assert Mail.objects.count() == 1


def test_meeting_is_a_permanent_confirmed_entry_with_its_focus(eight):
    made = group_of(*eight[:1])
    post(made, eight[0], focus="provision")
    entry = LedgerEntry.objects.get()
    assert entry.attributes == {"format": "group", "mode": "online", "focus": "provision"}
    assert (entry.hours, entry.first_on, entry.provider) == (Decimal(2), DAY, made.provider)
    assert (entry.origin, ledger.verification(entry)) == ("roster", "confirmed")
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()


def test_posting_again_adds_only_who_was_forgotten(eight):
    made = group_of(*eight)
    post(made, *eight[:7])
    again = post(made, *eight)
    assert (again.recorded, len(again.already)) == ([eight[7]], 7)
    assert LedgerEntry.objects.count() == 8


def test_posting_a_day_with_other_figures_is_refused(eight):
    made = group_of(*eight)
    post(made, *eight)
    with pytest.raises(Refused, match="other figures"):
        post(made, *eight, hours=Decimal("3.00"))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"on": NOW.date() + timedelta(days=1)}, "future"),
        ({"hours": Decimal("25")}, "do not fit"),
        ({"hours": Decimal("0")}, "more than zero"),
    ],
    ids=["tomorrow", "25 hours", "nothing"],
)
def test_what_cannot_be_is_refused(eight, more, sentence):
    made = group_of(*eight)
    with pytest.raises(Refused, match=sentence):
        post(made, *eight, **more)
    assert not GroupMeeting.objects.exists()


def test_nobody_gets_hours_without_having_joined(eight):
    made, stranger = group_of(*eight[:2]), eight[5]
    with pytest.raises(Refused, match="member"):
        post(made, eight[0], stranger)
    with pytest.raises(Refused, match="member"):
        post(made)
    assert not LedgerEntry.objects.exists()


def test_who_has_left_is_on_no_roster_and_may_come_back(eight):
    made = group_of(*eight[:2])
    member = GroupMember.objects.get(person=eight[1])
    group.leave(member=member, at=NOW)
    with pytest.raises(Refused, match="member"):
        post(made, eight[1])
    group.join(group=made, person=eight[1], at=NOW)
    assert post(made, eight[1]).recorded == [eight[1]]
    assert GroupMember.objects.count() == 2


def test_own_entry_of_the_same_meeting_is_confirmed_instead_of_counted_twice(eight):
    made = group_of(eight[0])
    entry = own(eight[0], made)
    request = asked(eight[0], entry)
    assert post(made, eight[0]).recorded == [eight[0]]
    assert LedgerEntry.objects.get() == entry
    assert Attendance.objects.get().entry == entry
    assert request.lines.get().state == ConfirmationLine.State.CONFIRMED


@pytest.mark.parametrize(
    "more",
    [
        {"hours": Decimal("1.50")},
        {"first_on": DAY - timedelta(days=30), "last_on": DAY + timedelta(days=30)},
        {"attributes": {**IN_GROUP, "focus": "provision"}},
    ],
    ids=["other hours", "a span around it", "other focus"],
)
def test_a_day_entered_differently_waits_for_its_person(eight, more):
    made = group_of(eight[0])
    entry = RscFactory(
        person=eight[0],
        provider=made.provider,
        **{"attributes": IN_GROUP, "first_on": DAY, "hours": Decimal("2.00"), **more},
    )
    assert post(made, eight[0]).differing == [eight[0]]
    assert not Confirmation.objects.exists()
    attendance = selector.unsettled(eight[0]).get()
    assert roster.settle(attendance=attendance, at=NOW) is False
    ledger_service.delete_entry(entry=entry)
    assert roster.settle(attendance=attendance, at=NOW) is True
    assert not selector.unsettled(eight[0]).exists()
    assert LedgerEntry.objects.get().origin == "roster"


def test_individual_supervision_on_the_same_day_is_something_else(eight):
    made = group_of(eight[0])
    RscFactory(person=eight[0], provider=made.provider, first_on=DAY)
    assert post(made, eight[0]).recorded == [eight[0]]
    assert LedgerEntry.objects.count() == 2


def test_roster_entry_is_corrected_by_a_counter_entry(eight):
    made = group_of(eight[0])
    post(made, eight[0])
    ledger_service.withdraw_entry(entry=LedgerEntry.objects.get(), at=NOW)
    assert list(ledger.net(eight[0])) == []
    assert LedgerEntry.objects.count() == 2
    assert post(made, eight[0]).recorded == []


def test_unknown_provider_comes_to_the_list_of_the_members_association():
    association, person = AssociationFactory(), PersonFactory()
    made = group.begin_for_provider(
        person=person,
        provider_name="Ruth",
        provider_email="ruth@example.org",
        name="G",
        association=association,
        at=NOW,
    )
    post(made, person)
    assert ProviderQuestion.objects.get().person == made.provider


def test_nobody_leads_and_joins_the_same_group(eight):
    made = group.begin(provider=eight[0], name="Mine", at=NOW)
    with pytest.raises(Refused, match="lead this group"):
        group.join(group=made, person=eight[0], at=NOW)
    with pytest.raises(Refused, match="own provider"):
        group_of(eight[0], provider=eight[0])
    EmailAddress.objects.create(user=eight[0].user, email="second@example.org", verified=True)
    with pytest.raises(Refused, match="own provider"):
        group_of(eight[0], provider=OutsiderFactory(email="second@example.org"))
    assert not Mail.objects.exists()


def test_who_has_no_name_joins_no_group(eight):
    made = group_of(eight[0])
    with pytest.raises(Refused, match="My details"):
        group.join(group=made, person=PersonFactory(name=""), at=NOW)
    with pytest.raises(Refused, match="My details"):
        group_of(PersonFactory(name=""))


def test_groups_are_not_begun_in_masses(eight):
    for _number in range(group.MOST_BEGUN_A_DAY):
        group_of(eight[0], provider=OutsiderFactory())
    with pytest.raises(Refused, match="tomorrow"):
        group_of(eight[0], provider=OutsiderFactory())


def test_provider_who_is_erased_leads_no_group_any_more(eight):
    made = group_of(*eight[:2])
    erasure.erase(person=made.provider, at=NOW)
    made.refresh_from_db()
    assert (made.ended_at, made.name, made.provider_name) == (NOW, "", "")
    assert not selector.of_member(eight[0]).exists()


POSTED = datetime.datetime(2026, 3, 2, 20, tzinfo=datetime.UTC)


def test_wrongly_ticked_member_is_taken_back_on_the_same_day_and_added_again(eight):
    made = group_of(*eight[:2])
    post(made, *eight[:2], at=POSTED)
    back = {"group": made, "on": DAY, "person": eight[0], "at": POSTED}
    assert [roster.take_back(**back) for _click in range(2)] == [True, False]
    assert [ledger.net(one).count() for one in eight[:2]] == [0, 1]
    again = post(made, *eight[:2], at=POSTED)
    assert (again.recorded, again.already) == ([eight[0]], [eight[1]])
    assert [ledger.net(one).count() for one in eight[:2]] == [1, 1]
    assert ledger.verification(ledger.net(eight[0]).get()) == "confirmed"
    roster.take_back(**back)
    post(made, eight[0], at=POSTED)
    assert ledger.net(eight[0]).count() == 1


def test_after_the_day_the_member_takes_the_entry_back(eight):
    made = group_of(*eight[:1])
    post(made, eight[0], at=POSTED)
    assert selector.posted_today(made, POSTED + timedelta(days=1)) == []
    with pytest.raises(Refused, match="under Portfolio"):
        roster.take_back(group=made, on=DAY, person=eight[0], at=POSTED + timedelta(days=1))
    assert ledger.net(eight[0]).count() == 1


def test_what_a_member_entered_themself_is_not_the_providers_to_take_back(eight):
    made = group_of(*eight[:1])
    mine = own(eight[0], made)
    post(made, eight[0], at=mine.recorded_at)
    with pytest.raises(Refused, match="themself"):
        roster.take_back(group=made, on=DAY, person=eight[0], at=mine.recorded_at)
    assert ledger.net(eight[0]).get() == mine


def test_what_a_member_corrected_since_is_left_alone(eight):
    made = group_of(*eight[:1])
    post(made, eight[0], at=POSTED)
    ledger_service.withdraw_entry(entry=LedgerEntry.objects.get(), at=POSTED)
    with pytest.raises(Refused, match="changed in the meantime"):
        roster.take_back(group=made, on=DAY, person=eight[0], at=POSTED)


def test_group_that_ended_takes_no_roster_and_nobody_joins_it(eight):
    made = group_of(*eight[:1])
    for _click in range(2):
        group.end(group=made, at=POSTED)
    with pytest.raises(Refused, match="has ended"):
        post(made, eight[0], at=POSTED)
    assert selector.by_code(made.join_code) is None
    assert list(selector.of_member(eight[0])) == []


def test_group_is_renamed_until_it_ends(eight):
    made = group_of(eight[0])
    group.rename(group=made, name=" Wednesdays ")
    group.end(group=made, at=POSTED)
    group.rename(group=made, name="Too late")
    made.refresh_from_db()
    assert made.name == "Wednesdays"
