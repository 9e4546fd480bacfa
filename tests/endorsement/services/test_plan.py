"""A plan: items come in once, look ahead, become drafts, and never count as done."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from endorsement.models import LedgerEntry, Person, PlannedItem
from endorsement.refusals import Refused
from endorsement.selectors import measure, own_data, portfolio
from endorsement.selectors import plan as selectors
from endorsement.services import ledger, person, plan, signature
from endorsement.services.plan import PlanContent
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework, sample_edition

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 6, 1, 15, tzinfo=datetime.UTC)
TODAY = AT.date()


def ahead(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


def content(kind: str = "rsc", on: int = 30, **more: Any) -> PlanContent:
    start: dict[str, dict[str, Any]] = {
        "rsc": {"hours": Decimal(6), "attributes": {"format": "group", "focus": "own_practice"}},
        "training": {"hours": Decimal(3), "title": "A workshop", "covers": ["core:foundations"]},
        "work": {"from_on": ahead(5), "title": "Home visitor", "attributes": {"paid": True}},
        "rsc_given": {"hours": Decimal(5), "attributes": {"format": "group"}},
        "education": {"from_on": ahead(5), "title": "A degree", "attributes": {"level": "master"}},
        "provides_rsc": {},
        "module": {"code": "small-talk"},
        "document": {"code": "code_of_ethics"},
        "reference": {"code": "supervisor"},
    }
    return PlanContent(**{"kind": kind, "on": ahead(on), **start[kind], **more})


def planned(owner: Person, kind: str = "rsc", once: str = "once", **more: Any) -> PlannedItem:
    item, _new = plan.add_item(person=owner, content=content(kind, **more), at=AT, once=once)
    return item


def test_sending_a_form_twice_plans_once() -> None:
    owner = PersonFactory()
    answers = [
        plan.add_item(person=owner, content=content(), at=AT, once="key")[1] for _click in range(2)
    ]
    assert answers == [True, False]
    assert owner.planned_items.count() == 1


@pytest.mark.parametrize(
    ("kind", "count"), [("module", 1), ("document", 1), ("provides_rsc", 1), ("rsc", 2)]
)
def test_a_module_and_a_document_are_planned_once(kind: str, count: int) -> None:
    owner = PersonFactory()
    for once in ("first", "second"):
        planned(owner, kind, once)
    assert owner.planned_items.count() == count


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": -1}, "on"),
        ({"on": 5_000}, "on"),
        ({"hours": None}, "hours"),
        ({"hours": Decimal(0)}, "hours"),
        ({"hours": Decimal("NaN")}, "hours"),
        ({"hours": Decimal("1.001")}, "hours"),
        ({"kind": "training", "topics": {"dei": Decimal(9)}}, "topic_dei"),
        ({"kind": "work", "from_on": ahead(31)}, "from_on"),
        ({"kind": "module", "code": ""}, "code"),
    ],
)
def test_what_cannot_be_planned_is_refused(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        plan.add_item(person=PersonFactory(), content=content(**said), at=AT, once="key")
    assert refused.value.field == field


def test_a_plan_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST_ITEMS", 2)
    owner = PersonFactory()
    for once in "ab":
        planned(owner, once=once)
    with pytest.raises(Refused, match="2 items"):
        planned(owner, once="c")


def test_an_item_is_changed_and_taken_out() -> None:
    item = planned(PersonFactory(), "module")
    plan.change_item(item=item, content=content("module", on=60, code="another"), at=AT)
    item.refresh_from_db()
    assert (item.on, item.code) == (ahead(60), "small-talk")
    for _twice in range(2):
        plan.delete_item(item=item)
    assert PlannedItem.objects.count() == 0


def test_nothing_planned_counts_anywhere() -> None:
    core_framework()
    association = association_with_scheme()
    owner = PersonFactory()
    before = portfolio.document(owner, association, ahead(90))
    for kind in PlannedItem.Kind.values:
        planned(owner, kind, once=kind)
    assert portfolio.document(owner, association, ahead(90)) == before
    found = measure.measure(owner, association, ahead(90))
    assert [one.verdict.have for one in found.standings] == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("kind", ["rsc", "training", "work", "rsc_given", "education"])
def test_i_have_done_this_makes_one_draft(kind: str) -> None:
    owner = PersonFactory()
    item = planned(owner, kind, provider=OutsiderFactory() if kind == "rsc" else None)
    later = AT + datetime.timedelta(days=10)
    entry = plan.done(item=item, at=later)
    assert plan.done(item=item, at=later) == entry
    assert selectors.entry_of(owner, item.public_id) == entry
    assert (owner.planned_items.count(), LedgerEntry.objects.count()) == (0, 1)
    assert (entry.permanent_at, entry.hours, entry.provider) == (None, item.hours, item.provider)
    # It was done before its day, so it lies on the day on which that was said.
    assert entry.last_on == ahead(10)
    assert entry.first_on == (ahead(5) if kind in ("work", "education") else ahead(10))


def test_hours_that_do_not_fit_into_a_day_are_spread() -> None:
    item = planned(PersonFactory(), hours=Decimal(60))
    entry = plan.done(item=item, at=AT + datetime.timedelta(days=1))
    assert (entry.first_on, entry.last_on, entry.hours) == (ahead(-1), ahead(1), Decimal(60))


@pytest.mark.parametrize("kind", ["module", "document", "reference"])
def test_what_is_recorded_elsewhere_is_not_entered(kind: str) -> None:
    with pytest.raises(Refused, match="by itself"):
        plan.done(item=planned(PersonFactory(), kind), at=AT)


def test_a_finished_module_leaves_the_plan() -> None:
    owner, other = PersonFactory(), PersonFactory()
    for one in (owner, other):
        planned(one, "module")
    ledger.record_training(
        person=owner,
        source_key="module:small-talk:1",
        title="Small talk",
        organization="Here",
        first_on=TODAY,
        last_on=TODAY,
        hours=Decimal(1),
        framework="core@1",
        covers=[],
        split={},
        topics={},
        attributes={},
        offer_code="small-talk",
        offer_version=1,
        at=AT,
    )
    assert [item.person for item in PlannedItem.objects.all()] == [other]


def test_a_signed_document_leaves_the_plan() -> None:
    association, owner = association_with_scheme(), PersonFactory()
    planned(owner, "document")
    signature.sign(
        person=owner,
        association=association,
        document="code_of_ethics",
        edition=sample_edition(),
        at=AT,
    )
    assert PlannedItem.objects.count() == 0


def test_a_plan_is_taken_along() -> None:
    owner = PersonFactory()
    planned(owner, "training")
    [row] = own_data.plan(owner)
    assert (row["title"], row["on"], row["hours"]) == ("A workshop", ahead(30), Decimal(3))


def test_erasing_takes_the_plan_and_the_name_out_of_others() -> None:
    owner, provider = PersonFactory(), OutsiderFactory()
    planned(owner, once="own")
    planned(provider, "training", once="theirs")
    item = planned(owner, once="with", provider=provider)
    person.erase(person=provider, at=AT)
    item.refresh_from_db()
    assert (item.provider, provider.planned_items.count()) == (None, 0)
    person.erase(person=owner, at=AT)
    assert PlannedItem.objects.count() == 0
