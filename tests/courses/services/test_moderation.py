"""Mail about moderation goes through the outbox, to the association's own people, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from courses.services import authoring, moderation
from endorsement.models import Membership
from endorsement.services import membership
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from tests.factories.association import AssociationFactory
from tests.factories.module import make_module
from tests.factories.person import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)


def member(association, role: str, **fields):
    person = PersonFactory(**fields)
    membership.begin(person=person, association=association, role=role, from_on=SINCE)
    return person


@pytest.fixture
def association():
    association = AssociationFactory(slug="north", short_name="North")
    authoring.ensure_association(association=association)
    return association


@pytest.fixture
def module(association):
    return make_module(
        "naming", parent=association.root_page, publish=False, association=association
    )


def submit(module, author):
    module.get_workflow().start(module, author.user)


def act(module, person, action: str, comment: str = "") -> None:
    client = Client()
    client.force_login(person.user)
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    place = reverse("wagtailadmin_pages:workflow_action", args=[module.pk, action, state.pk])
    assert client.post(place, {"comment": comment}).status_code in {200, 302}


def owed() -> set[tuple[str, str, str]]:
    return set(Mail.objects.values_list("template", "to_address", "language"))


def test_moderators_of_the_association_hear_of_a_submission(association, module) -> None:
    author = member(association, "author")
    moderator = member(association, "moderator", language="es")
    member(AssociationFactory(slug="south"), "moderator")
    UserFactory(is_superuser=True)
    ended = member(association, "moderator")
    Membership.objects.filter(person=ended).update(through_on=date(2021, 1, 1))
    submit(module, author)
    assert owed() == {("moderation_submitted", moderator.email, "es")}
    # Nothing left but by the outbox.
    assert mail.outbox == []
    task = TaskState.objects.get()
    moderation.submitted(task=task, by=author.user, at=datetime.now(UTC))
    assert Mail.objects.count() == 1


def test_moderator_who_submits_is_not_written_to(association, module) -> None:
    moderator = member(association, "moderator")
    submit(module, moderator)
    assert owed() == set()


@pytest.mark.parametrize(
    ("action", "template"), [("approve", "moderation_approved"), ("reject", "moderation_rejected")]
)
def test_author_hears_of_the_decision_once(association, module, action, template) -> None:
    author, moderator = member(association, "author"), member(association, "moderator")
    submit(module, author)
    act(module, moderator, action, "The second figure has no source.")
    told = Mail.objects.exclude(template="moderation_submitted")
    assert [(one.template, one.to_address) for one in told] == [(template, author.email)]
    assert mail.outbox == []


def test_two_rejections_are_two_mails_with_their_comments(association, module) -> None:
    author, moderator = member(association, "author"), member(association, "moderator")
    submit(module, author)
    act(module, moderator, "reject", "Too long.")
    state = module.current_workflow_state
    state.resume(user=author.user)
    act(module, moderator, "reject", "Still too long.")
    told = Mail.objects.filter(template="moderation_rejected").order_by("pk")
    assert [one.context["comment"] for one in told] == ["Too long.", "Still too long."]


def test_author_who_has_left_is_not_written_to(association, module) -> None:
    author, moderator = member(association, "author"), member(association, "moderator")
    submit(module, author)
    Membership.objects.filter(person=author).update(through_on=date(2021, 1, 1))
    act(module, moderator, "reject")
    assert not Mail.objects.filter(template="moderation_rejected").exists()


def test_an_hour_without_a_mail_server_loses_none(association, module, settings) -> None:
    author, moderator = member(association, "author"), member(association, "moderator")
    submit(module, author)
    act(module, moderator, "reject", "Too long.")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    start = datetime.now(UTC)
    for minute in (0, 1, 10):
        assert send_due_mail(at=start + timedelta(minutes=minute)) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due_mail(at=start + timedelta(hours=1, minutes=1)) == 2
    assert {tuple(message.to) for message in mail.outbox} == {(author.email,), (moderator.email,)}
    told = next(message for message in mail.outbox if message.to == [author.email])
    assert ("Too long." in told.body, f"/cms/pages/{module.pk}/edit/" in told.body) == (True, True)
