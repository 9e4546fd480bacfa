"""Designs in the CMS: whose they are, drafts and publishing, pictures, moderation, the preview."""

import io
from datetime import date
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from certificates.models import Design, PublishedDesign
from certificates.models.design import PREVIEW_SALT
from certificates.services import demonstration_art as art
from courses.services import authoring
from endorsement.models import Association
from endorsement.services import membership
from lms.backbone import jobs
from lms.backbone.models import Job, Mail
from tests.factories.association import AssociationFactory
from tests.factories.design import design_of, look
from tests.factories.membership import member
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_certificates_design"


@pytest.fixture
def north() -> Association:
    association = AssociationFactory(slug="north", short_name="North")
    authoring.ensure_association(association=association)
    return association


def at(name: str, *args: Any) -> str:
    return reverse(f"{NAME}:{name}", args=args)


def form(association: Association | None, *signatories: dict[str, Any], **more: Any) -> Any:
    said = {
        "association": association.pk if association else "",
        "kind": "completion",
        "paper": "a4",
        "orientation": "portrait",
        "style": "frame",
        "accent_color": "#1d5c4d",
        "text_color": "#2b2622",
        "signatories": inline_formset(
            [{"name": "Cora Lind", "role_en": "", "role_es": "", **one} for one in signatories]
        ),
        **more,
    }
    return nested_form_data(said)


def picture(name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, art.harbor(), content_type="image/png")


def test_author_drafts_and_moderator_publishes(north) -> None:
    author, moderator = member(north, "author"), member(north, "moderator")
    page = author.get(at("add"))
    assert page.status_code == 200
    assert "the holder’s name" in page.content.decode()
    author.post(at("add"), form(north, {}))
    design = Design.objects.get()
    assert (design.live, design.association) == (False, north)
    refused = author.post(at("edit", design.pk), {**form(north), "action-publish": "1"})
    assert "Only a moderator of this association publishes it." in refused.content.decode()
    design.refresh_from_db()
    assert design.live is False
    moderator.post(at("edit", design.pk), {**form(north), "action-publish": "1"})
    design.refresh_from_db()
    assert (design.live, PublishedDesign.objects.get().association) == (True, north)


def test_author_submits_to_the_association_s_own_moderation(north) -> None:
    author, moderator = member(north, "author"), member(north, "moderator")
    author.post(at("add"), form(north))
    design = Design.objects.get()
    author.post(at("edit", design.pk), {**form(north), "action-submit": "1"})
    state = WorkflowState.objects.get()
    assert (state.status, design.workflow_in_progress) == ("in_progress", True)
    assert Mail.objects.filter(template="moderation_submitted").count() == 1
    answer = moderator.post(
        at("edit", design.pk),
        {**form(north), "action-workflow-action": "1", "workflow-action-name": "approve"},
    )
    assert answer.status_code == 302
    design.refresh_from_db()
    assert (design.live, PublishedDesign.objects.count()) == (True, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"accent_color": "#ffee00"}, "too light to be read on white paper"),
        ({"after_en": "{salary}", "after_es": "{salary}"}, "{salary} is not known here"),
        ({"after_en": "took part in"}, "write each text in English and in Spanish"),
    ],
)
def test_what_cannot_be_printed_stays_a_draft_with_a_clear_sentence(north, changes, said) -> None:
    moderator = member(north, "moderator")
    answer = moderator.post(at("add"), {**form(north, **changes), "action-publish": "1"})
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert not Design.objects.exists()
    moderator.post(at("add"), form(north, **changes))
    assert Design.objects.get().live is False


def test_an_error_in_a_later_draft_leaves_the_published_one_in_place(north) -> None:
    moderator = member(north, "moderator")
    moderator.post(at("add"), {**form(north), "action-publish": "1"})
    design = Design.objects.get()
    published = PublishedDesign.objects.get()
    answer = moderator.post(
        at("edit", design.pk), {**form(north, accent_color="#ffee00"), "action-publish": "1"}
    )
    assert answer.status_code == 200
    design.refresh_from_db()
    assert (design.accent_color, list(PublishedDesign.objects.all())) == ("#1d5c4d", [published])


def test_pictures_are_kept_when_nothing_is_uploaded_and_go_on_request(north) -> None:
    author = member(north, "author")
    author.post(
        at("add"), {**form(north, {}), "logo": picture(), "signatories-0-signature": picture()}
    )
    draft = Design.objects.get().get_latest_revision_as_object()
    signatory = draft.signatories.get()
    assert len(draft.logo) == len(signatory.signature) == 64
    page = author.get(at("edit", draft.pk)).content.decode()
    assert page.count(reverse("design_picture", args=[draft.pk, draft.logo])) == 2
    kept = inline_formset(
        [{"id": signatory.pk, "name": "Cora Lind", "role_en": "", "role_es": ""}], initial=1
    )
    author.post(at("edit", draft.pk), form(north, signatories=kept))
    again = Design.objects.get().get_latest_revision_as_object()
    assert (again.logo, again.signatories.get().signature) == (draft.logo, signatory.signature)
    author.post(at("edit", draft.pk), {**form(north, signatories=kept), "logo-clear": "on"})
    assert Design.objects.get().get_latest_revision_as_object().logo == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.gif", b"GIF89a", "Only PDF, PNG and JPEG files are accepted."),
        ("logo.png", b"\x89PNG\r\n\x1a\nnot a picture", "damaged or incomplete"),
        ("logo.png", b"", "empty"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_in_one_sentence(north, name, content, said) -> None:
    upload = SimpleUploadedFile(name, content)
    answer = member(north, "author").post(at("add"), {**form(north), "logo": upload})
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert not Design.objects.exists()


def test_designs_of_another_association_are_not_there(north) -> None:
    theirs = design_of(AssociationFactory(slug="south", short_name="Southern"))
    revision = theirs.save_revision()
    for role in ("author", "moderator"):
        client = member(north, role)
        listed = client.get(at("list"))
        assert (listed.status_code, "Southern:" in listed.content.decode()) == (200, False)
        pages = [
            at("edit", theirs.pk),
            at("history", theirs.pk),
            at("usage", theirs.pk),
            at("delete", theirs.pk),
            at("unpublish", theirs.pk),
            at("revisions_revert", theirs.pk, revision.pk),
            at("revisions_compare", theirs.pk, revision.pk, revision.pk),
            at("preview_on_edit", theirs.pk),
            reverse("design_picture", args=[theirs.pk, "a" * 64]),
        ]
        found = {path: client.get(path, follow=True).status_code for path in pages}
        assert found == dict.fromkeys(pages, 404)
        answer = client.post(at("add"), form(theirs.association))
        assert answer.status_code == 200
    assert Design.objects.get() == theirs


def test_moderator_of_one_association_publishes_nothing_of_another_they_write_for(north) -> None:
    south = AssociationFactory(slug="south")
    person = PersonFactory()
    for association, role in ((north, "moderator"), (south, "author")):
        membership.begin(
            person=person, association=association, role=role, from_on=date(2020, 1, 1)
        )
    client = Client()
    client.force_login(person.user)
    answer = client.post(at("add"), {**form(south), "action-publish": "1"})
    assert "Only a moderator of this association publishes it." in answer.content.decode()
    client.post(at("add"), form(south))
    assert Design.objects.get().live is False


@pytest.mark.parametrize("role", ["coordinator", "reviewer", "advisor"])
def test_others_write_no_designs(north, role) -> None:
    design = design_of(north)
    client = member(north, role)
    for path in (at("list"), at("add"), at("edit", design.pk)):
        assert client.get(path).status_code in (302, 403, 404)
    client.post(at("add"), form(north))
    assert Design.objects.get() == design


def test_administrator_writes_the_platform_s_and_only_the_platform_has_transcripts(north) -> None:
    client = Client()
    client.force_login(PersonFactory(user__is_superuser=True, user__is_staff=True).user)
    client.post(at("add"), {**form(None, kind="transcript"), "action-publish": "1"})
    assert PublishedDesign.objects.get().association is None
    answer = client.post(at("add"), form(north, kind="transcript"))
    assert "its design is the platform’s" in answer.content.decode()
    answer = client.post(at("add"), form(None, kind="transcript"))
    assert "There is a design of this kind already" in answer.content.decode()


def preview(client: Client, design: Design, mode: str = "arabic-en", **changes: Any) -> str:
    client.post(at("preview_on_edit", design.pk), form(design.association, **changes))
    return client.get(at("preview_on_edit", design.pk), {"mode": mode}).content.decode()


def test_preview_is_asked_for_drawn_by_the_worker_and_shown(north) -> None:
    author = member(north, "author")
    author.post(at("add"), form(north))
    page = preview(author, Design.objects.get())
    signed = page.partition('name="document" value="')[2].partition('"')[0]
    sent = {"document": signed, "mode": "arabic-en"}
    assert "is being drawn" in author.post(reverse("design_preview"), sent).content.decode()
    job = Job.objects.get()
    assert job.params["document"]["style"] == "frame"
    jobs.run_owed(job.pk, clock=timezone.now)
    shown = author.get(reverse("design_preview_look", args=[job.public_id])).content.decode()
    address = reverse("design_preview_pdf", args=[job.public_id])
    assert f'<iframe class="look__frame" src="{address}#' in shown
    answer = author.get(address, follow=True)
    content = io.BytesIO(b"".join(answer.streaming_content)).getvalue()
    assert (answer["Content-Type"], content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    other = member(north, "author")
    assert other.get(address, follow=True).status_code == 404


def test_preview_says_what_keeps_the_design_from_being_published(north) -> None:
    client = member(north, "author")
    client.post(at("add"), form(north))
    page = preview(client, Design.objects.get(), accent_color="#ffee00")
    assert "too light to be read on white paper" in page


def test_why_it_cannot_be_drawn_is_told_where_authors_look(north) -> None:
    """In their words: neither the list nor the preview shows where in the program it failed."""
    author = member(north, "author")
    design_of(north).save_revision().publish()
    error = "FileNotFoundError(ENOENT) at certificates/pictures.py:35"
    PublishedDesign.objects.update(state="dead", last_error=error)
    sentence = "A picture that it names is no longer there."
    listed = author.get(at("list")).content.decode()
    assert f"Cannot be printed; the design that ships is in use. {sentence}" in listed
    document = signing.dumps(look(), salt=PREVIEW_SALT)
    author.post(reverse("design_preview"), {"document": document, "mode": "usual-en"})
    Job.objects.update(state="done", result={"error": error}, finished_at=timezone.now())
    preview = author.get(reverse("design_preview_look", args=[Job.objects.get().public_id]))
    assert sentence in preview.content.decode()
    for page in (listed, preview.content.decode()):
        assert "pictures.py" not in page


@pytest.mark.parametrize("document", ["", "x", "eyJhIjoxfQ:1:abc"])
def test_what_no_page_of_ours_signed_is_not_drawn(north, document) -> None:
    answer = member(north, "author").post(
        reverse("design_preview"), {"document": document, "mode": "usual-en"}, follow=True
    )
    assert (answer.status_code, Job.objects.count()) == (404, 0)


@pytest.mark.parametrize("rows", [1, 6])
def test_list_asks_the_same_number_of_questions_for_every_length(
    north, rows, django_assert_num_queries
) -> None:
    for kind in ("completion", "path", "attendance", "endorsement", "renewal")[: rows - 1 or 1]:
        design_of(north, kind=kind).save_revision().publish()
    client = member(north, "moderator")
    client.get(at("list"))
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(at("list"))
    assert "Being checked" in page.content.decode()


LIST_QUERIES = 16
