"""The coordinator's queue: filtered, in order, page by page, with the same queries for any number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from endorsement.models import (
    Application,
    Association,
    Edition,
    Membership,
    Person,
    Review,
    SavedView,
)
from endorsement.selectors import applications, memberships
from endorsement.selectors.overlays import overlay_of

ORDERS = {
    "waiting": ("submitted_at", "pk"),
    "newest": ("-submitted_at", "-pk"),
    "name": ("person__name", "pk"),
    "category": ("category", "submitted_at", "pk"),
    "state": ("state", "submitted_at", "pk"),
    "due": (F("due_on").asc(nulls_last=True), "submitted_at", "pk"),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be shown; an empty state means everything open."""

    state: str = ""
    category: str = ""
    days: int | None = None
    reviewer: str = ""
    overdue: bool = False
    edition: str = ""
    intake: str = ""
    order: str = "waiting"


@dataclass(frozen=True)
class Choices:
    """What there is to choose from at this desk."""

    editions: list[Edition]
    categories: list[tuple[int, str]]
    reviewers: list[Person]
    deadlines: list[date]


@dataclass
class Work:
    """How far the current round of an application is."""

    handed_in: int = 0
    assigned: int = 0
    due_on: date | None = None
    reviewers: list[str] = field(default_factory=list)


def choices(association: Association, today: date) -> Choices:
    """Editions and categories of its applications, its reviewers, its deadlines; four queries."""
    pairs = (
        association.applications.exclude(state__in=Application.BEFORE_SUBMISSION)
        .order_by()
        .values_list("edition", "category")
        .distinct()
    )
    categories = sorted(pairs)
    editions = Edition.objects.filter(pk__in={pk for pk, _category in categories})
    overlay = overlay_of(association)
    reviewing = memberships.in_role(association, Membership.Role.REVIEWER, today)
    return Choices(
        editions=list(editions.order_by("-effective_from", "-pk")),
        categories=categories,
        reviewers=[one.person for one in reviewing],
        deadlines=[one.on for one in overlay.deadlines.all()] if overlay else [],
    )


def matching(
    association: Association,
    coordinator: Person,
    wanted: Wanted,
    now: datetime,
) -> QuerySet[Application]:
    """The applications that are wanted, in the order that is wanted.

    Taken by key it reads an index alone: snapshots are long, and rows are stored around them.
    """
    today = association.day_of(now)
    found = applications.on_desk(association, coordinator)
    if wanted.state in Application.State.values:
        found = found.filter(state=wanted.state)
    else:
        found = found.exclude(state__in=Application.CLOSED)
    if wanted.category:
        found = found.filter(category=wanted.category)
    if wanted.edition:
        found = found.filter(edition__public_id=wanted.edition)
    if wanted.days:
        first_not = today - timedelta(days=wanted.days - 1)
        found = found.filter(submitted_at__lt=_midnight(association, first_not))
    if wanted.intake:
        found = found.filter(intake_on=date.fromisoformat(wanted.intake))
    if wanted.reviewer:
        found = found.filter(Exists(_this_round().filter(reviewer__ref=wanted.reviewer)))
    if wanted.overdue:
        late = _this_round().filter(state=Review.State.ASSIGNED, due_on__lt=today)
        found = found.filter(Exists(late))
    if wanted.order == "due":
        next_due = _this_round().filter(state=Review.State.ASSIGNED).order_by("due_on")
        found = found.annotate(due_on=Subquery(next_due.values("due_on")[:1]))
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["waiting"]))


def fetched(keys: Iterable[int]) -> list[Application]:
    """The rows of a page in its order, with their people; what was handed in stays unread."""
    wanted = list(keys)
    found = Application.objects.filter(pk__in=wanted).select_related("person")
    by_key = {one.pk: one for one in found.defer("snapshot", "question")}
    return [by_key[pk] for pk in wanted if pk in by_key]


def work(page: Iterable[Application]) -> dict[int, Work]:
    """How far each of them is, in one query."""
    rounds = {one.pk: one.submissions for one in page}
    found = {pk: Work() for pk in rounds}
    reviews = (
        Review.objects.filter(application__in=rounds)
        .exclude(state=Review.State.RECUSED)
        .select_related("reviewer")
        .only("application_id", "round", "state", "due_on", "reviewer__name", "reviewer__email")
    )
    for one in reviews.order_by("assigned_at", "pk"):
        if one.round != rounds[one.application_id]:
            continue
        so_far = found[one.application_id]
        so_far.assigned += 1
        so_far.reviewers.append(str(one.reviewer))
        so_far.handed_in += one.state == Review.State.HANDED_IN
        if one.state == Review.State.ASSIGNED:
            so_far.due_on = min(so_far.due_on or one.due_on, one.due_on)
    return found


def views_of(person: Person, association: Association) -> QuerySet[SavedView]:
    """The ways of looking at this desk that the person has kept."""
    return SavedView.objects.filter(person=person, association=association)


def _this_round() -> QuerySet[Review]:
    mine = Review.objects.filter(application=OuterRef("pk"), round=OuterRef("submissions"))
    return mine.exclude(state=Review.State.RECUSED)


def _midnight(association: Association, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(association.time_zone))
