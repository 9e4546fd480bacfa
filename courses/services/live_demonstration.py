"""An invented live module with a session ahead, so that a visitor of the demonstration can register."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from courses.models import AssociationPage, LiveSession, ModulePage
from courses.rules import live_times
from courses.selectors import live
from courses.services import live_registration, live_session
from courses.services.authoring import ensure_association
from courses.services.live_session import SessionFacts
from endorsement.models import Association, Membership, Person

CODE = "watching-together"
AHEAD = timedelta(days=20)


@transaction.atomic
def load(*, at: datetime) -> LiveSession | None:
    """The module of Pine River and a session in three weeks; None without that association.

    Loading again plans another session only when none lies ahead.
    """
    association = Association.objects.filter(slug="pine-river").first()
    author = _author(association) if association else None
    if association is None or author is None:
        return None
    module = ModulePage.objects.filter(code=CODE).first() or _module(association)
    ahead = live.upcoming(at, code=CODE).first()
    return ahead or _session(association, module, author, at)


def _author(association: Association) -> Person | None:
    role = association.memberships.filter(role=Membership.Role.AUTHOR).first()
    return role.person if role else None


def _module(association: Association) -> ModulePage:
    parent: AssociationPage = ensure_association(association=association)
    module = ModulePage(
        title="Watching together: a live workshop",
        slug=CODE,
        live=False,
        summary=(
            "Two hours with a trainer and a small group: we watch short scenes of babies and the adults "
            "who care for them, and practice saying what we see before we say what it means."
        ),
        audience="Home visitors, teachers and others who work with babies and their families.",
        hours=Decimal("2.0"),
        delivery="live_online",
        objectives=[
            (
                "objective",
                {"key": "describe", "text": "Describe what a baby does without interpreting it."},
            ),
            ("objective", {"key": "wonder", "text": "Wonder aloud together with a parent."}),
        ],
        covers=[("cover", {"ref": "core:direct_service.observation_listening", "at": ""})],
        split=[("share", {"area": "core:direct_service", "hours": Decimal("2.0")})],
        topics=[("share", {"topic": "iecmh", "hours": Decimal("2.0")})],
    )
    parent.add_child(instance=module)
    module.save_revision().publish()
    module.refresh_from_db()
    return module


def _session(
    association: Association, module: ModulePage, author: Person, at: datetime
) -> LiveSession:
    zone = live_times.zone(association.time_zone)
    day = association.day_of(at + AHEAD)
    session = live_session.plan(
        association=association,
        module=module,
        facts=SessionFacts(
            meetings=[live_times.meeting(day, time(13), time(15), zone)],
            where="Online",
            access="https://video.example.org/watching-together",
            seats=12,
            credit=LiveSession.Credit.PROPORTIONAL,
            minimum_percent=50,
        ),
        by=author,
        at=at,
    )
    for email in ("endorsee@example.org", "applicant@example.org"):
        person = Person.objects.filter(email=email).first()
        if person is not None:
            live_registration.register(session=session, person=person, at=at)
    return session
