"""Live sessions: who sees which, and where a person stands in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from courses.models import LiveRegistration, LiveSession, ModulePage
from courses.models.choices import LIVE
from courses.selectors.module import source_pages
from endorsement.models import Association, Membership, Person
from endorsement.permissions import has_role

State = LiveRegistration.State
STAFF = (Membership.Role.COORDINATOR, Membership.Role.AUTHOR)


@dataclass(frozen=True)
class Standing:
    """A session for somebody who looks at it. `position` is the place on the waiting list, from 1."""

    session: LiveSession
    own: LiveRegistration | None
    waiting: int
    position: int | None
    at: datetime

    @property
    def has_seat(self) -> bool:
        return self.own is not None and self.own.state == State.REGISTERED

    @property
    def is_waiting(self) -> bool:
        return self.own is not None and self.own.state == State.WAITING

    @property
    def begun(self) -> bool:
        return self.at >= self.session.starts_at

    @property
    def over(self) -> bool:
        return self.at >= self.session.ends_at

    @property
    def closed(self) -> str:
        """Why nobody can register now: canceled, begun, early, late, full; empty when one can."""
        return closed(self.session, self.at) or ("full" if self._full else "")

    @property
    def _full(self) -> bool:
        return self.session.free == 0 and not self.session.waiting_list

    @property
    def would_wait(self) -> bool:
        return self.session.free == 0


def closed(session: LiveSession, at: datetime) -> str:
    """Why registration is closed whatever the seats, empty while it is open."""
    if session.canceled:
        return "canceled"
    if at >= session.starts_at:
        return "begun"
    if session.opens_at is not None and at < session.opens_at:
        return "early"
    if session.closes_at is not None and at >= session.closes_at:
        return "late"
    return ""


def upcoming(
    at: datetime, *, association: str = "", language: str = "", code: str = ""
) -> QuerySet[LiveSession]:
    """Sessions that are not over, the next first; in three queries with their meetings."""
    found = _all().filter(ends_at__gt=at, state=LiveSession.State.OPEN)
    if association:
        found = found.filter(association__slug=association)
    if language:
        found = found.filter(language=language)
    if code:
        found = found.filter(code=code)
    return found


def by_id(public_id: str) -> LiveSession:
    """:raises Http404: when there is none."""
    session = _all().filter(public_id=public_id).first()
    if session is None:
        raise Http404
    return session


def standing(session: LiveSession, person: Person | None, at: datetime) -> Standing:
    """Where the person stands, in at most two queries."""
    own = session.registrations.filter(person=person).first() if person else None
    waiting = session.registrations.filter(state=State.WAITING)
    place = None
    if own is not None and own.state == State.WAITING:
        before = Q(queued_at__lt=own.queued_at) | Q(queued_at=own.queued_at, pk__lt=own.pk)
        place = waiting.filter(before).count() + 1
    return Standing(session, own, waiting.count(), place, at)


def of_person(person: Person) -> QuerySet[LiveRegistration]:
    """The person's own registrations, the latest session first; with sessions and meetings."""
    return (
        LiveRegistration.objects.filter(person=person)
        .exclude(state=State.CANCELED)
        .select_related("session__association")
        .prefetch_related("session__meetings")
        .order_by("-session__starts_at", "pk")
    )


def place_in(person: Person | None, code: str, at: datetime) -> LiveRegistration | None:
    """What the person need not ask for again: a seat or a place on the waiting list of a session that is
    not over, or of one whose hours are not settled yet; a seat goes first.
    """
    if person is None:
        return None
    open_still = Q(session__ends_at__gt=at) | Q(settled_at=None, state=State.REGISTERED)
    rows = LiveRegistration.objects.filter(
        open_still, person=person, session__code=code, session__state=LiveSession.State.OPEN
    )
    rows = rows.exclude(state=State.CANCELED).select_related("session__association")
    return rows.order_by("state", "session__starts_at", "pk").first()


def association_for_staff(person: Person, slug: str) -> Association:
    """The association whose sessions the person plans: as a coordinator or an author of it today.

    :raises Http404: for everybody else.
    """
    from django.utils import timezone

    association = Association.objects.filter(slug=slug).first()
    if association is None:
        raise Http404
    on = association.day_of(timezone.now())
    if not any(has_role(person, association, role, on=on) for role in STAFF):
        raise Http404
    return association


def for_staff(person: Person, slug: str, public_id: str) -> LiveSession:
    """:raises Http404: when it is no session of an association whose sessions the person plans."""
    association = association_for_staff(person, slug)
    session = _all().filter(association=association, public_id=public_id).first()
    if session is None:
        raise Http404
    return session


def of_association(association: Association) -> QuerySet[LiveSession]:
    """Every session, the latest first, each with how many wait (`waiting_count`)."""
    waits = Count("registrations", filter=Q(registrations__state=State.WAITING))
    return (
        _all()
        .filter(association=association)
        .annotate(waiting_count=waits)
        .order_by("-starts_at", "pk")
    )


def live_modules(association: Association) -> Sequence[ModulePage]:
    """The newest version on the site of every live module that the association publishes."""
    pages = ModulePage.objects.live().filter(association=association, delivery__in=LIVE)
    newest: dict[str, ModulePage] = {}
    for page in source_pages(pages.order_by("version", "pk")):
        newest[page.code] = page
    return sorted(newest.values(), key=lambda page: page.title)


def live_module(association: Association, code: str) -> ModulePage:
    """:raises Http404: when the association publishes no such live module."""
    for page in live_modules(association):
        if page.code == code:
            return page
    raise Http404


def registered(session: LiveSession) -> QuerySet[LiveRegistration]:
    """Everybody who asked for a seat and did not give it back: seats first, then who waits, in order."""
    rows = session.registrations.exclude(state=State.CANCELED).select_related("person")
    return rows.order_by("state", "queued_at", "pk")


def titles_of(module: ModulePage) -> dict[str, str]:
    """The module's title in every language it is live in."""
    pages = ModulePage.objects.filter(
        translation_key=module.translation_key, version=module.version
    ).select_related("locale")
    return {
        page.locale.language_code: page.title for page in pages if page.live or page.pk == module.pk
    }


def _all() -> QuerySet[LiveSession]:
    return LiveSession.objects.select_related("association").prefetch_related("meetings")
