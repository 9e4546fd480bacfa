"""A module that a file brought in two languages: what its Spanish says is no work to be done again."""

import dataclasses

import pytest
from django.test import Client
from wagtail.models import Locale, Page, TaskState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from courses.curriculum.library import Library, load_library
from courses.models import LessonPage, ModulePage
from courses.selectors import translation
from courses.services import curriculum, translating, versioning
from courses.services.page_content import content_of
from endorsement.refusals import Refused
from tests.courses.writing import approve
from tests.factories.module import AT
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def english() -> ModulePage:
    """The first module with its second lesson alone, which has blocks of many kinds."""
    whole = load_library()
    first = whole.modules[0]
    shipped = dataclasses.replace(
        first, lessons=first.lessons[1:2], questions=first.questions[:2], covers=()
    )
    curriculum.load(library=Library(sources=whole.sources, resources={}, modules=(shipped,)), at=AT)
    return ModulePage.objects.get(code=shipped.code, locale=Locale.get_default())


@pytest.fixture
def author() -> object:
    return PersonFactory().user


def spanish(page: Page) -> Page:
    there: Page = page.get_translation(Locale.objects.get(language_code="es"))
    return there


def lesson_of(module: ModulePage) -> LessonPage:
    return LessonPage.objects.child_of(module).get()


def say(page: Page, field: str, words: str) -> None:
    """The translator's words for the first text of the field."""
    work = Translation.objects.get(source__object_id=page.translation_key)
    text = StringSegment.objects.filter(source=work.source, context__path__regex=field).first()
    StringTranslation.objects.filter(
        translation_of=text.string, locale=work.target_locale, context=text.context
    ).update(data=words)


def waiting() -> list[str]:
    tasks = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return sorted(task.workflow_state.content_object.slug for task in tasks)


def test_what_a_file_brought_is_taken_over_and_submitted_only_where_it_changed(
    english: ModulePage, author: object, admin_client: Client
) -> None:
    lesson = lesson_of(english)
    there = spanish(lesson)
    before = (there.title, content_of(there), there.latest_revision_id)

    translating.translate(original=english, language="es", by=author)
    for line in translation.lines_of(english, "es"):
        assert (line.texts > 0, line.missing) == (True, 0)
    there = spanish(lesson)
    assert (there.title, content_of(there), there.latest_revision_id) == before

    # Nothing was translated since: nobody is asked to look at what is on the site already.
    with pytest.raises(Refused, match="Everything that is translated is on the site"):
        translating.submit(original=english, language="es", by=author)
    assert waiting() == []

    say(lesson, r"^title$", "Seis capacidades")
    assert translating.submit(original=english, language="es", by=author) == 1
    assert waiting() == [lesson.slug]
    assert spanish(lesson).title == before[0]
    approve(admin_client, there)
    there = spanish(lesson)
    assert (there.live, there.title) == (True, "Seis capacidades")
    # Beside the new title every word stands where the file had put it.
    assert content_of(there) == {**before[1], "title": "Seis capacidades"}
    with pytest.raises(Refused, match="Everything that is translated is on the site"):
        translating.submit(original=english, language="es", by=author)


def test_what_an_editor_wrote_in_english_since_waits_for_its_translation(
    english: ModulePage, author: object
) -> None:
    translating.translate(original=english, language="es", by=author)
    lesson = lesson_of(english)
    lesson.title = "Six abilities, again"
    lesson.save_revision().publish()
    translating.translate(original=english, language="es", by=author)
    missing = {line.part.slug: line.missing for line in translation.lines_of(english, "es")}
    assert sorted(missing.values()) == [0, 0, 1]


@pytest.mark.parametrize("what", ["version", "copy"])
def test_a_copy_takes_the_spanish_of_the_file_along(
    english: ModulePage, author: object, what: str
) -> None:
    """As drafts; nothing of what is on the site becomes a translator's work by it."""
    if what == "version":
        made = versioning.new_version(module=english, by=None)
    else:
        made = versioning.new_module_from(module=english, title="Another", by=None)
    there = spanish(made)
    assert not there.live
    assert not Translation.objects.filter(source__object_id=english.translation_key).exists()
    draft = spanish(lesson_of(made)).get_latest_revision_as_object()
    assert content_of(draft)["body"] == content_of(spanish(lesson_of(english)))["body"]
    title = there.get_latest_revision_as_object().title
    assert title == (spanish(english).title if what == "version" else "Another")
