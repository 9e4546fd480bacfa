"""Files that prove a membership, fetched only by those who may see them."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import Application, BelongingProof, Person
from endorsement.selectors.evidence import may_coordinate, may_review
from endorsement.selectors.renewal_viewers import may_see


def of_application(application: Application) -> QuerySet[BelongingProof]:
    """The proofs that were there when the application was handed in."""
    return BelongingProof.objects.filter(
        belonging__person=application.person_id, uploaded_at__lte=application.submitted_at
    ).select_related("belonging__detail")


def shown_by(person: Person, at: datetime) -> QuerySet[BelongingProof]:
    """The proofs that were there when the person handed something in."""
    proofs = BelongingProof.objects.filter(belonging__person=person, uploaded_at__lte=at)
    return proofs.select_related("belonging__detail")


def for_viewer(person: Person, public_id: str) -> BelongingProof:
    """A proof the person may open.

    Those are its owner; a coordinator at whose desk an application of the owner is, since they confirm
    memberships; a reviewer of one that was handed in with it; and those who look at a renewal. A
    reported file is closed to all but the coordinator.

    :raises Http404: for everybody else.
    """
    proofs = BelongingProof.objects.select_related("belonging__person")
    proof = get_object_or_404(proofs, public_id=public_id)
    owner = proof.belonging.person
    if owner.pk == person.pk and proof.flagged_at is None:
        return proof
    applications = (
        Application.objects.filter(person=owner, submitted_at__isnull=False)
        .exclude(state=Application.State.WITHDRAWN)
        .select_related("association")
    )
    for application in applications:
        if may_coordinate(person, application):
            return proof
        if proof.flagged_at is None and _shows(application, proof, person):
            return proof
    if may_see(person, owner, keys=(), at=proof.uploaded_at, flagged=bool(proof.flagged_at)):
        return proof
    raise Http404


def _shows(application: Application, proof: BelongingProof, person: Person) -> bool:
    handed_in = application.submitted_at
    return (
        handed_in is not None and proof.uploaded_at <= handed_in and may_review(person, application)
    )
