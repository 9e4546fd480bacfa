"""For whom something holds, in the reader's language.

“Only for somebody who gives reflective supervision and is not somebody who has a doctorate or above.”
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from endorsement.rules import criteria as c
from endorsement.wording import Names, word


def sentence(when: c.Condition, names: Names) -> str:
    """The condition as a sentence of its own."""
    match when:
        case c.AttributeIs(attribute="provides_rsc", equals=(value,)):
            if value:
                return _("Only for people who give reflective supervision.")
            return _("Only for people who do not give reflective supervision.")
        case c.DegreeAtLeast(level=level):
            return _("Only for people with a %(level)s or above.") % {"level": word(level, names)}
        case c.FirstRenewal():
            return _("Only at the first renewal.")
        case c.MidCycle():
            return _("Only for people endorsed during the cycle.")
    return _("Only for somebody who %(whom)s.") % {"whom": phrase(when, names)}


def phrase(when: c.Condition, names: Names) -> str:
    """What somebody does, has or is, to be put after “who”."""
    match when:
        case c.AttributeIs():
            return _attribute(when, names)
        case c.DegreeAtLeast(level=level):
            return _("has a %(level)s or above") % {"level": word(level, names)}
        case c.Held():
            return _held(when, names)
        case c.FirstRenewal():
            return _("renews for the first time")
        case c.MidCycle():
            return _("was endorsed during the cycle")
        case c.OnDay(from_on=first, through_on=last):
            return _days(first, last)
    return _compound(when, names)


def _compound(when: c.Condition, names: Names) -> str:
    match when:
        case c.AllOf(parts=parts):
            return f" {_('and')} ".join(_inside(one, names) for one in parts)
        case c.AnyOf(parts=parts):
            return f" {_('or')} ".join(_inside(one, names) for one in parts)
        case c.Not(part=c.FirstRenewal()):
            return _("has renewed before")
        case c.Not(part=part):
            return _("is not somebody who %(whom)s") % {"whom": _inside(part, names)}
    raise TypeError(when)


def _inside(when: c.Condition, names: Names) -> str:
    """In parentheses where “and” and “or” would run into each other."""
    said = phrase(when, names)
    several = isinstance(when, c.AllOf | c.AnyOf) and len(when.parts) > 1
    return f"({said})" if several else said


def _attribute(when: c.AttributeIs, names: Names) -> str:
    if when.attribute == "provides_rsc" and when.equals in ((True,), (False,)):
        if when.equals[0]:
            return _("gives reflective supervision")
        return _("does not give reflective supervision")
    answers = {True: _("yes"), False: _("no")}
    values = [answers[one] if isinstance(one, bool) else str(one) for one in when.equals]
    return _("has “%(what)s”: %(values)s") % {
        "what": word(when.attribute, names),
        "values": f" {_('or')} ".join(word(one, names) for one in values),
    }


def _held(when: c.Held, names: Names) -> str:
    categories = f" {_('or')} ".join(word(one, names) for one in when.categories)
    if not when.months:
        return _("is endorsed as %(categories)s") % {"categories": categories}
    return ngettext(
        "has been endorsed as %(categories)s for at least %(n)s month",
        "has been endorsed as %(categories)s for at least %(n)s months",
        when.months,
    ) % {"categories": categories, "n": when.months}


def _days(first: date, last: date) -> str:
    shown = {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}
    if last == date.max:
        return _("is measured from %(first)s on") % shown
    if first == date.min:
        return _("is measured through %(last)s") % shown
    return _("is measured from %(first)s through %(last)s") % shown
