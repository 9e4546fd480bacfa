"""What the pages of a module cost with many lessons: python -m benchmarks.lessons [lessons …]

The module's page, a lesson, finding words, the whole module to print and all that one wrote, rendered whole
for a learner with a note, a bookmark and a reflection in every lesson; on the test database, in a
transaction that is taken back.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
)
from django.urls import reverse  # noqa: E402

from benchmarks.portfolio import measured  # noqa: E402
from courses.models import Bookmark, LessonPage, Note, Reflection  # noqa: E402
from tests.factories.learning import enroll  # noqa: E402
from tests.factories.lessons import add_many_lessons  # noqa: E402
from tests.factories.module import AT, make_module  # noqa: E402
from tests.factories.person import PersonFactory  # noqa: E402

SIZES = (3, 300)
WORDS = "<p>" + "Babies look for a face, and somebody looks back. " * 60 + "</p>"
BODY = [
    ("prose", {"text": WORDS, "sources": []}),
    ("accordion", {"items": [{"title": "More", "text": WORDS}], "sources": []}),
    ("reflection", {"key": "think", "prompt": "What do you see?", "minutes": 0, "sources": []}),
]


def main(sizes: tuple[int, ...]) -> None:
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    for size in sizes:
        with transaction.atomic():
            look(size)
            transaction.set_rollback(True)


def look(size: int) -> None:
    module = make_module("measured", lessons=1)
    add_many_lessons(module, size - 1, BODY)
    enrollment = enroll(PersonFactory(), module)
    lessons = LessonPage.objects.child_of(module).order_by("path")
    mine = {"enrollment": enrollment, "saved_at": AT}
    for lesson in lessons:
        Note.objects.create(lesson_key=lesson.lesson_key, text="A note", **mine)
        Bookmark.objects.create(lesson_key=lesson.lesson_key, title=lesson.title, **mine)
        Reflection.objects.create(
            lesson_key=lesson.lesson_key, block_key="think", text="A thought", **mine
        )
    client = Client()
    client.force_login(enrollment.person.user)
    for what, address in (
        ("the module", module.url),
        ("the last lesson", lessons.last().url),
        ("finding a word", f"{reverse('courses:search', args=[module.code])}?q=face"),
        ("all to print", f"{reverse('courses:print_module', args=[module.code])}?own=yes"),
        ("notes and reflections", reverse("courses:module_notes", args=[module.code])),
        ("my learning", reverse("courses:my_learning")),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        number = len(queries)
        cpu, wall = measured(lambda address=address: client.get(address), times=3)
        print(f"{size:>4} lessons, {what}: {number} queries, {cpu:.0f} ms CPU, {wall:.0f} ms")


if __name__ == "__main__":
    main(tuple(int(value) for value in sys.argv[1:]) or SIZES)
