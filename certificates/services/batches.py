"""Many certificates of an association at once: those that are owed, or all of a kind drawn again. Without
an association, those that the platform certifies itself.

A job in parts that every worker helps with. Each certificate is a row of its own, so a part that is done
twice after a worker was killed draws nothing twice that was drawn since the job was asked for.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from certificates.models import Certificate
from certificates.selectors import desk
from certificates.services import issuing, repairing
from endorsement.models import Association
from lms.backbone import jobs
from lms.backbone.jobs import Part, Result, Running, in_parts
from lms.backbone.jobs.parts import Piece

#: All that were issued, drawn again; and all that are owed or were given up.
REDRAW, OWED = "certificates_redraw", "certificates_owed"
KINDS = (OWED, REDRAW)
A_PART = 10
#: So many failures are told one by one; all of them are on the list of failures.
TOLD = 100


def ask(
    *,
    what: str,
    association: Association | None,
    kind: str,
    owner_id: int,
    after: str,
    language: str,
    at: datetime,
    restyle: bool = False,
) -> jobs.Job:
    """Have the association's certificates prepared, all or those of a kind; the job that does it.

    What was issued keeps its design, unless it is to be restyled in the one that is in use now.
    `after` is the job that whoever asks saw, empty for none: a second click finds what the first one
    asked for, and while it is under way there is no other.
    """
    former = latest(what=what, association=association, owner_id=owner_id)
    if former is not None and (former.under_way or former.public_id != after):
        return former
    return jobs.owe(
        kind=what,
        key=f"{what}:{_slug(association)}:{owner_id}:{former.public_id if former else ''}",
        owner_id=owner_id,
        params={
            "what": what,
            "association": _slug(association),
            "kind": kind,
            "restyle": restyle,
            "asked_at": at.isoformat(),
        },
        language=language,
        at=at,
    )


def latest(*, what: str, association: Association | None, owner_id: int) -> jobs.Job | None:
    """The newest job of this account about this association."""
    rows = jobs.Job.objects.filter(owner_id=owner_id, kind=what)
    mine = rows.filter(params__association=_slug(association))
    return mine.order_by("-created_at", "-pk").first()


def run(job: Running) -> Result:
    """Prepare them all, in parts that several workers share, and say what became of them.

    Effects, in order: what should have a certificate and has none is owed one, when that is asked for;
    the parts; the counts, and which failed and why.
    """
    owed = job.params["what"] == OWED
    if owed and not job.checkpoint:
        repairing.repair(at=job.at)
    parts = in_parts(job, lambda: _pieces(job.params))
    failed = [one for part in parts for one in part.found["failed"]]
    return Result(
        facts={
            "association": job.params["association"],
            "total": sum(part.size for part in parts),
            "done": sum(part.found["done"] for part in parts),
            "elsewhere": sum(part.found["elsewhere"] for part in parts),
            "failed": len(failed),
            "failures": failed[:TOLD],
        }
    )


def run_part(part: Part) -> dict[str, Any]:
    """Prepare the certificates of one part; each failure with its number and its reason."""
    done, elsewhere = 0, 0
    failed: list[list[str]] = []
    for pk in part.piece["pks"]:
        part.go_on()
        row = _prepared(pk, params=part.params, at=part.at)
        if row is None or row.state == Certificate.State.CLAIMED:
            # With whoever has it, or gone with its person.
            elsewhere += 1
        elif row.state == Certificate.State.DONE:
            done += 1
        else:
            failed.append([row.number, row.last_error])
    return {"done": done, "elsewhere": elsewhere, "failed": failed}


def _prepared(pk: int, *, params: dict[str, Any], at: datetime) -> Certificate | None:
    """The row after it was drawn, which it may have been since it was asked for."""
    asked_at = datetime.fromisoformat(params["asked_at"])
    rows = Certificate.objects.filter(pk=pk)
    if not rows.filter(state=Certificate.State.DONE, finished_at__gte=asked_at).exists():
        issuing.draw_again(pk=pk, at=at, restyle=params["restyle"])
    return rows.only("number", "state", "last_error").first()


def _pieces(params: dict[str, Any]) -> Iterator[Piece]:
    slug = params["association"]
    association = Association.objects.get(slug=slug) if slug else None
    found = desk.owed if params["what"] == OWED else desk.current
    pks = found(association, params["kind"]).values_list("pk", flat=True).iterator(chunk_size=1000)
    while some := list(islice(pks, A_PART)):
        yield len(some), {"pks": some}


def _slug(association: Association | None) -> str:
    return association.slug if association else ""
