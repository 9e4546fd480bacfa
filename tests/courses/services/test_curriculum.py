import dataclasses

import pytest

from courses.curriculum.library import Library, load_library
from courses.curriculum.text import Text
from courses.models import HomePage, LessonPage, ModulePage, QuestionBankPage, ResourceCard, Source
from courses.services import curriculum
from endorsement.models import TrainingOffer
from tests.factories.module import AT

pytestmark = pytest.mark.django_db
WHOLE = load_library()
# One module with three lessons and few references: as good as the whole, and quicker.
FIRST = dataclasses.replace(WHOLE.modules[0], lessons=WHOLE.modules[0].lessons[:3])
LIBRARY = dataclasses.replace(
    WHOLE,
    sources=dict(list(WHOLE.sources.items())[:3]),
    resources=dict(list(WHOLE.resources.items())[:3]),
    modules=(FIRST,),
)


def load(library: Library = LIBRARY) -> curriculum.Loaded:
    return curriculum.load(library=library, at=AT)


def test_load_publishes_everything_that_ships() -> None:
    loaded = load(WHOLE)
    assert set(loaded.outcomes.values()) == {curriculum.MADE}
    modules = ModulePage.objects.live().order_by("number")
    assert [(m.code, m.version, m.hours) for m in modules] == [
        (m.code, m.version, m.hours) for m in WHOLE.modules
    ]
    assert LessonPage.objects.live().count() == sum(len(m.lessons) for m in WHOLE.modules)
    assert QuestionBankPage.objects.live().count() == len(WHOLE.modules)
    assert Source.objects.count() == len(WHOLE.sources)
    assert ResourceCard.objects.count() == len(WHOLE.resources)
    assert HomePage.objects.live().count() == 1


def test_load_keeps_lessons_in_the_order_of_the_file() -> None:
    load()
    for module in LIBRARY.modules:
        page = ModulePage.objects.get(code=module.code)
        lessons = LessonPage.objects.child_of(page).order_by("path")
        assert [lesson.lesson_key for lesson in lessons] == [x.key for x in module.lessons]


def test_load_publishes_the_training_offers() -> None:
    load()
    module = LIBRARY.modules[0]
    offer = TrainingOffer.objects.get(code=module.code)
    assert (offer.version, offer.hours, offer.address, offer.live) == (
        module.version,
        module.hours,
        f"/learn/{module.code}/",
        True,
    )
    assert offer.title == {"en": module.title.en}
    assert offer.split == {share.code: format(share.hours, ".2f") for share in module.split}


def test_loading_again_changes_nothing() -> None:
    load()
    before = {page.pk: page.latest_revision_id for page in LessonPage.objects.all()}
    assert set(load().outcomes.values()) == {curriculum.SAME}
    assert {page.pk: page.latest_revision_id for page in LessonPage.objects.all()} == before


def test_loading_again_keeps_what_an_editor_changed() -> None:
    load()
    lesson = LessonPage.objects.filter(lesson_key=LIBRARY.modules[0].lessons[0].key).first()
    lesson.title = "Better words"
    lesson.save_revision().publish()
    Source.objects.filter(key=next(iter(LIBRARY.sources))).update(title="A better title")
    kept = load().of(curriculum.KEPT)
    assert kept == [
        f"source:{next(iter(LIBRARY.sources))}",
        f"module:{LIBRARY.modules[0].code}:{LIBRARY.modules[0].lessons[0].key}",
    ]
    lesson.refresh_from_db()
    assert lesson.title == "Better words"


def test_loading_again_does_not_bring_back_what_an_editor_deleted() -> None:
    load()
    module = LIBRARY.modules[0]
    LessonPage.objects.get(lesson_key=module.lessons[0].key).delete()
    assert load().of(curriculum.KEPT) == [f"module:{module.code}:{module.lessons[0].key}"]
    assert not LessonPage.objects.filter(lesson_key=module.lessons[0].key).exists()


def test_a_changed_file_updates_what_the_loader_made() -> None:
    load()
    gone, *kept = FIRST.lessons
    changed = dataclasses.replace(
        FIRST, title=Text(en="A new title"), lessons=tuple(reversed(kept))
    )
    loaded = load(dataclasses.replace(LIBRARY, modules=(changed,)))
    page = ModulePage.objects.get(code=FIRST.code)
    assert (page.title, page.live) == ("A new title", True)
    live = LessonPage.objects.child_of(page).live().order_by("path")
    assert [lesson.lesson_key for lesson in live] == [x.key for x in changed.lessons]
    assert sorted(loaded.of(curriculum.UPDATED)) == [
        f"module:{FIRST.code}",
        f"module:{FIRST.code}:bank",
        f"module:{FIRST.code}:{gone.key}",
    ]
