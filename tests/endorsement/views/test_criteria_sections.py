"""What an edition says for all of its categories, changed with forms; taking an edition back."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from endorsement.models import Edition
from endorsement.services import membership, publication
from endorsement.services.framework import import_framework
from tests.endorsement.forms.test_criteria_language import FRAMEWORK
from tests.endorsement.views.criteria_desk import at, door, fields_of, said
from tests.factories.edition import administrator, copied, submitted
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
FAR = datetime.date(2126, 1, 1)


@pytest.fixture(autouse=True)
def _frameworks() -> None:
    core_framework()
    import_framework(document=FRAMEWORK)


def send(client: Client, path: str, **typed: Any) -> Any:
    return client.post(path, {**fields_of(client.get(path)), **typed})


@pytest.mark.parametrize(
    ("code", "typed", "written"),
    [
        ("credit_hours", {"semester": "15", "ceu": "10.5"}, {"semester": 15, "ceu": "10.5"}),
        ("double_counting", {"areas": "split", "requirements": "share"}, {"areas": "split", "requirements": "share"}),
        ("evidence_order", {"place_0": "work", "place_3": "course"}, ["work", "course"]),
        ("outcomes", {"outcomes": ["approve", "hold"]}, ["approve", "hold"]),
        ("rating_scale", {"0__name_en": "Knows", "2__name_en": "Teaches"}, [{"en": "Knows"}, {"en": "Teaches"}]),
        ("topics", {"0__code": "sleep", "0__name_en": "Sleep"}, {"sleep": {"en": "Sleep"}}),
    ],
)  # fmt: skip
def test_a_part_for_all_categories_says_what_was_typed(code: str, typed: Any, written: Any) -> None:
    draft, client = copied(), door()
    path = at("section", draft, code)
    before = said(draft)
    assert send(client, path, **typed).url == at("edition", draft)
    assert said(draft) == {**before, code: written}
    assert client.get(at("edition", draft)).context["wrong"] == []
    now = [name for name in fields_of(client.get(path)) if name != "revision"]
    send(client, path, **{name: [] if name == "outcomes" else "" for name in now})
    assert said(draft) == {key: one for key, one in before.items() if key != code}


def test_the_crosswalk_gets_rows_and_loses_them() -> None:
    draft, client = copied(), door()
    path = at("section", draft, "crosswalk")
    page = client.get(path).content.decode()
    assert "Bonds (other@1)" in page
    rows = [("other:bonds", "core:foundations"), ("other:bonds", "core:reflection"), ("other:bonds.seeing", "core:foundations.attachment")]  # fmt: skip
    typed = {f"{n}__from": one for n, (one, _to) in enumerate(rows)}
    typed |= {f"{n}__to": one for n, (_from, one) in enumerate(rows)}
    assert send(client, path, **typed, then="stay").url == path
    assert said(draft)["crosswalk"] == {
        "other:bonds": ["core:foundations", "core:reflection"],
        "other:bonds.seeing": ["core:foundations.attachment"],
    }
    assert "5__to" in client.get(path).context["form"].fields
    send(client, path, **{"0__from": "", "0__to": ""})
    assert said(draft)["crosswalk"]["other:bonds"] == ["core:reflection"]
    send(client, path, **{f"{n}__from": "" for n in range(2)})
    assert "crosswalk" not in said(draft)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"0__from": "other:bonds"}, "0__to"),
        ({"0__to": "core:foundations"}, "0__from"),
        ({"0__from": "core:foundations", "0__to": "core:reflection"}, "0__from"),
        ({"0__from": "other:bonds", "0__to": "core:reflection", "1__from": "other:bonds", "1__to": "core:reflection"}, "1__to"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_crosswalk_stands_at_its_row(typed: Any, field: str) -> None:
    draft, client = copied(), door()
    answer = send(client, at("section", draft, "crosswalk"), **typed)
    assert answer.status_code == 422
    assert [name for name, wrong in answer.context["form"].errors.items() if wrong] == [field]
    assert "crosswalk" not in said(draft)


def test_a_sort_of_evidence_has_one_place() -> None:
    draft, client = copied(), door()
    answer = send(
        client, at("section", draft, "evidence_order"), place_0="course", place_1="course"
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["place_1"])


def test_an_emerging_award_is_for_some_months_without_some_requirements() -> None:
    draft, client = copied(), door()
    path = at("category_edit", draft, "family_associate")
    answer = send(client, path, emerging_without=["references"])
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["emerging_months"])
    send(client, path, emerging_months="24", emerging_without=["references"])
    assert said(draft)["categories"]["family_associate"]["emerging"] == {
        "months": 24,
        "without": ["references"],
    }
    assert client.get(at("edition", draft)).context["wrong"] == []
    send(client, path, emerging_months="", emerging_without=[])
    assert "emerging" not in said(draft)["categories"]["family_associate"]


def test_a_mistake_about_a_category_leads_to_its_form() -> None:
    draft, client = copied(), door()
    path = at("category_edit", draft, "family_associate")
    send(client, path, emerging_months="24", emerging_without=["references"])
    revision = client.get(at("edition", draft)).context["edition"].revision
    gone = at("requirement_delete", draft, "family_associate", "award", "references")
    client.post(gone, {"revision": revision})
    (wrong,) = client.get(at("edition", draft)).context["wrong"]
    assert wrong["url"] == path
    assert "1 mistake" in client.get(path).content.decode()


def test_renewal_is_taken_out_as_a_whole_and_a_first_award_is_not_offered_for_that() -> None:
    draft, client = copied(), door()
    gone = at("requirement_delete", draft, "family_associate", "renewal", "renewal")
    assert gone in client.get(at("tree", draft, "family_associate", "renewal")).content.decode()
    award = client.get(at("tree", draft, "family_associate", "award")).content.decode()
    assert "Take all of it out" not in award
    client.post(gone, {"revision": 1})
    assert "renewal" not in said(draft)["categories"]["family_associate"]
    assert client.get(at("edition", draft)).context["wrong"] == []


def coming() -> Edition:
    draft = submitted(code="2126", on=FAR)
    return publication.approve(
        edition=draft,
        effective_from=FAR,
        seen=draft.revision,
        by=administrator(),
        at=timezone.now(),
    )


def test_an_administrator_takes_an_approved_edition_back_and_says_why() -> None:
    association_with_scheme()
    edition, client = coming(), door()
    path = at("edition", edition)
    page = client.get(path).content.decode()
    assert "Until Jan. 1, 2126 nobody is measured by this edition" in page
    answer = client.post(path, {"move": "take_back", "asked": ""})
    assert (answer.status_code, "Say what has to change" in answer.content.decode()) == (422, True)
    page = client.post(path, {"move": "take_back", "asked": "Fewer hours."}, follow=True)
    edition.refresh_from_db()
    assert (edition.state, "Fewer hours." in page.content.decode()) == ("draft", True)
    again = client.post(path, {"move": "take_back", "asked": "Again."}, follow=True)
    assert "not published (any more)" in again.content.decode()


def test_a_moderator_takes_nothing_back() -> None:
    association = association_with_scheme()
    edition, moderator = coming(), PersonFactory()
    membership.begin(
        person=moderator,
        association=association,
        role="moderator",
        from_on=datetime.date(2020, 1, 1),
    )
    client = door(moderator)
    assert "Make it a draft again" not in client.get(at("edition", edition)).content.decode()
    client.post(at("edition", edition), {"move": "take_back", "asked": "No."})
    edition.refresh_from_db()
    assert edition.state == "published"
