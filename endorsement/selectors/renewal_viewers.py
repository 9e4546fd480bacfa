"""Who may look at what was handed in for a renewal or shown for its audit."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from endorsement.models import Audit, Membership, Person, Renewal, RenewalDocument
from endorsement.permissions import has_role, today_in


def may_see(
    viewer: Person, owner: Person, *, keys: Sequence[str], at: datetime, flagged: bool
) -> bool:
    """Whether the viewer looks at a renewal of the owner that shows one of the entries.

    `at` is since when the thing is there: what came after handing in is not shown. What was reported is
    closed to all but a coordinator. Without keys any renewal handed in since shows it.
    """
    if viewer.pk == owner.pk:
        return False
    return any(
        _coordinates(viewer, renewal) or (not flagged and _was_asked(viewer, renewal))
        for renewal in _showing(owner, keys, at)
    )


def _showing(owner: Person, keys: Sequence[str], at: datetime) -> Iterable[Renewal]:
    handed_in = RenewalDocument.objects.standing().filter(
        renewal__person=owner, handed_in_at__gte=at
    )
    shown = Audit.objects.filter(renewal__person=owner, shown_at__gte=at)
    rows: list[RenewalDocument | Audit] = [
        *handed_in.select_related("renewal__association"),
        *shown.select_related("renewal__association"),
    ]
    found = {
        row.renewal.pk: row.renewal
        for row in rows
        if not keys or any(f'"{key}"' in row.snapshot for key in keys)
    }
    return found.values()


def _coordinates(viewer: Person, renewal: Renewal) -> bool:
    return _has(viewer, renewal, Membership.Role.COORDINATOR)


def _was_asked(viewer: Person, renewal: Renewal) -> bool:
    """A reviewer whose opinion was asked, or who audits it, as long as it waits for an answer."""
    opinions = renewal.opinions.filter(reviewer=viewer, renewal__state=Renewal.State.HANDED_IN)
    audits = Audit.objects.filter(renewal=renewal, auditor=viewer, decided_at__isnull=True)
    asked = opinions.exists() or audits.exists()
    return asked and _has(viewer, renewal, Membership.Role.REVIEWER)


def _has(viewer: Person, renewal: Renewal, role: str) -> bool:
    association = renewal.association
    return has_role(viewer, association, role, on=today_in(association))
