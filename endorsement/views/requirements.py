"""Verdicts as rows that a template draws: words instead of codes, links instead of keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement import wording
from endorsement.models import LedgerEntry
from endorsement.rules.criteria import Criterion, Hours, Signatures
from endorsement.rules.facts import Portfolio
from endorsement.rules.scheme import Edition
from endorsement.rules.verdict import Reason, Unit, Verdict
from endorsement.selectors import ledger
from endorsement.wording import Names

#: What is entered on a page of its own, by kind of requirement.
PAGES: dict[str, tuple[str, Any]] = {
    "uploads": ("endorsement:papers", gettext_lazy("Hand in a paper")),
    "membership": ("endorsement:belongings", gettext_lazy("Add a membership")),
    "self_assessment": ("endorsement:assess", gettext_lazy("Assess yourself")),
}

#: Reasons that give away what a rater answered.
OF_RATERS = frozenset({"void_not_enough_information", "not_recommended"})


@dataclass(frozen=True)
class Line:
    """An entry in a list of what was counted or left out."""

    label: str
    url: str
    amount: str
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """A requirement and everything below it. `have` and `need` are for the meter only."""

    title: str
    status: str
    status_label: str
    sentence: str
    hint: str = ""
    have: Decimal = Decimal(0)
    need: Decimal = Decimal(0)
    used: list[Line] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)
    children: list["Row"] = field(default_factory=list)
    action: tuple[str, str] | None = None


@dataclass(frozen=True)
class Words:
    """What is needed to make rows of verdicts: names, labels of evidence, the criteria."""

    names: Names
    labels: Mapping[str, tuple[str, str]]
    criteria: Mapping[str, Criterion]
    #: The person reads about themself: what raters answered is not told, not even by what it led to.
    own: bool = True


def words(
    names: Names, facts: Portfolio, entries: list[LedgerEntry], requirement: Criterion
) -> Words:
    """Gather the words once for a whole tree."""
    labels = {
        entry.public_id: (
            ledger.title(entry),
            reverse("endorsement:entry", args=[entry.public_id]),
        )
        for entry in entries
    }
    labels |= {one.key: (wording.word(one.role, names), "") for one in facts.references}
    return Words(names, labels, {one.id: one for one in requirement.walk()})


def row(verdict: Verdict, known: Words, *, spare: bool = False) -> Row:
    """The row of a verdict with its children; `spare` when others of its group have met the group."""
    criterion = known.criteria.get(verdict.id)
    # One entry is enough: the badge says it all.
    brief = verdict.kind == "coverage_part" and verdict.need == 1
    return Row(
        title=wording.title(verdict, known.names),
        status=verdict.state.value if verdict.applies and not spare else "",
        status_label=_("Not needed") if spare and verdict.applies else wording.state(verdict),
        sentence="" if brief else wording.sentence(verdict, known.names),
        hint=wording.pick(criterion.hint) if criterion and criterion.hint else "",
        have=_plain(verdict.have, verdict.unit),
        need=Decimal(0) if brief else _plain(verdict.need, verdict.unit),
        used=[_line(one.key, one.amount, verdict.unit, known) for one in verdict.used],
        left_out=[
            _line(
                one.key,
                one.amount,
                verdict.unit,
                known,
                reason=wording.left_out(_told(one.reason, known), known.names),
            )
            for one in verdict.left_out
        ],
        children=[
            row(child, known, spare=verdict.spares(child) or (spare and not child.met))
            for child in verdict.children
        ],
        action=None if spare else _action(verdict, criterion),
    )


def _told(reason: Reason, known: Words) -> Reason:
    return Reason("cannot_count") if known.own and reason.code in OF_RATERS else reason


def _plain(amount: int, unit: Unit) -> Decimal:
    return Decimal(amount) / 100 if unit is Unit.HOURS else Decimal(amount)


def _line(key: str, amount: int, unit: Unit, known: Words, reason: str = "") -> Line:
    label, url = known.labels.get(key) or (wording.word(key, known.names), "")
    # Coverage counts areas or entries; naming that number beside each entry says nothing.
    shown = unit in (Unit.HOURS, Unit.MONTHS, Unit.FAMILIES) and amount
    return Line(label, url, wording.amount(amount, unit) if shown else "", reason)


def _action(verdict: Verdict, criterion: Criterion | None) -> tuple[str, str] | None:
    """What the person can do about an unmet requirement on this page's own ground."""
    if verdict.met or criterion is None:
        return None
    if verdict.kind == "signatures":
        return _("Read and sign"), "#documents"
    if verdict.kind in PAGES:
        page, label = PAGES[verdict.kind]
        return str(label), reverse(page)
    kinds: dict[str, tuple[str, Any]] = {
        "supervision": ("rsc_received", _("Add reflective supervision")),
        "education": ("education", _("Add education")),
        "work": ("work", _("Add work experience")),
        "coverage": ("training", _("Add a training")),
    }
    if isinstance(criterion, Hours) and criterion.kind == "hours":
        wanted = [kind for kind in criterion.entries.kinds if kind == "training"]
        kinds["hours"] = ("training" if wanted else "rsc_given", _("Add hours"))
    if verdict.kind not in kinds:
        return None
    kind, label = kinds[verdict.kind]
    return label, reverse("endorsement:entry_add", args=[kind])


def documents_to_sign(
    requirement: Criterion, edition: Edition, facts: Portfolio, query: str = ""
) -> list[dict[str, Any]]:
    """The documents a requirement asks to be signed, each with the last day on which it was.

    `query` is added to the address of the page that signs.
    """
    signed = {one.document: one.signed_on for one in facts.signatures}
    wanted = [
        document
        for one in requirement.walk()
        if isinstance(one, Signatures)
        for document in one.documents
    ]
    return [
        {
            "name": wording.pick(edition.documents[code].name),
            "url": reverse("endorsement:sign", args=[code]) + query,
            "signed_on": signed.get(code),
        }
        for code in dict.fromkeys(wanted)
    ]
