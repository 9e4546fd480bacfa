"""What of an association's own renewal days does not fit an edition, and what to do about it."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from endorsement.rules.reading import DocumentError
from endorsement.rules.renewal import CycleKind, MonthDay, RenewalRule
from endorsement.wording.reasons import mistake
from endorsement.wording.words import word


def misfit(error: DocumentError) -> str:
    """A sentence for the coordinator."""
    return _SENTENCES.get(error.code, _other)(error)


def instead(error: DocumentError, rule: RenewalRule) -> str:
    """What holds where something of the association's own was left out: a sentence for the coordinator.

    `rule` is how it is renewed now.
    """
    part = error.path.removeprefix("renewal").lstrip(".").split(".")[0].split("[")[0]
    return _HOLDS.get(part, _edition_holds)(rule)


def _late(_error: DocumentError) -> str:
    return _(
        "You set from when a renewal is late, but this edition gives no days of grace. Set days of grace"
        " of your own, or leave out from when it is late."
    )


def _exempt(error: DocumentError) -> str:
    return _(
        "You leave “%(name)s” out of a first renewal, but this edition asks for no such thing. Choose"
        " anew what a first renewal leaves out."
    ) % {"name": word(str(error.params["value"]))}


def _other(error: DocumentError) -> str:
    return _("Something that you set does not go with this edition: %(what)s Set it anew.") % {
        "what": mistake(error)
    }


_SENTENCES: dict[str, Callable[[DocumentError], str]] = {
    "late_without_grace": _late,
    "unknown_requirement": _exempt,
}


def _due(rule: RenewalRule) -> str:
    if rule.kind is CycleKind.ANNIVERSARY:
        said = ngettext(
            "A renewal is due every year on the day of the award.",
            "A renewal is due every %(years)s years on the day of the award.",
            rule.years,
        )
        return said % {"years": rule.years}
    said = ngettext(
        "A renewal is due every year on %(day)s.",
        "A renewal is due every %(years)s years on %(day)s.",
        rule.years,
    )
    return said % {"years": rule.years, "day": _day((rule.month, rule.day))}


def _grace(rule: RenewalRule) -> str:
    if rule.grace_through:
        return _("It is possible through %(day)s.") % {"day": _day(rule.grace_through)}
    if not rule.grace_days:
        return _("There are no days of grace: an endorsement lapses the day after it was due.")
    return ngettext(
        "It is possible for %(days)s day after it was due.",
        "It is possible for %(days)s days after it was due.",
        rule.grace_days,
    ) % {"days": rule.grace_days}


def _lateness(rule: RenewalRule) -> str:
    return (
        _("Nobody is late. %(grace)s") % {"grace": _grace(rule)}
        if rule.late is None
        else _grace(rule)
    )


def _first(rule: RenewalRule) -> str:
    if not rule.first_exempts:
        return _("A first renewal leaves nothing out.")
    names = ", ".join(word(code) for code in rule.first_exempts)
    return _("A first renewal leaves out: %(names)s.") % {"names": names}


def _edition_holds(_rule: RenewalRule) -> str:
    return _("For this the edition’s own word holds.")


def _day(month_day: MonthDay) -> str:
    # A leap year, so that February 29 is a day.
    return date_format(date(2000, *month_day), "MONTH_DAY_FORMAT")


_HOLDS: dict[str, Callable[[RenewalRule], str]] = {
    "cycle": _due,
    "grace_days": _grace,
    "grace_through": _grace,
    "late": _lateness,
    "first_period": _first,
}
