"""A module in Spanish through the CMS: begun, translated, published, read; and only by its own authors."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, TaskState
from wagtail_localize.models import StringSegment, Translation

from courses.models import LessonPage, ModulePage
from courses.services import authoring, versioning
from lms.backbone.models import Mail
from tests.courses.writing import approve
from tests.factories.association import AssociationFactory
from tests.factories.learning import enroll
from tests.factories.membership import member
from tests.factories.module import add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(association) -> ModulePage:
    return make_module("naming", parent=association.root_page, association=association)


def place(module: ModulePage) -> str:
    return reverse("courses_cms:translate", args=[module.pk])


def edit_of(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def begin(author: Client, module: ModulePage) -> ModulePage:
    assert author.post(place(module), {"language": "es"}).status_code == 302
    return module.get_translation(Locale.objects.get(language_code="es"))


def translate(author: Client, page, field: str, words: str) -> None:
    """As the editor's screen does it, text by text."""
    work = Translation.objects.get(source__object_id=page.translation_key)
    for segment in StringSegment.objects.filter(source=work.source, context__path__regex=field):
        address = reverse("wagtail_localize:edit_string_translation", args=[work.pk, segment.pk])
        kept = author.put(address, f"value={words}", "application/x-www-form-urlencoded")
        assert kept.status_code in {200, 201}


def test_author_translates_moderator_publishes_learner_reads(
    association, author, module, django_capture_on_commit_callbacks
) -> None:
    listed = author.get(place(module)).content.decode()
    assert ("not begun" in listed, place(module) in author.get(edit_of(module)).text) == (
        True,
        True,
    )
    spanish = begin(author, module)
    lesson = LessonPage.objects.child_of(spanish).get(lesson_key="lesson-1")
    translate(author, spanish, "^title$", "Nombrar")
    translate(author, lesson, r"^body\.", "Palabras.")
    assert "1 of " in author.get(place(module)).content.decode()

    moderator = member(association, "moderator")
    for page in (lesson, spanish):
        with django_capture_on_commit_callbacks(execute=True):
            answer = moderator.post(edit_of(page), {"action": "publish"})
        assert answer.status_code == 302
    spanish.refresh_from_db()
    assert (spanish.live, spanish.title, spanish.code, spanish.version) == (
        True,
        "Nombrar",
        "naming",
        1,
    )
    person = PersonFactory(language="es")
    enroll(person, module)
    reader = Client()
    reader.force_login(person.user)
    page = reader.get(spanish.url).content.decode()
    assert ("Nombrar" in page, '<html lang="es"' in page) == (True, True)
    lesson.refresh_from_db()
    assert "Palabras." in reader.get(lesson.url).content.decode()


def test_author_cannot_publish_a_translation(
    author, module, django_capture_on_commit_callbacks
) -> None:
    spanish = begin(author, module)
    with django_capture_on_commit_callbacks(execute=True):
        author.post(edit_of(spanish), {"action": "publish"})
    spanish.refresh_from_db()
    assert not spanish.live


def test_hours_and_keys_are_the_originals(author, module) -> None:
    spanish = begin(author, module)
    draft = spanish.get_latest_revision_as_object()
    paths = StringSegment.objects.filter(source__object_id=module.translation_key)
    fields = {path.split(".")[0] for path in paths.values_list("context__path", flat=True)}
    assert fields <= {"title", "slug", "summary", "audience", "objectives", "evaluation"}
    assert (draft.hours, draft.covers, draft.split) == (module.hours, module.covers, module.split)
    keys = [
        list(LessonPage.objects.child_of(one).values_list("lesson_key", flat=True))
        for one in (module, spanish)
    ]
    assert keys[0] == keys[1]


def test_a_lesson_without_a_translation_is_read_in_its_place(author, module) -> None:
    spanish = begin(author, module)
    spanish.get_latest_revision().publish()
    add_lesson(module, "lesson-3", title="Lesson 3").get_latest_revision().publish()
    person = PersonFactory()
    enroll(person, module)
    reader = Client()
    reader.force_login(person.user)
    page = reader.get(spanish.url).content.decode()
    assert re.findall(r"Lesson \d", page)[-1] == "Lesson 3"
    assert reader.get("/es/a/north/naming/lesson-3/").status_code == 200
    assert "The original" not in author.get(place(module)).content.decode()
    begin(author, module)
    assert spanish.get_children().count() == module.get_children().count()


def test_a_part_that_is_not_translated_is_read_as_it_is(association, author, module) -> None:
    make_module("other", parent=association.root_page, association=association)
    spanish = begin(author, module)
    spanish.get_latest_revision().publish()
    page = Client().get("/es/a/north/").content.decode()
    assert ("Module other" in page, "/es/a/north/other/" in page) == (True, True)
    assert "Por ahora, esta página está en inglés." in page


def test_author_of_another_association_translates_nothing(author, module) -> None:
    south = AssociationFactory(slug="south")
    authoring.ensure_association(association=south)
    other = member(south, "author")
    assert other.post(place(module), {"language": "es"}, follow=True).status_code == 404
    assert not Translation.objects.exists()
    spanish = begin(author, module)
    assert other.get(edit_of(spanish)).status_code in {302, 403}
    for url in ("submit_page_translation",):
        address = reverse(f"wagtail_localize:{url}", args=[module.pk])
        assert other.get(address).status_code in {302, 403}


def submit_translation(author: Client, module: ModulePage) -> str:
    sent = {"language": "es", "submit": "yes"}
    return author.post(place(module), sent, follow=True).content.decode()


def waiting() -> list[str]:
    """Titles of the pages that wait for a moderator."""
    tasks = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    pages = [task.workflow_state.content_object for task in tasks]
    return sorted(page.get_latest_revision_as_object().title for page in pages)


def test_author_submits_a_translation_and_a_moderator_approves_it(
    association, author, module
) -> None:
    moderator = member(association, "moderator")
    assert "not begun yet" in submit_translation(author, module)
    spanish = begin(author, module)
    translate(author, spanish, "^title$", "Nombrar")
    assert "Submitted." in submit_translation(author, module)
    assert waiting() == ["Nombrar"]
    assert Mail.objects.filter(key__startswith="moderation:submitted").count() == 1
    assert "waits for a moderator already" in submit_translation(author, module)
    assert "Waits for a moderator." in moderator.get(place(module)).content.decode()
    approve(moderator, spanish)
    spanish.refresh_from_db()
    assert (spanish.live, spanish.title, spanish.get_children().live().count()) == (
        True,
        "Nombrar",
        module.get_children().count(),
    )
    assert "Everything that is translated is on the site." in submit_translation(author, module)


def test_of_a_published_translation_the_changed_pages_are_submitted(
    association, author, module
) -> None:
    spanish = begin(author, module)
    spanish.get_latest_revision().publish()
    lesson = LessonPage.objects.child_of(spanish).get(lesson_key="lesson-1")
    translate(author, lesson, "^title$", "Primera")
    submit_translation(author, module)
    assert waiting() == ["Primera"]
    lesson.refresh_from_db()
    assert lesson.title != "Primera"
    moderator = member(association, "moderator")
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    back = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "reject", state.pk])
    moderator.post(back, {"comment": "In the field's words."})
    lesson.refresh_from_db()
    assert (waiting(), lesson.title == "Primera") == ([], False)
    translate(author, lesson, "^title$", "Primero")
    submit_translation(author, module)
    approve(moderator, lesson)
    lesson.refresh_from_db()
    assert lesson.title == "Primero"


def test_stranger_submits_no_translation(author, module) -> None:
    begin(author, module)
    south = AssociationFactory(slug="south")
    authoring.ensure_association(association=south)
    submit_translation(member(south, "author"), module)
    assert waiting() == []


@pytest.mark.parametrize("what", ["version", "copy"])
def test_a_copy_takes_along_what_is_translated(author, module, what) -> None:
    """Words that are the same in the same place; the copy's own title and address wait."""
    spanish = begin(author, module)
    lesson = LessonPage.objects.child_of(spanish).get(lesson_key="lesson-1")
    translate(author, spanish, "^(title|slug)$", "nombrar")
    translate(author, lesson, r"^body\.", "Palabras.")
    if what == "version":
        made = versioning.new_version(module=module, by=None)
    else:
        made = versioning.new_module_from(module=module, title="Another", by=None)
    there = made.get_translation(spanish.locale)
    assert not there.live
    assert (there.code, there.version) == (made.code, made.version)
    drafts = [one.get_latest_revision_as_object() for one in (there, *_below(there))]
    assert drafts[0].title == ("nombrar" if what == "version" else "Another")
    assert there.slug != spanish.slug
    assert "Palabras." in str(drafts[1].body)
    assert len(drafts) == 1 + module.get_children().count()
    spanish.refresh_from_db()
    assert spanish.get_children().count() == module.get_children().count()


def _below(page: ModulePage) -> list:
    return list(page.get_children().specific())
