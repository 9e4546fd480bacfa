"""The pages of what is missing and of the plan, and the timeline and areas behind the portfolio."""

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement.models import Association, LedgerEntry, Person, PlannedItem
from endorsement.services import listing, plan
from endorsement.services.plan import PlanContent
from endorsement.services.scheme import import_scheme
from tests.factories.ledger import (
    AcceptanceFactory,
    EntryFactory,
    OfferFactory,
    RscFactory,
    StandingFactory,
)
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework, sample_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def association() -> Association:
    core_framework()
    return association_with_scheme()


@pytest.fixture
def person(client: Client, association: Association) -> Person:
    found: Person = PersonFactory()
    client.force_login(found.user)
    return found


def text(response: Any) -> str:
    assert response.status_code in (200, 422)
    return " ".join(response.content.decode().split())


def soon(days: int = 30) -> datetime.date:
    return timezone.now().date() + datetime.timedelta(days=days)


def offered(association: Association, code: str = "small-talk", **more: Any) -> None:
    AcceptanceFactory(association=association, code=code)
    OfferFactory(code=code, title={"en": f"Module {code}"}, covers=["core:foundations"], **more)


def open_provider(association: Association, name: str = "Ruth Adeyemi") -> Person:
    provider: Person = OutsiderFactory(name=name)
    StandingFactory(association=association, person=provider)
    listing.change(
        person=provider,
        association=association,
        show_name=True,
        openings=listing.Openings(rsc_openings=True),
        at=timezone.now(),
    )
    return provider


def planned(person: Person, kind: str = "rsc", days: int = 30, **more: Any) -> PlannedItem:
    said = {"hours": Decimal(6)} if kind == "rsc" else {}
    content = PlanContent(kind=kind, on=soon(days), **{**said, **more})
    item, _new = plan.add_item(
        person=person, content=content, at=timezone.now(), once=f"{kind}-{days}"
    )
    return item


# --- what am I missing -------------------------------------------------------------------------------


def test_every_gap_has_its_amount_and_a_link_to_close_it(
    client: Client, person: Person, association: Association
) -> None:
    offered(association)
    provider = open_provider(association)
    page = text(client.get(reverse("endorsement:missing")))
    assert page.count('aria-labelledby="first_steps"') == 1
    assert "Still missing: 2 clock hours." in page
    assert f"2 clock hours of reflective supervision with {provider.name} (individual)" in page
    assert "Adds 1 of the 1 clock hour missing" in page
    assert 'href="/en/learn/small-talk/"' in page
    assert reverse("endorsement:sign", args=["code_of_ethics"]) in page
    assert reverse("endorsement:references", args=[association.slug]) in page


def test_without_openings_the_page_says_whom_to_ask(client: Client, person: Person) -> None:
    page = text(client.get(reverse("endorsement:missing")))
    assert "Nobody who qualifies for this has published openings at the moment." in page


def test_without_criteria_there_is_nothing_to_miss(client: Client) -> None:
    client.force_login(PersonFactory().user)
    assert "No criteria yet" in text(client.get(reverse("endorsement:missing")))
    assert "Nothing is planned yet" in text(client.get(reverse("endorsement:plan")))


@pytest.mark.parametrize("rows", [1, 30])
def test_missing_costs_the_same_queries_however_much_there_is(
    rows: int,
    client: Client,
    person: Person,
    association: Association,
    django_assert_num_queries: Any,
) -> None:
    EntryFactory.create_batch(rows, person=person)
    RscFactory.create_batch(rows, person=person)
    for number in range(rows):
        offered(association, f"module-{number}")
        open_provider(association, f"Provider {number:02}")
    client.get(reverse("endorsement:missing"))
    with django_assert_num_queries(27):
        client.get(reverse("endorsement:missing"))


# --- the plan ----------------------------------------------------------------------------------------


def test_a_module_is_planned_from_its_link(
    client: Client, person: Person, association: Association
) -> None:
    offered(association)
    address = reverse("endorsement:plan_add", args=["module"]) + "?code=small-talk"
    form = client.get(address).context["form"]
    assert form["code"].value() == "small-talk"
    for _click in range(2):
        sent = {"code": "small-talk", "on": soon().isoformat(), "once": form["once"].value()}
        assert client.post(address, sent).status_code == 302
    [item] = person.planned_items.all()
    assert (item.code, item.on) == ("small-talk", soon())
    assert "Module small-talk" in text(client.get(reverse("endorsement:plan")))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("training", {"title": "A workshop", "hours": "3", "topic_dei": "1"}),
        ("rsc", {"hours": "6", "format": "group", "focus": "own_practice"}),
        ("work", {"title": "Home visitor", "from_on": "tomorrow", "paid": "yes"}),
        ("rsc_given", {"hours": "10", "format": "group", "people": "4"}),
        (
            "education",
            {"title": "A degree", "from_on": "tomorrow", "level": "master", "field": "psychology"},
        ),
        ("provides_rsc", {}),
        ("document", {"code": "code_of_ethics"}),
        ("reference", {"code": "supervisor", "endorsed": "on"}),
    ],
)
def test_everything_can_be_planned_and_changed(
    kind: str, said: dict[str, str], client: Client, person: Person
) -> None:
    sent = {name: soon(1).isoformat() if v == "tomorrow" else v for name, v in said.items()}
    address = reverse("endorsement:plan_add", args=[kind])
    assert client.post(address, {**sent, "on": soon().isoformat()}).status_code == 302
    [item] = person.planned_items.all()
    edit = reverse("endorsement:plan_edit", args=[item.public_id])
    form = client.get(edit).context["form"]
    again = {one.name: one.value() for one in form if one.value() not in (None, "", [], False)}
    assert client.post(edit, {**again, "on": soon(60).isoformat()}).status_code == 302
    before = (item.hours, item.code, item.title, item.topics, item.attributes)
    item.refresh_from_db()
    assert (item.on, item.hours, item.code, item.title, item.topics, item.attributes) == (
        soon(60),
        *before,
    )


def test_a_day_that_has_passed_is_refused_and_nothing_is_lost(
    client: Client, person: Person
) -> None:
    address = reverse("endorsement:plan_add", args=["training"])
    response = client.post(address, {"title": "Kept", "hours": "2", "on": "2020-01-01"})
    assert response.status_code == 422
    assert "This day has passed." in text(response)
    assert 'value="Kept"' in text(response)


def test_the_plan_says_on_which_day_a_category_would_be_met(
    client: Client, person: Person, association: Association
) -> None:
    EntryFactory(person=person, hours=Decimal(3), covers=["core:foundations", "core:thinking"])
    EntryFactory(
        person=person, kind="education", hours=None, covers=[], attributes={"level": "master"}
    )
    provider = open_provider(association)
    planned(person, "document", 10, code="code_of_ethics")
    planned(person, "reference", 20, code="supervisor")
    planned(person, "rsc", 30, provider=provider, attributes={"format": "group"})
    first, *others = client.get(reverse("endorsement:plan")).context["prospects"]
    assert (first["category"].code, first["status"], first["gaps"]) == ("first_steps", "met", [])
    assert {one["status"] for one in others} == {"not_met"}
    PlannedItem.objects.filter(kind="rsc").update(provider=None)
    [first, *_] = client.get(reverse("endorsement:plan")).context["prospects"]
    assert (first["status"], first["label"]) == ("not_yet_assessable", "Needs a decision")


def test_a_day_under_a_coming_edition_is_told_by_it(
    client: Client, person: Person, association: Association
) -> None:
    document = json.loads(sample_edition().document)
    document["edition"] = {"code": "soon", "effective_from": soon(20).isoformat()}
    del document["categories"]["family_associate"]
    for requirement in document["categories"]["first_steps"]["award"]["all"]:
        requirement.pop("waivable", None)
        if "hours" in requirement:
            requirement["hours"]["min"] = 400
    import_scheme(document=document, at=timezone.now())
    planned(person, "training", 30, title="A course", hours=Decimal(3))
    page = client.get(reverse("endorsement:plan"))
    told = {one["category"].code: one for one in page.context["prospects"]}
    assert "no longer has this category" in told["family_associate"]["edition"]
    assert "By edition soon, in force from" in told["first_steps"]["edition"]
    assert "which asks for something else." in text(page)
    PlannedItem.objects.update(on=soon(10))
    rows = client.get(reverse("endorsement:plan")).context["prospects"]
    assert {one["edition"] for one in rows} == {""}


def test_giving_supervision_is_planned_once_and_only_where_it_matters(
    client: Client, person: Person
) -> None:
    address = reverse("endorsement:plan_add", args=["provides_rsc"])
    for days in (20, 40):
        assert client.post(address, {"on": soon(days).isoformat()}).status_code == 302
    [item] = person.planned_items.all()
    assert item.on == soon(20)
    page = client.get(reverse("endorsement:plan"))
    assert "From this day on you give reflective supervision" in text(page)
    # In the sample scheme only renewals ask for it.
    assert "provides_rsc" not in dict(page.context["forms"])


@pytest.mark.parametrize(
    ("kind", "more", "entered"),
    [
        ("rsc_given", {"hours": Decimal(2), "attributes": {"format": "group", "people": 3}}, "rsc_given"),
        ("education", {"title": "A degree", "attributes": {"level": "master"}}, "education"),
    ],
)  # fmt: skip
def test_what_was_given_or_studied_becomes_a_draft(
    kind: str, more: dict[str, Any], entered: str, client: Client, person: Person
) -> None:
    item = planned(person, kind, **more)
    client.post(reverse("endorsement:plan_done", args=[item.public_id]))
    entry = LedgerEntry.objects.get()
    assert (entry.kind, entry.permanent_at, entry.attributes) == (entered, None, more["attributes"])


def test_what_was_done_opens_as_a_draft_once(client: Client, person: Person) -> None:
    item = planned(person)
    for _click in range(2):
        answer = client.post(reverse("endorsement:plan_done", args=[item.public_id]))
        entry = LedgerEntry.objects.get()
        assert answer["Location"] == reverse("endorsement:entry_edit", args=[entry.public_id])
    assert person.planned_items.count() == 0


def test_an_item_is_taken_out(client: Client, person: Person) -> None:
    item = planned(person)
    address = reverse("endorsement:plan_delete", args=[item.public_id])
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert person.planned_items.count() == 0


def test_a_passed_day_and_a_module_no_longer_offered_are_told(
    client: Client, person: Person
) -> None:
    item = planned(person, "module", code="gone")
    PlannedItem.objects.filter(pk=item.pk).update(on=soon(-3))
    page = text(client.get(reverse("endorsement:plan")))
    assert "This day has passed" in page
    assert "not offered any more" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_plan_costs_the_same_queries_however_long(
    rows: int,
    client: Client,
    person: Person,
    association: Association,
    django_assert_num_queries: Any,
) -> None:
    for number in range(rows):
        offered(association, f"module-{number}")
        planned(person, "module", 10 + number, code=f"module-{number}")
        planned(person, "rsc", 20 + number, provider=open_provider(association, f"P {number}"))
    client.get(reverse("endorsement:plan"))
    with django_assert_num_queries(29):
        client.get(reverse("endorsement:plan"))


# --- timeline and areas ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, {"New", "Old", "Long"}),
        ({"year": "2024"}, {"Old", "Long"}),
        ({"year": "2025"}, {"Long"}),
        ({"kind": "work"}, {"Long"}),
        ({"kind": "training", "year": "2026"}, {"New"}),
        ({"kind": "nothing", "year": "3000"}, {"New", "Old", "Long"}),
        ({"kind": "education"}, set()),
    ],
)
def test_the_timeline_is_filtered(
    query: dict[str, str], titles: set[str], client: Client, person: Person
) -> None:
    EntryFactory(person=person, detail__title="New", first_on=datetime.date(2026, 3, 2))
    EntryFactory(person=person, detail__title="Old", first_on=datetime.date(2024, 3, 2))
    EntryFactory(
        person=person,
        kind="work",
        hours=None,
        covers=[],
        detail__title="Long",
        first_on=datetime.date(2024, 5, 1),
        last_on=datetime.date(2026, 2, 1),
    )
    response = client.get(reverse("endorsement:portfolio"), query)
    assert {item["title"] for item in response.context["items"]} == titles


def test_an_area_lists_the_entries_behind_its_bar(client: Client, person: Person) -> None:
    EntryFactory(person=person, hours=Decimal(3), covers=["core:foundations", "core:thinking"])
    EntryFactory(person=person, hours=Decimal(2), covers=[], split={"core:thinking": "0.50"})
    RscFactory(person=person)
    bars = client.get(reverse("endorsement:areas")).context["areas"]
    shown = {bar["reference"]: (bar["value"], bar["url"]) for bar in bars if bar["value"]}
    for reference, hours in {"core:foundations": [1.5], "core:thinking": [1.5, 0.5]}.items():
        total, url = shown[reference]
        context = client.get(url).context
        assert [float(one["hours"]) for one in context["entries"]] == hours[::-1]
        assert context["total"] == total
    assert client.get(shown[""][1]).context["total"] == Decimal("1.5")


def test_an_area_that_does_not_exist_is_not_there(client: Client, person: Person) -> None:
    assert client.get(reverse("endorsement:area", args=["core:magic"])).status_code == 404
    empty = text(client.get(reverse("endorsement:area", args=["core:leading"])))
    assert "Nothing here yet" in empty


def test_without_training_hours_the_areas_say_what_to_do(client: Client, person: Person) -> None:
    assert "No training hours yet" in text(client.get(reverse("endorsement:areas")))


# --- the registry ------------------------------------------------------------------------------------


def test_openings_are_asked_and_can_be_searched(
    client: Client, person: Person, association: Association
) -> None:
    address = reverse("endorsement:registry_listing", args=[association.slug])
    client.post(address, {"show_name": "on", "rsc_openings": "on"})
    assert person.listings.get().rsc_openings is True
    client.post(address, {"rsc_openings": "on"})
    assert person.listings.get().rsc_openings is False
