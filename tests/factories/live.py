"""Live modules and sessions, planned by the real service."""

from datetime import UTC, datetime, timedelta
from typing import Any

from courses.models import LiveSession, ModulePage
from courses.services import live_session
from courses.services.authoring import ensure_association
from courses.services.live_session import SessionFacts
from endorsement.models import Association, Person
from tests.factories.association import AssociationFactory
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

#: Nine in the evening of the first Thursday of December, in Chicago an hour of the afternoon.
STARTS = datetime(2026, 12, 3, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
AT = datetime(2026, 11, 2, 15, tzinfo=UTC)


def live_module(association: Association, code: str = "together", **fields: Any) -> ModulePage:
    """A live module without lessons and questions, of half an hour unless said otherwise."""
    made = make_module(
        code,
        lessons=0,
        questions=0,
        parent=ensure_association(association=association),
        delivery=fields.pop("delivery", "live_online"),
        **fields,
    )
    # The factory makes an empty bank; a live module has none.
    made.get_children().delete()
    return ModulePage.objects.get(pk=made.pk)


def facts(**said: Any) -> SessionFacts:
    return SessionFacts(
        **{
            "meetings": [(STARTS, STARTS + 2 * HOUR)],
            "where": "Online",
            "access": "https://video.example.org/a-secret-room",
            **said,
        }
    )


def planned(
    association: Association | None = None,
    *,
    module: ModulePage | None = None,
    by: Person | None = None,
    at: datetime = AT,
    **said: Any,
) -> LiveSession:
    """A session of two hours on 3 December 2026, of a live module of its association."""
    where = association or AssociationFactory(slug="north")
    return live_session.plan(
        association=where,
        module=module or live_module(where),
        facts=facts(**said),
        by=by or PersonFactory(),
        at=at,
    )
