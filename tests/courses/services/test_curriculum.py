import dataclasses
import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from courses.curriculum.blocks import Callout, Prose
from courses.curriculum.library import Library, load_library
from courses.curriculum.module import Review
from courses.curriculum.text import Text
from courses.models import HomePage, LessonPage, ModulePage, QuestionBankPage, ResourceCard, Source
from courses.selectors import curriculum as exporting
from courses.selectors import curriculum_library as exported
from courses.services import curriculum
from courses.services.site import ensure_site
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


def english(model: Any) -> Any:
    return model.objects.filter(locale__language_code="en")


def load(library: Library = LIBRARY) -> curriculum.Loaded:
    return curriculum.load(library=library, at=AT)


def test_load_publishes_everything_that_ships() -> None:
    loaded = load(WHOLE)
    assert set(loaded.outcomes.values()) == {curriculum.MADE}
    modules = english(ModulePage).live().order_by("number")
    assert [(m.code, m.version, m.hours) for m in modules] == [
        (m.code, m.version, m.hours) for m in WHOLE.modules
    ]
    counts: list[tuple[Any, int]] = [
        (ModulePage, len(WHOLE.modules)),
        (LessonPage, sum(len(m.lessons) for m in WHOLE.modules)),
        (QuestionBankPage, len(WHOLE.modules)),
    ]
    for model, count in counts:
        live = model.objects.live()
        assert [live.filter(locale__language_code=code).count() for code in ("en", "es")] == [
            count,
            count,
        ]
    assert Source.objects.count() == len(WHOLE.sources)
    assert ResourceCard.objects.count() == 2 * len(WHOLE.resources)
    assert english(HomePage).live().count() == 1
    # Written from the CMS it is what the files say, module by module.
    for page, module in zip(exporting.exportable(), WHOLE.modules, strict=True):
        found = exporting.module_of(page)
        assert dataclasses.replace(found.module, file=module.file) == module
        assert found.left_out == []
    assert exported.sources() == sorted(WHOLE.sources.values(), key=lambda one: one.key)
    assert exported.resources() == sorted(WHOLE.resources.values(), key=lambda one: one.code)
    names = [(term.key, term.name, term.definition, term.source) for term in exported.terms()]
    assert names == [
        (t.key, t.name, t.definition, t.source)
        for t in sorted(WHOLE.terms, key=lambda one: one.key)
    ]


def test_load_keeps_lessons_in_the_order_of_the_file() -> None:
    load()
    for module in LIBRARY.modules:
        page = english(ModulePage).get(code=module.code)
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
    assert offer.title == {"en": module.title.en, "es": module.title.es}
    assert offer.split == {share.code: format(share.hours, ".2f") for share in module.split}


def test_loading_again_changes_nothing() -> None:
    load()
    before = {page.pk: page.latest_revision_id for page in LessonPage.objects.all()}
    assert set(load().outcomes.values()) == {curriculum.SAME}
    assert {page.pk: page.latest_revision_id for page in LessonPage.objects.all()} == before


def test_loading_again_keeps_what_an_editor_changed() -> None:
    load()
    lesson = english(LessonPage).filter(lesson_key=LIBRARY.modules[0].lessons[0].key).first()
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
    english(LessonPage).get(lesson_key=module.lessons[0].key).delete()
    assert load().of(curriculum.KEPT) == [f"module:{module.code}:{module.lessons[0].key}"]
    assert not english(LessonPage).filter(lesson_key=module.lessons[0].key).exists()


def test_a_changed_file_updates_what_the_loader_made() -> None:
    load()
    gone, *kept = FIRST.lessons
    changed = dataclasses.replace(
        FIRST, title=Text(en="A new title", es="Un título nuevo"), lessons=tuple(reversed(kept))
    )
    loaded = load(dataclasses.replace(LIBRARY, modules=(changed,)))
    page = english(ModulePage).get(code=FIRST.code)
    assert (page.title, page.live) == ("A new title", True)
    live = LessonPage.objects.child_of(page).live().order_by("path")
    assert [lesson.lesson_key for lesson in live] == [x.key for x in changed.lessons]
    changed_keys = ["", ":bank", f":{gone.key}"]
    assert sorted(loaded.of(curriculum.UPDATED)) == sorted(
        f"module:{FIRST.code}{key}{language}" for key in changed_keys for language in ("", ":es")
    )
    spanish = LessonPage.objects.live().filter(locale__language_code="es").order_by("path")
    assert [lesson.lesson_key for lesson in spanish] == [x.key for x in changed.lessons]


def test_blocks_keep_their_places_when_the_file_changes() -> None:
    """Bookmarks, notes and translations lead to them: through a mended word, something put in, something left out."""
    lesson = FIRST.lessons[1]
    small = dataclasses.replace(FIRST, lessons=(lesson,))
    load(dataclasses.replace(LIBRARY, modules=(small,)))
    before = [block.id for block in english(LessonPage).get().body]
    parts = [_parts(block) for block in english(LessonPage).get().body]

    first, second, *rest = lesson.blocks
    assert isinstance(first, Prose)
    mended = dataclasses.replace(first, text=Text(en="<p>Mended.</p>", es="<p>Mejorado.</p>"))
    new = Callout(
        tone="note",
        title=Text(en="New", es="Nuevo"),
        text=Text(en="<p>New.</p>", es="<p>Nuevo.</p>"),
    )
    changed = dataclasses.replace(lesson, blocks=(mended, new, second, *rest[1:]))
    load(dataclasses.replace(LIBRARY, modules=(dataclasses.replace(small, lessons=(changed,)),)))
    for page in LessonPage.objects.live():
        ids = [block.id for block in page.body]
        assert [ids[0], *ids[2:]] == [before[0], before[1], *before[3:]]
        assert ids[1] not in before
        assert [_parts(block) for block in page.body][2:] == [parts[1], *parts[3:]]


def _parts(block: Any) -> list[str]:
    """Ids below a block: of its rows, panels or answers."""
    return re.findall(r'"id": "([0-9a-f-]{36})"', json.dumps(block.get_prep_value()["value"]))


def test_what_is_written_in_spanish_is_published_in_spanish(client: Client) -> None:
    load()
    locale = Locale.objects.get(language_code="es")
    english = ModulePage.objects.get(code=FIRST.code, locale=Locale.get_default())
    page = english.get_translation(locale)
    assert (page.title, page.live, page.hours) == (FIRST.title.es, True, FIRST.hours)
    assert page.review_status == "not_yet_reviewed"
    lessons = LessonPage.objects.child_of(page).live().order_by("path")
    assert [one.title for one in lessons] == [lesson.title.es for lesson in FIRST.lessons]
    first = LessonPage.objects.child_of(english).order_by("path").first()
    assert [block.id for block in lessons[0].body] == [block.id for block in first.body]
    assert QuestionBankPage.objects.child_of(page).live().count() == 1
    card = next(iter(LIBRARY.resources.values()))
    assert ResourceCard.objects.get(code=card.code, locale=locale).what == card.what.es
    shown = client.get(f"/es/training/{FIRST.code}/")
    assert shown.status_code == 200
    assert (str(FIRST.title.es) in shown.text, "está en inglés" in shown.text) == (True, False)


def test_what_is_written_in_english_only_has_no_page_in_spanish() -> None:
    bare = dataclasses.replace(FIRST, title=Text(en="Only English"))
    load(dataclasses.replace(LIBRARY, modules=(bare,)))
    assert [page.locale.language_code for page in ModulePage.objects.all()] == ["en"]


def test_loading_again_keeps_the_spanish_that_an_editor_changed() -> None:
    load()
    lesson = LessonPage.objects.filter(locale__language_code="es").first()
    lesson.title = "Mejores palabras"
    lesson.save_revision().publish()
    assert load().of(curriculum.KEPT) == [f"module:{FIRST.code}:{lesson.lesson_key}:es"]


def test_first_pages_are_in_spanish(client: Client) -> None:
    load()
    for address, said in {
        "/es/": "Los bebés tienen salud mental.",
        "/es/training/": "Formación",
        "/es/resources/": "Recursos",
        "/es/a/": "Asociaciones",
    }.items():
        page = client.get(address).text
        assert (address, said in page, "está en inglés" in page) == (address, True, False)


def test_first_page_that_an_editor_changed_is_not_given_our_spanish() -> None:
    home = ensure_site()
    home.headline = "Our own words"
    home.save_revision().publish()
    assert load().of(curriculum.KEPT) == ["site:homepage:es"]
    load()
    assert not HomePage.objects.filter(headline__startswith="Los bebés").exists()


def test_a_review_of_the_translation_stands_on_its_page(client: Client) -> None:
    review = Review("reviewed", "Rosa Díaz, PhD", date(2026, 7, 4))
    reviewed = dataclasses.replace(FIRST, review={**FIRST.review, "es": review})
    load(dataclasses.replace(LIBRARY, modules=(reviewed,)))
    shown = client.get(f"/es/training/{FIRST.code}/").text
    assert ("Rosa Díaz, PhD" in shown, english(ModulePage).get().reviewed_by) == (True, "")
