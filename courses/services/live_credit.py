"""What attendance comes to: hours of the module, as soon as nothing about it is open any more."""

from datetime import datetime

from django.db import transaction

from courses.models import Enrollment, LiveRegistration, LiveSession, ModulePage
from courses.rules.live_credit import Rule, Time, credited
from courses.selectors import live_attendance as selector
from courses.selectors.module import version_of
from courses.services import completion, live_certificate, live_mail


@transaction.atomic
def settle(*, session: LiveSession, row: LiveRegistration, at: datetime) -> bool:
    """Settle one person's hours by the session's rule; whether that changed them.

    A meeting is open while nothing is known of it: no code, no roster, and the time of the code is not
    over. Effects, in order, once none is open: the statement of attendance, where the session gives one;
    the hours on the registration; an enrollment in the module, unless the person takes a version of it
    already; its completion, when that was the last thing missing, or the corrected hours of one that was
    complete; a mail about what is left to do.
    """
    known = selector.minutes_of(row)
    meetings = list(session.meetings.order_by("number"))
    if any(
        one.pk not in known and one.roster_at is None and at < selector.code_closes(session, one)
        for one in meetings
    ):
        return False
    module = version_of(session.code, session.version)
    if module is None:
        return False
    hours = credited(
        [Time(one.minutes, known.get(one.pk, 0)) for one in meetings],
        Rule(session.credit, session.minimum_percent, session.late_minutes),
        module.hours,
    )
    if session.certifies_attendance:
        live_certificate.follow(session=session, row=row, module=module, there=bool(hours), at=at)
    if row.credited == hours:
        return False
    first = row.credited is None
    LiveRegistration.objects.filter(pk=row.pk).update(credited=hours, settled_at=at)
    row.credited, row.settled_at, row.session = hours, at, session
    taken = _taken(session, row)
    if taken is None and not hours:
        return True
    enrollment, module = taken or (_begin(session, row, at), module)
    done = completion.follow_attendance(enrollment=enrollment, module=module, at=at)
    if hours and first and done is None:
        live_mail.tell(row, "attended", once="once", at=at, code=session.code)
    return True


def _taken(session: LiveSession, row: LiveRegistration) -> tuple[Enrollment, ModulePage] | None:
    """What the person takes of the session's module: its version, otherwise their newest that meets live."""
    own = Enrollment.objects.filter(
        person=row.person, code=session.code, switched_at__isnull=True
    ).order_by("-version")
    for enrollment in sorted(own, key=lambda one: one.version != session.version):
        module = version_of(enrollment.code, enrollment.version)
        if module is not None and module.meets_live:
            return enrollment, module
    return None


def _begin(session: LiveSession, row: LiveRegistration, at: datetime) -> Enrollment:
    enrollment, _created = Enrollment.objects.get_or_create(
        person=row.person,
        code=session.code,
        version=session.version,
        defaults={"started_at": min(at, session.starts_at)},
    )
    return enrollment
