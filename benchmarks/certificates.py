"""What a certificate costs: python -m benchmarks.certificates [--count 200] [--workers 2]
[--only-others | --only-stages | --memory]

Stage by stage in one process, then complete ones (owed row to finished row, file and owed mail) in several
at once, on a copy of the test database (made first if it is missing), then the same page in other engines.
CPU is the process's own; memory is what it holds, at the start and at the end. `--memory` issues 5,000 in one
process instead, to names in nine scripts, and says what it held after 500 and at the end.
"""

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
AT = datetime(2026, 6, 1, 15, tzinfo=UTC)
STAGES = ("template", "code", "credential", "layout", "PDF", "signature")
#: Issued first, and then more.
HELD = (500, 4500)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--only-others", action="store_true")
    only.add_argument("--only-stages", action="store_true")
    only.add_argument("--memory", action="store_true")
    parser.add_argument("--part", choices=list(PARTS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.worker_settings")
        django.setup()
        print(json.dumps(PARTS[asked.part](asked.count)))
        return
    print(f"load {os.getloadavg()[0]:.1f}, {asked.count} certificates", flush=True)
    if not asked.only_others:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            environment = _environment(Path(folder))
            if asked.memory:
                _held(environment)
                return
            alone = _by_stage(environment, asked.count)
            if asked.only_stages:
                return
            _complete(environment, asked.count, asked.workers, alone)
    from benchmarks import other_engines

    for name, cost in other_engines.measured(min(asked.count, 200)):
        print(f"{name}: {cost}")


def _by_stage(environment: dict[str, str], count: int) -> float:
    alone = _result(_started(environment, "stages", count))
    print("  ".join(f"{name} {alone[name]:.1f} ms" for name in STAGES), "CPU each, one process")
    print(
        f"together {alone['all']:.1f} ms CPU, {1000 / alone['all']:.1f} a second and process",
        flush=True,
    )
    return float(alone["all"])


def _complete(environment: dict[str, str], count: int, workers: int, alone: float) -> None:
    runs = tuple(dict.fromkeys((1, workers)))
    _result(_started(environment, "owe", count * len(runs)))
    for processes in runs:
        started = [_started(environment, "issue", count // processes) for _ in range(processes)]
        done = [_result(one) for one in started]
        wall = max(one["until"] for one in done) - min(one["since"] for one in done)
        issued = sum(one["issued"] for one in done)
        cpu = sum(one["cpu"] for one in done) / issued
        memory = ", ".join(f"{one['before']} to {one['after']}" for one in done)
        print(
            f"complete, {processes} at once: {issued} in {wall:.1f} s, {issued / wall:.1f} a second; "
            f"{cpu * 1000:.1f} ms CPU each ({processes / cpu:.1f} a second on idle cores), of which rows "
            f"and storage {cpu * 1000 - alone:.1f} ms; memory {memory} MiB",
            flush=True,
        )


def _held(environment: dict[str, str]) -> None:
    """What a worker holds after 500 and after 5,000; a tenfold may cost a fifth more."""
    _result(_started(environment, "owe", sum(HELD)))
    told = _result(_started(environment, "held", sum(HELD)))
    few, many = told["after"]
    print(
        f"memory after {HELD[0]}: {few} MiB, after {sum(HELD)}: {many} MiB, {many / few - 1:+.1%}"
    )


# --- Parts, each in a process of its own ---------------------------------------------------------


def stages(count: int) -> dict[str, float]:
    """CPU of each stage in milliseconds, after the fonts were loaded."""
    from certificates import assembling, pdf
    from certificates.assembling import assembled
    from tests.certificates.test_credential import placed

    _with_keys()
    spent: dict[str, float] = defaultdict(float)
    _timed(pdf.sheet, "html_of", "template", spent)
    _timed(pdf, "_qr", "code", spent)
    _timed(pdf.HTML, "render", "layout", spent)
    _timed(assembling.credential, "credential_of", "credential", spent)
    _timed(assembling.signing, "sign", "signature", spent)
    _timed(assembling, "draw", "draw", spent)
    assembled(placed())
    spent.clear()
    began = time.process_time()
    for _ in range(count):
        certificate = placed()
        # A code of its own for each, as in life.
        certificate.number = token_hex(8).upper()
        assembled(certificate)
    spent["all"] = time.process_time() - began
    spent["PDF"] = spent["draw"] - sum(spent[name] for name in ("template", "code", "layout"))
    return {name: spent[name] / count * 1000 for name in (*STAGES, "all")}


def owe(count: int) -> dict[str, int]:
    """Rows that are owed, each with a person and a training of their own."""
    from django.conf import settings
    from django.db import transaction

    from certificates import samples
    from certificates.models import Certificate
    from tests.factories.certificate import owed_completion

    settings.HINTS_ENABLED = False
    _with_keys()
    names = itertools.cycle(samples.NAMES.values())
    with transaction.atomic():
        for number in range(count):
            owed_completion(
                person__name=f"{next(names)} {number}", person__email=f"{token_hex(8)}@example.org"
            )
    return {"owed": Certificate.objects.owed(AT).count()}


def issue(count: int) -> dict[str, float]:
    """Issue what is owed, as a worker does, until nothing is left; another process may share it."""
    from django.conf import settings

    from certificates.assembling import assembled
    from certificates.services import issuing
    from tests.certificates.test_credential import placed

    # There is no broker here; a worker that finds none waits for it.
    settings.HINTS_ENABLED = False
    assembled(placed())
    before, since, cpu = _memory(), time.time(), time.process_time()
    issued = 0
    while issued < count and (owed := issuing.owed_ids(AT, min(50, count - issued))):
        issued += sum(issuing.issue(pk=pk, at=AT) for pk in owed)
    return {
        "issued": issued,
        "cpu": time.process_time() - cpu,
        "since": since,
        "until": time.time(),
        "before": before,
        "after": _memory(),
    }


def held(_count: int) -> dict[str, list[float]]:
    """Issue a first lot and then many more in this one process."""
    return {"after": [issue(count)["after"] for count in HELD]}


PARTS: dict[str, Callable[[int], dict[str, Any]]] = {
    "stages": stages,
    "owe": owe,
    "issue": issue,
    "held": held,
}


# --- How ------------------------------------------------------------------------------------------


def _environment(folder: Path) -> dict[str, str]:
    """A database and a folder that nobody else uses."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    name = connection.settings_dict["NAME"]
    connection.close()
    shutil.copy(name, folder / "platform.sqlite3")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
        "WORKER_DATABASE": str(folder / "platform.sqlite3"),
        "TEST_DATA_DIR": str(folder),
    }


def _started(environment: dict[str, str], part: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.certificates", "--part", part]
    return subprocess.Popen(
        [*command, "--count", str(count)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def _result(process: subprocess.Popen[str]) -> dict[str, Any]:
    said, _nothing = process.communicate()
    if process.returncode:
        sys.exit(f"{process.args} ended with {process.returncode}")
    return json.loads(said.splitlines()[-1])


def _timed(owner: Any, name: str, stage: str, spent: dict[str, float]) -> None:
    """Add the CPU time of every call to the stage."""
    inner = getattr(owner, name)

    def timed(*arguments: Any, **named: Any) -> Any:
        with _clock(stage, spent):
            return inner(*arguments, **named)

    setattr(owner, name, timed)


@contextmanager
def _clock(stage: str, spent: dict[str, float]) -> Iterator[None]:
    began = time.process_time()
    yield
    spent[stage] += time.process_time() - began


def _with_keys() -> None:
    from certificates import keys

    keys.ensure(name="Platform", at=datetime(2026, 1, 1, tzinfo=UTC))


def _memory() -> int:
    """What the process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


if __name__ == "__main__":
    main()
