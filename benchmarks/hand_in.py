"""How a post-test is handed in by many at once: python -m benchmarks.hand_in [learners] [threads]

Every learner sends their own paper over HTTP from a thread and a connection of their own, all let go
at one moment; the platform works on them with so many threads of one process. On the test database of
DATABASE_URL, made first if it is missing; what it wrote is deleted again.
"""

import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

from django.conf import settings  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment  # noqa: E402

from courses.models import Attempt, Enrollment, ModulePage, ModuleSnapshot  # noqa: E402
from endorsement.models import Person, TrainingOffer  # noqa: E402
from lms.accounts.models import User  # noqa: E402
from tests.courses.crowd import gather, hand_in_at_once, serving  # noqa: E402
from tests.factories.module import make_module, question  # noqa: E402

CODE = "benchmark-of-handing-in"


def measure(count: int, threads: int) -> None:
    bank = [question(f"q{number}") for number in range(10)]
    module = make_module(CODE, bank=bank, draw=5)
    learners = gather(module, count)
    with serving(threads) as (host, port):
        began = time.perf_counter()
        answered = hand_in_at_once(host, port, CODE, learners)
        wall = time.perf_counter() - began
    kept = Attempt.objects.filter(enrollment__code=CODE, handed_in_at__isnull=False).count()
    waits = sorted(one.seconds for one in answered)
    print(f"{settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}, {threads} threads")
    print(f"{count} learners, {kept} papers kept, statuses { ({one.status for one in answered}) }")
    print(f"all answered after {wall:.1f} s ({count / wall:.0f} a second)")
    print(f"waited: median {statistics.median(waits):.1f} s, longest {waits[-1]:.1f} s")


def clean_up() -> None:
    Enrollment.objects.filter(code=CODE).delete()
    Person.objects.filter(email__startswith="crowd").delete()
    User.objects.filter(email__startswith="crowd").delete()
    for page in ModulePage.objects.filter(code=CODE):
        page.delete()
    ModuleSnapshot.objects.filter(code=CODE).delete()
    TrainingOffer.objects.filter(code=CODE).delete()


def main() -> None:
    count, threads = (*map(int, sys.argv[1:]), *(200, 16)[len(sys.argv) - 1 :])
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    try:
        measure(count, threads)
    finally:
        clean_up()


if __name__ == "__main__":
    main()
