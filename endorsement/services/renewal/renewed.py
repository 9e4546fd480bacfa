"""The moment in which a cycle is renewed: by rule or by a coordinator, and once."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from endorsement import signals
from endorsement.models import Endorsement, Person, Renewal, RenewalCycle
from endorsement.refusals import Refused
from endorsement.rules.renewing import Action, Role
from endorsement.selectors import clean_renewals
from endorsement.services import cycle as cycles
from endorsement.services.renewal.moving import move
from endorsement.services.renewal.telling import tell_holder


def approve_if_clean(renewal: Renewal, *, at: datetime) -> Renewal | None:
    """Approve a clean renewal where the association says so; nobody decided, so the event names nobody."""
    found = clean_renewals.look(renewal, renewal.association.day_of(at))
    if found is None or not found.by_rule:
        return None
    return _approve(renewal, role=Role.RULE, by=None, at=at)


def note_stains(renewal: Renewal, on: date) -> None:
    """Keep with the row what the desk's list shows and filters by."""
    found = clean_renewals.look(renewal, on)
    renewal.stains = found.stains if found else []
    renewal.save(update_fields=["stains"])


def approve_by(renewal: Renewal, *, by: Person, at: datetime) -> Renewal:
    """Approve a renewal as a coordinator has decided."""
    return _approve(renewal, role=Role.COORDINATOR, by=by, at=at)


def _approve(renewal: Renewal, *, role: Role, by: Person | None, at: datetime) -> Renewal:
    """Effects, in order: the cycle is renewed as of the day of handing in; the next one by the rule of
    the edition; the state moves, a link of the chain; `endorsement_renewed`, by which the certificate
    becomes owed; the holder is owed a mail.
    """
    cycle, endorsement = renewal.cycle, renewal.cycle.endorsement
    renewed = RenewalCycle.objects.filter(
        pk=cycle.pk,
        state=RenewalCycle.State.OPEN,
        endorsement__state=Endorsement.State.ACTIVE,
    ).update(
        state=RenewalCycle.State.RENEWED,
        renewed_on=renewal.handed_in_on,
        next_rung_on=None,
        next_status_on=None,
    )
    if not renewed:
        if cycle.state != RenewalCycle.State.OPEN:
            raise Refused(_("This period is over, so it cannot be renewed any more."))
        raise Refused(
            _("This endorsement is “%(state)s” now, so it cannot be renewed.")
            % {"state": endorsement.get_state_display()}
        )
    cycle.refresh_from_db(fields=["state", "renewed_on"])
    following = cycles.begin_next(before=cycle, today=renewal.association.day_of(at))
    moved = move(
        renewal,
        action=Action.APPROVE,
        role=role,
        actor=by,
        at=at,
        payload={
            "renewed_on": renewal.handed_in_on,
            "due_on": following.due_on,
            "by_rule": by is None,
        },
        decided_by=by,
        decided_at=at,
        question="",
        answer_by_on=None,
    )
    signals.endorsement_renewed.send(
        sender=Endorsement, endorsement=endorsement, cycle=following, at=at
    )
    tell_holder(moved, "renewal_approved", at=at, due_on=following.due_on.isoformat())
    return moved
