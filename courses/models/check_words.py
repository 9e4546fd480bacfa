"""The sentences of the checks before publishing: what was found, what to do, and at which field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.rules.checks import Finding, State

Sentence = Callable[[dict[str, Any]], str]


@dataclass(frozen=True)
class Words:
    """`found` when something is to be done, `fine` when not; `field` of the module's form."""

    found: Any
    fine: Any = ""
    field: str | None = None


def sentence(finding: Finding) -> str:
    """One full sentence in the active language."""
    words = WORDS[finding.code]
    if finding.state is State.FINE:
        return str(words.fine)
    params = {**finding.params, "names": _names(finding)}
    if callable(words.found):
        return str(words.found(params))
    return str(words.found) % params


def field_of(finding: Finding) -> str | None:
    return WORDS[finding.code].field


def _names(finding: Finding) -> str:
    return ", ".join(f"“{spot.label}”" for spot in finding.spots if spot.label)


def _bank_too_small(params: dict[str, Any]) -> str:
    return (
        ngettext(
            "The question bank holds only %(found)d question.",
            "The question bank holds only %(found)d questions.",
            params["found"],
        )
        % params
    )


def _unfinished(params: dict[str, Any]) -> str:
    return str(_("%(names)s: not complete yet. Open it: what is missing is marked.") % params)


def _too_few(params: dict[str, Any]) -> str:
    need = (
        ngettext(
            "%(name)s asks for at least %(need)d question in %(hours)s clock hours; learners get %(draw)d.",
            "%(name)s asks for at least %(need)d questions in %(hours)s clock hours; learners get %(draw)d.",
            params["need"],
        )
        % params
    )
    counted = _(
        "Counted here: %(first)d for the first clock hour or less, and %(further)d for every further "
        "clock hour that is begun. Where the body’s own form asks for more, that holds."
    )
    return f"{need} {counted % params}"


def _untranslated(params: dict[str, Any]) -> str:
    return (
        ngettext(
            "%(number)d text is not translated yet. Open “Translation”.",
            "%(number)d texts are not translated yet. Open “Translation”.",
            params["number"],
        )
        % params
    )


WORDS: dict[str, Words] = {
    "lessons": Words(
        _("Save this as a draft and add at least one lesson below it first."),
        _("There are lessons."),
    ),
    "complete": Words(_unfinished, _("Lessons and questions are complete.")),
    "bank": Words(
        _("Save this as a draft and add a question bank below it first."),
        _("There is a question bank."),
    ),
    "enough_questions": Words(_bank_too_small, field="draw"),
    "twice_the_questions": Words(
        _(
            "The bank holds %(found)s questions and an attempt draws %(draw)s: about twice as many make "
            "the second attempt a new one."
        ),
        _("The bank holds at least twice the questions of an attempt."),
    ),
    "objectives_asked": Words(
        _("No question asks about: %(names)s. Name the objective’s number in a question."),
        _("Every objective is asked about."),
    ),
    "objectives_served": Words(
        _(
            "No lesson serves: %(names)s. Tick it under “Serves objectives” of the lesson that does, so "
            "that learners are told what to read again."
        ),
        _("Every objective is served by a lesson."),
    ),
    "objectives_moved": Words(
        _(
            "The objectives changed their order since the module was last published, so the number named "
            "here now means another one: %(names)s. Look at the number in each."
        ),
        _("Numbers of objectives mean what they meant when the module was last published."),
    ),
    "credit_changed": Words(
        _(
            "Hours or competencies differ from what this version had when it was published, and what "
            "people have recorded stays as it was. Use “New version or copy” for the change."
        ),
        _("Hours and competencies are those with which this version was published."),
    ),
    "approval_of_others": Words(
        _("The approval “%(name)s” is another organization’s. Choose one of your own."),
        field="approvals",
    ),
    "approval_over": Words(
        _("The approval “%(name)s” does not hold today. Remove it or renew its dates."),
        field="approvals",
    ),
    "body_questions": Words(
        _too_few, _("There are as many questions as the approval body asks for."), "draw"
    ),
    "body_pass_mark": Words(
        _("%(name)s asks for a pass mark of at least %(need)s percent (%(source)s)."),
        field="pass_mark",
    ),
    "body_true_false": Words(
        _("%(name)s allows at most %(most)s percent true-or-false questions (%(source)s).")
    ),
    "body_objectives": Words(
        _("%(name)s asks for at least %(need)s learning objectives (%(source)s)."),
        field="objectives",
    ),
    "body_number": Words(
        _("%(name)s gives every title a number of its own: write it beside the approval."),
        field="approvals",
    ),
    "body_presenter": Words(
        _("%(name)s asks for a presenter with credentials: choose one."), field="presenters"
    ),
    "split": Words(
        _("These hours add up to more than the clock hours."),
        _("Hours by area add up to no more than the clock hours."),
        "split",
    ),
    "topics": Words(
        _("A topic has more hours than the module."),
        _("No special topic has more hours than the module."),
        "topics",
    ),
    "minimum": Words(
        _("This is longer than the clock hours."),
        _("The minimum time is no longer than the clock hours."),
        "minimum_minutes",
    ),
    "method": Words(
        _(
            "The module states %(hours)s clock hours; by the stated method (10,000 words are one hour, "
            "recordings and reflections on top) its lessons come to %(claimable)s."
        ),
        _("The clock hours fit the lessons by the stated method."),
    ),
    "covers": Words(
        _("No competency is named as covered. Coverage is free: name every one it touches."),
        _("Competencies are named."),
    ),
    "covers_where": Words(
        _("Say at which lesson or objective these are met: %(names)s."),
        _("Every competency is tied to a lesson or a question."),
    ),
    "review_says_who": Words(
        _("A review names by whom and on which day, and only a review."), field="review_status"
    ),
    "review": Words(
        _("Nobody named has reviewed the content yet. Learners read that."),
        _("A named person has reviewed the content."),
    ),
    "presenters": Words(
        _("No presenter is named. Many approval bodies and registries ask for one."),
        _("Presenters are named."),
    ),
    "presenter_of_others": Words(
        _("%(names)s: another organization’s presenter. Choose your own."), field="presenters"
    ),
    "credentials": Words(_("%(names)s: no credentials are written down.")),
    "claims": Words(
        _("These blocks give figures and name no source. Choose one in the block’s settings."),
        _("Figures name their sources."),
    ),
    "source_gone": Words(_("These sources no longer exist: %(names)s. Choose others.")),
    "undated": Words(
        _("Neither a year nor the day it was read is known of: %(names)s."),
        _("Every source carries its year or the day it was read."),
    ),
    "alt": Words(
        _("An alternative text is missing or is the name of a file. Say what the picture shows."),
        _("Pictures have alternative texts."),
    ),
    "recordings": Words(
        _("A recording lacks captions or a transcript. Add them to the recording."),
        _("Recordings have captions and transcripts."),
    ),
    "tools": Words(
        _(
            "An external tool does not open here: it is not in use, or another association does not "
            "share it. Choose another, or take it out."
        ),
        _("External tools open."),
    ),
    "links": Words(
        _("A link’s text does not say where it leads, such as “click here”."),
        _("Links say where they lead."),
    ),
    "headings": Words(
        _("A whole line is bold. If it is a heading, make it one: screen readers find headings."),
        _("Headings are headings."),
    ),
    "headers": Words(
        _("A column of a table has no header."), _("Tables have headers and captions.")
    ),
    "file_names": Words(
        _("A hand-out is titled by the name of its file. Give the document a title."),
        _("Hand-outs have titles."),
    ),
    "tagged": Words(
        _("A PDF is not tagged for screen readers. Export it again as a tagged (accessible) PDF."),
        _("PDF hand-outs are tagged."),
    ),
    "content_note": Words(
        _("This may be hard to read. Write a note before the module, with a way out."),
        _("Nothing asks for a note before the module, or there is one."),
    ),
    "translation": Words(_untranslated, _("Every text is translated.")),
}
