"""Papers, memberships and results of a person, for the person's own copy."""

from typing import Any

from django.db.models import QuerySet

from endorsement.models import BelongingProof, Paper, Person, Result


def papers(person: Person) -> QuerySet[Paper]:
    """The papers that the person handed in; a reported one is closed to them as well."""
    theirs = person.papers.filter(flagged_at__isnull=True)
    return theirs.select_related("association").order_by("uploaded_at", "pk")


def place_of_paper(paper: Paper) -> str:
    """Where a paper lies in the package."""
    return f"papers/{paper.association.slug}/{paper.document} {paper.public_id} {paper.name}"


def proofs(person: Person) -> QuerySet[BelongingProof]:
    """The files that prove the person's memberships, but for reported ones."""
    theirs = BelongingProof.objects.filter(belonging__person=person, flagged_at__isnull=True)
    return theirs.select_related("belonging").order_by("uploaded_at", "pk")


def place_of_proof(proof: BelongingProof) -> str:
    """Where a proof lies in the package."""
    return f"memberships/{proof.belonging.organization} {proof.public_id} {proof.name}"


def recorded(person: Person) -> dict[str, Any]:
    """Memberships, papers with what was found about them, and what came of exams and other steps."""
    results = Result.objects.filter(application__person=person).order_by("recorded_at", "pk")
    return {
        "memberships": list(
            person.belongings.order_by("from_on").values(
                "organization",
                "from_on",
                "through_on",
                "confirmed_at",
                "detail__name",
                "detail__number",
            )
        ),
        "proofs_of_membership": [
            {
                "organization": row.belonging.organization,
                "from_on": row.belonging.from_on,
                "place": place_of_proof(row),
                "uploaded_at": row.uploaded_at,
            }
            for row in proofs(person)
        ],
        "papers": [
            {
                "association": row.association.slug,
                "document": row.document,
                "place": place_of_paper(row),
                "dated_on": row.dated_on,
                "through_on": row.through_on,
                "uploaded_at": row.uploaded_at,
                "found_to_fit": [look.fits for look in row.looks.all()],
            }
            for row in papers(person).prefetch_related("looks")
        ],
        "results": list(
            results.values(
                "application__public_id",
                "kind",
                "code",
                "held_on",
                "reached",
                "out_of",
                "withdrawn",
                "recorded_at",
            )
        ),
    }
