"""A section of an application as a page draws it, for the applicant and for an advisor."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from endorsement import state_words, wording
from endorsement.models import Application, EntrySuggestion, SectionComment
from endorsement.rules.facts import Entry
from endorsement.rules.sections import ENTRIES, Section
from endorsement.selectors import belongings, references, sections
from endorsement.selectors.sections import Part, Standing
from endorsement.selectors.verdicts import Judged
from endorsement.views import judged as drawn
from endorsement.views import requirements
from endorsement.views.entry_page import days


@dataclass(frozen=True)
class Shown:
    """What somebody shows of a portfolio: the entry's title, what it is, and where to open it."""

    title: str
    facts: str
    url: str


def label(standing: Standing) -> str:
    """How a section stands, in a word or two."""
    return {
        Standing.DONE: _("Done"),
        Standing.OPEN: _("Open"),
        Standing.WAITING: _("Waiting for a decision"),
        Standing.NOTHING: _("Nothing asked"),
    }[standing]


def standing(part: Part, blocked: Collection[Section | None] = ()) -> Standing:
    """How a section stands; details are done where nothing but a name is asked."""
    if part.section in blocked:
        return Standing.OPEN
    if part.section is Section.DETAILS and part.standing is Standing.NOTHING:
        return Standing.DONE
    return part.standing


def overview(
    application: Application,
    found: dict[Section, Part],
    address: str,
    *,
    reader: str,
    blocked: Collection[Section | None] = (),
) -> list[dict[str, Any]]:
    """Every section with its state and how much is said about it; one query.

    A section in which something is `blocked` is open, whatever the criteria ask there.
    """
    counted: dict[str, int] = {}
    for one in sections.comments(application, reader=reader).values_list("section", flat=True):
        counted[one] = counted.get(one, 0) + 1
    return [
        {
            "section": section.value,
            "title": state_words.SECTIONS[section].title,
            "text": state_words.SECTIONS[section].text,
            "status": standing(part, blocked).value,
            "label": label(standing(part, blocked)),
            "comments": counted.get(section.value, 0),
            "url": reverse(address, args=[application.public_id, section.value]),
        }
        for section, part in found.items()
    ]


def rows(judged: Judged, part: Part, *, links: bool) -> list[dict[str, Any]]:
    """What the criteria ask in a section; of a choice also which one it belongs to."""
    names = judged.names()
    words = drawn.labels(judged, names, links=links, own=links)
    return [
        {
            "row": requirements.row(leaf.verdict, words, spare=leaf.spare),
            "choice": wording.title(leaf.choice, names) if leaf.choice else "",
        }
        for leaf in part.leaves
    ]


def entries(judged: Judged, section: Section, *, links: bool) -> list[Shown]:
    """What the portfolio holds for the section, newest first."""
    kinds = ENTRIES.get(section, ())
    listed = [one for one in judged.portfolio.entries if one.kind in kinds]
    listed.sort(key=lambda one: one.first_on, reverse=True)
    return [
        Shown(
            one.title or capfirst(wording.word(one.kind)),
            _facts(one),
            reverse("endorsement:entry", args=[one.key]) if links else "",
        )
        for one in listed
    ]


def _facts(entry: Entry) -> str:
    hours = wording.hours(entry.hours) if entry.hours else ""
    said = [
        entry.organization,
        days(entry),
        _("%(hours)s clock hours") % {"hours": hours} if hours else "",
        wording.word(entry.verification),
    ]
    return " · ".join(one for one in said if one)


def comments(application: Application, section: Section, *, reader: str) -> list[dict[str, Any]]:
    """The conversation about a section as one side reads it."""
    said = sections.comments(application, reader=reader).filter(section=section.value)
    return [line(one) for one in said]


def line(comment: SectionComment) -> dict[str, Any]:
    """A comment with who speaks: coordinators for the association, the others by name."""
    voices = {
        SectionComment.Voice.APPLICANT: _("Applicant"),
        SectionComment.Voice.ADVISOR: _("Advisor"),
        SectionComment.Voice.COORDINATOR: _("Association"),
    }
    return {
        "row": comment,
        "voice": voices[SectionComment.Voice(comment.voice)],
        "section": state_words.SECTIONS[Section(comment.section)].title,
        "name": str(comment.by),
    }


def said(notes: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the applicant wrote in the sections of what was handed in, in their order."""
    return [
        {"title": state_words.SECTIONS[one].title, "text": notes[one.value]}
        for one in Section
        if notes.get(one.value)
    ]


def neighbors(application: Application, section: Section, address: str) -> dict[str, Any]:
    """The section before and the one after, for going through them in order."""
    order = list(Section)
    place = order.index(section)

    def link(one: Section) -> dict[str, Any]:
        return {
            "title": state_words.SECTIONS[one].title,
            "url": reverse(address, args=[application.public_id, one.value]),
        }

    return {
        "before": link(order[place - 1]) if place else None,
        "after": link(order[place + 1]) if place + 1 < len(order) else None,
    }


def own_things(application: Application, judged: Judged, section: Section) -> dict[str, Any]:
    """What only the applicant is shown in a section, besides their entries."""
    person, association = application.person, application.association
    if section is Section.DETAILS:
        known = belongings.names()
        return {
            "memberships": [
                {"row": one, "name": belongings.title(one, known)}
                for one in belongings.of_person(person)
            ]
        }
    if section is Section.REFERENCES:
        return {"references": references.asked_by(person, association)}
    if section is Section.AGREEMENT:
        return {
            "documents": requirements.documents_to_sign(
                judged.category.award,
                judged.edition,
                judged.portfolio,
                f"?association={association.slug}",
            )
        }
    kinds = ENTRIES.get(section, ())
    waiting = application.suggestions.filter(state=EntrySuggestion.State.OPEN, kind__in=kinds)
    return {"suggestions": list(waiting), "add": [one.value for one in kinds if one in _TYPED]}


_TYPED = ("education", "work", "training", "rsc_received", "rsc_given")
