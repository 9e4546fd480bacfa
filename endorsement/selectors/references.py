"""References, fetched by whom they may be seen."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from endorsement.models import Application, Association, Endorsement, Person, Reference


def asked_by(person: Person, association: Association) -> QuerySet[Reference]:
    """What a person may see of the references they asked for: who, role and state, no content."""
    return (
        person.references.filter(association=association)
        .exclude(state=Reference.State.CANCELED)
        .select_related("rater", "association")
        .defer("answers", "comment", "recommendation", "known_for", "direct_service", "draft")
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
        .select_related("rater", "association", "edition")
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
        .select_related("rater", "association", "edition", "recorded_by")
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
    return _reachable(at, token_sha256=Reference.digest(token))


def by_code(code: str, at: datetime) -> Reference:
    """The reference behind a short code, in the form in which codes are made.

    :raises Http404: for a code that never was, was replaced, or has run out.
    """
    return _reachable(at, code_hmac=Reference.code_digest(code))


def by_proof(public_id: str, proof: str, at: datetime) -> Reference:
    """The reference whose code was typed a while ago, as the address says.

    :raises Http404: once another code took its place, or it has run out.
    """
    reference = _reachable(at, public_id=public_id)
    if not reference.proof or not constant_time_compare(reference.proof, proof):
        raise Http404
    return reference


def _reachable(at: datetime, **by: str) -> Reference:
    reference = (
        Reference.objects.filter(token_expires_at__gt=at, **by)
        .exclude(state=Reference.State.CANCELED)
        .select_related("person", "association", "rater", "edition")
        .first()
    )
    if reference is None:
        raise Http404
    return reference


def of_application(application: Application) -> QuerySet[Reference]:
    """Everybody who was asked, for the coordinator's list; the content stays where it is judged."""
    return (
        Reference.objects.filter(
            person=application.person_id, association=application.association_id
        )
        .exclude(state=Reference.State.CANCELED)
        .defer("answers", "comment", "recommendation", "draft")
        .select_related("rater", "association", "recorded_by")
        .order_by("requested_at", "pk")
    )


def at_desk(application: Application, public_id: str) -> Reference:
    """:raises Http404: when the applicant did not ask for it, or took it back."""
    rows = of_application(application).select_related("person", "association", "rater", "edition")
    return get_object_or_404(rows.defer(None), public_id=public_id)


def to_vet(application: Application) -> QuerySet[Reference]:
    """Completed ratings by people who are not endorsed under the association's scheme."""
    endorsed = Endorsement.objects.filter(
        person=OuterRef("rater"),
        state=Endorsement.State.ACTIVE,
        emerging=False,
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
