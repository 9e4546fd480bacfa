"""The cycles of an endorsement: how one begins, waits, gets more time, and goes on."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement.models import Edition, Endorsement, Person, RenewalCycle, RenewalExtension
from endorsement.refusals import Refused
from endorsement.rules import renewal as rules
from endorsement.rules.windows import ONE_DAY
from endorsement.selectors import cycle_rules
from endorsement.services import event, holder_mail
from endorsement.services.conflict import refuse_tie

State = RenewalCycle.State


def begin_cycle(*, endorsement: Endorsement, rule: rules.RenewalRule) -> RenewalCycle:
    """Insert the first cycle, counted from the day of the award."""
    days = rules.cycle_for(rule, awarded_on=endorsement.awarded_on)
    return _insert(endorsement, endorsement.edition, days, rule, rules.next_change(days))


def begin_next(*, before: RenewalCycle, today: date) -> RenewalCycle:
    """Insert the cycle after one that was renewed.

    It goes by the edition that is in force on its first day as far as that is known now, and is looked
    at again on that day (`settle`). Where the decision took so long that its due day is over already, it
    is due on the next one whose window is not open yet: nobody could have renewed it.

    :raises Refused: when the criteria know no renewal.
    """
    endorsement = before.endorsement
    edition, rule = _edition_from(endorsement, before, before.due_on + ONE_DAY)
    days = rules.following(
        rule, awarded_on=endorsement.awarded_on, after=before.due_on, number=before.number + 1
    )
    if days.due_on < today:
        due_on = rules.taken_up(
            rule, awarded_on=endorsement.awarded_on, on=today, number=days.number
        ).due_on
        days = rules.extended(
            days, due_on=due_on, grace_through=due_on + (days.grace_through - days.due_on)
        )
    return _insert(endorsement, edition, days, rule, rules.next_change(days))


def take_up(*, before: RenewalCycle, on: date) -> RenewalCycle:
    """Insert the cycle of somebody who is reinstated on a day; it is always audited.

    What the cycles before would still bring about is over.

    :raises Refused: when the criteria know no renewal.
    """
    endorsement = before.endorsement
    endorsement.cycles.update(next_rung_on=None, next_status_on=None)
    endorsement.cycles.filter(state=State.OPEN).update(state=State.LAPSED)
    edition, rule = _edition_from(endorsement, before, on)
    days = rules.taken_up(rule, awarded_on=endorsement.awarded_on, on=on, number=before.number + 1)
    # It has begun by being taken up.
    following = rules.next_change(days, after=on)
    return _insert(endorsement, edition, days, rule, following, reinstated=True)


def settle(cycle: RenewalCycle) -> bool:
    """On the first day of a cycle: go by the edition then in force; whether anything changed.

    A due day that would come earlier stays, for its holder was told. The row is not saved here.
    """
    endorsement = cycle.endorsement
    edition = cycle_rules.edition_of_next(endorsement, cycle.governing_edition, cycle.starts_on)
    rule = cycle_rules.rule_for(edition, endorsement.association)
    before = (cycle.edition_id, days_of(cycle))
    cycle.edition = _own(endorsement, edition)
    if rule is not None:
        days = rules.following(
            rule,
            awarded_on=endorsement.awarded_on,
            after=cycle.starts_on - ONE_DAY,
            number=cycle.number,
        )
        if days.due_on >= cycle.due_on and days.grace_through >= cycle.grace_through:
            put(cycle, days)
            cycle.next_rung_on = rules.next_look(days, rule.ladder, after=cycle.starts_on - ONE_DAY)
    return before != (cycle.edition_id, days_of(cycle))


@transaction.atomic
def extend(
    *,
    cycle: RenewalCycle,
    due_on: date,
    grace_through: date | None = None,
    reason: str,
    coordinator: Person,
    at: datetime,
) -> RenewalExtension:
    """Give somebody more time. Without `grace_through` the days of grace stay as many as they were.

    Effects, in order: the days of the cycle; what was granted, with the reason as an erasable text; a
    link of the chain; a mail to the holder.

    :raises Refused: for a conflict of interest, without a reason, for a cycle that is over, and for
        days that would come earlier.
    """
    cycle = _locked_cycle(cycle.pk)
    endorsement = cycle.endorsement
    today = endorsement.association.day_of(at)
    refuse_tie(coordinator, endorsement, at=at)
    if not reason.strip():
        raise Refused(
            _("Write why there is more time; it stays in the association."), field="reason"
        )
    if cycle.state != State.OPEN:
        raise Refused(_("This period is over, so it cannot be made longer."))
    was = days_of(cycle)
    try:
        days = rules.extended(
            was,
            due_on=due_on,
            grace_through=grace_through or due_on + (was.grace_through - was.due_on),
        )
    except ValueError:
        raise Refused(
            _("More time never takes a day away: choose a day after %(day)s.")
            % {"day": date_format(was.due_on)},
            field="due_on",
        ) from None
    if days == was:
        raise Refused(_("Choose a later day than now."), field="due_on")
    _move(cycle, days, today=today)
    granted = RenewalExtension.objects.create(
        cycle=cycle,
        due_on=days.due_on,
        grace_through=days.grace_through,
        reason=reason.strip(),
        granted_by=coordinator,
        granted_at=at,
    )
    _record_extension(cycle, was, coordinator, at, texts={"reason": reason.strip()})
    holder_mail.tell(endorsement, "extended", at=at, due_on=days.due_on.isoformat())
    return granted


@transaction.atomic
def leave_time(*, person: Person, unseen_since: date, by: Person, at: datetime) -> int:
    """Nobody lapses for days on which no reminder could reach them (noted as dead by mistake): what ended
    meanwhile can be renewed for thirty days more; how many that were.

    Effects, in order, for each: the days of the cycle, which is looked at today; a link of the chain.
    """
    rows = RenewalCycle.objects.filter(
        endorsement__person=person,
        state=State.OPEN,
        next_status_on__isnull=False,
        grace_through__gte=unseen_since,
    )
    moved = 0
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        cycle = _locked_cycle(pk)
        today = cycle.endorsement.association.day_of(at)
        if cycle.grace_through >= today:
            continue
        was = days_of(cycle)
        days = rules.extended(was, due_on=was.due_on, grace_through=today + TIME_LEFT)
        _move(cycle, days, today=today)
        # Of the rungs that were missed the latest goes out.
        RenewalCycle.objects.filter(pk=pk).update(next_rung_on=today)
        _record_extension(cycle, was, by, at)
        moved += 1
    return moved


TIME_LEFT = timedelta(days=30)
DAYS = ("opens_on", "due_on", "late_from_on", "grace_through", "removed_on")


def days_of(cycle: RenewalCycle) -> rules.Cycle:
    """The days of a row, as the rules see them."""
    return rules.Cycle(
        number=cycle.number,
        starts_on=cycle.starts_on,
        **{name: getattr(cycle, name) for name in DAYS},
    )


def put(cycle: RenewalCycle, days: rules.Cycle) -> None:
    """The days of a row, as the rules say; it is not saved here."""
    for name in DAYS:
        setattr(cycle, name, getattr(days, name))


def _locked_cycle(pk: int) -> RenewalCycle:
    """The row as it is now; nobody else moves its days before this transaction ends."""
    rows = RenewalCycle.objects.select_for_update(of=("self",))
    return rows.select_related(
        "edition",
        "endorsement__edition",
        "endorsement__person",
        "endorsement__association__overlay",
    ).get(pk=pk)


def _move(cycle: RenewalCycle, days: rules.Cycle, *, today: date) -> None:
    """Other days for an open cycle; what has happened by now happens again on its later day."""
    rule = cycle_rules.rule_of(cycle)
    put(cycle, days)
    if cycle.next_status_on is not None:
        since = min(cycle.next_status_on, today + ONE_DAY)
        cycle.next_status_on = rules.next_change(days, after=since - ONE_DAY)
        ladder = rule.ladder if rule else ()
        cycle.next_rung_on = rules.next_look(days, ladder, after=today - ONE_DAY)
    cycle.save(update_fields=[*DAYS, "next_status_on", "next_rung_on"])


def _record_extension(
    cycle: RenewalCycle,
    was: rules.Cycle,
    by: Person,
    at: datetime,
    *,
    texts: dict[str, str] | None = None,
) -> None:
    event.record(
        association=cycle.endorsement.association,
        stream=cycle.endorsement.stream,
        kind="endorsement.renewal_extended",
        actor=by,
        payload={
            "cycle": cycle.number,
            "due_on": cycle.due_on,
            "grace_through": cycle.grace_through,
            "before": was.due_on,
        },
        texts=texts,
        at=at,
        chained=True,
    )


def _edition_from(
    endorsement: Endorsement, before: RenewalCycle, on: date
) -> tuple[Edition, rules.RenewalRule]:
    edition = cycle_rules.edition_of_next(endorsement, before.governing_edition, on)
    rule = cycle_rules.rule_for(edition, endorsement.association)
    if rule is None:
        raise Refused(_("The criteria of this endorsement know no renewal."))
    return edition, rule


def _own(endorsement: Endorsement, edition: Edition) -> Edition | None:
    """What a cycle names: nothing where it goes by the edition of the award."""
    return None if edition.pk == endorsement.edition_id else edition


def _insert(
    endorsement: Endorsement,
    edition: Edition,
    days: rules.Cycle,
    rule: rules.RenewalRule,
    next_status_on: date | None,
    **more: Any,
) -> RenewalCycle:
    return RenewalCycle.objects.create(
        endorsement=endorsement,
        edition=_own(endorsement, edition),
        number=days.number,
        starts_on=days.starts_on,
        next_rung_on=rules.next_look(days, rule.ladder),
        next_status_on=next_status_on,
        **{name: getattr(days, name) for name in DAYS},
        **more,
    )
