"""Importing into and exporting from a question bank in the CMS."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from courses.exchange import formats
from courses.models import QuestionBankPage, SharedBank, StagedQuestions
from courses.services import question_import
from tests.factories.association import AssociationFactory
from tests.factories.membership import member
from tests.factories.module import make_module, question

pytestmark = pytest.mark.django_db
FILE = """
$CATEGORY: feelings

::Soothing::Who soothes?{=Ana#She holds. ~Ben#He waits.####Holding helps.}

::Crying::Crying speaks.{T}

::Long::Say it.{}

::Half::Which?{=One ~%50%Two ~Three}

::Match::Who is who?{=Ana -> aunt =Ben -> uncle = -> cousin}
"""

BAD = [
    (b"   ", "This file is empty."),
    (b"\xe1", "neither in UTF-8 nor in UTF-16"),
    (b"<quiz><question>", "This XML is broken in line 1."),
    (b"PK\x03\x04 no archive", "This ZIP file is damaged"),
]
#: What is not there leads on to the same address with a language before it.
REFUSED = {302, 404}


@pytest.fixture
def bank(association) -> QuestionBankPage:
    module = make_module(
        "naming", parent=association.root_page, association=association, questions=2
    )
    return QuestionBankPage.objects.child_of(module).get()


def place(bank: QuestionBankPage) -> str:
    return reverse("courses_cms:question_import", args=[bank.pk])


def upload(client: Client, bank: QuestionBankPage, content: str | bytes = FILE, name="a.gift"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(place(bank), {"file": SimpleUploadedFile(name, content)})


def draft(bank: QuestionBankPage) -> QuestionBankPage:
    return QuestionBankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()


def texts(bank: QuestionBankPage) -> list[str]:
    return [block.value["text"] for block in draft(bank).questions]


def test_file_is_looked_at_and_then_added_once_to_the_draft(author, bank) -> None:
    preview = upload(author, bank)["Location"]
    page = author.get(preview).content.decode()
    for line in (
        "a.gift, read as GIFT",
        "taken: 3",
        "taken with a loss: 1",
        "there already: 0",
        "not taken: 1",
        "A bank does not hold this kind: an essay.",
        "Answers that are right in part count as wrong.",
        "To fill in: what to remember, “Why” of 2 answers.",
        "3 questions still lack what learners read",
        "Categories of the file are left out",
    ):
        assert line in page
    assert texts(bank) == ["Question q1?", "Question q2?"]

    answer = author.post(preview, follow=True)
    assert (
        "4 questions are in the draft, at its end. Nothing is published." in answer.content.decode()
    )
    bank.refresh_from_db()
    assert (len(bank.questions), bank.live, bank.has_unpublished_changes) == (2, True, True)
    assert texts(bank)[2:] == ["Who soothes?", "Crying speaks.", "Which?", "Who is who?"]
    soothing, crying, _half, match = list(draft(bank).questions)[2:]
    assert [(o["text"], o["correct"], o["rationale"]) for o in soothing.value["options"]] == [
        ("Ana", True, "She holds."),
        ("Ben", False, "He waits."),
    ]
    assert soothing.value["rationale"] == "Holding helps."
    assert [(o["key"], o["text"]) for o in crying.value["options"]] == [
        ("true", "True"),
        ("false", "False"),
    ]
    assert (match.block_type, match.value["partial"], list(match.value["decoys"])) == (
        "matching",
        True,
        ["cousin"],
    )
    keys = [block.value["key"] for block in draft(bank).questions]
    assert len(set(keys)) == len(keys) == 6
    assert PageLogEntry.objects.filter(page=bank, action="wagtail.edit").count() == 1

    author.post(preview)
    again = upload(author, bank)["Location"]
    page = author.get(again).content.decode()
    assert ("there already: 4" in page, "to the draft" in page) == (True, False)
    author.post(again)
    assert (len(texts(bank)), bank.revisions.count()) == (6, 2)


def test_what_others_do_with_the_bank_meanwhile_is_respected(author, association, bank) -> None:
    preview = upload(author, bank)["Location"]
    other = member(association, "moderator")
    other.get(reverse("wagtailadmin_pages:edit", args=[bank.pk]))
    assert "has this bank open" in author.get(preview).content.decode()

    QuestionBankPage.objects.filter(pk=bank.pk).update(locked=True)
    page = author.post(preview, follow=True).content.decode()
    assert "This page is locked. Ask for it to be unlocked" in page
    assert (len(texts(bank)), StagedQuestions.objects.get().confirmed_at) == (2, None)
    QuestionBankPage.objects.filter(pk=bank.pk).update(locked=False)

    theirs = draft(bank)
    theirs.questions[0].value["text"] = "Asked anew?"
    theirs.save_revision()
    author.post(preview)
    assert texts(bank)[:3] == ["Asked anew?", "Question q2?", "Who soothes?"]


def test_bad_file_and_too_large_a_bank_get_a_sentence_and_change_nothing(
    author, bank, monkeypatch
) -> None:
    for content, sentence in BAD:
        answer = upload(author, bank, content)
        assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert not StagedQuestions.objects.exists()

    monkeypatch.setattr(question_import, "MOST_IN_BANK", 5)
    preview = upload(author, bank)["Location"]
    assert "would hold more than 5" in author.get(preview).content.decode()
    assert "more than 5 questions" in author.post(preview, follow=True).content.decode()
    assert len(texts(bank)) == 2


def test_nobody_else_gets_to_an_import_or_export(author, association, bank) -> None:
    preview = upload(author, bank)["Location"]
    export = reverse("courses_cms:question_export", args=[bank.pk])
    file = reverse("courses_cms:question_export_file", args=[bank.pk, "gift"])
    other = member(AssociationFactory(slug="south"), "author")
    for client in (other, Client()):
        for address in (place(bank), preview, export, file):
            assert client.get(address).status_code in REFUSED
            assert client.post(address).status_code in {*REFUSED, 405}
    colleague = member(association, "author")
    assert colleague.get(preview).status_code in REFUSED
    assert colleague.post(preview).status_code in REFUSED
    assert len(texts(bank)) == 2

    now = timezone.now()
    StagedQuestions.objects.update(expires_at=now)
    assert author.post(preview).status_code in REFUSED
    assert question_import.sweep(at=now - timedelta(minutes=5)) == 0
    assert question_import.sweep(at=now) == 1
    upload(author, bank)
    get_user_model().objects.get(pk=author.session["_auth_user_id"]).delete()
    assert not StagedQuestions.objects.exists()


def test_exported_bank_comes_in_again_as_there_already(author, bank) -> None:
    author.post(upload(author, bank)["Location"])
    menu = author.get(reverse("wagtailadmin_pages:edit", args=[bank.pk])).content.decode()
    export = reverse("courses_cms:question_export", args=[bank.pk])
    assert (place(bank) in menu, export in menu) == (True, True)
    choices = author.get(export).content.decode()
    for name in formats.WRITTEN:
        address = reverse("courses_cms:question_export_file", args=[bank.pk, name])
        file = author.get(address)
        assert address in choices
        ending = f'filename="module-naming{formats.ENDINGS[name]}"'
        assert ending in file["Content-Disposition"]
        page = author.get(upload(author, bank, file.content, "b")["Location"]).content.decode()
        assert "there already: 6" in page

    page = draft(bank)
    page.questions[0].value["options"][0]["correct"] = False
    items = [{"text": text, "key": text} for text in ("first", "second")]
    common = {"rationale": "", "objective": "", "applied": False, "sources": [], "key": "o"}
    page.questions.append(
        ("ordering", {"text": "In order?", "items": items, "partial": False, **common})
    )
    page.save_revision()
    choices = author.get(export).content.decode()
    assert "These are not finished and cannot be exported:" in choices
    assert "1 is left out: The format has no such kind of question." in " ".join(choices.split())


@pytest.fixture
def common(association) -> SharedBank:
    bank = SharedBank.objects.create(
        association=association,
        title="Shared words",
        locale=Locale.get_default(),
        questions=[question("s1")],
        live=False,
    )
    bank.save_revision().publish()
    bank.refresh_from_db()
    return bank


def of_shared(bank: SharedBank, name: str, *args: str) -> str:
    return reverse(f"courses_cms:shared_question_{name}", args=[bank.pk, *args])


def upload_shared(client: Client, bank: SharedBank, content: bytes = FILE.encode()) -> str:
    file = SimpleUploadedFile("a.gift", content)
    return client.post(of_shared(bank, "import"), {"file": file})["Location"]


def test_shared_bank_takes_a_file_into_its_draft_once_and_gives_it_back(author, common) -> None:
    edit = reverse("wagtailsnippets_courses_sharedbank:edit", args=[common.pk])
    for shown in (edit, reverse("wagtailsnippets_courses_sharedbank:list")):
        page = author.get(shown).content.decode()
        found = [f'href="{of_shared(common, name)}' in page for name in ("import", "export")]
        assert found == [True, True]
    preview = upload_shared(author, common)
    assert preview.startswith(of_shared(common, "import"))
    assert "Shared words" in author.get(preview).content.decode()
    for _click in range(2):
        assert author.post(preview)["Location"] == edit
    common.refresh_from_db()
    drafted = common.get_latest_revision_as_object()
    assert (len(common.questions), len(drafted.questions), common.live) == (1, 5, True)
    assert (common.has_unpublished_changes, common._revisions.count()) == (True, 2)
    assert (
        of_shared(common, "export_file", "gift")
        in author.get(of_shared(common, "export")).content.decode()
    )
    file = author.get(of_shared(common, "export_file", "gift"))
    assert 'filename="shared-words' in file["Content-Disposition"]
    again = author.get(upload_shared(author, common, file.content)).content.decode()
    assert "there already: 5" in again


def test_shared_bank_of_another_association_is_neither_filled_nor_read(author, common) -> None:
    preview = upload_shared(author, common)
    other = member(AssociationFactory(slug="south"), "author")
    staged = preview.rstrip("/").rpartition("/")[2]
    for client in (other, Client()):
        for name, args in (
            ("import", ()),
            ("import_preview", (staged,)),
            ("export", ()),
            ("export_file", ("gift",)),
        ):
            address = of_shared(common, name, *args)
            assert client.get(address).status_code in REFUSED
            assert client.post(address).status_code in {*REFUSED, 405}
    assert len(common.get_latest_revision_as_object().questions) == 1


def test_file_staged_for_one_bank_is_not_confirmed_for_another(author, bank, common) -> None:
    staged = upload_shared(author, common).rstrip("/").rpartition("/")[2]
    page = reverse("courses_cms:question_import_preview", args=[bank.pk, staged])
    assert author.post(page).status_code in REFUSED
    assert len(texts(bank)) == 2
