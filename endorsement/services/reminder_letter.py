"""What a reminder of a renewal says, from the state at the moment it leaves, or why it says nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from endorsement.models import Endorsement, Notice, Renewal, RenewalCycle
from endorsement.rules import renewal
from endorsement.rules.due_days import DueDay
from endorsement.rules.endorsement_moves import HELD
from endorsement.selectors import cycle_rules, editions
from endorsement.selectors.hosts import public_url
from endorsement.selectors.overlays import label
from endorsement.selectors.renewals import renewal_of
from endorsement.services.cycle import days_of
from endorsement.services.notices.kinds import Section, Silence


def write(notices: Sequence[Notice], at: datetime) -> dict[int, Section | Silence]:
    """What each of these notices says now, in one query."""
    keys = {one.pk: int(one.subject.partition(":")[2]) for one in notices}
    cycles = RenewalCycle.objects.select_related(
        "edition", "renewal", "endorsement__edition", "endorsement__association__overlay"
    )
    found = cycles.in_bulk(set(keys.values()))
    return {one.pk: _section(one, found[keys[one.pk]], at) for one in notices}


def _section(notice: Notice, cycle: RenewalCycle, at: datetime) -> Section | Silence:
    today = cycle.endorsement.association.day_of(at)
    reason = why_not(notice, cycle, today)
    if reason:
        return Silence(reason)
    letter, context = _letter(notice, cycle, today), _context(notice, cycle)
    return Section(f"renewal_{letter}", context, _due_days(notice, cycle, letter, context))


def _due_days(
    notice: Notice, cycle: RenewalCycle, letter: str, context: Mapping[str, str]
) -> tuple[DueDay, ...]:
    """The due day for one's calendar; nothing is due any more once it has lapsed."""
    if letter == "lapsed":
        return ()
    with translation.override(notice.person.language):
        return (
            DueDay(
                uid=f"{notice.subject.replace(':', '-')}@{urlsplit(context['public_url']).hostname}",
                title=gettext("Renew “%(category)s”") % context,
                on=cycle.grace_through if letter == "grace" else cycle.due_on,
                address=context["public_url"]
                + reverse("endorsement:renewal", args=[context["public_id"]]),
            ),
        )


def why_not(notice: Notice, cycle: RenewalCycle, today: date) -> str:
    """The reason not to send today, empty when it should be sent."""
    if cycle.state == RenewalCycle.State.RENEWED:
        return "renewed"
    handed_in = renewal_of(cycle)
    if handed_in is not None and handed_in.state == Renewal.State.HANDED_IN:
        return "handed_in"
    if cycle.endorsement.state == Endorsement.State.REVOKED:
        return "no_longer_valid"
    if cycle.endorsement.state in HELD:
        return str(cycle.endorsement.state)
    days = dict(renewal.rungs(days_of(cycle), ladder_of(cycle)))
    if days.get(step_of(notice.rung), notice.rung_on) > notice.rung_on:
        # The later day brings it anew.
        return "more_time"
    lapsed, after = cycle.state == RenewalCycle.State.LAPSED, notice.rung_on > cycle.grace_through
    if lapsed and not after:
        return "lapsed"
    if lapsed and cycle.endorsement.state == Endorsement.State.ACTIVE:
        return "reinstated"
    if after and not lapsed:
        return "not_lapsed"
    # It lapses with the next sweep, whose own rung then says so.
    return "over" if today > cycle.grace_through and not lapsed else ""


def _letter(notice: Notice, cycle: RenewalCycle, today: date) -> str:
    """Three letters cover every ladder: through the due day, during grace, after the lapse.

    By the day on which it leaves: what waited until the due day was over does not call it due.
    """
    if cycle.state == RenewalCycle.State.LAPSED:
        return "lapsed"
    return "grace" if max(notice.rung_on, today) > cycle.due_on else "due"


def _context(notice: Notice, cycle: RenewalCycle) -> dict[str, str]:
    association = cycle.endorsement.association
    return {
        "public_url": public_url(association),
        "name": notice.person.name,
        "association": association.name,
        "contact": association.contact_email,
        "public_id": cycle.endorsement.public_id,
        "category": category_named(cycle, notice.person.language),
        "due_on": cycle.due_on.isoformat(),
        "grace_through": cycle.grace_through.isoformat(),
    }


def category_named(cycle: RenewalCycle, language: str) -> str:
    """The category, under the association's own name if it has one."""
    endorsement = cycle.endorsement
    known = editions.parsed(cycle.governing_edition).categories[endorsement.category].name
    name = {**known, **label(endorsement.association, endorsement.category)}
    return name.get(language) or name["en"]


def ladder_of(cycle: RenewalCycle) -> tuple[str, ...]:
    """The rungs by which its holder is reminded; none where it is never renewed."""
    rule = cycle_rules.rule_of(cycle)
    return rule.ladder if rule else ()


def step_of(rung: str) -> str:
    """The step of the ladder; a rung that came again on a later day names that day too."""
    return rung.partition(":")[0]


NAMES = {
    renewal.Rung.WINDOW_OPENS: _("the day it can be renewed from"),
    renewal.Rung.DUE: _("the day it is due"),
    renewal.Rung.GRACE: _("the day after it was due"),
    renewal.Rung.LATE: _("the day it is late from"),
    renewal.Rung.LAPSED: _("the day it lapses"),
    renewal.Rung.REMOVED: _("the day it leaves the registry"),
}


def rung_name(rung: str) -> str:
    """What pages call a rung."""
    try:
        anchor, days = renewal.anchor_and_days(step_of(rung))
    except ValueError:
        return rung
    named = str(NAMES[anchor])
    if not days:
        return named
    said = {"days": abs(days), "day": named}
    if days < 0:
        return (
            ngettext("%(days)s day before: %(day)s", "%(days)s days before: %(day)s", -days) % said
        )
    return ngettext("%(days)s day after: %(day)s", "%(days)s days after: %(day)s", days) % said
