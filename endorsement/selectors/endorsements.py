"""Endorsements of an association as its coordinator looks for them, and as their holder has them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Association,
    Endorsement,
    Person,
    Renewal,
    RenewalCycle,
    StatusRequest,
)
from endorsement.permissions import association_for_coordinator

SOON = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be shown; empty means everything. `when`: due soon, open or late, and nothing handed in."""

    words: str = ""
    state: str = ""
    category: str = ""
    when: str = ""
    asked: bool = False


def for_coordinator(person: Person, slug: str, public_id: str) -> Endorsement:
    """An endorsement of the coordinator's association; their own is nobody's to act on.

    :raises Http404: for anybody else, and for any other endorsement.
    """
    association = association_for_coordinator(person, slug)
    rows = Endorsement.objects.select_related("person", "edition__scheme", "application")
    endorsement: Endorsement = get_object_or_404(
        rows.exclude(person=person), association=association, public_id=public_id
    )
    endorsement.association = association
    return endorsement


def for_holder(person: Person, public_id: str) -> Endorsement:
    """One's own. :raises Http404: for anybody else's, and for one that was taken away."""
    rows = person.endorsements.exclude(state=Endorsement.State.REVOKED)
    found: Endorsement | None = (
        rows.select_related("association", "edition__scheme", "person")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def listed(
    association: Association, coordinator: Person, wanted: Wanted, today: date
) -> QuerySet[Endorsement]:
    """Those that are wanted, by name; each with its cycles, the newest first, and what is asked."""
    found = association.endorsements.exclude(person=coordinator)
    for word in wanted.words.split()[:8]:
        found = found.filter(
            Q(person__name__icontains=word)
            | Q(person__email__iexact=word)
            | Q(public_id__iexact=word)
            | Q(original_number__iexact=word)
        )
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.category:
        found = found.filter(category=wanted.category)
    if wanted.when:
        found = found.filter(Exists(_cycles(wanted.when, today)))
    open_requests = StatusRequest.objects.filter(answered_at__isnull=True)
    if wanted.asked:
        found = found.filter(Exists(open_requests.filter(endorsement=OuterRef("pk"))))
    return (
        found.select_related("person", "edition")
        .prefetch_related(
            Prefetch("cycles", RenewalCycle.objects.order_by("-number")),
            Prefetch("status_requests", open_requests, to_attr="asked"),
        )
        .order_by("person__name", "pk")
    )


def _cycles(when: str, today: date) -> QuerySet[RenewalCycle]:
    cycles = RenewalCycle.objects.filter(
        endorsement=OuterRef("pk"),
        state=RenewalCycle.State.OPEN,
        endorsement__state=Endorsement.State.ACTIVE,
        endorsement__person__deceased_on__isnull=True,
    ).exclude(renewal__state=Renewal.State.HANDED_IN)
    if when == "late":
        return cycles.filter(due_on__lt=today)
    if when == "open":
        return cycles.filter(opens_on__lte=today)
    return cycles.filter(due_on__range=(today, today + SOON))


def categories(association: Association) -> list[tuple[int, str]]:
    """Pairs of edition and category that somebody holds, in one query."""
    pairs = association.endorsements.order_by().values_list("edition", "category").distinct()
    return sorted(pairs)


def cycles_of(endorsement: Endorsement) -> list[RenewalCycle]:
    """The newest first, each with what was granted; two queries."""
    rows = endorsement.cycles.select_related("edition", "renewal").prefetch_related(
        "extensions__granted_by"
    )
    return list(rows.order_by("-number"))


def holds_another(endorsement: Endorsement) -> bool:
    """Whether its holder has another category that goes on, so that this one can rest."""
    others = endorsement.person.endorsements.filter(
        association=endorsement.association_id, state=Endorsement.State.ACTIVE, emerging=False
    )
    return others.exclude(pk=endorsement.pk).exists()


def open_request(endorsement: Endorsement) -> StatusRequest | None:
    return endorsement.status_requests.filter(answered_at__isnull=True).first()


def last_answer(endorsement: Endorsement) -> StatusRequest | None:
    """What the association answered last."""
    return endorsement.status_requests.filter(answered_at__isnull=False).first()
