"""The coordinator's desk of renewals: filtered, counted, with the same queries for any number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Association,
    Edition,
    Endorsement,
    Person,
    Renewal,
    RenewalCycle,
    RenewalOpinion,
)
from endorsement.permissions import has_role, today_in
from endorsement.rules.reading import Text
from endorsement.selectors import editions
from endorsement.selectors.audits import OVER

State = Renewal.State

TO_DECIDE, CLEAN, RETURNED, AUDITED = "to_decide", "clean", "returned", "audited"
TAKEN_BACK = "taken_back"
LATE, NOT_BEGUN, APPROVED, DECLINED = "late", "not_begun", "approved", "declined"
#: In the order in which they are shown.
PILES = (TO_DECIDE, CLEAN, RETURNED, TAKEN_BACK, LATE, NOT_BEGUN, AUDITED, APPROVED, DECLINED)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be shown: a pile, of a due day and a category if they are named."""

    pile: str = TO_DECIDE
    due_on: date | None = None
    category: str = ""
    name: str = ""


def _open(today: date) -> Q:
    """Cycles of the living whose window is open and for which nothing is handed in."""
    begun = Q(renewal__isnull=True) | Q(renewal__state__in=[State.BEGUN, State.TAKEN_BACK])
    active = Q(state=RenewalCycle.State.OPEN, endorsement__state=Endorsement.State.ACTIVE)
    living = Q(endorsement__person__deceased_on__isnull=True)
    return begun & active & living & Q(opens_on__lte=today)


def _pile(code: str, today: date) -> Q:
    handed_in = Q(renewal__state=State.HANDED_IN)
    return {
        TO_DECIDE: handed_in,
        CLEAN: handed_in & Q(renewal__stains=[]),
        RETURNED: Q(renewal__state=State.RETURNED),
        TAKEN_BACK: Q(renewal__state=State.TAKEN_BACK),
        AUDITED: Q(renewal__audit__isnull=False) & ~Q(renewal__audit__state__in=OVER),
        LATE: _open(today) & Q(due_on__lt=today),
        NOT_BEGUN: _open(today) & Q(due_on__gte=today),
        APPROVED: Q(renewal__state=State.APPROVED),
        DECLINED: Q(renewal__state=State.DECLINED),
    }[code]


def on_desk(association: Association, coordinator: Person) -> QuerySet[RenewalCycle]:
    """The cycles a coordinator may see: of their association, never their own."""
    return RenewalCycle.objects.filter(endorsement__association=association).exclude(
        endorsement__person=coordinator
    )


def matching(
    association: Association, coordinator: Person, wanted: Wanted, today: date
) -> QuerySet[RenewalCycle]:
    """What is wanted: what was handed in first, then what is due first."""
    pile = wanted.pile if wanted.pile in PILES else TO_DECIDE
    found = on_desk(association, coordinator).filter(_pile(pile, today))
    if wanted.due_on:
        found = found.filter(due_on=wanted.due_on)
    if wanted.category:
        found = found.filter(endorsement__category=wanted.category)
    if wanted.name:
        found = found.filter(endorsement__person__name__icontains=wanted.name)
    order = ("renewal__handed_in_on", "due_on", "endorsement__person__name", "pk")
    if pile in (APPROVED, DECLINED):
        order = ("-renewal__decided_at", "-due_on", "endorsement__person__name", "pk")
    return found.select_related(
        "renewal__audit", "edition", "endorsement__person", "endorsement__edition"
    ).order_by(*order)


def counts(association: Association, coordinator: Person, today: date) -> dict[str, int]:
    """How many there are in each pile, in one query."""
    found: dict[str, int] = on_desk(association, coordinator).aggregate(
        **{code: Count("pk", filter=_pile(code, today)) for code in PILES}
    )
    return found


@dataclass(frozen=True)
class Choices:
    """What there is to filter by."""

    due_days: list[date]
    categories: dict[str, Text]


def choices(association: Association) -> Choices:
    """Due days of what is open or was handed in, and the categories that are held; three queries."""
    cycles = RenewalCycle.objects.filter(endorsement__association=association)
    open_ones = cycles.filter(Q(state=RenewalCycle.State.OPEN) | Q(renewal__isnull=False))
    days = open_ones.order_by("due_on").values_list("due_on", flat=True).distinct()
    held = (
        Endorsement.objects.filter(association=association)
        .order_by("category", "edition")
        .values_list("category", "edition")
        .distinct()
    )
    newest = dict(held)
    known = {one.pk: editions.parsed(one) for one in Edition.objects.filter(pk__in=newest.values())}
    found = {code: known[pk].categories.get(code) for code, pk in newest.items()}
    return Choices(list(days), {code: one.name for code, one in found.items() if one})


def for_coordinator(
    person: Person, association: Association, public_id: str, number: int
) -> RenewalCycle:
    """One cycle at the desk of the association.

    :raises Http404: for one of another association, and for one's own.
    """
    rows = on_desk(association, person).select_related(
        "renewal__audit",
        "renewal__association",
        "renewal__person",
        "edition__scheme",
        "endorsement__association__overlay",
        "endorsement__edition__scheme",
        "endorsement__person",
    )
    return get_object_or_404(rows, endorsement__public_id=public_id, number=number)


def for_reviewer(person: Person, public_id: str) -> RenewalOpinion:
    """What a reviewer was asked about, as long as it waits for a decision.

    :raises Http404: for everybody else's, once it is decided, and for who is no reviewer any more.
    """
    opinion = get_object_or_404(_opinions(), reviewer=person, public_id=public_id)
    association = opinion.renewal.association
    if not has_role(person, association, "reviewer", on=today_in(association)):
        raise Http404
    return opinion


def asked_of(person: Person) -> QuerySet[RenewalOpinion]:
    """Renewals that wait for this reviewer's opinion."""
    return _opinions().filter(reviewer=person, given_at__isnull=True)


def _opinions() -> QuerySet[RenewalOpinion]:
    return RenewalOpinion.objects.filter(renewal__state=State.HANDED_IN).select_related(
        "reviewer",
        "renewal__association",
        "renewal__person",
        "renewal__cycle__edition__scheme",
        "renewal__cycle__endorsement__association__overlay",
        "renewal__cycle__endorsement__edition__scheme",
        "renewal__cycle__endorsement__person",
    )


def chosen(
    association: Association, coordinator: Person, keys: Iterable[str], most: int
) -> list[Renewal]:
    """Those of the ticked renewals that are on this coordinator's desk."""
    return list(
        Renewal.objects.filter(association=association, public_id__in=list(keys)[:most])
        .exclude(person=coordinator)
        .select_related(
            "person",
            "association",
            "cycle__edition__scheme",
            "cycle__endorsement__association__overlay",
            "cycle__endorsement__edition__scheme",
            "cycle__endorsement__person",
        )
        .order_by("handed_in_on", "pk")
    )


def waiting_at(associations: Iterable[Association], person: Person) -> dict[int, int]:
    """How many renewals wait for a decision, by association; one's own wait for others."""
    rows = (
        Renewal.objects.filter(association__in=associations, state=State.HANDED_IN)
        .exclude(person=person)
        .order_by("association")
        .values_list("association")
        .annotate(count=Count("pk"))
    )
    return dict(rows)
