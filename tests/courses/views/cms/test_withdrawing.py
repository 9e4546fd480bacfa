"""Withdrawing for everybody, in the CMS."""

import pytest
from django.urls import reverse

from courses.models import ModuleSnapshot
from tests.factories.association import AssociationFactory
from tests.factories.membership import member
from tests.factories.module import make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(association):
    return make_module("naming", parent=association.root_page, association=association)


def place(module) -> str:
    return reverse("courses_cms:withdraw", args=[module.pk])


@pytest.mark.parametrize("role", ["author", "moderator"])
def test_whoever_may_edit_withdraws_with_a_reason(association, module, role) -> None:
    client = member(association, role)
    menu = client.get(reverse("wagtailadmin_pages:edit", args=[module.pk])).content.decode()
    assert place(module) in menu
    assert "Nothing" not in client.get(place(module)).content.decode()
    assert client.post(place(module), {"because": " "}).status_code == 200
    module.refresh_from_db()
    assert module.live
    client.post(place(module), {"because": "A figure was wrong."})
    module.refresh_from_db()
    kept = ModuleSnapshot.objects.get()
    assert (module.live, kept.withdrawn_because) == (False, "A figure was wrong.")


def test_author_of_another_association_cannot(association, module) -> None:
    other = member(AssociationFactory(slug="south"), "author")
    assert other.post(place(module), {"because": "Mine."}).status_code in {302, 403}
    module.refresh_from_db()
    assert module.live
