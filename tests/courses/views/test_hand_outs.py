"""Hand-outs written in lessons: a page, and a PDF that is owed when the words go live."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.services import hand_outs as drawing
from courses.models import ModulePage
from courses.services import hand_out as service
from endorsement.models import HandOut
from endorsement.selectors.hand_out import file_of
from tests.factories.learning import enroll
from tests.factories.module import AT, add_lesson, hand_out, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
PLACE = ["small-talk", "lesson-2", "sheet"]


def module_with(*blocks: Any) -> ModulePage:
    made = make_module(lessons=1, publish=False)
    add_lesson(made, "lesson-2", title="Faces", body=list(blocks))
    made.get_latest_revision().publish()
    made.refresh_from_db()
    return made


@pytest.fixture
def module() -> ModulePage:
    return module_with(hand_out())


@pytest.fixture
def learner(client: Client, module: ModulePage) -> Client:
    person = PersonFactory()
    enroll(person, module)
    client.force_login(person.user)
    return client


def test_publishing_owes_the_pdf_once(module: ModulePage) -> None:
    (owed,) = HandOut.objects.all()
    said = json.loads(owed.document)
    assert (said["title"], said["language"], said["module"]) == (
        "Three questions",
        "en",
        "Module small-talk",
    )
    # What the editor writes in its own way is said in the few tags that are drawn.
    assert said["text"] == "<p>What did you <strong>see</strong>?</p><ul><li>First.</li></ul>"
    assert service.owe_missing(at=AT, everything=True) == 1
    assert HandOut.objects.count() == 1


def test_other_words_are_another_sheet(module: ModulePage) -> None:
    lesson = module.get_children().get(slug="lesson-2").specific
    lesson.body = [hand_out(title="Four questions")]
    lesson.save_revision().publish()
    titles = {json.loads(row.document)["title"] for row in HandOut.objects.all()}
    assert titles == {"Three questions", "Four questions"}


def test_a_draft_owes_nothing() -> None:
    made = make_module(lessons=1, publish=False)
    add_lesson(made, "lesson-2", title="Faces", body=[hand_out()])
    assert HandOut.objects.count() == 0


def test_lesson_leads_to_page_and_pdf(learner: Client, module: ModulePage) -> None:
    shown = learner.get(module.get_children().get(slug="lesson-2").get_url()).text
    page, file = (
        reverse("courses:hand_out", args=PLACE),
        reverse("courses:hand_out_file", args=PLACE),
    )
    assert (f'href="{page}"' in shown, f'href="{file}"' in shown) == (True, True)
    read = learner.get(page).text
    assert ("What did you <b>see</b>?" in read, f'href="{file}"' in read) == (True, True)


def test_while_it_is_not_drawn_the_page_with_the_same_words_says_so(learner: Client) -> None:
    for row in HandOut.objects.all():
        # Another test may have drawn the same words.
        file_of(row).unlink(missing_ok=True)
    answer = learner.get(reverse("courses:hand_out_file", args=PLACE), follow=True)
    assert answer.redirect_chain == [(reverse("courses:hand_out", args=PLACE), 302)]
    assert "The PDF is being prepared." in answer.text


@pytest.mark.pdf
def test_drawn_it_is_handed_over_and_drawn_again_to_the_same_bytes(learner: Client) -> None:
    (row,) = HandOut.objects.all()
    assert [drawing.draw(pk=row.pk, at=row.due_at) for _ in range(2)] == [True, False]
    answer = learner.get(reverse("courses:hand_out_file", args=PLACE), follow=True)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (content[:5], answer["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert 'filename="three-questions.pdf"' in answer["Content-Disposition"]
    _lose(file_of(row))
    assert learner.get(reverse("courses:hand_out_file", args=PLACE)).status_code == 302
    row.refresh_from_db()
    assert row.state == HandOut.State.OWED
    assert drawing.draw(pk=row.pk, at=row.due_at)
    assert file_of(row).read_bytes() == content


def _lose(file: Path) -> None:
    file.unlink()


def test_what_cannot_be_drawn_is_tried_again_and_then_given_up(module: ModulePage) -> None:
    row = HandOut.objects.get()
    HandOut.objects.filter(pk=row.pk).update(document='{"language": "en"}')
    assert drawing.draw(pk=row.pk, at=row.due_at) is False
    row.refresh_from_db()
    assert (row.state, row.attempts, "KeyError" in row.last_error) == ("owed", 1, True)


def test_a_stranger_and_who_has_not_begun_find_nothing(client: Client, module: ModulePage) -> None:
    page = reverse("courses:hand_out", args=PLACE)
    assert client.get(page).status_code == 302
    client.force_login(PersonFactory().user)
    assert client.get(page).status_code == 404
