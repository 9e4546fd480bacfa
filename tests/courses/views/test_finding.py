"""Finding words in a module, the glossary, and lessons on paper; what all of them cost."""

from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from courses.models import (
    Bookmark,
    CreditedImage,
    Enrollment,
    GlossaryTerm,
    LessonPage,
    ModulePage,
    Note,
    Recording,
    Reflection,
    Rendition,
    ResourceCard,
    Source,
)
from courses.services import answers, note
from endorsement.models import Person
from tests.factories.association import AssociationFactory
from tests.factories.learning import enroll
from tests.factories.lessons import add_many_lessons
from tests.factories.module import AT, add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def recording() -> Recording:
    made = Recording.objects.create(
        title="A visit", type="audio", duration=1, file=ContentFile(b"x", name="visit.mp3")
    )
    Recording.objects.filter(pk=made.pk).update(transcript="She waits & the baby coos.")
    return made


def body() -> list[tuple[str, Any]]:
    return [
        (
            "prose",
            {"text": "<h3>Stress</h3><p>Toxic stress & <b>niños</b>.</p>", "sources": ["s-1"]},
        ),
        (
            "accordion",
            {"items": [{"title": "More", "text": "<p>Self-regulation</p>"}], "sources": []},
        ),
        (
            "table",
            {
                "caption": "Signs",
                "header": ["a", "b"],
                "rows": [["Yawning", "x < y"]],
                "sources": [],
            },
        ),
        ("recording", {"recording": recording(), "caption": "", "sources": []}),
        ("resource_card", {"resource": "card-1", "sources": []}),
        (
            "knowledge_check",
            {
                "key": "check-1",
                "text": "What helps?",
                "sources": [],
                "options": [
                    {"key": "a", "text": "Looking", "correct": True, "feedback": "Secret praise."},
                    {"key": "b", "text": "Leaving", "correct": False, "feedback": "Not alone."},
                ],
            },
        ),
        (
            "reflection",
            {"key": "think-1", "prompt": "What do you see?", "minutes": 0, "sources": []},
        ),
    ]


@pytest.fixture
def library(db: None) -> None:
    Source.objects.create(key="s-1", title="A study", publisher="An institute", year=2020)
    ResourceCard.objects.create(
        code="card-1",
        name="Warm line",
        kind="program",
        what="Somebody answers.",
        url="https://example.org/",
        checked_on=AT.date(),
        locale=Locale.get_default(),
    )


@pytest.fixture
def stress(db: None) -> GlossaryTerm:
    return GlossaryTerm.objects.create(
        key="toxic-stress",
        locale=Locale.get_default(),
        name="toxic stress",
        synonyms="toxic stresses",
        definition="Strong stress that nobody softens.",
    )


@pytest.fixture
def module(library: None) -> ModulePage:
    made = make_module(lessons=1, publish=False)
    add_lesson(made, "lesson-2", title="Señales", body=body())
    made.get_latest_revision().publish()
    made.refresh_from_db()
    return made


@pytest.fixture
def enrollment(module: ModulePage) -> Enrollment:
    return enroll(PersonFactory(), module)


@pytest.fixture
def learner(client: Client, enrollment: Enrollment) -> Client:
    client.force_login(enrollment.person.user)
    return client


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def lesson() -> LessonPage:
    return LessonPage.objects.get(lesson_key="lesson-2")


def found(client: Client, query: str) -> list[tuple[str, list[str]]]:
    page = client.get(reverse("courses:search", args=["small-talk"]), {"q": query})
    return [
        (one.lesson.title, ["".join(part.text for part in hit.parts) for hit in one.hits])
        for one in page.context["found"]
    ]


# --- Finding -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("ninos", [("Señales", ["Stress Toxic stress & niños."])]),
        ("SELF regulation", [("Señales", ["More · Self-regulation"])]),
        ("yawning", [("Señales", ["Signs · a · b · Yawning · x < y"])]),
        ("coos", [("Señales", ["She waits & the baby coos."])]),
        ("warm line", [("Señales", ["Warm line: Somebody answers."])]),
        ("senales", [("Señales", [])]),
        ("secret praise", []),
        ("nowhere", []),
        ("a", []),
    ],
)
def test_words_are_found_in_every_kind_of_block(learner, query, hits) -> None:
    assert found(learner, query) == hits


def test_hit_leads_to_its_place_with_what_opens_and_closes_open(learner) -> None:
    page = text(learner.get(reverse("courses:search", args=["small-talk"]), {"q": "regulation"}))
    anchor = f"b-{lesson().body[1].id}"
    assert f'href="{lesson().url}?open=yes#{anchor}"' in page
    shown = text(learner.get(f"{lesson().url}?open=yes"))
    assert (f'id="{anchor}"' in shown, 'accordion__item" open' in shown) == (True, True)


def test_what_was_looked_for_is_shown_as_text(learner) -> None:
    page = learner.get(reverse("courses:search", args=["small-talk"]), {"q": "<script>alert(1)"})
    assert b"<script>alert" not in page.content


def test_words_are_found_in_a_version_that_left_the_site(learner, module) -> None:
    ModulePage.objects.get(pk=module.pk).unpublish()
    assert found(learner, "coos") == [("Señales", ["She waits & the baby coos."])]


# --- Glossary ----------------------------------------------------------------------------------


def test_term_is_marked_in_running_text_with_its_definition(learner, stress) -> None:
    page = text(learner.get(lesson().url))
    assert page.count('popovertarget="term-toxic-stress"') == 1
    assert '<h3>Stress</h3><p><button type="button" class="term"' in page.replace("\n", "")
    assert (
        page.count("Strong stress that nobody softens.") == 2
    )  # in the card and in the list below


def test_learner_in_a_kept_version_still_sees_definitions(learner, module, stress) -> None:
    ModulePage.objects.get(pk=module.pk).delete()
    page = text(learner.get(reverse("courses:lesson", args=["small-talk", "lesson-2"])))
    assert page.count('popovertarget="term-toxic-stress"') == 1


def test_definition_of_another_association_is_marked_nowhere_else(learner, stress) -> None:
    GlossaryTerm.objects.update(association=AssociationFactory())
    assert 'popovertarget="term-' not in text(learner.get(lesson().url))


def test_glossary_lists_terms_in_the_readers_language_and_finds_them(client, stress) -> None:
    Locale.objects.get_or_create(language_code="es")
    spanish = stress.copy_for_translation(Locale.objects.get(language_code="es"))
    spanish.name, spanish.definition = "estrés tóxico", "Un estrés que nadie amortigua."
    spanish.save()
    GlossaryTerm.objects.create(
        key="hour", locale=Locale.get_default(), name="Hour", definition="Sixty minutes."
    )
    names = {
        language: [
            term.name
            for letter in client.get(f"/{language}/learn/go/glossary/").context["letters"]
            for term in letter.terms
        ]
        for language in ("en", "es")
    }
    assert names == {"en": ["Hour", "toxic stress"], "es": ["estrés tóxico", "Hour"]}
    page = client.get("/es/learn/go/glossary/", {"q": "estres"})
    assert [letter.letter for letter in page.context["letters"]] == ["E"]
    assert "No term fits “zebra”" in text(client.get("/en/learn/go/glossary/", {"q": "zebra"}))


# --- Printing ----------------------------------------------------------------------------------


def test_print_shows_questions_open_parts_and_transcripts(learner) -> None:
    page = text(learner.get(reverse("courses:print_module", args=["small-talk"])))
    for said in ("Lesson 1", "Señales", "What helps?", "Looking", "She waits & the baby coos."):
        assert said in page
    assert 'accordion__item" open' in page
    for left_out in ("Secret praise.", "<audio", "<textarea", "Mark as done"):
        assert left_out not in page


def test_print_shows_what_one_wrote_only_when_asked(learner, enrollment) -> None:
    answers.write_reflection(
        enrollment=enrollment,
        lesson_key="lesson-2",
        block_key="think-1",
        text="I see haste.",
        at=AT,
    )
    note.write(
        enrollment=enrollment,
        lesson_key="lesson-2",
        block_key="",
        excerpt="",
        text="Ask about it.",
        seen=0,
        at=AT,
    )
    address = reverse("courses:print_lesson", args=["small-talk", "lesson-2"])
    without, whole = text(learner.get(address)), text(learner.get(address, {"own": "yes"}))
    own = ("I see haste.", "Ask about it.")
    assert [said in without for said in own] == [False, False]
    assert [said in whole for said in own] == [True, True]
    assert "Lesson 1" not in whole.partition('class="sheet')[2]


# --- What it costs -----------------------------------------------------------------------------


def a_picture() -> CreditedImage:
    """An image that was drawn before."""
    image = CreditedImage.objects.create(title="A face", file="face.png", width=9, height=9)
    Rendition.objects.create(
        image=image, filter_spec="width-1200|format-webp", file="face.webp", width=9, height=9
    )
    return image


def costs(client: Client, address: str) -> int:
    """Queries of a page; what is remembered between requests was asked for before."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def write_everywhere(enrollment: Enrollment, lessons: Any) -> None:
    keys = list(lessons.values_list("lesson_key", flat=True))
    mine = {"enrollment": enrollment, "saved_at": AT}
    Note.objects.bulk_create(Note(lesson_key=key, text="A note", **mine) for key in keys)
    Bookmark.objects.bulk_create(Bookmark(lesson_key=key, title="A", **mine) for key in keys)
    Reflection.objects.bulk_create(
        Reflection(lesson_key=key, block_key="think-1", text="A thought", **mine) for key in keys
    )


@pytest.mark.parametrize("count", [3, 300])
def test_pages_of_a_module_cost_the_same_with_many_lessons(
    client, library, stress, count, time_machine
) -> None:
    module = make_module(lessons=1)
    image = a_picture()
    picture = {
        "image": image,
        "file": "",
        "alt": "A face",
        "caption": "",
        "credit": "",
        "sources": [],
    }
    prose, *_between, said, _card, _check, think = body()
    add_many_lessons(module, count - 1, [prose, said, think, ("image", picture)])
    person: Person = PersonFactory()
    client.force_login(person.user)
    enrollment = enroll(person, module)
    last = LessonPage.objects.child_of(module).order_by("path").last()
    assert last is not None
    write_everywhere(enrollment, LessonPage.objects.child_of(module))
    # Between two pages of a lesson the seconds that passed are written: here none pass.
    time_machine.move_to(datetime.now(UTC), tick=False)
    client.get(last.url)
    client.get(module.url)
    at = [module.code]
    pages = {
        "module": module.url,
        "lesson": last.url,
        "search": f"{reverse('courses:search', args=at)}?q=coos",
        "print": f"{reverse('courses:print_module', args=at)}?own=yes",
        "notes": reverse("courses:module_notes", args=at),
        "my learning": reverse("courses:my_learning"),
    }
    assert {name: costs(client, address) for name, address in pages.items()} == {
        "module": 28,
        "lesson": 41,
        "search": 18,
        "print": 25,
        "notes": 8,
        "my learning": 16,
    }
