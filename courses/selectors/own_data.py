"""What learning keeps about a person, as plain values for the person's own copy."""

from typing import Any

from django.db.models import QuerySet

from courses.models import (
    Accommodation,
    Attempt,
    CohortMember,
    CohortMessage,
    Enrollment,
    Facilitator,
    LiveRegistration,
    PathEnrollment,
    ToolAccount,
    ToolUse,
)
from courses.rules import paper
from endorsement.models import Person

Rows = list[dict[str, Any]]


def learning(person: Person) -> Rows:
    """Every enrollment with progress, answers, texts and marks, in as many queries however many there are."""
    rows = Enrollment.objects.filter(person=person).select_related("evaluation", "entry")
    rows = rows.prefetch_related(
        "lessons",
        "blocks",
        "reflections",
        "notes",
        "bookmarks",
        "attempts",
        "plays",
        "tool_uses__link__tool",
        "registrations__statements",
        "registrations__documents",
    )
    return [_enrollment(row) for row in rows.order_by("started_at", "pk")]


def paths(person: Person) -> Rows:
    """Every learning path that the person follows or completed."""
    rows = PathEnrollment.objects.filter(person=person).select_related("entry")
    return [
        {
            "path": row.code,
            "version": row.version,
            "joined_at": row.joined_at,
            "completed_at": row.completed_at,
            "portfolio_entry": row.entry.public_id if row.entry else None,
        }
        for row in rows.order_by("joined_at", "pk")
    ]


def accommodations(person: Person) -> Rows:
    """What an association has given the person."""
    rows = Accommodation.objects.filter(person=person).select_related("association")
    return [
        {
            "association": row.association.slug,
            "module": row.code,
            "extra_percent": row.extra_percent,
            "minimum_minutes": row.minimum_minutes,
            "reason": row.reason,
            "through_on": row.through_on,
            "given_at": row.given_at,
        }
        for row in rows.order_by("given_at", "pk")
    ]


def cohorts(person: Person) -> dict[str, Rows]:
    """Cohorts that the person is or was in or facilitates, with the messages they got or wrote."""
    members = CohortMember.objects.filter(person=person).select_related("cohort__association")
    leads = Facilitator.objects.filter(person=person).select_related("cohort__association")
    return {
        "member": [
            {
                "cohort": row.cohort.name,
                "association": row.cohort.association.name,
                "joined_at": row.joined_at,
                "left_at": row.left_at,
                "reminders": row.reminders,
            }
            for row in members.order_by("joined_at", "pk")
        ],
        "facilitator": [
            {
                "cohort": row.cohort.name,
                "association": row.cohort.association.name,
                "given_at": row.given_at,
                "ended_at": row.ended_at,
            }
            for row in leads.order_by("given_at", "pk")
        ],
        "messages_received": _messages(CohortMessage.objects.filter(copies__person=person)),
        "messages_written": _messages(CohortMessage.objects.filter(by=person)),
    }


def _messages(rows: QuerySet[CohortMessage]) -> Rows:
    return [
        {
            "cohort": row.cohort.name,
            "sent_at": row.sent_at,
            "subject": row.subject,
            "text": row.text,
        }
        for row in rows.select_related("cohort").order_by("sent_at", "pk")
    ]


def _enrollment(row: Enrollment) -> dict[str, Any]:
    evaluation = getattr(row, "evaluation", None)
    return {
        "module": row.code,
        "version": row.version,
        "started_at": row.started_at,
        "completed_at": row.completed_at,
        "switched_at": row.switched_at,
        "portfolio_entry": row.entry.public_id if row.entry else None,
        "lessons": [
            {
                "lesson": lesson.lesson_key,
                "opened_at": lesson.opened_at,
                "completed_at": lesson.completed_at,
                "seat_seconds": lesson.seat_seconds,
            }
            for lesson in row.lessons.all()
        ],
        "reflections": [
            {"lesson": said.lesson_key, "saved_at": said.saved_at, "text": said.text}
            for said in row.reflections.all()
        ],
        "notes": [
            {
                "lesson": note.lesson_key,
                "at": note.excerpt,
                "saved_at": note.saved_at,
                "text": note.text,
            }
            for note in row.notes.all()
        ],
        "bookmarks": [
            {"lesson": mark.title, "at": mark.excerpt, "saved_at": mark.saved_at}
            for mark in row.bookmarks.all()
        ],
        "answers": [
            {"lesson": one.lesson_key, "saved_at": one.saved_at, "answer": one.answer}
            for one in row.blocks.all()
        ],
        "packages": [
            {
                "lesson": one.lesson_key,
                "opened_at": one.opened_at,
                "done_at": one.done_at,
                "score": one.score,
                "seconds": one.seconds,
                "reported": one.report,
            }
            for one in row.plays.all()
        ],
        "external_tools": [_tool_use(use) for use in row.tool_uses.all()],
        "package_statements": [
            said.content for taken in row.registrations.all() for said in taken.statements.all()
        ],
        "package_documents": [
            {"name": kept.name, "saved_at": kept.saved_at, "text": kept.content}
            for taken in row.registrations.all()
            for kept in taken.documents.all()
        ],
        "post_tests": [_attempt(attempt) for attempt in row.attempts.all()],
        "evaluation": evaluation.answers if evaluation else None,
    }


def _tool_use(use: ToolUse) -> dict[str, Any]:
    return {
        "tool": use.link.tool.name,
        "title": use.link.title,
        "lesson": use.link.lesson_key,
        "opened_at": use.opened_at,
        "reported_at": use.reported_at,
        "done_at": use.done_at,
        "score": use.score,
        "seconds": use.seconds,
    }


def external_tools(person: Person) -> Rows:
    """By what the person is known to external tools, and what these are told."""
    rows = ToolAccount.objects.filter(person=person).select_related("tool")
    return [
        {
            "tool": row.tool.name,
            "known_as": row.subject,
            "name_told_since": row.name_agreed_at,
            "email_told_since": row.email_agreed_at,
        }
        for row in rows.order_by("pk")
    ]


def _attempt(attempt: Attempt) -> dict[str, Any]:
    """The questions with what was chosen; those of an open attempt stay with the platform."""
    return {
        "number": attempt.number,
        "started_at": attempt.started_at,
        "handed_in_at": attempt.handed_in_at,
        "score": attempt.score,
        "passed": attempt.passed,
        "deadline": attempt.deadline,
        "timed_out": attempt.timed_out,
        "questions": [_question(attempt, one) for one in attempt.questions]
        if attempt.handed_in_at
        else [],
    }


def _question(attempt: Attempt, question: dict[str, Any]) -> dict[str, Any]:
    answer = attempt.answers.get(question["key"])
    return {"question": question["text"], "chosen": paper.in_words(question, answer)}


def live_sessions(person: Person) -> Rows:
    """Every registration for a live session, three queries however many there are."""
    rows = LiveRegistration.objects.filter(person=person).select_related("session__association")
    rows = rows.prefetch_related("attendances__meeting")
    return [
        {
            "session": row.session.public_id,
            "title": row.session.title,
            "module": row.session.code,
            "version": row.session.version,
            "association": row.session.association.name,
            "starts_at": row.session.starts_at,
            "state": row.state,
            "asked_at": row.queued_at,
            "seat_since": row.seated_at,
            "hours": row.credited,
            "attendance": [
                {
                    "meeting": one.meeting.starts_at,
                    "minutes": one.minutes,
                    "by": one.source,
                    "recorded_at": one.recorded_at,
                }
                for one in row.attendances.all()
            ],
        }
        for row in rows.order_by("queued_at", "pk")
    ]
