"""Who was there: by a code shown at the end, or by a roster. What it comes to lands in the ledger.

Both may be used for one meeting: the roster is somebody's look at who was there, so it wins, whichever
came first.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import LiveAttendance, LiveMeeting, LiveRegistration, LiveSession
from courses.rules import live_moves as moves
from courses.selectors import live_attendance as selector
from courses.services.live_credit import settle
from courses.services.live_registration import locked, move
from endorsement.models import Person
from endorsement.refusals import Refused
from endorsement.services import event
from lms.backbone import ids, sweeps

CODE_LENGTH = 6
Source = LiveAttendance.Source
State = LiveRegistration.State


@transaction.atomic
def show_code(*, meeting: LiveMeeting, by: Person, at: datetime, renew: bool = False) -> str:
    """The meeting's code, made when it is asked for first; a new one makes the old one worthless.

    It is kept readable: whoever leads the meeting shows it again, and it opens nothing by itself.

    :raises Refused: before the meeting, after the time in which a code can be entered, and for a
        session that was canceled.
    """
    session = locked(meeting.session)
    _refuse_not_held(session, meeting, at)
    if at >= closes(session, meeting):
        raise Refused(_("The time for the code is over. Post a roster instead."))
    if meeting.code and not renew:
        return meeting.code
    meeting.code = "".join(secrets.choice(ids.ALPHABET) for _number in range(CODE_LENGTH))
    meeting.code_shown_at = at
    meeting.save(update_fields=["code", "code_shown_at"])
    _note(session, "code_shown", by, at, meeting=meeting.number)
    return meeting.code


@transaction.atomic
def enter_code(
    *, session: LiveSession, person: Person, code: str, at: datetime
) -> LiveRegistration:
    """The person was at the meeting whose code this is. Entering it twice is entering it once.

    Effects, in order: the attendance, in full, unless a roster says otherwise; what it comes to, when
    nothing is open any more (`settle`).

    :raises Refused: for a code that is unknown or over, and for whoever has no seat.
    """
    session = locked(session)
    row = session.registrations.select_related("person").filter(person=person).first()
    if row is None or row.state != State.REGISTERED:
        raise Refused(
            _("You are not registered for this session. Please speak to whoever leads it.")
        )
    typed = ids.normalize(code)
    for meeting in session.meetings.exclude(code=""):
        known = secrets.compare_digest(meeting.code.encode(), typed.encode())
        if known and at < closes(session, meeting) and not session.canceled:
            LiveAttendance.objects.get_or_create(
                registration=row,
                meeting=meeting,
                defaults={"minutes": meeting.minutes, "source": Source.CODE, "recorded_at": at},
            )
            settle(session=session, row=row, at=at)
            return row
    raise Refused(
        _(
            "We do not know this code, or its time is over. Compare it with what was shown; whoever led "
            "the meeting can also enter you in the roster."
        ),
        field="code",
    )


@transaction.atomic
def post_roster(
    *,
    meeting: LiveMeeting,
    minutes: Mapping[str, int],
    by: Person,
    at: datetime,
    because: str = "",
) -> int:
    """Say how many minutes each person was at a meeting; how many people this changed.

    `minutes` is by the public id of the registration; whoever is not named was not there. Effects, in
    order: the attendances; the event of the roster, and one for each person whose hours had been
    settled, with the reason; what it comes to for everybody. Hours recorded before are taken back and
    recorded anew, so that the ledger shows both.

    :raises Refused: before the meeting, and without a reason when hours that were settled change.
    """
    session = locked(meeting.session)
    _refuse_not_held(session, meeting, at)
    known = {row.registration_id: row for row in meeting.attendances.all()}
    rows = list(selector.seated(session))
    changes = []
    for row in rows:
        there = max(0, min(minutes.get(row.public_id, 0), meeting.minutes))
        before = known.get(row.pk)
        if before is None or (before.minutes, before.source) != (there, Source.ROSTER):
            changes.append((row, before.minutes if before else None, there))
    settled = [one for one in changes if one[0].credited is not None and one[1] != one[2]]
    if settled and not because.strip():
        raise Refused(
            _("Hours that were settled change. Say why, in one sentence."), field="because"
        )
    for row, _before, there in changes:
        LiveAttendance.objects.update_or_create(
            registration=row,
            meeting=meeting,
            defaults={"minutes": there, "source": Source.ROSTER, "recorded_at": at},
        )
    meeting.roster_at = at
    meeting.save(update_fields=["roster_at"])
    _note(session, "roster_posted", by, at, meeting=meeting.number, people=len(rows))
    for row, before_minutes, there in settled:
        event.record(
            association=session.association,
            stream=f"live:{session.public_id}",
            kind="live.attendance_corrected",
            actor=by,
            payload={
                "person": str(row.person.ref),
                "meeting": meeting.number,
                "before": before_minutes or 0,
                "minutes": there,
            },
            texts={"because": because.strip()},
            at=at,
        )
    for row in rows:
        settle(session=session, row=row, at=at)
    return len(changes)


@transaction.atomic
def add_walk_in(*, session: LiveSession, email: str, by: Person, at: datetime) -> LiveRegistration:
    """Somebody with an account came without a seat; they are on the roster from now on.

    They take no seat from anybody. Adding twice is adding once.

    :raises Refused: before the session, or when nobody has an account with this address.
    """
    session = locked(session)
    if session.canceled or at < session.starts_at:
        raise Refused(_("People can be added once the session has begun."))
    person = Person.objects.filter(
        email__iexact=email.strip(), user__isnull=False, erased_at__isnull=True
    ).first()
    if person is None:
        raise Refused(
            _(
                "Nobody has an account with this address. They can create one, it is free; add them then."
            ),
            field="email",
        )
    row = session.registrations.filter(person=person).first()
    if row is not None and row.state == State.REGISTERED:
        return row
    if row is None:
        row = LiveRegistration.objects.create(
            session=session,
            person=person,
            state=moves.MOVES[moves.NOBODY, moves.WALK_IN],
            walk_in=True,
            queued_at=at,
            seated_at=at,
        )
    else:
        move(row, moves.WALK_IN, walk_in=True, seated_at=at)
    _note(session, "walk_in_added", by, at, person=str(person.ref))
    return row


def sweep(*, at: datetime) -> int:
    """Settle everybody whose session is over and for whom nothing is open any more; how many.

    Each is a transaction of its own; one that cannot be settled holds up no other.
    """
    settled = 0
    for row in selector.unsettled(at):
        if at < row.session.ends_at + timedelta(hours=row.session.code_hours):
            continue
        with sweeps.apart("Live registration", row.pk), transaction.atomic():
            settled += settle(session=locked(row.session), row=row, at=at)
    return settled


def closes(session: LiveSession, meeting: LiveMeeting) -> datetime:
    """Until when the meeting's code can be entered."""
    return selector.code_closes(session, meeting)


def _refuse_not_held(session: LiveSession, meeting: LiveMeeting, at: datetime) -> None:
    if session.canceled:
        raise Refused(_("This session was canceled."))
    if at < meeting.starts_at:
        raise Refused(_("This meeting has not begun yet."))


def _note(session: LiveSession, what: str, by: Person, at: datetime, **payload: object) -> None:
    event.record(
        association=session.association,
        stream=f"live:{session.public_id}",
        kind=f"live.{what}",
        actor=by,
        payload=payload,
        at=at,
    )
