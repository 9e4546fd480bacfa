"""What endorsement keeps about a person, as plain values for the person's own copy."""

import json
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from endorsement.models import (
    Application,
    Confirmation,
    EvidenceFile,
    ListedLanguage,
    Person,
    RegistryListing,
)
from endorsement.selectors import competency_links, portfolio, providers, review_comments
from endorsement.selectors.own_answers import confirmations, references
from endorsement.selectors.own_outcomes import outcomes
from endorsement.selectors.own_papers import recorded
from endorsement.selectors.own_renewals import renewals
from endorsement.selectors.own_reviewing import reviewing
from lms.backbone import canonical

Rows = list[dict[str, Any]]


def details(person: Person) -> dict[str, Any]:
    return {
        "pseudonymous_key": person.ref,
        "former_pseudonymous_keys": list(person.merged_from.values_list("ref", flat=True)),
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "time_zone": person.time_zone,
        "county": person.county,
        "employer": person.employer,
        "since": person.created_at,
        "roles": list(
            person.memberships.order_by("from_on").values(
                "association__slug", "role", "from_on", "through_on"
            )
        ),
        "registry": _registry(person),
    }


def _registry(person: Person) -> Rows:
    """What they let the registry of each association show."""
    shown = RegistryListing.objects.filter(person=person).order_by("association")
    items = (
        *("association__slug", "show_name", "show_county", "rsc_openings", "rsc_individual"),
        *("rsc_group", "rsc_in_person", "rsc_online", "may_write", "changed_at"),
    )
    languages = ListedLanguage.objects.filter(listing__person=person)
    spoken = list(languages.values_list("listing__association__slug", "code"))
    return [
        {**row, "languages": [code for slug, code in spoken if slug == row["association__slug"]]}
        for row in shown.values(*items)
    ]


def files(person: Person) -> QuerySet[EvidenceFile]:
    """The person's evidence; a reported file is closed to them as well."""
    theirs = EvidenceFile.objects.filter(entry__person=person, flagged_at__isnull=True)
    return theirs.select_related("entry").order_by("uploaded_at", "pk")


def place_of(file: EvidenceFile) -> str:
    """Where the file lies in the package; its identifier keeps names apart."""
    return f"files/{file.entry.public_id}/{file.public_id} {file.name}"


def file_list(person: Person) -> Rows:
    return [
        {
            "entry": file.entry.public_id,
            "place": place_of(file),
            "name": file.name,
            "size": file.size,
            "sha256": file.sha256,
            "uploaded_at": file.uploaded_at,
        }
        for file in files(person)
    ]


def plan(person: Person) -> Rows:
    """What the person plans; a planned provider by the name that the person knows."""
    items = list(person.planned_items.select_related("provider").order_by("on", "pk"))
    names = providers.names_shown(person, [row.provider for row in items if row.provider])
    return [
        {
            "kind": row.kind,
            "title": row.title,
            "on": row.on,
            "from_on": row.from_on,
            "hours": row.hours,
            "code": row.code,
            "provider": names[row.provider.pk] if row.provider else "",
            "covers": row.covers,
            "topics": row.topics,
            "attributes": row.attributes,
            "added_at": row.added_at,
        }
        for row in items
    ]


def applications(person: Person) -> Rows:
    """Every application with what was handed in and what the association asked."""
    rows = person.applications.select_related("person", "association", "edition")
    rows = rows.order_by("created_at", "pk")
    return [_application(row) for row in rows]


def _application(row: Application) -> dict[str, Any]:
    return {
        "number": row.public_id,
        "association": row.association.slug,
        "edition": row.edition.code,
        "category": row.category,
        "state": row.state,
        "started_at": row.created_at,
        "submitted_at": row.submitted_at,
        "decided_at": row.decided_at,
        "association_wrote": row.question,
        "registration": {
            "asked_at": row.registration_asked_at,
            "registered_at": row.registered_at,
            "wrote": row.registration_note,
            "wants_advisor": row.wants_advisor,
        },
        "advisors": list(
            row.advising.order_by("pk").values(
                "advisor__name", "assigned_at", "agreed_at", "ended_at"
            )
        ),
        "fees": list(
            row.payments.order_by("pk").values(
                "purpose",
                "amount",
                "currency",
                "method",
                "reference",
                "paid_on",
                "taken_back_at",
            )
        ),
        "sections": {
            "notes": list(row.notes.order_by("section").values("section", "text", "saved_at")),
            "comments": list(
                row.comments.filter(released_at__isnull=False)
                .order_by("written_at", "pk")
                .values("section", "voice", "text", "written_at")
            ),
        },
        "entered_by_the_association": list(
            row.suggestions.order_by("pk").values(
                "kind", "content", "name", "state", "entered_at", "answered_at"
            )
        ),
        # What waits at the coordinator's is not the person's to read, here as little as on a page.
        "reviewers_said": list(
            review_comments.released(row).values_list("released_text", flat=True)
        ),
        "handed_in": _handed_in(row),
        "letters": list(
            row.letters.order_by("sent_at", "pk").values("kind", "subject", "body", "sent_at")
        ),
        "sha256": row.sha256,
    }


def _handed_in(row: Application) -> str:
    """The snapshot; where a rater's answers are left out of it, its digest is another one."""
    if not row.snapshot:
        return ""
    document = json.loads(row.snapshot)
    return canonical.text(portfolio.as_its_person_reads(document, row.person, row.association))


def endorsements(person: Person) -> Rows:
    rows = person.endorsements.select_related("association").prefetch_related(
        "cycles", "status_requests"
    )
    return [
        {
            "number": row.public_id,
            "association": row.association.slug,
            "category": row.category,
            "state": row.state,
            "state_since_on": row.state_since_on,
            "state_through_on": row.state_through_on,
            "asked": [
                {
                    "for": one.move,
                    "because": one.because,
                    "text": one.text,
                    "at": one.asked_at,
                    "granted": one.granted,
                    "answered_at": one.answered_at,
                    "answer": one.answer,
                }
                for one in row.status_requests.all()
            ],
            "awarded_on": row.awarded_on,
            "original_number": row.original_number,
            "brought_here_at": row.imported_at,
            "periods": [
                {
                    "number": cycle.number,
                    "starts_on": cycle.starts_on,
                    "due_on": cycle.due_on,
                    "late_from_on": cycle.late_from_on,
                    "removed_on": cycle.removed_on,
                    "grace_through": cycle.grace_through,
                    "state": cycle.state,
                    "renewed_on": cycle.renewed_on,
                }
                for cycle in row.cycles.all()
            ],
        }
        for row in rows.order_by("awarded_on", "pk")
    ]


def competencies(person: Person) -> Rows:
    """What the person linked to competencies, and what they say they learned."""
    return [
        {
            "entry": link.entry.public_id,
            "competency": link.competency,
            "sentence": link.sentence,
            "linked_at": link.linked_at,
        }
        for link in competency_links.of_person(person)
    ]


def growth(person: Person) -> dict[str, Any]:
    """How the person sees their competencies, and what they plan."""
    return {
        "self_assessments": list(
            person.self_assessments.order_by("on").values("framework", "on", "answers")
        ),
        "development_plan": list(
            person.development_goals.order_by("created_at").values(
                "what", "competency", "by_on", "done_on", "offer_code", "entry__public_id"
            )
        ),
    }


def activity(person: Person) -> dict[str, Any]:
    """Signatures, confirmations and reviews given, and reminders received: dates and codes."""
    confirmed = Confirmation.objects.filter(by=person).order_by("at", "pk")
    return {
        "signatures": list(
            person.signatures.order_by("signed_at").values(
                "association__slug", "document", "signed_on"
            )
        ),
        "confirmed_hours": list(
            confirmed.values("at", "entry__kind", "entry__first_on", "entry__hours")
        ),
        "reviews": list(
            person.reviews.order_by("assigned_at").values(
                "association__slug", "state", "assigned_at", "due_on", "handed_in_at"
            )
        ),
        "reminders": list(
            person.notices.order_by("created_at").values(
                "association__slug", "kind", "rung", "rung_on", "outcome", "reason"
            )
        ),
    }


PARTS: dict[str, Callable[[Person], Any]] = {
    "details": details,
    "files": file_list,
    "plan": plan,
    "competencies": competencies,
    "growth": growth,
    "applications": applications,
    "outcomes": outcomes,
    "endorsements": endorsements,
    "renewals": renewals,
    "references": references,
    "confirmations": confirmations,
    "recorded": recorded,
    "activity": activity,
    "reviewing": reviewing,
}
