"""What became of a certificate, issue by issue; former names are nowhere in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from certificates.models import Certificate
from certificates.selectors.standing import OF_ENDORSEMENTS, about
from endorsement.models import Event, Person

ISSUED, DRAWN_AGAIN, REVOKED, REPLACED = "issued", "drawn_again", "revoked", "replaced"
ORDER = (REPLACED, ISSUED, DRAWN_AGAIN, REVOKED)


@dataclass(frozen=True)
class Moment:
    """One thing that happened to one issue. `by` is empty where nobody decided it."""

    at: datetime
    what: str
    certificate: Certificate
    by: str = ""


def issues(certificate: Certificate) -> list[Certificate]:
    """Every issue of it, the newest first; the certificate itself is one of them."""
    rows = Certificate.objects.filter(
        subject=certificate.subject, kind=certificate.kind, person_id=certificate.person_id
    )
    return list(rows.select_related("association", "superseded_by").order_by("-issue_no"))


def others_of_endorsement(certificate: Certificate) -> list[Certificate]:
    """The award and the renewals of the same endorsement that were not replaced, the newest first."""
    if certificate.kind not in OF_ENDORSEMENTS:
        return []
    public_id = about(certificate)
    award = Certificate.objects.filter(subject=f"endorsement:{public_id}")
    renewals = Certificate.objects.filter(subject__startswith=f"cycle:{public_id}:")
    found = (award | renewals).filter(superseded_by__isnull=True)
    rows = found.select_related("association", "person").exclude(subject=certificate.subject)
    return list(rows.order_by("-valid_from_on", "-pk"))


def moments(issued: Iterable[Certificate], *, who: bool) -> list[Moment]:
    """What happened to these issues, the newest first; `who` decided it only where that is asked for."""
    rows = list(issued)
    deciders = _deciders(rows) if who else {}
    found = [one for row in rows for one in _of(row, deciders)]
    # At the same moment what it led to comes after it.
    return sorted(found, key=lambda one: (one.at, ORDER.index(one.what)), reverse=True)


def _of(row: Certificate, deciders: dict[tuple[str, str], str]) -> Iterable[Moment]:
    if row.issued_at:
        yield Moment(row.issued_at, ISSUED, row)
        if row.finished_at and row.finished_at > row.issued_at:
            yield Moment(row.finished_at, DRAWN_AGAIN, row)
    if row.revoked_at:
        yield Moment(row.revoked_at, REVOKED, row, deciders.get((row.number, "revoked"), ""))
    if row.superseded_by:
        by = deciders.get((row.number, "reissued"), "")
        yield Moment(row.superseded_by.created_at, REPLACED, row, by)


def _deciders(rows: Iterable[Certificate]) -> dict[tuple[str, str], str]:
    """By number and what was decided: the present name of who did it."""
    events = Event.objects.filter(
        stream__in=[f"certificate:{row.number}" for row in rows], actor_ref__isnull=False
    ).values_list("stream", "kind", "actor_ref")
    told = [(stream, kind, ref) for stream, kind, ref in events if ref]
    names = dict(
        Person.objects.filter(ref__in={ref for _stream, _kind, ref in told}).values_list(
            "ref", "name"
        )
    )
    return {
        (stream.partition(":")[2], kind.partition(".")[2]): names.get(ref, "")
        for stream, kind, ref in told
    }
