"""An endorsement renews itself: its holder confirms what the ledger already says."""

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement import signals, wording
from endorsement.models import Endorsement, Person, RenewalCycle
from endorsement.refusals import Refused
from endorsement.selectors import editions, renewals
from endorsement.selectors.renewals import Renewal, Timing
from endorsement.services import event, ledger
from endorsement.services.cycle import begin_next

State = RenewalCycle.State


@transaction.atomic
def renew(*, endorsement: Endorsement, person: Person, number: int, at: datetime) -> RenewalCycle:
    """Renew the cycle with this number, the one the holder saw; returns the next one.

    Renewing a cycle twice (a double click) renews once and returns the same next cycle.

    Effects, in order: the cycle is renewed; the person's own drafts that counted become permanent; the
    next cycle by the edition's rule; a link of the chain; `endorsement_renewed`, by which the
    certificate becomes owed. A reminder of the old cycle that still waits is suppressed when its turn
    comes (`reminder.why_not`).

    :raises Refused: for anybody but the holder, outside the window and its days of grace (where the
        association is), for an endorsement that is no longer valid, and while something is missing.
    """
    if endorsement.person_id != person.pk:
        raise Refused(_("Only the person who holds an endorsement can renew it."))
    cycle = endorsement.cycles.filter(number=number).first()
    rule = editions.parsed(endorsement.edition).renewal
    if cycle is None or rule is None:
        raise Refused(_("There is nothing to renew here. Open the renewal from your endorsements."))
    if cycle.state == State.RENEWED:
        return _after(cycle)
    cycle.endorsement = endorsement
    today = endorsement.association.day_of(at)
    found = renewals.judged(cycle, today)
    _refuse_unless_possible(found)
    # Another click or the sweep that lapses may come between the look above and this line.
    renewed = RenewalCycle.objects.filter(
        pk=cycle.pk, state=State.OPEN, endorsement__state=Endorsement.State.ACTIVE
    ).update(state=State.RENEWED, renewed_on=today)
    cycle.refresh_from_db(fields=["state"])
    if not renewed:
        if cycle.state == State.RENEWED:
            return _after(cycle)
        raise Refused(_too_late(found))
    _make_permanent(found, at)
    following = begin_next(before=cycle)
    event.record(
        association=endorsement.association,
        stream=f"endorsement:{endorsement.public_id}",
        kind="endorsement.renewed",
        actor=person,
        payload={"cycle": number, "renewed_on": today, "due_on": following.due_on},
        at=at,
        chained=True,
    )
    signals.endorsement_renewed.send(
        sender=Endorsement, endorsement=endorsement, cycle=following, at=at
    )
    return following


def _after(cycle: RenewalCycle) -> RenewalCycle:
    return RenewalCycle.objects.get(endorsement=cycle.endorsement_id, number=cycle.number + 1)


def _make_permanent(found: Renewal, at: datetime) -> None:
    """What a renewal rests on is corrected from now on, never deleted."""
    counted = {used.key for one in found.verdict.walk() for used in one.used}
    person = found.cycle.endorsement.person
    ledger.make_permanent(entries=person.entries.filter(public_id__in=counted), at=at)


def _refuse_unless_possible(found: Renewal) -> None:
    endorsement = found.cycle.endorsement
    if endorsement.state == Endorsement.State.REVOKED:
        raise Refused(
            _(
                "This endorsement is no longer valid and cannot be renewed. Questions? Write to "
                "%(contact)s."
            )
            % {"contact": endorsement.association.contact_email}
        )
    if found.timing is Timing.EARLY:
        raise Refused(
            _("It is too early: this endorsement can be renewed from %(day)s on.")
            % {"day": date_format(found.cycle.opens_on)}
        )
    if found.timing is Timing.LATE:
        raise Refused(_too_late(found))
    if not found.verdict.met:
        names = found.names()
        titles = [wording.title(one, names) for one in found.missing or [found.verdict]]
        raise Refused(
            _("Not everything is there yet. Still open: %(missing)s.")
            % {"missing": "; ".join(titles)}
        )


def _too_late(found: Renewal) -> str:
    association = found.cycle.endorsement.association
    return _(
        "It is too late to renew here: it was possible through %(day)s. %(association)s will tell you "
        "how to take your endorsement up again; write to %(contact)s."
    ) % {
        "day": date_format(found.cycle.grace_through),
        "association": association.name,
        "contact": association.contact_email,
    }
