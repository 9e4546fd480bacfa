"""Verdicts, reasons, refusals and broken files as sentences in the reader's language.

The rules return codes with parameters; only here do they become words. Names of areas, categories,
documents and reference roles come from the framework and the edition: pass them as `names`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, gettext_lazy, gettext_noop, ngettext

from endorsement.rules.reading import MESSAGES, DocumentError, Text
from endorsement.rules.verdict import Param, Reason, State, Unit, Verdict
from endorsement.rules.workflow import MoveRefused

Names = Mapping[str, Text]
# The stored name is not everybody's to read: see selectors.providers.names_shown.
NO_NAME = gettext_lazy("a provider you gave no name")

STATES = {
    State.MET: gettext_noop("Met"),
    State.NOT_MET: gettext_noop("Not met yet"),
    State.NOT_YET_ASSESSABLE: gettext_noop("Waiting for a decision"),
}

# Codes of the platform itself, which no scheme or framework names.
WORDS = {
    "iecmh": gettext_noop("Infant and early childhood mental health"),
    "dei": gettext_noop("Diversity, equity and inclusion"),
    "rsc_provision": gettext_noop("Providing reflective supervision"),
    "ethics": gettext_noop("Ethics"),
    "individual": gettext_noop("Individual"),
    "group": gettext_noop("Group"),
    "own_practice": gettext_noop("About your own practice"),
    "provision": gettext_noop("About the supervision you give"),
    "training": gettext_noop("Training"),
    "rsc_received": gettext_noop("Reflective supervision received"),
    "rsc_given": gettext_noop("Reflective supervision given"),
    "work": gettext_noop("Work"),
    "education": gettext_noop("Education"),
    "service": gettext_noop("Service to the field"),
    "achievement": gettext_noop("Achievement"),
    "course": gettext_noop("Course"),
    "series": gettext_noop("Series"),
    "in_service": gettext_noop("In-service training"),
    "conference": gettext_noop("Conference"),
    "in_person": gettext_noop("In person"),
    "online": gettext_noop("Online"),
    "self_paced": gettext_noop("Self-paced"),
    "secondary": gettext_noop("secondary school"),
    "certificate": gettext_noop("certificate"),
    "associate": gettext_noop("associate degree"),
    "bachelor": gettext_noop("bachelor's degree"),
    "master": gettext_noop("master's degree"),
    "doctorate": gettext_noop("doctorate"),
    "direct_service": gettext_noop("Direct service to children and families"),
    "relationship_therapy": gettext_noop("Therapy with child and caregiver together"),
    "supervises_service": gettext_noop("Supervising people who serve families"),
    "provides_rsc": gettext_noop("Giving reflective supervision"),
    "mentors_facilitators": gettext_noop("Mentoring people who give reflective supervision"),
    "leadership": gettext_noop("Leading a program or a system"),
    "manager": gettext_noop("Managing a team"),
    "policy": gettext_noop("Policy or advocacy"),
    "teaching_research": gettext_noop("Teaching or research"),
    "supervised_internship": gettext_noop("A supervised internship"),
    "supervised_volunteer": gettext_noop("Supervised volunteering"),
    "infant": gettext_noop("Birth to 36 months"),
    "early_childhood": gettext_noop("37 to 71 months"),
    "early_intervention": gettext_noop("Early intervention"),
    "early_childhood_education": gettext_noop("Early childhood education"),
    "home_visiting": gettext_noop("Home visiting"),
    "child_welfare": gettext_noop("Child welfare"),
    "social_work": gettext_noop("Social work"),
    "counseling": gettext_noop("Counseling or therapy"),
    "psychology": gettext_noop("Psychology"),
    "nursing": gettext_noop("Nursing or medicine"),
    "special_education": gettext_noop("Special education"),
    "therapies": gettext_noop("Speech, occupational or physical therapy"),
    "other_discipline": gettext_noop("Something else"),
    "semester": gettext_noop("semester credits"),
    "quarter": gettext_noop("quarter credits"),
    "ceu": gettext_noop("continuing education units (CEU)"),
    "other": gettext_noop("Another association"),
    "choice": gettext_noop("Multiple choice"),
    "vignettes": gettext_noop("Case vignettes"),
    "panel": gettext_noop("Panel"),
    "interview": gettext_noop("Interview"),
    "observed_session": gettext_noop("Observed session"),
    "essay": gettext_noop("Essay"),
    "confirmed": gettext_noop("confirmed by a third party"),
    "system": gettext_noop("verified by the platform"),
    "self_reported": gettext_noop("self-reported"),
    "emerging": gettext_noop("emerging"),
    "inactive": gettext_noop("inactive"),
    "lapsed": gettext_noop("lapsed"),
    "revoked": gettext_noop("no longer valid"),
    "coverage": gettext_noop("Areas covered"),
    "families": gettext_noop("Families"),
    "endorsed_or_vetted": gettext_noop("Raters who are endorsed or vetted"),
    "main_provider": gettext_noop("From one main provider"),
    "spread": gettext_noop("From the first to the last"),
}

LEFT_OUT = {
    "draft": gettext_noop("it is still a draft."),
    "rejected_in_review": gettext_noop("a reviewer did not accept it for this requirement."),
    "in_future": gettext_noop("it is dated %(on)s, which is still ahead."),
    "outside_window": gettext_noop("it is dated %(on)s; only %(from)s through %(through)s counts."),
    "not_verified": gettext_noop("it must be %(needed)s."),
    "not_accepted": gettext_noop("the association does not accept this training."),
    "not_yet_accepted": gettext_noop("the association has not decided about this training yet."),
    "peer": gettext_noop("it was among peers, without a provider."),
    "provider_unknown": gettext_noop("nobody has decided yet whether the provider is qualified."),
    "provider_not_qualified_on_date": gettext_noop("the provider was not qualified on %(on)s."),
    "over_cap": gettext_noop("at most %(most_hours)s clock hours of this sort count (%(limit)s)."),
    "unpaid": gettext_noop("it was not paid work."),
    "role_does_not_fit": gettext_noop("the role does not fit."),
    "not_finished": gettext_noop("it is not finished yet."),
    "level_too_low": gettext_noop("this needs a %(needed)s or above."),
    "field_does_not_fit": gettext_noop("the field of study does not fit."),
    "awaited": gettext_noop("the rater has not answered yet."),
    "void_not_enough_information": gettext_noop(
        "more than %(most)s of its answers are “not enough information”, so it cannot count."
    ),
    "expired": gettext_noop("it was good only for a time, and that has passed (%(on)s)."),
    "not_needed": gettext_noop("enough references of this sort are there already."),
    "signed_too_early": gettext_noop(
        "it was signed on %(on)s; it must be signed from %(from)s on."
    ),
    "state_does_not_count": gettext_noop("that endorsement is %(state)s."),
    "held_too_short": gettext_noop("it must have been held for at least %(months)s months."),
    "event_missing": gettext_noop("what it must come after has not happened yet."),
    "window_empty": gettext_noop("no day can count for this requirement."),
    "too_late": gettext_noop("it is dated %(on)s; only what is dated through %(through)s counts."),
    "outside_best_window": gettext_noop(
        "it lies outside the stretch of time that counts most (%(from)s through %(through)s)."
    ),
    "other_source": gettext_noop("the hours must come from one main provider and few others."),
    "over_most": gettext_noop("no more than %(most_hours)s clock hours count here."),
    "spent_elsewhere": gettext_noop("its hours already count toward another requirement."),
    "topic_does_not_fit": gettext_noop("it is not on the topic (%(wanted)s)."),
    "area_does_not_fit": gettext_noop("it is not in the area (%(wanted)s)."),
    "kind_does_not_fit": gettext_noop("it is of another kind (%(wanted)s is needed)."),
    "format_does_not_fit": gettext_noop("the format does not fit (%(wanted)s is needed)."),
    "focus_does_not_fit": gettext_noop("the focus does not fit (%(wanted)s is needed)."),
    "delivery_does_not_fit": gettext_noop("it was given in another way (%(wanted)s is needed)."),
    "mode_does_not_fit": gettext_noop("it was held in another way (%(wanted)s is needed)."),
    "discipline_does_not_fit": gettext_noop("the discipline does not fit (%(wanted)s)."),
    "age_band_does_not_fit": gettext_noop("the children's ages do not fit (%(wanted)s)."),
    "waiver_open": gettext_noop("its waiver has been neither signed nor declined yet."),
    "vetting_ended": gettext_noop(
        "the rater counted as vetted through %(on)s; the association has to look again."
    ),
    "not_recommended": gettext_noop("it does not recommend the endorsement."),
    "not_confirmed": gettext_noop("the paper was looked at and does not fit."),
    "not_yet_confirmed": gettext_noop("nobody has looked at the paper yet."),
    "retaken_too_soon": gettext_noop("it was taken on %(on)s; the wait ended on %(from)s."),
    "too_few_assessors": gettext_noop("only %(count)s people were there to decide."),
    "rated_below": gettext_noop("it is rated at level %(level)s; level %(needed)s is needed."),
    "working_towards": gettext_noop("level %(level)s is still being worked towards."),
}

# Reasons of a verdict that say everything there is to say.
WHOLE = {
    "waived": gettext_noop("The association waived this requirement."),
    "nothing_due": gettext_noop("Nothing is due for this part of the cycle."),
}

REFUSALS = {
    "closed": gettext_noop("This application is closed; nothing about it can change any more."),
    "wrong_role": gettext_noop("Somebody else has to do this step."),
    "not_now": gettext_noop("This step is not possible now. Reload the page to see what is."),
}

DAYS = frozenset({"on", "from", "through"})


def pick(text: Text) -> str:
    """The text in the active language, else in English, else an empty string."""
    language = (get_language() or "en").split("-")[0]
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def word(code: str, names: Names | None = None) -> str:
    """The name of a code: the scheme's or framework's, else the platform's, else the code."""
    if names and code in names:
        return pick(names[code])
    return gettext(WORDS[code]) if code in WORDS else code


def hours(hundredths: int) -> str:
    """Hours without idle zeros: 1800 -> "18", 150 -> "1.5"."""
    value = (Decimal(hundredths) / 100).normalize()
    return number_format(Decimal(format(value, "f")))


def amount(value: int, unit: Unit) -> str:
    """An amount with its unit: "18 clock hours"."""
    if unit is Unit.HOURS:
        # One and a half is plural in English, so only exactly one is singular.
        plural = 1 if value == 100 else 2
        return ngettext("%(n)s clock hour", "%(n)s clock hours", plural) % {"n": hours(value)}
    return _counted(value, unit) % {"n": number_format(value)}


def _counted(n: int, unit: Unit) -> str:
    forms = {
        Unit.MONTHS: ngettext("%(n)s month", "%(n)s months", n),
        Unit.FAMILIES: ngettext("%(n)s family", "%(n)s families", n),
        Unit.AREAS: ngettext("%(n)s area", "%(n)s areas", n),
        Unit.ITEMS: ngettext("%(n)s entry", "%(n)s entries", n),
        Unit.REFERENCES: ngettext("%(n)s reference", "%(n)s references", n),
        Unit.DOCUMENTS: ngettext("%(n)s document", "%(n)s documents", n),
        Unit.ENDORSEMENTS: ngettext("%(n)s endorsement", "%(n)s endorsements", n),
        Unit.REQUIREMENTS: ngettext("%(n)s requirement", "%(n)s requirements", n),
        Unit.PEOPLE: ngettext("%(n)s person", "%(n)s people", n),
        Unit.DISCIPLINES: ngettext("%(n)s discipline", "%(n)s disciplines", n),
        Unit.COMPETENCIES: ngettext("%(n)s competency", "%(n)s competencies", n),
        Unit.MEMBERSHIPS: ngettext("%(n)s membership", "%(n)s memberships", n),
        Unit.APPROVALS: ngettext("%(n)s approval", "%(n)s approvals", n),
        Unit.PARTS: ngettext("%(n)s part", "%(n)s parts", n),
        Unit.PERCENT: gettext("%(n)s percent"),
    }
    return forms[unit]


def number(value: int, unit: Unit) -> str:
    """An amount without its unit."""
    return hours(value) if unit is Unit.HOURS else number_format(value)


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


def left_out(reason: Reason, names: Names | None = None) -> str:
    """Why something was left out: "Left out: the provider was not qualified on March 3, 2026."."""
    params = {key: _param(key, value, names) for key, value in reason.params.items()}
    return gettext("Left out: %(why)s") % {"why": gettext(LEFT_OUT[reason.code]) % params}


def _param(key: str, value: Param, names: Names | None) -> str:
    if key == "most_hours":
        return hours(int(str(value)))
    if key in DAYS:
        return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    if isinstance(value, tuple):
        return ", ".join(word(one, names) for one in value)
    if isinstance(value, int):
        return number_format(value)
    return word(value, names)


def refusal(error: MoveRefused) -> str:
    """Why a move of an application was refused."""
    return gettext(REFUSALS[error.code])


def broken(error: DocumentError, file: str = "") -> str:
    """What is wrong with a document, naming file, line and path, in one sentence."""
    places = [
        file,
        gettext("line %(line)s") % {"line": error.line} if error.line else "",
        error.path,
    ]
    where = ", ".join(place for place in places if place)
    what = mistake(error)
    return f"{where}: {what}" if where else what


def mistake(error: DocumentError) -> str:
    """What is wrong with a document, without the place."""
    params = {key: str(value) for key, value in error.params.items()}
    return gettext(MESSAGES[error.code]) % params
