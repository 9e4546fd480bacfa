"""Applications, fetched by whom they may be seen: a stranger gets 404."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Application,
    Association,
    GuestInvitation,
    Membership,
    Person,
    Review,
)
from endorsement.permissions import (
    has_role,
    memberships_today,
    today_in,
)
from endorsement.selectors import guests

Role = Membership.Role


def of_person(person: Person) -> QuerySet[Application]:
    """A person's own applications, newest first."""
    return (
        person.applications.select_related(
            "association__overlay", "association__registry_policy", "edition__scheme"
        )
        .order_by("-created_at")
        .all()
    )


def for_applicant(person: Person, public_id: str) -> Application:
    """:raises Http404: when it is not this person's own."""
    return get_object_or_404(of_person(person), public_id=public_id)


def on_desk(association: Association, coordinator: Person) -> QuerySet[Application]:
    """What the association's coordinator may see: submitted ones, never their own."""
    return (
        association.applications.exclude(state__in=Application.BEFORE_SUBMISSION)
        .exclude(person=coordinator)
        .exclude(submitted_at__isnull=True)
    )


def for_coordinator(person: Person, slug: str, public_id: str) -> Application:
    """An application at the desk of its association; a guest's invitation opens that one only.

    :raises Http404: for anyone but a coordinator of the association or such a guest, and for one's own.
    """
    association = get_object_or_404(Association, slug=slug)
    rows = on_desk(association, person).select_related(
        "person", "edition__scheme", "association__overlay"
    )
    if not has_role(person, association, Role.COORDINATOR, on=today_in(association)):
        rows = rows.filter(pk__in=guests.open_to(person, GuestInvitation.Role.COORDINATOR))
    return get_object_or_404(rows, public_id=public_id)


def invited_to(person: Person) -> QuerySet[Application]:
    """What a coordinator of another association is a guest at: open ones, never their own."""
    return (
        Application.objects.filter(pk__in=guests.open_to(person, GuestInvitation.Role.COORDINATOR))
        .exclude(person=person)
        .exclude(submitted_at__isnull=True)
        .exclude(state__in=[Application.State.DRAFT, *Application.CLOSED])
        .select_related("person", "association__overlay", "edition__scheme")
        .order_by("submitted_at", "pk")
    )


def for_reviewer(person: Person, review_public_id: str) -> Review:
    """One's own review with its application, as long as one is a reviewer of the association or a guest.

    A recused reviewer sees it no more, and one who waits for their turn not yet; nor does anybody what
    was withdrawn, or their own application.

    :raises Http404: for everybody else.
    """
    review = (
        Review.objects.filter(reviewer=person, public_id=review_public_id)
        .exclude(state__in=[Review.State.RECUSED, Review.State.WAITING])
        .exclude(application__person=person)
        .select_related(
            "application__person",
            "application__edition__scheme",
            "application__association__overlay",
        )
        .prefetch_related("findings", "items", "ticks")
        .first()
    )
    if review is None or review.application.state == Application.State.WITHDRAWN:
        raise Http404
    if not reviews_for(person, review.application):
        raise Http404
    return review


def reviews_for(person: Person, application: Application) -> bool:
    """Whether the person is a reviewer of the association today, or a guest at this application.

    The role opens, and its end closes.
    """
    association = application.association
    return has_role(person, association, Role.REVIEWER, on=today_in(association)) or guests.opens(
        person, application, GuestInvitation.Role.REVIEWER
    )


def reviews_of(person: Person) -> QuerySet[Review]:
    """One's assignments where one is a reviewer or a guest today, open ones first by due day."""
    reviewing = [one for one in memberships_today(person.user) if one.role == Role.REVIEWER]
    # Nobody is a guest who is no reviewer anywhere.
    invited = guests.open_to(person, GuestInvitation.Role.REVIEWER) if reviewing else []
    return (
        person.reviews.exclude(state__in=[Review.State.RECUSED, Review.State.WAITING])
        .filter(
            Q(association__in=[one.association_id for one in reviewing])
            | Q(application__in=invited)
        )
        .exclude(application__state=Application.State.WITHDRAWN)
        .exclude(application__person=person)
        .select_related(
            "application__person",
            "association",
            "application__association__overlay",
            "application__edition",
        )
        .order_by("handed_in_at", "due_on", "pk")
    )


def opinions(application: Application) -> QuerySet[Review]:
    """The reviews that may be read: those of rounds in which every reviewer has handed in.

    Independence is kept here, in the query, so that no page or export can leak an opinion: a single
    early one could steer the coordinator, and through the coordinator the next reviewer. Once the
    application is decided, what an unfinished round left behind may be read too.
    """
    reviews = application.reviews.filter(state=Review.State.HANDED_IN)
    if application.state not in (Application.State.APPROVED, Application.State.DECLINED):
        reviews = reviews.filter(round__in=_finished_rounds(application))
    return (
        reviews.select_related("reviewer")
        .prefetch_related("findings")
        .order_by("round", "handed_in_at", "pk")
    )


def other_opinions(review: Review) -> QuerySet[Review]:
    """The co-reviewers' opinions of the same round, and none at all before they may be read.

    Not a row is fetched for one who has not handed in; what a third reviewer handed in may be read
    like the others', while it is open it is nobody's.
    """
    if review.state != Review.State.HANDED_IN:
        return Review.objects.none()
    return opinions(review.application).filter(round=review.round).exclude(pk=review.pk)


def _finished_rounds(application: Application) -> list[int]:
    """Rounds in which the reviewers asked first are all in; a third is asked after that."""
    needed = application.association.overlay.reviewers_required
    rounds = (
        application.reviews.filter(third=False)
        .order_by()
        .values("round")
        .annotate(
            handed_in=Count("pk", filter=Q(state=Review.State.HANDED_IN)),
            open=Count("pk", filter=Q(state__in=Review.OPEN)),
        )
    )
    return [one["round"] for one in rounds if one["handed_in"] >= needed and not one["open"]]
