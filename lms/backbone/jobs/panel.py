"""What a page shows of a job: how far it is, then what came of it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lms.backbone.jobs.kinds import kind_of
from lms.backbone.models import Job


@dataclass(frozen=True)
class Panel:
    """`state` is waiting, running, again, ready, canceled, expired or failed.

    `url` is the job's own address: it answers a panel with the panel, a reader with a page.
    """

    public_id: str
    state: str
    title: str
    url: str
    home: str
    done: int = 0
    total: int = 0
    shown_at: str = ""
    download: str = ""
    size: int = 0
    expires_at: datetime | None = None
    cancel: str = ""
    retry: str = ""

    @property
    def under_way(self) -> bool:
        return self.state in {"waiting", "running", "again"}


def panel_of(job: Job, *, at: datetime) -> Panel:
    """The panel of a job, for the account that may see it."""
    kind = kind_of(job.kind)
    state = _state(job, at)
    address = [job.public_id]
    ready = state == "ready"
    return Panel(
        public_id=job.public_id,
        state=state,
        title=str(kind.title),
        url=reverse("job", args=address),
        home=kind.home(job) if kind.home else "",
        done=min(job.done, job.total),
        total=job.total,
        shown_at=kind.shown_at(job) if ready and kind.shown_at else "",
        download=reverse("job_download", args=address) if ready and job.result_file else "",
        size=job.result_size,
        expires_at=job.expires_at,
        cancel=reverse("job_cancel", args=address) if job.under_way else "",
        retry=reverse("job_retry", args=address) if state == "failed" else "",
    )


def _state(job: Job, at: datetime) -> str:
    if job.state == Job.State.DEAD:
        return "failed"
    if job.canceled_at is not None:
        return "canceled"
    if job.state == Job.State.DONE:
        return "expired" if job.expired(at) else "ready"
    if job.state == Job.State.CLAIMED:
        return "running"
    return "again" if job.last_error else "waiting"
