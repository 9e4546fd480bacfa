"""Registrations at an association's desk, and applications beside which somebody advises."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Advising,
    Application,
    Association,
    EntrySuggestion,
    Membership,
    Person,
    SectionComment,
)
from endorsement.permissions import association_for_coordinator, has_role, today_in

State = Application.State


def at_desk(association: Association, coordinator: Person) -> QuerySet[Application]:
    """Every application that the association has been told of, never the coordinator's own.

    What lies in a portfolio is not theirs to see before it is handed in.
    """
    talked = SectionComment.objects.filter(application=OuterRef("pk"))
    return (
        association.applications.filter(
            Q(registration_asked_at__isnull=False)
            | Q(submitted_at__isnull=False)
            | Q(wants_advisor=True)
            | Q(Exists(talked))
        )
        .exclude(person=coordinator)
        .select_related("person", "edition__scheme", "association__overlay")
        .order_by("registration_asked_at", "created_at", "pk")
    )


def waiting(association: Association, coordinator: Person) -> QuerySet[Application]:
    """Those that wait for the association's answer, the longest waiting first."""
    return at_desk(association, coordinator).filter(state=State.REGISTRATION_ASKED)


def preparing(association: Association, coordinator: Person) -> QuerySet[Application]:
    """Those whose applicants are at work, or have a question to answer."""
    return at_desk(association, coordinator).filter(state__in=[State.DRAFT, State.IN_PROGRESS])


def for_coordinator(person: Person, slug: str, public_id: str) -> Application:
    """:raises Http404: for anyone but a coordinator of the association, and for one's own."""
    association = association_for_coordinator(person, slug)
    return get_object_or_404(at_desk(association, person), public_id=public_id)


def advising_of(application: Application) -> Advising | None:
    """The advisor of the moment, whether the applicant has agreed or not."""
    return application.advising.filter(ended_at__isnull=True).select_related("advisor").first()


def advised_by(person: Person) -> QuerySet[Advising]:
    """What the person may read as an advisor: agreed to, not ended, and still being prepared."""
    return (
        person.advising.filter(
            ended_at__isnull=True,
            agreed_at__isnull=False,
            application__state__in=[State.IN_PROGRESS, State.MORE_INFORMATION],
        )
        .select_related(
            "application__person",
            "application__edition__scheme",
            "application__association__overlay",
        )
        .order_by("agreed_at", "pk")
    )


def for_advisor(person: Person, public_id: str) -> Advising:
    """:raises Http404: for anybody but the advisor, while they are one in the association."""
    found = get_object_or_404(advised_by(person), public_id=public_id)
    association = found.application.association
    if not has_role(person, association, Membership.Role.ADVISOR, on=today_in(association)):
        raise Http404
    return found


def suggestion_for_applicant(person: Person, public_id: str) -> EntrySuggestion:
    """:raises Http404: when it is not about this person's own application."""
    rows = EntrySuggestion.objects.filter(application__person=person)
    return get_object_or_404(
        rows.select_related("application__person", "association"), public_id=public_id
    )


def suggestion_for_viewer(person: Person, public_id: str) -> EntrySuggestion:
    """What the applicant and the association's coordinators may open.

    :raises Http404: for everybody else.
    """
    found = get_object_or_404(
        EntrySuggestion.objects.select_related("application__person", "association"),
        public_id=public_id,
    )
    if found.application.person_id == person.pk:
        return found
    association = found.association
    if has_role(person, association, Membership.Role.COORDINATOR, on=today_in(association)):
        return found
    raise Http404
