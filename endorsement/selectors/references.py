"""References, fetched by whom they may be seen."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import Application, Association, Endorsement, Person, Reference


def asked_by(person: Person, association: Association) -> QuerySet[Reference]:
    """What a person may see of the references they asked for: who, role and state, no content."""
    return (
        person.references.filter(association=association)
        .exclude(state=Reference.State.CANCELED)
        .select_related("rater")
        .defer("answers", "comment", "recommendation", "not_enough_information")
        .order_by("requested_at", "pk")
    )


def readable(person: Person, association: Association) -> QuerySet[Reference]:
    """References whose content the person may read: not waived, and used for a decision."""
    decided = Application.objects.filter(
        person=person,
        association=association,
        decided_at__isnull=False,
        decided_at__gte=OuterRef("completed_at"),
    )
    return (
        person.references.filter(
            Exists(decided),
            association=association,
            waived=False,
            state=Reference.State.COMPLETED,
        )
        .select_related("rater")
        .order_by("completed_at", "pk")
    )


def in_snapshot(application: Application, keys: Iterable[str]) -> QuerySet[Reference]:
    """The completed references that a submitted application shows, for those who judge it."""
    return (
        Reference.objects.filter(
            person=application.person_id,
            association=application.association_id,
            public_id__in=list(keys),
            state=Reference.State.COMPLETED,
            completed_at__lte=application.submitted_at,
        )
        .select_related("rater")
        .order_by("completed_at", "pk")
    )


def for_applicant(person: Person, public_id: str) -> Reference:
    """:raises Http404: when somebody else asked for it."""
    return get_object_or_404(
        person.references.select_related("rater", "association", "person"), public_id=public_id
    )


def by_token(token: str, at: datetime) -> Reference:
    """The reference behind a mailed link.

    :raises Http404: for a link that never was, was replaced, or has run out.
    """
    reference = (
        Reference.objects.filter(token_sha256=Reference.digest(token), token_expires_at__gt=at)
        .exclude(state=Reference.State.CANCELED)
        .select_related("person", "association", "rater")
        .first()
    )
    if reference is None:
        raise Http404
    return reference


def to_vet(application: Application) -> QuerySet[Reference]:
    """Completed ratings by people who are not endorsed under the association's scheme."""
    endorsed = Endorsement.objects.filter(
        person=OuterRef("rater"),
        state=Endorsement.State.ACTIVE,
        edition__scheme__overlays__association=application.association_id,
    )
    return (
        Reference.objects.filter(
            person=application.person_id,
            association=application.association_id,
            state=Reference.State.COMPLETED,
        )
        .exclude(Exists(endorsed))
        .select_related("rater", "vetted_by")
        .order_by("completed_at", "pk")
    )
