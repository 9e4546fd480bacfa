"""Rows become facts: net of corrections, with what one association has decided."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from endorsement.models import Endorsement, RenewalCycle, Signature
from endorsement.rules.evaluate import State, evaluate
from endorsement.rules.facts import HoldingState, Standing, Verification
from endorsement.rules.portfolio_reader import from_document
from endorsement.selectors import editions, portfolio
from endorsement.services import ledger
from endorsement.services.entry_content import EntryContent
from tests.factories.association import AssociationFactory
from tests.factories.ledger import (
    NOW,
    AcceptanceFactory,
    EntryFactory,
    RscFactory,
    StandingFactory,
)
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)
DAY = datetime.date(2026, 3, 2)


def test_an_entry_becomes_a_fact_in_hundredths() -> None:
    row = EntryFactory(
        hours=Decimal("2.25"),
        split={"core:thinking": "1.10"},
        topics={"dei": "0.50"},
        attributes={"delivery": "series", "mode": "online"},
    )
    fact = portfolio.facts(row.person, AssociationFactory(), TODAY).entries[0]
    assert (fact.key, fact.hours, fact.split, fact.topics) == (
        row.public_id,
        225,
        {"core:thinking": 110},
        {"dei": 50},
    )
    assert (fact.delivery, fact.mode, fact.title) == ("series", "online", "A workshop")
    assert (fact.draft, fact.verification) == (False, Verification.SELF_REPORTED)


def test_unknown_codes_of_an_entry_are_left_out() -> None:
    row = EntryFactory(attributes={"delivery": "telepathy"})
    assert portfolio.facts(row.person, AssociationFactory(), TODAY).entries[0].delivery is None


def test_of_a_correction_only_the_last_row_counts() -> None:
    row = EntryFactory(permanent=True)
    said = EntryContent(kind="training", first_on=DAY, last_on=DAY, hours=Decimal("2"))
    fixed = ledger.correct_entry(entry=row, content=said, at=NOW)
    entries = portfolio.facts(row.person, AssociationFactory(), TODAY).entries
    assert [(one.key, one.hours) for one in entries] == [(fixed.public_id, 200)]
    ledger.withdraw_entry(entry=fixed, at=NOW)
    assert portfolio.facts(row.person, AssociationFactory(), TODAY).entries == ()


def test_verification_is_derived() -> None:
    own = EntryFactory()
    confirmed = EntryFactory(person=own.person)
    system = EntryFactory(person=own.person, system=True)
    ledger.confirm_entry(entry=confirmed, by=OutsiderFactory(), at=NOW)
    levels = {
        one.key: one.verification.value
        for one in portfolio.facts(own.person, AssociationFactory(), TODAY).entries
    }
    assert levels == {
        own.public_id: "self_reported",
        confirmed.public_id: "confirmed",
        system.public_id: "system",
    }


@pytest.mark.parametrize(
    ("from_on", "through_on", "accepted"),
    [
        (datetime.date(2026, 3, 2), None, True),
        (datetime.date(2026, 3, 3), None, None),
        (datetime.date(2026, 1, 1), datetime.date(2026, 3, 2), True),
        (datetime.date(2026, 1, 1), datetime.date(2026, 3, 1), None),
    ],
)
def test_a_module_counts_when_accepted_on_its_day(
    from_on: Any, through_on: Any, accepted: bool | None
) -> None:
    row = EntryFactory(system=True, first_on=DAY)
    acceptance = AcceptanceFactory(code=row.offer_code, from_on=from_on, through_on=through_on)
    assert portfolio.facts(row.person, acceptance.association, TODAY).entries[0].accepted is (
        accepted
    )
    other = AssociationFactory()
    assert portfolio.facts(row.person, other, TODAY).entries[0].accepted is None


def test_not_accepted_is_an_answer_and_of_two_the_later_one_holds() -> None:
    row = EntryFactory(system=True, first_on=DAY)
    first = AcceptanceFactory(code=row.offer_code, from_on=datetime.date(2025, 1, 1))
    AcceptanceFactory(
        association=first.association,
        code=row.offer_code,
        from_on=datetime.date(2026, 1, 1),
        accepted=False,
    )
    assert portfolio.facts(row.person, first.association, TODAY).entries[0].accepted is False
    earlier = EntryFactory(
        person=row.person,
        system=True,
        offer_code=row.offer_code,
        first_on=datetime.date(2025, 6, 1),
    )
    found = {
        one.key: one.accepted
        for one in portfolio.facts(row.person, first.association, TODAY).entries
    }
    assert found == {row.public_id: False, earlier.public_id: True}


def test_a_training_taken_elsewhere_counts_until_somebody_says_no() -> None:
    row = EntryFactory()
    assert portfolio.facts(row.person, AssociationFactory(), TODAY).entries[0].accepted is True


def test_a_provider_without_a_decision_is_open_and_with_one_is_dated() -> None:
    row = RscFactory()
    association = AssociationFactory()
    fact = portfolio.facts(row.person, association, TODAY).entries[0]
    assert (fact.provider.ref, fact.provider.standings) == (str(row.provider.ref), None)
    StandingFactory(association=association, person=row.provider)
    fact = portfolio.facts(row.person, association, TODAY).entries[0]
    assert fact.provider.standings == (Standing(basis="vetted", from_on=datetime.date(2024, 1, 1)),)


def test_a_provider_who_does_not_qualify_is_decided_about() -> None:
    row = RscFactory()
    standing = StandingFactory(person=row.provider, basis="not_qualified")
    fact = portfolio.facts(row.person, standing.association, TODAY).entries[0]
    assert fact.provider.standings == ()


@pytest.mark.parametrize(
    ("state", "through_on"),
    [("active", None), ("lapsed", datetime.date(2026, 1, 30))],
)
def test_an_endorsed_provider_stands_by_the_endorsement(state: str, through_on: Any) -> None:
    north, south = association_with_scheme("north"), association_with_scheme("south")
    row = RscFactory()
    endorsement = Endorsement.objects.create(
        person=row.provider,
        association=south,
        edition=editions.current(south, TODAY),
        category="mental_health_specialist",
        state=state,
        awarded_on=datetime.date(2025, 2, 1),
    )
    RenewalCycle.objects.create(
        endorsement=endorsement,
        number=1,
        starts_on=datetime.date(2025, 2, 1),
        opens_on=datetime.date(2025, 10, 1),
        due_on=datetime.date(2025, 12, 31),
        grace_through=datetime.date(2026, 1, 30),
        removed_on=datetime.date(2026, 1, 31),
    )
    expected = Standing(
        basis="mental_health_specialist",
        from_on=datetime.date(2025, 2, 1),
        through_on=through_on,
    )
    fact = portfolio.facts(row.person, north, TODAY).entries[0]
    assert fact.provider.standings == (expected,)


def test_signatures_and_holdings_are_the_associations_own() -> None:
    north, south = association_with_scheme("north"), association_with_scheme("south")
    person, edition = PersonFactory(), editions.current(north, TODAY)
    for association in (north, south):
        Signature.objects.create(
            person=person,
            association=association,
            document="code_of_ethics",
            edition=edition,
            signed_on=DAY,
            signed_at=NOW,
        )
    Endorsement.objects.create(
        person=person,
        association=south,
        edition=edition,
        category="first_steps",
        awarded_on=DAY,
    )
    facts = portfolio.facts(person, north, TODAY)
    assert [(one.document, one.signed_on) for one in facts.signatures] == [("code_of_ethics", DAY)]
    assert facts.holdings == ()
    [holding] = portfolio.facts(person, south, TODAY).holdings
    assert (holding.category, holding.state) == ("first_steps", HoldingState.ACTIVE)


def test_giving_rsc_in_the_last_year_is_known() -> None:
    row = RscFactory(kind="rsc_given", first_on=datetime.date(2025, 6, 2), provider=None)
    association = AssociationFactory()
    facts = [
        portfolio.facts(row.person, association, day).attributes
        for day in (TODAY, datetime.date(2026, 6, 2))
    ]
    assert facts == [{"provides_rsc": True}, {"provides_rsc": False}]


def test_the_document_reads_back_to_the_same_facts() -> None:
    row = RscFactory()
    EntryFactory(person=row.person, split={"core:thinking": "1.10"}, topics={"dei": "0.50"})
    association = AssociationFactory()
    document = portfolio.document(row.person, association, TODAY)
    read, facts = from_document(document), portfolio.facts(row.person, association, TODAY)
    assert sorted(read.entries, key=str) == sorted(facts.entries, key=str)
    assert (read.person, dict(read.attributes)) == (facts.person, dict(facts.attributes))


@pytest.mark.parametrize("entries", [1, 30])
def test_facts_cost_the_same_queries_however_many_entries(
    entries: int, django_assert_num_queries: Any
) -> None:
    person, association = PersonFactory(), association_with_scheme()
    RscFactory.create_batch(entries, person=person)
    EntryFactory.create_batch(entries, person=person)
    with django_assert_num_queries(12):
        portfolio.facts(person, association, TODAY)


def test_drafts_close_a_gap_of_the_sample_scheme() -> None:
    association, person = association_with_scheme(), PersonFactory()
    requirement = editions.parsed(editions.current(association, TODAY)).categories["first_steps"]
    before = evaluate(requirement.award, portfolio.facts(person, association, TODAY), TODAY)
    EntryFactory(person=person, covers=["core:foundations", "core:thinking"])
    after = evaluate(requirement.award, portfolio.facts(person, association, TODAY), TODAY)
    assert (before.find("training").state, after.find("training").state) == (
        State.NOT_MET,
        State.MET,
    )
