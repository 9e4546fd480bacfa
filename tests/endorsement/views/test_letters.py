"""Letters in the CMS: whose one edits, what cannot be published, preview and test."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.services import authoring
from endorsement.models import Association, LetterTemplate, Person
from endorsement.rules.letter_texts import shipped
from endorsement.services import membership
from lms.backbone.models import Mail
from tests.factories.application import AT
from tests.factories.association import AssociationFactory
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_endorsement_lettertemplate"


@pytest.fixture
def north() -> Association:
    return AssociationFactory(slug="north", short_name="North", contact_email="n@example.org")


def coordinator(association: Association) -> Person:
    person: Person = PersonFactory()
    membership.begin(person=person, association=association, role="coordinator", from_on=AT.date())
    authoring.keep_in_step(person=person, at=AT)
    return person


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"{NAME}:{name}", args=args)


def letter(association: Association, **more: Any) -> LetterTemplate:
    subject, body = shipped("hold", "en")
    said = {"kind": "hold", "language": "en", "subject": subject, "body": body, **more}
    row = LetterTemplate(association=association, live=False, **said)
    row.save()
    row.save_revision()
    return row


def form(association: Association, **more: Any) -> dict[str, Any]:
    subject, body = shipped("hold", "en")
    said = {"kind": "hold", "language": "en", "subject": subject, "body": body}
    return {"association": association.pk, **said, **more}


def test_coordinator_writes_and_publishes_a_letter_of_their_association(north) -> None:
    client = client_of(coordinator(north))
    page = client.get(at("add"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "a line for each requirement that is met" in text
    answer = client.post(at("add"), {**form(north), "action-publish": "1"})
    assert answer.status_code == 302
    row = LetterTemplate.objects.get()
    assert (row.live, row.association) == (True, north)
    client.post(at("edit", row.pk), {**form(north), "subject": "Wait a little"})
    row.refresh_from_db()
    assert (row.subject, row.has_unpublished_changes) == (shipped("hold", "en")[0], True)
    assert row.revisions.count() == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "Hello {name}. {gaps}",
            "Missing: {what_was_met}, {contact}, {re_review_on}, {appeal_by}.",
        ),
        (shipped("hold", "en")[1] + "{salary}", "These are not known here: {salary}."),
        (shipped("hold", "en")[1] + "{", "a brace that stands alone"),
    ],
    ids=["lacking", "unknown", "brace"],
)
def test_what_lacks_something_is_kept_as_a_draft_and_not_published(north, body, said) -> None:
    client = client_of(coordinator(north))
    answer = client.post(at("add"), {**form(north, body=body), "action-publish": "1"})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not LetterTemplate.objects.exists()
    client.post(at("add"), form(north, body=body))
    assert LetterTemplate.objects.get().live is False


def test_no_code_publishes_what_lacks_something_either(north) -> None:
    row = letter(north, body="Hello")
    with pytest.raises(Exception, match="what was met"):
        row.latest_revision.publish()
    row.refresh_from_db()
    assert row.live is False


def test_letters_of_another_association_are_not_there(north) -> None:
    theirs = letter(AssociationFactory(slug="south", short_name="South"), subject="Southern")
    client = client_of(coordinator(north))
    listed = client.get(at("list"))
    assert (listed.status_code, "Southern" in listed.content.decode()) == (200, False)
    revision = theirs.latest_revision_id
    pages = [
        at("edit", theirs.pk),
        at("history", theirs.pk),
        at("usage", theirs.pk),
        at("delete", theirs.pk),
        at("unpublish", theirs.pk),
        at("revisions_revert", theirs.pk, revision),
        at("revisions_compare", theirs.pk, revision, revision),
        at("preview_on_edit", theirs.pk),
        at("revisions_compare", "x", "earliest", "latest"),
        reverse("letter_test", args=[theirs.pk]),
    ]
    # By way of the address with a language, as everything that is not there.
    found = {path: client.get(path, follow=True).status_code for path in pages}
    assert found == dict.fromkeys(pages, 404)
    answer = client.post(at("add"), {**form(theirs.association), "action-publish": "1"})
    assert answer.status_code == 200
    assert LetterTemplate.objects.count() == 1


def test_nobody_else_comes_in(north) -> None:
    row = letter(north)
    author: Person = PersonFactory()
    membership.begin(person=author, association=north, role="author", from_on=AT.date())
    authoring.keep_in_step(person=author, at=AT)
    for path in (at("list"), at("edit", row.pk), reverse("letter_test", args=[row.pk])):
        for person in (author, PersonFactory()):
            assert client_of(person).get(path).status_code in (302, 403, 404)


def test_coordinator_deletes_nothing(north) -> None:
    row = letter(north)
    client = client_of(coordinator(north))
    client.post(at("delete", row.pk))
    client.post(f"/cms/bulk/endorsement/lettertemplate/delete/?id={row.pk}")
    assert LetterTemplate.objects.filter(pk=row.pk).exists()


def test_preview_shows_invented_data(north) -> None:
    row = letter(north)
    client = client_of(coordinator(north))
    path = at("preview_on_edit", row.pk)
    assert client.post(path, form(north)).json()["is_valid"] is True
    page = client.get(f"{path}?mode=").content.decode()
    assert "Rosa Quispe" in page
    assert "July 15, 2026" in page


def test_test_goes_to_oneself_once(north) -> None:
    row, person = letter(north), coordinator(north)
    client = client_of(person)
    path = reverse("letter_test", args=[row.pk])
    page = client.get(path)
    assert "Rosa Quispe" in page.content.decode()
    for _click in "ab":
        client.post(path, {"once": page.context["once"]})
    mail = Mail.objects.get(template="letter")
    assert mail.to_address == person.email
    assert mail.context["letter_subject"].startswith("[Test] ")
