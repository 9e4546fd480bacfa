"""What a job leaves: a few facts in its row, and perhaps a file in a folder of its own.

The storage `jobs` has one folder a job, named by its public id: `work/` is the job's while it lasts, in
every attempt; `result-<turn>` is what the row names. A folder without a row is removed by the sweep.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.storage import storages

from lms.backbone.models import Job

STORAGE = "jobs"
#: How long a page still says what became of a job.
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Result:
    """`path` lies in the job's workspace and is handed out under `name`; `facts` are shown by a page."""

    path: Path | None = None
    name: str = ""
    content_type: str = "application/octet-stream"
    facts: dict[str, Any] = field(default_factory=dict)


def workspace(public_id: str) -> Path:
    """The job's own folder, there in every attempt, gone when the job is over."""
    folder = _folder(public_id) / "work"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(public_id: str, turn: int, result: Result) -> dict[str, Any]:
    """Put the file in its place; what the row says about it."""
    if result.path is None:
        return {"result": result.facts, "result_file": ""}
    name = f"result-{turn}"
    size = result.path.stat().st_size
    result.path.chmod(0o600)
    result.path.replace(_folder(public_id) / name)
    return {
        "result": result.facts,
        "result_file": name,
        "result_name": result.name[:200],
        "result_type": result.content_type,
        "result_size": size,
    }


def drop(public_id: str, turn: int) -> None:
    """Take away what a turn left that lost its row."""
    (_folder(public_id) / f"result-{turn}").unlink(missing_ok=True)


def leave(public_id: str) -> None:
    """Whoever lost a job leaves nothing of what was forgotten or called off meanwhile."""
    if not Job.objects.filter(public_id=public_id, canceled_at__isnull=True).exists():
        remove(public_id)


def clear_workspace(public_id: str) -> None:
    shutil.rmtree(_folder(public_id) / "work", ignore_errors=True)


def remove(public_id: str) -> None:
    """Everything the job left on the disk."""
    shutil.rmtree(_folder(public_id), ignore_errors=True)


def folders() -> Iterator[str]:
    """The public ids of jobs that have a folder."""
    root = Path(storages[STORAGE].path("."))
    with suppress(FileNotFoundError):
        yield from (path.name for path in root.iterdir() if path.is_dir())


def path_of(job: Job) -> Path:
    """Where the result's file lies, while it is kept."""
    return _folder(job.public_id) / job.result_file


def _folder(public_id: str) -> Path:
    return Path(storages[STORAGE].path(public_id))
