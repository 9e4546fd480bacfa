"""Audits of renewals: whom a draw can choose from, whose they are, and what has been looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Association,
    Audit,
    AuditDraw,
    Person,
    Renewal,
    RenewalCycle,
    RenewalDocument,
)
from endorsement.permissions import has_role, today_in
from endorsement.rules.audit import Entrant
from endorsement.rules.renewal import Evidence
from endorsement.selectors import editions, portfolio, renewals
from endorsement.selectors.renewals import Judged

OVER = (Audit.State.PASSED, Audit.State.FAILED)


def drawable(association: Association, due_on: date | None = None) -> QuerySet[Renewal]:
    """Renewals of the living that were attested and that no draw has had in its number yet."""
    attested = RenewalDocument.objects.standing().filter(renewal=OuterRef("pk"), attested=True)
    rows = Renewal.objects.filter(
        Exists(attested),
        association=association,
        person__deceased_on__isnull=True,
        draw__isnull=True,
        state__in=[Renewal.State.HANDED_IN, Renewal.State.APPROVED],
    )
    return rows.filter(cycle__due_on=due_on) if due_on else rows


def entrants(rows: Iterable[Renewal]) -> list[Entrant]:
    """The list that a sample is drawn from, by the reference of the endorsement."""
    found = []
    for row in rows:
        evidence = evidence_of(row.cycle)
        found.append(
            Entrant(
                reference=row.cycle.endorsement.public_id,
                percent=evidence.audit_percent,
                always=row.cycle.reinstated and evidence.audit_reinstated,
            )
        )
    return sorted(found, key=lambda one: one.reference)


def evidence_of(cycle: RenewalCycle) -> Evidence:
    rule = editions.parsed(cycle.governing_edition).renewal
    return rule.evidence if rule else Evidence()


@dataclass(frozen=True)
class DueDay:
    """A due day with attested renewals that no draw has had yet, and the number of its next draw."""

    due_on: date
    waiting: int
    number: int


def due_days(association: Association) -> list[DueDay]:
    """Where a draw is possible, the earliest day first; two queries."""
    waiting = (
        drawable(association)
        .order_by("cycle__due_on")
        .values_list("cycle__due_on")
        .annotate(count=Count("pk"))
    )
    drawn = dict(
        AuditDraw.objects.filter(association=association)
        .order_by("due_on")
        .values_list("due_on")
        .annotate(count=Count("pk"))
    )
    return [DueDay(on, count, drawn.get(on, 0) + 1) for on, count in waiting]


def draws(association: Association) -> QuerySet[AuditDraw]:
    """Past draws, the latest first, with how many they chose from and how many they drew."""
    return (
        AuditDraw.objects.filter(association=association)
        .select_related("drawn_by")
        .annotate(
            of=Count("renewals", distinct=True),
            drawn=Count("audits", distinct=True),
            over=Count("audits", filter=Q(audits__state__in=OVER), distinct=True),
        )
    )


def _rows() -> QuerySet[Audit]:
    return Audit.objects.select_related(
        "draw",
        "auditor",
        "renewal__association",
        "renewal__person",
        "renewal__cycle__edition__scheme",
        "renewal__cycle__endorsement__association__overlay",
        "renewal__cycle__endorsement__edition__scheme",
        "renewal__cycle__endorsement__person",
    )


def for_holder(person: Person, public_id: str, number: int) -> Audit:
    """The audit of the person's own renewal of that cycle.

    :raises Http404: for anybody else's.
    """
    return get_object_or_404(
        _rows(),
        renewal__person=person,
        renewal__cycle__endorsement__public_id=public_id,
        renewal__cycle__number=number,
    )


def for_auditor(person: Person, public_id: str) -> Audit:
    """An audit that a reviewer was asked to look at, as long as it waits for them.

    :raises Http404: for everybody else, and once it is over.
    """
    audit = get_object_or_404(_rows().exclude(state__in=OVER), auditor=person, public_id=public_id)
    association = audit.renewal.association
    if not has_role(person, association, "reviewer", on=today_in(association)):
        raise Http404
    return audit


def for_coordinator(person: Person, association: Association, renewal: Renewal) -> Audit:
    """The audit of a renewal at the association's desk; nobody audits themselves.

    :raises Http404: where it was not drawn.
    """
    rows = _rows().exclude(renewal__person=person)
    return get_object_or_404(rows, renewal=renewal, renewal__association=association)


def asked_of(person: Person) -> QuerySet[Audit]:
    """The audits that wait for this reviewer."""
    return _rows().filter(auditor=person, state=Audit.State.SHOWN).order_by("answer_by_on", "pk")


def judged(audit: Audit) -> Judged:
    """What was shown, or before that the portfolio as it is, as of the day of handing in."""
    renewal = audit.renewal
    on = renewal.handed_in_on or renewal.cycle.due_on
    if audit.snapshot:
        return renewals.judged_facts(renewal.cycle, portfolio.from_snapshot(audit.snapshot), on)
    return renewals.judged(renewal.cycle, on)
