"""Shared banks go through their association's moderation, as modules do; modules keep what is published."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.models import SharedBank
from courses.selectors.module import bank_of
from courses.selectors.question_exchange import is_locked_for
from courses.services import authoring
from courses.tasks import publish_scheduled
from endorsement.models import Membership
from endorsement.services import membership
from lms.backbone.models import Mail
from tests.courses.writing import question
from tests.factories.association import AssociationFactory
from tests.factories.membership import SINCE, member
from tests.factories.module import make_module
from tests.factories.module import question as stored
from tests.factories.person import PersonFactory
from tests.factories.shared_bank import make_shared_bank

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_courses_sharedbank"


@pytest.fixture
def bank(association) -> SharedBank:
    return make_shared_bank(association, "old")


@pytest.fixture
def module(association, bank):
    """Draws two, of its own one and the shared one."""
    questions = [stored("q0"), ("shared", bank)]
    return make_module("naming", lessons=1, parent=association.root_page, bank=questions, draw=2)


def at(name: str, *args: Any) -> str:
    return reverse(f"{NAME}:{name}", args=args)


def written(association, *questions: str, **more: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "association": association.pk,
            "title": "Words",
            "questions": streamfield([question(text) for text in questions]),
            "go_live_at": "",
            **more,
        }
    )


def submit(author: Client, bank: SharedBank, *questions: str, **more: Any) -> Any:
    data = written(bank.association, *questions, **more)
    return author.post(at("edit", bank.pk), {**data, "action-submit": "yes"})


def act(moderator: Client, bank: SharedBank, action: str, comment: str = "") -> Any:
    task = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    place = at("workflow_action", bank.pk, action, task.pk)
    return moderator.post(place, {"comment": comment}, follow=True)


def asked(module) -> set[str]:
    return {one["text"] for one in bank_of(module)}


def test_author_submits_and_the_association_s_moderator_approves(
    association, author, moderator, bank, module
) -> None:
    assert "Submit to Moderation" in author.get(at("edit", bank.pk)).content.decode()
    submit(author, bank, "New one?", "New two?")
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    told = Mail.objects.get(template="moderation_submitted")
    assert (told.context["title"], told.context["path"]) == ("Words", at("edit", bank.pk))
    assert "Approve and Publish" in moderator.get(at("edit", bank.pk)).content.decode()
    # Nobody is asked anything of a draft, and its author does not change what a moderator reads.
    assert asked(module) == {"Question q0?", "Question old?"}
    refused = author.post(at("edit", bank.pk), written(association, "Later?")).content.decode()
    assert "could not be saved as it is locked" in refused
    act(moderator, bank, "approve")
    bank.refresh_from_db()
    assert (bank.live, bank.title, asked(module)) == (
        True,
        "Words",
        {"Question q0?", "New one?", "New two?"},
    )
    assert Mail.objects.filter(template="moderation_approved").count() == 1


def test_the_list_says_what_waits_and_what_is_on_the_site(
    association, author, moderator, bank
) -> None:
    def shown() -> list[str]:
        page = BeautifulSoup(author.get(at("list")).content, "html.parser")
        return [
            row.select("td")[-1].get_text(strip=True)
            for row in page.select("table.listing tbody tr")
        ]

    assert shown() == ["On the site"]
    bank.save_revision()
    assert shown() == ["On the site, changed since"]
    submit(author, bank, "New?")
    assert shown() == ["Waits for a moderator"]
    home = moderator.get("/cms/").content.decode()
    assert home.index("Awaiting your review") < home.index("How to make a module")
    counted = len(asked_of(author))
    for number in range(29):
        make_shared_bank(association, "a", code=f"more{number}").save_revision()
    assert len(asked_of(author)) == counted


def asked_of(author: Client) -> list[Any]:
    """What the list asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert author.get(at("list")).status_code == 200
    return list(asked)


def test_changes_asked_for_reach_the_author_and_are_submitted_again(
    author, moderator, bank, module
) -> None:
    submit(author, bank, "New?", "Newer?")
    act(moderator, bank, "reject", "Say whose age.")
    assert Mail.objects.get(template="moderation_rejected").context["comment"] == "Say whose age."
    assert asked(module) == {"Question q0?", "Question old?"}
    submit(author, bank, "Whose age?", "Newer?")
    act(moderator, bank, "approve")
    assert asked(module) == {"Question q0?", "Whose age?", "Newer?"}


def test_an_unfinished_bank_is_not_submitted(author, bank) -> None:
    assert submit(author, bank, "").status_code == 200
    assert not WorkflowState.objects.exists()


def test_what_leaves_too_few_questions_is_not_approved(moderator, bank, module) -> None:
    """A draft that was shortened after it was submitted passes no form on its way."""
    bank.questions = []
    bank.save_revision()
    bank.get_workflow().start(bank, None)
    answer = act(moderator, bank, "approve").content.decode()
    assert "is not published: it is not complete" in answer
    assert (asked(module), TaskState.objects.get().status) == (
        {"Question q0?", "Question old?"},
        TaskState.STATUS_IN_PROGRESS,
    )


def test_fewer_than_a_post_test_draws_are_not_approved(moderator, association) -> None:
    bank = make_shared_bank(association, "a", "b")
    questions = [("shared", bank)]
    make_module("naming", lessons=1, parent=association.root_page, bank=questions, draw=2)
    bank.questions = [stored("a")]
    bank.save_revision()
    bank.get_workflow().start(bank, None)
    answer = act(moderator, bank, "approve").content.decode()
    assert "“Module naming” would have 1 of 2" in answer
    bank.refresh_from_db()
    assert len(bank.questions) == 2


def test_a_day_to_come_is_kept_by_the_approval(author, moderator, bank, module) -> None:
    day = timezone.localtime(timezone.now() + timedelta(days=2))
    submit(author, bank, "New?", "Newer?", go_live_at=day.strftime("%Y-%m-%d %H:%M"))
    act(moderator, bank, "approve")
    assert asked(module) == {"Question q0?", "Question old?"}
    with time_machine.travel(day + timedelta(hours=1)):
        publish_scheduled()
    assert asked(module) == {"Question q0?", "New?", "Newer?"}


def test_moderators_lock_authors_do_not(author, moderator, bank, association) -> None:
    assert author.post(at("lock", bank.pk)).status_code == 302
    bank.refresh_from_db()
    assert not bank.locked
    moderator.post(at("lock", bank.pk))
    bank.refresh_from_db()
    assert bank.locked
    assert "locked" in author.post(at("edit", bank.pk), written(association, "x")).content.decode()
    user = Membership.objects.get(role="author").person.user
    assert is_locked_for(user, bank)
    moderator.post(at("unlock", bank.pk))
    bank.refresh_from_db()
    assert not bank.locked


def test_nobody_of_another_association_approves_publishes_or_locks(association, bank) -> None:
    south = AssociationFactory(slug="south")
    authoring.ensure_association(association=south)
    bank.get_workflow().start(bank, None)
    task = TaskState.objects.get()
    names = ("edit", "unpublish", "lock", "unlock", "workflow_history", "history")
    places = [at(name, bank.pk) for name in names]
    places += [at("workflow_action", bank.pk, "approve", task.pk)]
    strangers = member(south, "moderator")
    for place in places:
        assert strangers.post(place, {"comment": ""}, follow=True).status_code == 404, place


def test_moderator_there_who_is_author_here_does_what_authors_do(association, bank) -> None:
    """What Wagtail asks of the kind alone is asked of the row."""
    south = AssociationFactory(slug="south")
    authoring.ensure_association(association=south)
    person = PersonFactory()
    for where, role in ((association, "author"), (south, "moderator")):
        membership.begin(person=person, association=where, role=role, from_on=SINCE)
    client = Client()
    client.force_login(person.user)
    assert client.get(at("edit", bank.pk)).status_code == 200
    for name in ("unpublish", "lock", "unlock"):
        assert client.post(at(name, bank.pk), follow=True).status_code == 404, name
    bank.get_workflow().start(bank, person.user)
    assert "Approve and Publish" not in client.get(at("edit", bank.pk)).content.decode()
    task = TaskState.objects.get()
    place = at("workflow_action", bank.pk, "approve", task.pk)
    assert client.post(place, {"comment": ""}).status_code == 302
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS
