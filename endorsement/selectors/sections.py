"""The sections of an application: what the criteria ask in each, and what is written there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet

from endorsement.models import Application, SectionComment, SectionNote
from endorsement.rules.sections import Section, section_of
from endorsement.rules.verdict import GROUP, State, Verdict
from endorsement.selectors.verdicts import Judged


class Standing(StrEnum):
    """How a section stands. `NOTHING`: the criteria ask nothing there."""

    DONE = "met"
    OPEN = "not_met"
    WAITING = "not_yet_assessable"
    NOTHING = ""


@dataclass(frozen=True)
class Leaf:
    """A measured requirement; `spare` when others of its group have met the group already."""

    verdict: Verdict
    spare: bool
    choice: Verdict | None = None

    @property
    def lacking(self) -> bool:
        return self.verdict.state is State.NOT_MET and not self.spare


@dataclass(frozen=True)
class Part:
    """A section with the requirements that belong to it, in the edition's order."""

    section: Section
    leaves: list[Leaf] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        if not self.leaves:
            return Standing.NOTHING
        if any(one.lacking for one in self.leaves):
            return Standing.OPEN
        if all(one.spare or one.verdict.met for one in self.leaves):
            return Standing.DONE
        return Standing.WAITING


def parts(judged: Judged) -> dict[Section, Part]:
    """Every section, also those about which the criteria say nothing."""
    found = {one: Part(one) for one in Section}
    criteria = {one.id: one for one in judged.category.award.walk()}
    for leaf in _leaves(judged.verdict):
        section = section_of(criteria[leaf.verdict.id])
        if section is not None:
            found[section].leaves.append(leaf)
    return found


def _leaves(
    verdict: Verdict, *, spare: bool = False, choice: Verdict | None = None
) -> Iterator[Leaf]:
    if verdict.kind != GROUP:
        if verdict.applies:
            yield Leaf(verdict, spare, choice)
        return
    chosen = verdict if verdict.a_choice else choice
    for child in verdict.children:
        left = verdict.spares(child) or (spare and not child.met)
        yield from _leaves(child, spare=left, choice=chosen)


def said(application: Application) -> dict[str, str]:
    """What the applicant wrote in the sections, by section; empty ones say nothing."""
    rows = application.notes.exclude(text="").order_by("section")
    return dict(rows.values_list("section", "text"))


def note(application: Application, section: str) -> SectionNote | None:
    return application.notes.filter(section=section).first()


def comments(application: Application, *, reader: str) -> QuerySet[SectionComment]:
    """What one side may read, oldest first: coordinators everything, the others what is released."""
    rows = application.comments.select_related("by")
    if reader == SectionComment.Voice.COORDINATOR:
        return rows
    return rows.filter(released_at__isnull=False)
