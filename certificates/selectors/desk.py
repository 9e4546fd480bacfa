"""Certificates for those who answer for them: an association's coordinators, and administrators."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, StrIndex, Substr
from django.http import Http404

from certificates.models import Certificate
from certificates.verification import RESTING, Standing
from endorsement.models import (
    Association,
    Endorsement,
    LedgerEntry,
    Membership,
    Person,
    RenewalCycle,
)
from endorsement.permissions import (
    administers,
    association_for_coordinator,
    has_role,
    person_of,
    today_in,
)
from lms.backbone.ids import normalize

State = Certificate.State
#: What a certificate can be before it stands or does not.
PREPARING, FAILED = "preparing", "failed"
STATES = (PREPARING, FAILED, *Standing)
_ID_LENGTH = 12
#: A beginning of a number that is worth looking for.
SHORTEST = 4


@dataclass(frozen=True)
class Wanted:
    """What a coordinator looks for; empty fields leave everything in."""

    text: str = ""
    kind: str = ""
    state: str = ""


def desk_of(user: Any, person: Person, slug: str) -> Association | None:
    """The association whose certificates the person answers for; none, without a slug, is the platform.

    :raises Http404: for anybody but the association's coordinators, and but administrators at the platform.
    """
    if slug:
        return association_for_coordinator(person, slug)
    if not administers(user):
        raise Http404
    return None


def one_at(desk: Association | None, number: str) -> Certificate:
    """One certificate of a desk that was opened (`desk_of`).

    :raises Http404: for what is not that desk's.
    """
    rows = certified_by(desk).filter(number=number)
    certificate = rows.select_related("person", "association", "superseded_by").first()
    if certificate is None:
        raise Http404
    return certificate


def certified_by(association: Association | None) -> QuerySet[Any]:
    """What the association certifies, or without one the platform itself.

    Not transcripts: they are between a person and the platform.
    """
    transcript = Certificate.Kind.TRANSCRIPT
    return Certificate.objects.filter(association=association).exclude(kind=transcript)


def matching(association: Association | None, wanted: Wanted, *, on: date) -> QuerySet[Any]:
    """The desk's certificates, newest first, each with its `stands` on the day.

    Text is looked for in numbers, however they are typed, and in the present names and addresses of
    holders: nobody is found by a former name.
    """
    rows = stands(certified_by(association).select_related("person"), on=on)
    if wanted.text:
        rows = rows.filter(_said(wanted.text))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(stands=wanted.state)
    return rows.order_by("-created_at", "-pk")


def stands(rows: QuerySet[Any], *, on: date) -> QuerySet[Any]:
    """Each row with `stands`: what `standing_of` says, or that it is not issued yet; for filters."""
    cycles = RenewalCycle.objects.filter(endorsement__public_id=OuterRef("about"))
    newest = cycles.order_by("-number").values("due_on")[:1]
    named = Concat(
        Value("cycle:"),
        "endorsement__public_id",
        Value(":"),
        Cast("number", CharField()),
        output_field=CharField(),
    )
    its_own = cycles.annotate(named=named).filter(named=OuterRef("subject")).values("due_on")[:1]
    behind = Endorsement.objects.filter(public_id=OuterRef("about")).values("state")[:1]
    return rows.annotate(
        about=Substr("subject", StrIndex("subject", Value(":")) + 1, _ID_LENGTH),
        behind=Subquery(behind),
        through_on=Case(
            When(kind=Certificate.Kind.ENDORSEMENT, then=Subquery(newest)),
            default=Coalesce(Subquery(its_own), "valid_through_on"),
        ),
        corrected=Exists(LedgerEntry.objects.filter(corrects__public_id=OuterRef("about"))),
    ).annotate(
        stands=Case(
            When(issued_at__isnull=True, state=State.DEAD, then=Value(FAILED)),
            When(issued_at__isnull=True, then=Value(PREPARING)),
            When(superseded_by__isnull=False, then=Value(Standing.SUPERSEDED.value)),
            When(
                Q(revoked_at__isnull=False) | Q(corrected=True) | Q(behind="revoked"),
                then=Value(Standing.NOT_VALID.value),
            ),
            *(When(behind=code, then=Value(stands.value)) for code, stands in RESTING.items()),
            When(through_on__lt=on, then=Value(Standing.EXPIRED.value)),
            default=Value(Standing.VALID.value),
            output_field=CharField(),
        )
    )


def current(association: Association | None, kind: str = "") -> QuerySet[Certificate]:
    """The desk's certificates that were issued and not replaced, oldest first."""
    rows = certified_by(association).filter(issued_at__isnull=False, superseded_by__isnull=True)
    return (rows.filter(kind=kind) if kind else rows).order_by("pk")


def owed(association: Association | None, kind: str = "") -> QuerySet[Certificate]:
    """The desk's certificates that are owed or were given up, oldest first."""
    rows = certified_by(association).filter(state__in=[State.OWED, State.CLAIMED, State.DEAD])
    return (rows.filter(kind=kind) if kind else rows).order_by("pk")


def dead_for(user: Any, *, at: datetime) -> QuerySet[Certificate]:
    """The certificates that could not be drawn and that the user answers for, oldest first.

    :raises Http404: for whoever answers for none.
    """
    return answered_for(user, at=at).filter(state=State.DEAD).order_by("due_at", "pk")


def answered_for(user: Any, *, at: datetime) -> QuerySet[Certificate]:
    """All certificates for an administrator, those of their associations today for a coordinator.

    :raises Http404: for everybody else.
    """
    rows = Certificate.objects.select_related("person", "association")
    if user.is_superuser:
        return rows
    memberships = person_of(user).memberships.filter(role=Membership.Role.COORDINATOR)
    theirs = [
        membership.association_id
        for membership in memberships.select_related("association")
        if has_role(
            membership.person,
            membership.association,
            membership.role,
            on=today_in(membership.association, at),
        )
    ]
    if not theirs:
        raise Http404
    return rows.filter(association__in=theirs)


def _said(text: str) -> Q:
    found = Q(person__name__icontains=text) | Q(person__email__iexact=text)
    number = normalize(text)
    return found | Q(number__startswith=number) if len(number) >= SHORTEST else found
