"""The next version of a module beside the one that people take."""

import pytest
from wagtail.models import Locale

from courses.models import LessonPage, ModulePage, ModuleSnapshot
from courses.services import versioning
from endorsement.models import TrainingOffer
from tests.factories.learning import complete_module, enroll
from tests.factories.module import add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def keys(module: ModulePage) -> list[str]:
    return list(LessonPage.objects.child_of(module).values_list("lesson_key", flat=True))


def drafted(page):
    return page.get_latest_revision_as_object()


def publish(module: ModulePage) -> None:
    module.get_latest_revision().publish()
    module.refresh_from_db()


def test_new_version_is_a_draft_of_everything_and_keeps_every_key() -> None:
    module = make_module("small-talk", review_status="reviewed", reviewed_by="A. B.")
    made = versioning.new_version(module=module, by=None)
    draft = drafted(made)
    assert (draft.code, draft.version, draft.title) == ("small-talk", 2, "Module small-talk")
    assert (draft.review_status, draft.reviewed_by, draft.slug) == (
        "not_yet_reviewed",
        "",
        "small-talk-v2",
    )
    assert (keys(made), made.get_descendants().live().count()) == (keys(module), 0)
    assert [drafted(lesson).lesson_key for lesson in LessonPage.objects.child_of(made)] == keys(
        module
    )
    module.refresh_from_db()
    assert module.live


def test_publishing_it_takes_the_earlier_one_off_the_site_and_out_of_nobodys_hands(client) -> None:
    module = make_module("small-talk")
    before = module.url
    begun = enroll(PersonFactory(), module)
    made = versioning.new_version(module=module, by=None)
    assert client.get(before).status_code == 200
    publish(made)
    module.refresh_from_db()
    assert (module.live, made.live, made.version) == (False, True, 2)
    offers = TrainingOffer.objects.filter(code="small-talk").order_by("version")
    assert list(offers.values_list("version", "live")) == [(1, False), (2, True)]
    assert client.get(before)["Location"] == made.url

    client.force_login(begun.person.user)
    page = client.get("/en/learn/small-talk/").content.decode()
    assert "Lesson 1" in page
    entry = complete_module(begun.person, module).entry
    assert (entry.offer_version, entry.hours) == (1, module.hours)


def test_every_language_of_the_earlier_version_is_kept() -> None:
    module = make_module("small-talk")
    spanish = module.copy_for_translation(
        Locale.objects.create(language_code="es"), copy_parents=True
    )
    spanish.title = "Charla"
    spanish.save_revision().publish()
    publish(versioning.new_version(module=module, by=None))
    spanish.refresh_from_db()
    kept = ModuleSnapshot.objects.get(code="small-talk", version=1)
    assert (spanish.live, spanish.version, kept.titles["es"]) == (False, 1, "Charla")


def test_the_third_version_comes_after_the_second_even_from_the_first() -> None:
    module = make_module("small-talk")
    versioning.new_version(module=module, by=None)
    assert versioning.new_version(module=module, by=None).version == 3


def test_another_module_has_a_key_of_its_own_and_begins_at_one() -> None:
    module = make_module("small-talk", version=4)
    made = versioning.new_module_from(module=module, title="Big talk", by=None)
    draft = drafted(made)
    assert (draft.code, draft.version, draft.title) == ("small-talk-2", 1, "Big talk")
    publish(made)
    module.refresh_from_db()
    assert (made.live, module.live) == (True, True)


def test_a_draft_of_a_copied_lesson_keeps_the_copys_key() -> None:
    module = make_module("small-talk", lessons=1)
    lesson = LessonPage.objects.child_of(module).get()
    copy = lesson.copy(update_attrs={"slug": "copied"}, keep_live=False)
    copy.get_latest_revision().publish()
    copy.refresh_from_db()
    assert len({lesson.lesson_key, copy.lesson_key}) == 2


def test_what_is_not_published_yet_is_copied_as_well() -> None:
    module = make_module("small-talk", lessons=1)
    lesson = add_lesson(module, "later", title="Later")
    lesson.title = "Later, in other words"
    lesson.save_revision()
    made = versioning.new_version(module=module, by=None)
    assert [drafted(one).title for one in LessonPage.objects.child_of(made)] == [
        "Lesson 1",
        "Later, in other words",
    ]
