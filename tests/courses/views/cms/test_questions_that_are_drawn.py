"""A bank that a post-test on the site draws from stays, whichever way somebody would take it away."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from courses.models import ModulePage, QuestionBankPage, SharedBank
from courses.selectors.module import bank_of
from tests.courses.views.cms.test_shared_banks import including
from tests.courses.writing import bank_data
from tests.courses.writing import question as written
from tests.factories.module import make_module
from tests.factories.person import UserFactory
from tests.factories.shared_bank import make_shared_bank

pytestmark = pytest.mark.django_db
STAYS = "stays as it is, because a post-test on the site would have fewer questions than it draws"
SNIPPET = "wagtailsnippets_courses_sharedbank"


@pytest.fixture
def administrator() -> Client:
    user: AbstractBaseUser = UserFactory(is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(user)
    return client


def unpublish(client: Client, bank: QuestionBankPage) -> Any:
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[bank.pk]), follow=True)


def delete(client: Client, bank: QuestionBankPage) -> Any:
    return client.post(reverse("wagtailadmin_pages:delete", args=[bank.pk]), follow=True)


def several_off(client: Client, bank: QuestionBankPage) -> Any:
    place = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    return client.post(f"{place}?id={bank.pk}", {"include_descendants": ""}, follow=True)


def several_deleted(client: Client, bank: QuestionBankPage) -> Any:
    place = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    return client.post(f"{place}?id={bank.pk}", {}, follow=True)


def move(client: Client, bank: QuestionBankPage) -> Any:
    other = make_module("other", lessons=1, parent=bank.get_parent().get_parent(), publish=False)
    QuestionBankPage.objects.child_of(other).get().delete()
    place = reverse("wagtailadmin_pages:move_confirm", args=[bank.pk, other.pk])
    return client.post(place, {}, follow=True)


def by_program(client: Client, bank: QuestionBankPage) -> Any:
    place = reverse("wagtailadmin_api:pages:action", args=[bank.pk, "unpublish"])
    return client.post(place, {}, content_type="application/json")


WAYS = [unpublish, delete, several_off, several_deleted, move, by_program]


@pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)
def test_bank_of_a_module_on_the_site_stays(association, administrator, way) -> None:
    module = make_module(lessons=1, parent=association.root_page, questions=4, draw=2)
    bank = QuestionBankPage.objects.child_of(module).get()
    answer = way(administrator, bank)
    said = answer.json()["message"] if way is by_program else answer.content.decode()
    assert STAYS in said
    assert "“Module small-talk” would have 0 of 2" in said
    assert len(bank_of(ModulePage.objects.get(pk=module.pk))) == 4


def test_bank_goes_with_its_module_and_below_a_module_that_is_off(
    association, administrator
) -> None:
    module = make_module(lessons=1, parent=association.root_page)
    module.unpublish()
    bank = QuestionBankPage.objects.child_of(module).get()
    unpublish(administrator, bank)
    assert not QuestionBankPage.objects.live().exists()
    other = make_module("other", lessons=1, parent=association.root_page)
    place = reverse("wagtailadmin_pages:unpublish", args=[other.pk])
    administrator.post(place, {"include_descendants": "on"})
    assert not QuestionBankPage.objects.live().exists()
    third = make_module("third", lessons=1, parent=association.root_page)
    sent = {"wagtaildelete_confirm_site_name": "Early Relationships"}
    administrator.post(reverse("wagtailadmin_pages:delete", args=[third.pk]), sent)
    assert not ModulePage.objects.filter(code="third").exists()


def shared_off(client: Client, bank: SharedBank) -> Any:
    return client.post(reverse(f"{SNIPPET}:unpublish", args=[bank.pk]), follow=True)


def shared_deleted(client: Client, bank: SharedBank) -> Any:
    return client.post(reverse(f"{SNIPPET}:delete", args=[bank.pk]), follow=True)


@pytest.mark.parametrize("way", [shared_off, shared_deleted], ids=lambda one: one.__name__)
def test_shared_bank_stays_while_a_module_would_be_short(association, administrator, way) -> None:
    bank = make_shared_bank(association, "a", "b")
    module = including(association, bank, own=1)
    said = way(administrator, bank).content.decode()
    assert STAYS in said
    assert "“Module naming” would have 1 of 2" in said
    assert len(bank_of(module)) == 3


@pytest.mark.parametrize("way", [shared_off, shared_deleted], ids=lambda one: one.__name__)
def test_shared_bank_goes_where_enough_is_left(association, administrator, way) -> None:
    bank = make_shared_bank(association, "a", "b")
    module = including(association, bank, own=2)
    way(administrator, bank)
    assert {one["key"] for one in bank_of(module)} == {"q0", "q1"}


def test_shared_bank_is_not_published_with_too_few_questions(association, administrator) -> None:
    bank = make_shared_bank(association, "a", "b")
    module = including(association, bank, own=0)
    sent = {**bank_data([written("One?")]), "association": association.pk, "title": "Words"}
    edit = reverse(f"{SNIPPET}:edit", args=[bank.pk])
    answer = administrator.post(edit, {**sent, "action-publish": "yes"})
    (said,) = answer.context["form"].errors["questions"]
    assert ("“Module naming” would have 1 of 2" in said, "One?" in answer.text) == (True, True)
    assert len(bank_of(module)) == 2
    # As a draft it may be anything.
    administrator.post(edit, sent)
    assert bank.revisions.count() == 2
    both = {**bank_data([written("One?"), written("Two?")]), "association": association.pk}
    administrator.post(edit, {**both, "title": "Words", "action-publish": "yes"})
    bank.refresh_from_db()
    assert bank.title == "Words"
