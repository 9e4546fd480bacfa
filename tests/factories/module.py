"""Modules with lessons and a question bank, published, made as the loader makes them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from wagtail.models import Page

from courses.models import (
    CatalogEntry,
    CatalogPage,
    LessonPage,
    ModulePage,
    QuestionBankPage,
    full_text,
)
from courses.rules import searching
from courses.services import authoring
from courses.services.site import ensure_site
from tests.factories.association import AssociationFactory

AT = datetime(2026, 6, 1, 15, tzinfo=UTC)


def question(key: str, *, objective: str = "name", right: str = "a") -> tuple[str, dict[str, Any]]:
    """A multiple-choice question whose right answer has the key `right`."""
    return (
        "question",
        {
            "key": key,
            "kind": "multiple_choice",
            "objective": objective,
            "applied": False,
            "text": f"Question {key}?",
            "rationale": f"Remember {key}.",
            "sources": [],
            "options": [
                {
                    "key": option,
                    "text": f"Answer {option} of {key}",
                    "correct": option == right,
                    "rationale": f"Why {option}.",
                }
                for option in "abc"
            ],
        },
    )


def every_kind(*, partial: bool = False) -> list[tuple[str, dict[str, Any]]]:
    """One question of each kind, keyed by its kind; what is right is written first."""
    one = {"objective": "name", "applied": False, "rationale": "Remember.", "sources": []}
    options = [
        {"key": key, "text": f"Answer {key}", "correct": key in "ab", "rationale": f"Why {key}."}
        for key in "abcd"
    ]
    said = [
        {"key": "true", "text": "True", "correct": True, "rationale": "Yes."},
        {"key": "false", "text": "False", "correct": False, "rationale": "No."},
    ]
    pairs = [("l1", "Cry", "Need"), ("l2", "Smile", "Joy"), ("l3", "Yawn", "Rest")]
    return [
        question("multiple_choice"),
        (
            "question",
            {
                **one,
                "key": "multiple_response",
                "kind": "multiple_response",
                "text": "Which two?",
                "options": options,
                "partial": partial,
            },
        ),
        (
            "question",
            {**one, "key": "true_false", "kind": "true_false", "text": "Is it?", "options": said},
        ),
        (
            "matching",
            {
                **one,
                "key": "matching",
                "text": "What goes together?",
                "pairs": [{"key": k, "text": text, "match": match} for k, text, match in pairs],
                "decoys": ["Anger"],
                "partial": partial,
            },
        ),
        (
            "ordering",
            {
                **one,
                "key": "ordering",
                "text": "What comes first?",
                "items": [
                    {"key": f"i{n}", "text": f"Step {word}"} for n, word in enumerate("ABCD")
                ],
                "partial": partial,
            },
        ),
        (
            "short_answer",
            {
                **one,
                "key": "short_answer",
                "text": "What is it called?",
                "accepted": ["Serve and return", "serve-and-return"],
                "case_sensitive": False,
            },
        ),
    ]


def make_module(
    code: str = "small-talk",
    *,
    lessons: int = 2,
    questions: int = 4,
    parent: Page | None = None,
    publish: bool = True,
    bank: list[tuple[str, dict[str, Any]]] | None = None,
    **fields: Any,
) -> ModulePage:
    """A module of 0.5 hours: 0.3 for the foundations, 0.1 for reflection; half for IECMH."""
    ensure_site()
    module = ModulePage(
        title=fields.pop("title", f"Module {code}"),
        code=code,
        slug=code,
        live=False,
        summary=fields.pop("summary", "A small module."),
        **{
            "hours": Decimal("0.5"),
            "objectives": [("objective", {"key": "name", "text": "Name a feeling."})],
            "covers": [("cover", {"ref": "core:foundations.attachment", "at": "lesson-1"})],
            "split": [
                ("share", {"area": "core:foundations", "hours": Decimal("0.3")}),
                ("share", {"area": "core:reflection", "hours": Decimal("0.1")}),
            ],
            "topics": [("share", {"topic": "iecmh", "hours": Decimal("0.5")})],
            "evaluation": [("item", {"key": "useful", "kind": "scale", "text": "Useful?"})],
            "draw": 2,
            **fields,
        },
    )
    (parent or CatalogPage.objects.get()).add_child(instance=module)
    module.save_revision()
    for number in range(1, lessons + 1):
        add_lesson(module, f"lesson-{number}", title=f"Lesson {number}")
    page = QuestionBankPage(
        title="Questions",
        slug="questions",
        live=False,
        questions=bank or [question(f"q{n}") for n in range(1, questions + 1)],
    )
    module.add_child(instance=page)
    page.save_revision()
    if publish:
        module.get_latest_revision().publish()
        module.refresh_from_db()
    return module


def module_of_an_association(slug: str = "north", **fields: Any) -> ModulePage:
    """A module below the page of an association of its own."""
    association = AssociationFactory(slug=slug)
    ensure_site()
    authoring.ensure_association(association=association)
    return make_module(parent=association.root_page, **fields)


def add_lesson(module: ModulePage, key: str, *, title: str, body: Any = None) -> LessonPage:
    """A draft lesson; it goes live with its module."""
    lesson = LessonPage(
        title=title,
        slug=key,
        lesson_key=key,
        live=False,
        body=body or [("prose", {"text": f"<p>Words of {title}.</p>", "sources": []})],
    )
    module.add_child(instance=lesson)
    lesson.save_revision()
    return lesson


def hand_out(key: str = "sheet", **changes: Any) -> tuple[str, dict[str, Any]]:
    """A hand-out as a lesson holds it."""
    value = {
        "key": key,
        "title": "Three questions",
        "purpose": "Take them along.",
        "text": "<p>What did you <b>see</b>?</p><ul><li>First.</li></ul>",
        "sources": [],
        **changes,
    }
    return "written_hand_out", value


def many_modules(count: int, *, like: ModulePage) -> None:
    """So many more live pages like one, with entries in the catalog, without publishing each.

    Publishing costs tenths of a second; a list of hundreds only needs the rows.
    """
    parent = like.get_parent()
    pages = [
        Page(
            path=Page._get_path(parent.path, parent.depth + 1, 1000 + number),
            depth=like.depth,
            title=f"{like.title} {number}",
            draft_title=like.title,
            slug=f"{like.slug}-{number}",
            url_path=f"{parent.url_path}{like.slug}-{number}/",
            content_type=like.content_type,
            locale=like.locale,
            live=True,
        )
        for number in range(count)
    ]
    Page.objects.bulk_create(pages)
    own = [field for field in ModulePage._meta.local_fields if field.name != "page_ptr"]
    names = [field.column for field in own]
    columns = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join("%s" if name == "code" else f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO courses_modulepage (page_ptr_id, {columns}) "
            f"SELECT %s, {taken} FROM courses_modulepage WHERE page_ptr_id = %s",
            [(page.pk, page.slug, like.pk) for page in pages],
        )
    entry = CatalogEntry.objects.get(page=like)
    said = (like.title, like.summary, "", entry.texts[-1][1])
    columns_of_text = [searching.index_words(text, entry.language) for text in said]
    for page in pages:
        entry.pk, entry.page_id = None, page.pk
        entry.save(force_insert=True)
        full_text.write(entry=entry.pk, language=entry.language, columns=columns_of_text)
