"""Presenters and approvals: each association's own, named where a module is taken, kept in records."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Approval, Presenter
from courses.selectors.teaching import statements_on
from tests.factories.association import AssociationFactory
from tests.factories.learning import complete_module
from tests.factories.membership import member
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
STATEMENT = "North is an approved provider of continuing education."


@pytest.fixture
def presenter(association) -> Presenter:
    return Presenter.objects.create(
        association=association, name="Ada Lee", credentials="LICSW, IMH-E", bio="She listens."
    )


@pytest.fixture
def approval(association) -> Approval:
    return Approval.objects.create(
        association=association,
        name="NASW",
        rules_of="nasw",
        provider_number="8860",
        statement_en=STATEMENT,
        from_on=date(2020, 1, 1),
    )


@pytest.fixture
def module(association, presenter, approval):
    return make_module(
        "naming",
        parent=association.root_page,
        association=association,
        presenters=[("presenter", presenter)],
        approvals=[("offered", {"approval": approval, "number": "886-7", "credit": "ethics"})],
    )


def urls(model: str, name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_courses_{model}:{name}", args=args)


def test_author_writes_down_a_presenter_of_their_own_association(association) -> None:
    author = member(association, "author")
    south = AssociationFactory(slug="south")
    data = {"name": "Ada Lee", "credentials": "LICSW", "bio": "", "photo": ""}
    author.post(urls("presenter", "add"), {**data, "association": str(south.pk)})
    assert not Presenter.objects.exists()
    author.post(urls("presenter", "add"), {**data, "association": str(association.pk)})
    found = Presenter.objects.get()
    assert (found.association, str(found)) == (association, "Ada Lee, LICSW")
    assert author.get(urls("approval", "add")).status_code == 302


def test_nothing_of_another_association_is_seen_chosen_or_changed(presenter, approval) -> None:
    other = member(AssociationFactory(slug="south"), "moderator")
    for model, row in (("presenter", presenter), ("approval", approval)):
        assert other.get(urls(model, "list")).status_code == 200
        assert str(row) not in other.get(urls(model, "list")).content.decode()
        for name in ("edit", "delete", "usage", "history"):
            assert other.get(urls(model, name, row.pk)).status_code in {302, 403, 404}
        listed = other.get(f"/cms/localize/api/snippets/courses/{model}/", follow=True)
        assert listed.status_code == 404
        chooser = f"wagtailsnippetchoosers_courses_{model}"
        assert str(row) not in other.get(reverse(f"{chooser}:choose")).content.decode()
        chosen = other.get(reverse(f"{chooser}:chosen", args=[row.pk]), follow=True)
        assert chosen.status_code == 404
        own = member(row.association, "moderator")
        assert str(row) in own.get(urls(model, "list")).content.decode()
        assert own.get(urls(model, "edit", row.pk)).status_code == 200
        assert str(row) in own.get(reverse(f"{chooser}:choose")).content.decode()


def test_module_page_names_presenters_and_the_statement(module, approval) -> None:
    page = Client().get(module.url).content.decode()
    for words in ("Ada Lee, LICSW, IMH-E", "She listens.", STATEMENT, "886-7"):
        assert words in page
    Approval.objects.filter(pk=approval.pk).update(
        through_on=approval.association.day_of(timezone.now()) - timedelta(days=1)
    )
    assert STATEMENT not in Client().get(module.url).content.decode()


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_statement_is_printed_from_its_first_through_its_last_day(
    module, approval, day, printed
) -> None:
    approval.from_on, approval.through_on = date(2026, 3, 1), date(2026, 6, 30)
    approval.save()
    module.refresh_from_db()
    assert [one.body for one in statements_on(module, day)] == ["NASW"] * printed


def test_an_approval_of_another_organization_is_never_printed(module, approval) -> None:
    approval.association = AssociationFactory(slug="south")
    approval.save()
    module.refresh_from_db()
    assert statements_on(module, date(2026, 6, 1)) == []


def test_record_keeps_who_taught_and_what_was_held(module, presenter, approval) -> None:
    entry = complete_module(PersonFactory(), module).entry
    presenter.name = "Somebody Else"
    presenter.save()
    Approval.objects.filter(pk=approval.pk).update(statement_en="Other words.")
    module.delete()
    entry.detail.refresh_from_db()
    assert entry.detail.taught_by == "Ada Lee, LICSW, IMH-E"
    assert entry.detail.approvals == [
        {
            "body": "NASW",
            "rules_of": "nasw",
            "provider_number": "8860",
            "number": "886-7",
            "credit": "ethics",
            "text": {"en": STATEMENT},
        }
    ]
