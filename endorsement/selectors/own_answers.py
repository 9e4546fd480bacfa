"""What a person asked of others and others of them, and what came back, for the person's own copy."""

from typing import Any

from endorsement.models import Association, Person
from endorsement.selectors import references as rated


def references(person: Person) -> dict[str, Any]:
    """Whom the person asked, what they may read of the answers, and what they said about others."""
    asked: list[dict[str, Any]] = []
    for association in Association.objects.filter(
        pk__in=person.references.values("association")
    ).order_by("slug"):
        readable = {row.pk: row for row in rated.readable(person, association)}
        asked += [
            {
                "association": association.slug,
                "rater": row.rater_name,
                "role": row.role,
                "state": row.state,
                "waived": row.waived,
                "asked_at": row.requested_at,
                "completed_on": row.completed_on,
                **(_content(readable[row.pk]) if row.pk in readable else {}),
            }
            for row in rated.asked_by(person, association)
        ]
    given = person.ratings.select_related("association").order_by("requested_at", "pk")
    return {
        "asked": asked,
        "given": [
            {
                "association": row.association.slug,
                "role": row.role,
                "state": row.state,
                "completed_on": row.completed_on,
                "saved_for_later": row.draft,
                **_content(row),
            }
            for row in given
        ],
    }


def _content(row: Any) -> dict[str, Any]:
    return {
        "answers": row.answers,
        "recommendation": row.recommendation,
        "known_for": row.known_for,
        "stated_role": row.stated_role,
        "direct_service": row.direct_service,
        "comment": row.comment,
    }


def confirmations(person: Person) -> dict[str, Any]:
    """Whom the person asked to confirm hours and what came back; groups, and rosters of others."""
    return {
        "asked": [
            {
                "whom": row.confirmer_name,
                "asked_at": row.asked_at,
                "entries": list(
                    row.lines.order_by("pk").values(
                        "entry__public_id", "state", "asked_at", "answered_at", "reason", "note"
                    )
                ),
            }
            for row in person.confirmation_requests.order_by("asked_at", "pk")
        ],
        "answered": list(
            person.confirmations_asked.filter(lines__answered_at__isnull=False)
            .order_by("lines__answered_at")
            .values(
                "lines__entry__kind",
                "lines__entry__first_on",
                "lines__state",
                "lines__answered_at",
                "lines__reason",
                "lines__note",
            )
        ),
        "groups_joined": list(
            person.group_memberships.order_by("joined_at").values(
                "group__name", "group__provider_name", "joined_at", "left_at"
            )
        ),
        "groups_led": list(
            person.supervision_groups.order_by("begun_at").values("name", "begun_at", "ended_at")
        ),
        "meetings": list(
            person.attendances.order_by("meeting__on").values(
                "meeting__group__name", "meeting__on", "meeting__hours", "entry__public_id"
            )
        ),
    }
