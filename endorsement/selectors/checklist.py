"""What is still open before an application can be handed in, each with the section to go to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import Application, EntrySuggestion
from endorsement.rules.sections import Section
from endorsement.selectors import belongings, fees, sections, verdicts
from endorsement.selectors.verdicts import Judged


@dataclass(frozen=True)
class Item:
    """One thing: what it is, in a sentence, and the section in which it is done.

    `blocks`: without it the association takes no application. Without a section it is not the
    applicant's to do here.
    """

    title: str
    sentence: str
    section: Section | None
    blocks: bool


def blocking(application: Application, on: date) -> list[Item]:
    """What stands in the way of handing in today; nothing is judged where gaps are allowed."""
    first = list(_always(application, on))
    if first or not application.association.overlay.complete_only:
        return first
    judged = verdicts.of_draft(application, on)
    return [one for one in _gaps(judged, blocks=True) if one.blocks]


def of(application: Application, judged: Judged, on: date) -> list[Item]:
    """Everything that is open, what blocks first."""
    strict = application.association.overlay.complete_only
    found = [
        *_always(application, on),
        *_gaps(judged, blocks=strict),
        *_elsewhere(application),
    ]
    return sorted(found, key=lambda one: not one.blocks)


def _always(application: Application, on: date) -> Iterator[Item]:
    person, association = application.person, application.association
    if not person.name.strip():
        yield Item(
            _("Your name"),
            _("Your name is missing. Add it under “My details”; certificates will print it."),
            Section.DETAILS,
            blocks=True,
        )
    if belongings.is_required(association) and not belongings.proofs(person, association, on):
        yield Item(
            _("Membership"),
            _("%(association)s takes applications of members. Add your membership.")
            % {"association": association.short_name},
            Section.DETAILS,
            blocks=True,
        )
    if not person.entries.exists():
        yield Item(
            _("Your portfolio"),
            _("Your portfolio is empty. Add what you have done before you hand it in."),
            Section.TRAINING,
            blocks=True,
        )


def _gaps(judged: Judged, *, blocks: bool) -> Iterator[Item]:
    """Requirements that are not met. Of a choice it is the choice that lacks something, once."""
    names = judged.names()
    told: set[str] = set()
    for part in sections.parts(judged).values():
        for leaf in part.leaves:
            shown = leaf.choice or leaf.verdict
            if not leaf.lacking or shown.id in told:
                continue
            told.add(shown.id)
            yield Item(
                wording.title(shown, names),
                wording.sentence(shown, names),
                part.section,
                blocks=blocks,
            )


def _elsewhere(application: Application) -> Iterator[Item]:
    waiting = application.suggestions.filter(state=EntrySuggestion.State.OPEN)
    for one in waiting:
        yield Item(
            _("Entered by the association"),
            _("“%(title)s” counts once you have confirmed it.")
            % {"title": one.content.get("title") or one.get_kind_display()},
            _section_of_entry(one.kind),
            blocks=False,
        )
    for owed in fees.due(application):
        if not owed.settled:
            yield Item(
                _("Fee: %(purpose)s") % {"purpose": owed.fee.get_purpose_display()},
                _("%(amount)s is not recorded as paid yet. Ask the association if you have paid.")
                % {"amount": owed.amount},
                None,
                blocks=False,
            )


def _section_of_entry(kind: str) -> Section:
    return {"education": Section.EDUCATION, "work": Section.WORK}.get(kind, Section.TRAINING)
