"""Verdicts as sentences: what is there, what is needed, what is missing."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

from endorsement.rules.verdict import State, Unit, Verdict
from endorsement.wording.words import Names, amount, number, pick, word

STATES = {
    State.MET: gettext_noop("Met"),
    State.NOT_MET: gettext_noop("Not met yet"),
    State.NOT_YET_ASSESSABLE: gettext_noop("Waiting for a decision"),
}

# Reasons of a verdict that say everything there is to say.
WHOLE = {
    "waived": gettext_noop("The association waived this requirement."),
    "rejected_in_review": gettext_noop("A reviewer found this not met."),
    "accepted_in_review": gettext_noop("A reviewer found this met."),
    "nothing_due": gettext_noop("Nothing is due for this part of the cycle."),
}


def state(verdict: Verdict) -> str:
    """The state of a verdict in two or three words."""
    if not verdict.applies:
        return gettext("Does not apply")
    return gettext(STATES[verdict.state])


def title(verdict: Verdict, names: Names | None = None) -> str:
    """What a verdict is about: the requirement's label, or the name of its part."""
    if verdict.label:
        return pick(verdict.label)
    if not verdict.subject:
        return gettext("All requirements")
    sort, _dot, code = verdict.subject.partition(".")
    if sort == "roles":
        return gettext(" or ").join(word(role, names) for role in code.split(","))
    return word(code or sort, names)


def sentence(verdict: Verdict, names: Names | None = None) -> str:
    """Have and need as one sentence: "18 of 24 clock hours; 6 more needed.".

    More than needed reads "30 clock hours; 24 needed." rather than "30 of 24".
    """
    if not verdict.applies:
        return gettext("This does not apply to you.")
    reason = verdict.reason
    if reason and reason.code in WHOLE:
        return gettext(WHOLE[reason.code])
    said = [f"{_have_and_need(verdict)}.", _missing(verdict, names), _waiting(verdict)]
    return " ".join(one for one in said if one)


def _have_and_need(verdict: Verdict) -> str:
    if verdict.a_choice and verdict.need == 1 and not verdict.have:
        return gettext("One of these is enough")
    if verdict.have > verdict.need:
        return gettext("%(have)s; %(need)s needed") % {
            "have": amount(verdict.have, verdict.unit),
            "need": number(verdict.need, verdict.unit),
        }
    counted = gettext("%(have)s of %(need)s") % {
        "have": number(verdict.have, verdict.unit),
        "need": amount(verdict.need, verdict.unit),
    }
    if verdict.shortfall:
        gap = gettext("%(n)s more needed") % {"n": number(verdict.shortfall, verdict.unit)}
        return f"{counted}; {gap}"
    return counted


def _missing(verdict: Verdict, names: Names | None) -> str:
    params = verdict.reason.params if verdict.reason else {}
    listed = params.get("areas") or params.get("documents")
    if not isinstance(listed, tuple):
        return ""
    # Names may hold commas, so semicolons separate them.
    text = "; ".join(word(one, names) for one in listed)
    if len(listed) > verdict.shortfall:
        return gettext("Choose from: %(list)s.") % {"list": text}
    return gettext("Missing: %(list)s.") % {"list": text}


def _waiting(verdict: Verdict) -> str:
    if verdict.state is not State.NOT_YET_ASSESSABLE:
        return ""
    return gettext("It would be met once what is still open has been decided in your favor.")


def gap(verdict: Verdict, names: Names | None = None) -> str:
    """What a requirement lacks, as one sentence: "Still missing: 6 clock hours (18 of 24 so far)."."""
    if verdict.state is State.NOT_YET_ASSESSABLE:
        return gettext("Nothing is missing but a decision: what you have would be enough.")
    lacks = [_lack(verdict, "", names)] if verdict.shortfall else []
    # Areas are a choice, counted in the requirement that names them; a part as large as the whole
    # says nothing new.
    whole = (verdict.unit, verdict.need)
    children = () if verdict.unit is Unit.AREAS else verdict.children
    parts = [one for one in children if one.shortfall and (one.unit, one.need) != whole]
    lacks += [_lack(one, title(one, names), names) for one in parts]
    return gettext("Still missing: %(list)s.") % {"list": "; ".join(lacks)}


def _lack(verdict: Verdict, what: str, names: Names | None) -> str:
    params = verdict.reason.params if verdict.reason else {}
    listed = params.get("documents")
    if isinstance(listed, tuple):
        return ", ".join(word(one, names) for one in listed)
    said = amount(verdict.shortfall, verdict.unit)
    if verdict.have:
        said = gettext("%(missing)s (%(have)s of %(need)s so far)") % {
            "missing": said,
            "have": number(verdict.have, verdict.unit),
            "need": number(verdict.need, verdict.unit),
        }
    return f"{what}: {said}" if what else said
