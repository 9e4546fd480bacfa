"""Full sentences for what is said of the rows of a list of people."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement.selectors.people_columns import HEADINGS
from endorsement.selectors.people_matches import Change, Match, Verdict
from endorsement.wording import pick

Names = Mapping[str, Mapping[str, str]]


def problem(one: Match) -> str:
    """Why a row cannot be taken, and what to do."""
    sentences = {
        "number_twice": _("Number %(number)s stands in row %(row)s already. Keep one of the two."),
        "address_twice": _(
            "%(address)s stands in row %(row)s for somebody else. An address is one person's: correct "
            "it, or leave the cell empty."
        ),
        "number_of_another": _(
            "Number %(number)s is %(name)s’s here, and neither name nor address fit. Check the number."
        ),
        "address_of_another": _(
            "%(address)s is somebody else’s here. Correct it, or leave the cell empty."
        ),
        "erased": _(
            "Whoever had number %(number)s has erased their record. It is not written again."
        ),
        "held_here": _(
            "This person holds the category here since %(day)s, by an application. Take the row out."
        ),
        "held_by_number": _(
            "This person holds the category here already, under number %(number)s. Correct the number, or "
            "say in the column “State” what is not active any more."
        ),
        "not_qualified": _(
            "Your association decided from %(day)s on that this person does not qualify. Decide anew "
            "under “Providers” if that has changed."
        ),
    }
    names = dict(one.names)
    if "day" in names:
        names["day"] = date_format(date.fromisoformat(names["day"]))
    return sentences[one.problem] % names


def why_not(one: Match) -> str:
    """Why a row is not written; empty when it is."""
    if one.verdict == Verdict.WRONG:
        return problem(one)
    if one.verdict == Verdict.QUESTION:
        return _("Nobody said whether this is the person of the same name, so it was left out.")
    return ""


def note(code: str) -> str:
    """What is unusual about a row that is taken all the same."""
    return {
        "edition_oldest": _(
            "Awarded before your oldest criteria on file; the oldest are taken as its criteria."
        ),
        "edition_other": _(
            "The criteria of that day do not know the category; those nearest to it that do are taken."
        ),
        "never_expires": _("By these criteria it never expires, so the due day is not used."),
        "odd_due_day": _("Your criteria would have another due day. The one in the file is kept."),
        "due_day_reckoned": _("No due day in the file: the next one by your criteria is taken."),
        "own_name": _("This person has an account and says their name themself; it stays."),
        "own_address": _("This person has an account; messages go to its address."),
        "deceased": _("Recorded as deceased: nothing is written to this person."),
        "kept_renewed": _("Its renewal has begun here since, so the record stays as it is."),
        "kept_certified": _(
            "A certificate was asked for here since, so the record stays as it is."
        ),
        "kept_moved": _("Its state was changed here since, so the record stays as it is."),
        "kept_running": _(
            "Reminders have begun, so the record stays as it is. Grant an extension to move a due day."
        ),
        "kept_confirmed": _("This membership was confirmed, so its days stay."),
    }[code]


def change(one: Change, names: Names) -> str:
    """“Renewal due on: December 31, 2026 → June 30, 2027”."""
    return _("%(what)s: %(before)s → %(after)s") % {
        "what": _(HEADINGS.get(one.what, "State")) if one.what != "basis" else _("Recorded"),
        "before": _value(one, one.before, names),
        "after": _value(one, one.after, names),
    }


def _value(one: Change, value: object, names: Names) -> str:
    if value in (None, ""):
        return _("empty")
    if isinstance(value, date):
        return date_format(value)
    if one.what == "state":
        return state(str(value))
    if one.what == "basis" and value == "vetted":
        return _("vetted by the association")
    if one.what in ("category", "basis"):
        return pick(names.get(str(value), {})) or str(value)
    return str(value)


def state(code: str) -> str:
    return {
        "active": _("active"),
        "lapsed": _("lapsed"),
        "inactive": _("inactive"),
        "retired": _("retired"),
    }.get(code, code)
