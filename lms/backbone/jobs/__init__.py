"""Long work in the background: progress, going on after a killed worker, a private result.

An app names what it can do when it starts, in `AppConfig.ready`:

    jobs.register("own_data", own_data.run, title=gettext_lazy("A copy of your record"))

A service owes one in its transaction. The key is natural: asking twice is one job.

    jobs.owe(kind="own_data", key=f"own_data:{person.ref}", owner_id=user.pk,
             params={"person": person.pk}, language=get_language(), at=at)

The function runs in the worker and gets ids only:

    def run(job: Running) -> Result:
        for number, row in enumerate(rows_after(job.checkpoint.get("pk", 0))):
            ...idempotent work...
            job.progress(number, total, checkpoint={"pk": row.pk})
        return Result(path, name="copy.zip", content_type="application/zip", facts={"rows": total})

Work that can be cut into parts is done by all processes of the workers together: `run` cuts it and puts
together what came of it, `register(…, part=count_part)` names what does one part.

    def run(job: Running) -> Result:
        parts = in_parts(job, lambda: [(100, {"first": 1, "last": 100}), …])
        return Result(facts={"rows": sum(part.found["rows"] for part in parts)})

    def count_part(part: Part) -> dict[str, Any]:
        with part.path.open("wb") as file:
            for …:
                part.go_on()

`progress` renews the lease and says when to stop: a job that gives checkpoints is paused every minute so
that others get their turn, and goes on from the last one kept. What came after that is done again. A
page includes `jobs/panel.html` with `panel=panel_of(job)`; it asks again by itself until there is a
result, and has a link for readers without JavaScript.
"""

from lms.backbone.jobs.kinds import Kind, register
from lms.backbone.jobs.owing import cancel, expire, forget, owe, owe_after, retry
from lms.backbone.jobs.panel import Panel, panel_of
from lms.backbone.jobs.parts import GivenUp, Part, help_owed, in_parts, path_of
from lms.backbone.jobs.results import Result
from lms.backbone.jobs.running import Lost, Paused, Running, run_owed
from lms.backbone.jobs.selectors import dead, latest, mine, owed_ids
from lms.backbone.jobs.sweeping import sweep
from lms.backbone.models import Job

__all__ = [
    "GivenUp",
    "Job",
    "Kind",
    "Lost",
    "Panel",
    "Part",
    "Paused",
    "Result",
    "Running",
    "cancel",
    "dead",
    "expire",
    "forget",
    "help_owed",
    "in_parts",
    "latest",
    "mine",
    "owe",
    "owe_after",
    "owed_ids",
    "panel_of",
    "path_of",
    "register",
    "retry",
    "run_owed",
    "sweep",
]
