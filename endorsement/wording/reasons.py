"""Why something was left out, why a move was refused, what is wrong with a file."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, gettext_noop

from endorsement.rules.moves import MoveRefused
from endorsement.rules.reading import MESSAGES, DocumentError
from endorsement.rules.verdict import Param, Reason
from endorsement.wording.words import Names, hours, word

LEFT_OUT = {
    "draft": gettext_noop("it is still a draft."),
    "rejected_in_review": gettext_noop("a reviewer did not accept it for this requirement."),
    "counted_elsewhere": gettext_noop(
        "another renewal of yours has counted it, and each hour renews one endorsement only."
    ),
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
    "cannot_count": gettext_noop("it cannot be counted. Please ask somebody else."),
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

REFUSALS = {
    "closed": gettext_noop("This application is closed; nothing about it can change any more."),
    "wrong_role": gettext_noop("Somebody else has to do this step."),
    "not_now": gettext_noop("This step is not possible now. Reload the page to see what is."),
}

DAYS = frozenset({"on", "from", "through"})


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
