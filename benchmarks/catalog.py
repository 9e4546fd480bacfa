"""What the catalog costs: python -m benchmarks.catalog

The catalog for a visitor and for a signed-in person, with 300 and with 3,000 modules of 1,000 words each:
queries and milliseconds, on the test database, in a transaction that is taken back.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

import random  # noqa: E402
import statistics  # noqa: E402
import time  # noqa: E402

from django.core.cache import cache  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
)

from courses.curriculum.library import load_library  # noqa: E402
from courses.models import CatalogEntry, ModulePage, full_text  # noqa: E402
from courses.rules import searching  # noqa: E402
from tests.factories.module import make_module, many_modules  # noqa: E402
from tests.factories.person import PersonFactory  # noqa: E402

SIZES = (300, 3000)
WORDS = 1_000
ASKED = {
    "everything": "",
    "two words": "q=sleep+trust",
    "a word and filters": "q=attach&hours=1&sort=title",
    "a frequent word, last page": "q=baby&page=last",
    "nothing found": "q=atachmnet",
}


def main() -> None:
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    for size in SIZES:
        with transaction.atomic():
            look(size)
            transaction.set_rollback(True)


def look(size: int) -> None:
    module = make_module("sleep", lessons=2, questions=4)
    many_modules(size - 1, like=module)
    give_words()
    print(f"{size} modules")
    for person in (None, PersonFactory()):
        client = Client()
        if person is not None:
            client.force_login(person.user)
        for name, query in ASKED.items():
            report(client, f"{'signed in' if person else 'visitor'}, {name}", query)


def give_words() -> None:
    """Lessons of the curriculum's own words, shuffled, so that frequencies are those of real texts."""
    known = [
        word
        for module in load_library().modules
        for lesson in module.lessons
        for block in lesson.blocks
        for word in searching.words(str(block))
        if word.isalpha()
    ]
    chance = random.Random(1)
    for entry in CatalogEntry.objects.iterator():
        text = " ".join(chance.choices(known, k=WORDS))
        entry.texts = [["A lesson", text]]
        entry.save(update_fields=["texts"])
        page = ModulePage.objects.only("title").get(pk=entry.page_id)
        full_text.write(
            entry=entry.pk,
            language="en",
            columns=[
                searching.index_words(said, "en")
                for said in (page.title, page.summary, "A lesson", text)
            ],
        )


def report(client: Client, what: str, query: str) -> None:
    address = f"/en/training/?{query}"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    number = len(queries)
    wall, cpu = [], []
    for _time in range(3):
        cache.clear()
        begin, begin_cpu = time.perf_counter(), time.process_time()
        client.get(address)
        wall.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - begin_cpu)
    print(
        f"  {what}: {number} queries, {statistics.median(cpu) * 1000:.0f} ms CPU, "
        f"{statistics.median(wall) * 1000:.0f} ms wall"
    )


if __name__ == "__main__":
    main()
