"""Rounds, decisions, appeals and exams of a person, for the person's own copy."""

import json
from typing import Any

from endorsement.models import Application, Candidate, Decision, Person, Submission
from endorsement.selectors import portfolio
from lms.backbone import canonical

Rows = list[dict[str, Any]]


def outcomes(person: Person) -> dict[str, Any]:
    """What was handed in round by round, what was decided about it, and what came of exams."""
    return {
        "rounds": [
            _round(row)
            for row in Submission.objects.filter(application__person=person)
            .select_related("application__person", "application__association")
            .order_by("submitted_at", "pk")
        ],
        "decisions": [
            _decision(row)
            for row in Decision.objects.filter(application__person=person)
            .select_related("application", "answer")
            .prefetch_related("points")
        ],
        "appeals": list(
            Application.objects.filter(person=person, appeal__isnull=False)
            .order_by("appeal__filed_at")
            .values("public_id", "appeal__reasons", "appeal__filed_at", "appeal__heard_at")
        ),
        "exams": [_candidate(row) for row in _candidacies(person)],
        "scored": list(
            person.scorings.order_by("assigned_at").values("state", "assigned_at", "handed_in_at")
        ),
    }


def _round(row: Submission) -> dict[str, Any]:
    application = row.application
    document = json.loads(row.snapshot) if row.snapshot else None
    shown = document and portfolio.as_its_person_reads(
        document, application.person, application.association
    )
    return {
        "application": application.public_id,
        "number": row.number,
        "submitted_at": row.submitted_at,
        "sha256": row.sha256,
        "reopened": row.reopened,
        "handed_in": canonical.text(shown) if shown else "",
    }


def _decision(row: Decision) -> dict[str, Any]:
    answer = getattr(row, "answer", None)
    return {
        "application": row.application.public_id,
        "outcome": row.outcome,
        "round": row.round,
        "decided_at": row.decided_at,
        "until_on": row.until_on,
        "appeal_through": row.appeal_through,
        "letter": row.letter,
        "points": [
            {"requirement": one.requirement, "text": one.text, "amount": one.amount}
            for one in row.points.all()
        ],
        "answered": answer.text if answer else "",
    }


def _candidacies(person: Person) -> Any:
    rows = Candidate.objects.filter(application__person=person).select_related("sitting")
    return rows.prefetch_related("answers__vignette").order_by("registered_at", "pk")


def _candidate(row: Candidate) -> dict[str, Any]:
    return {
        "held_on": row.sitting.held_on,
        "place": row.sitting.place,
        "parts": row.parts,
        "registered_at": row.registered_at,
        "accommodation": row.accommodation,
        "accommodation_text": row.accommodation_text,
        "accommodation_answer": row.accommodation_answer,
        "written": [{"task": one.vignette.title, "text": one.text} for one in row.answers.all()],
    }
