"""Kinds of jobs for tests, known to the test process and to the worker it starts."""

import os
import time
from pathlib import Path
from typing import Any

from lms.backbone import jobs
from lms.backbone.jobs import running
from lms.backbone.models import Job
from tests.factories.module import AT

HELD_AT_MOST = 60.0


def count(job: jobs.Running) -> jobs.Result:
    """Count to `to`, a line for each step with the process that took it.

    At step `hold` it waits for a file called `go` in its workspace, as long as a test needs. `fail`
    raises at that step, with words that must stay out of sight.
    """
    work = job.workspace()
    _add(work / "entered", str(os.getpid()))
    to = job.params["to"]
    for number in range(job.checkpoint.get("number", 0) + 1, to + 1):
        if number == job.params.get("fail"):
            raise ValueError("Ana Secret could not be counted")
        _add(work / "steps", f"{number} {os.getpid()}")
        job.progress(number, to, checkpoint={"number": number})
        if number == job.params.get("hold"):
            _wait_for(work / "go", job, number)
    text = (work / "steps").read_text()
    entered = len((work / "entered").read_text().split())
    (work / "steps").rename(work / "count.txt")
    assert text
    return jobs.Result(
        work / "count.txt", name="count.txt", content_type="text/plain", facts={"entered": entered}
    )


def count_together(job: jobs.Running) -> jobs.Result:
    """Count to `to` in parts of two, each line with the process that wrote it."""
    to = job.params["to"]
    cut = [(min(2, to - first), {"first": first}) for first in range(0, to, 2)]
    parts = jobs.in_parts(job, lambda: cut)
    path = job.workspace() / "count.txt"
    path.write_bytes(b"".join(jobs.path_of(part).read_bytes() for part in parts))
    facts = {"lines": sum(part.found["lines"] for part in parts)}
    return jobs.Result(path, name="count.txt", content_type="text/plain", facts=facts)


def count_part(part: jobs.Part) -> dict[str, Any]:
    """At part `hold` it waits for a file called `go`; `fail` raises at that part."""
    first = part.piece["first"]
    _add(part.path.parent / "entered", f"{first} {os.getpid()}")
    if first == part.params.get("fail"):
        raise ValueError("Ana Secret could not be counted")
    until = time.monotonic() + HELD_AT_MOST
    while first == part.params.get("hold") and time.monotonic() < until:
        if (part.path.parent / "go").exists():
            break
        part.go_on()
        time.sleep(0.05)
    numbers = range(first + 1, min(first + 2, part.params["to"]) + 1)
    part.path.write_text("".join(f"{number}\n" for number in numbers))
    return {"lines": len(numbers)}


def owe_count(key: str = "count", *, owner_id: int = 1, kind: str = "count", **params: Any) -> Job:
    return jobs.owe(
        kind=kind,
        key=key,
        owner_id=owner_id,
        params={"to": 5, **params},
        language="en",
        at=AT,
    )


def _add(path: Path, line: str) -> None:
    with path.open("a") as file:
        file.write(line + "\n")


def _wait_for(path: Path, job: jobs.Running, number: int) -> None:
    until = time.monotonic() + HELD_AT_MOST
    while not path.exists() and time.monotonic() < until:
        job.progress(number)
        time.sleep(0.05)


jobs.register("count", count, title="Counting", shown_at=None)
jobs.register("count_together", count_together, title="Counting together", part=count_part)
# Every step is kept, so that a test knows where a killed worker stood.
running.WRITE_EVERY = 0.0
