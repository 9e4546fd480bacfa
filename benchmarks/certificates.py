"""How long drawing one certificate takes: python -m benchmarks.certificates [how many]

One process, fonts loaded, CPU and wall time in milliseconds, for names in several scripts.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

from certificates.pdf import draw  # noqa: E402
from tests.certificates.test_pdf import NAMES, sample  # noqa: E402


def main(count: int = 50) -> None:
    for name in ("Ana Pérez", NAMES["arabic"], NAMES["chinese"]):
        certificate = sample(name)
        began = time.perf_counter()
        size = len(draw(certificate))
        first = time.perf_counter() - began
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(count):
            draw(certificate)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(
            f"{name}: first {first * 1000:.0f} ms, then {cpu / count * 1000:.0f} ms CPU, "
            f"{wall / count * 1000:.0f} ms wall, {size // 1024} KiB"
        )


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:2]))
