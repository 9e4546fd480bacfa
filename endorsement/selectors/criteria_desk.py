"""Editions for those who write and approve them, and what a draft says requirement by requirement.

Administrators see every edition. Moderators of an association that follows the scheme see what was
submitted or published, and nothing of a draft.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from endorsement import asking, whom
from endorsement.models import Association, Edition, Person
from endorsement.permissions import administers, moderates, person_of
from endorsement.rules import criteria as c
from endorsement.rules import drafting
from endorsement.rules.criteria_parser import Defaults, parse_requirement
from endorsement.rules.criteria_parser.conditions import read_condition
from endorsement.rules.facts import TOPICS
from endorsement.rules.reading import DocumentError, Node
from endorsement.selectors import frameworks
from endorsement.wording import Names

PURPOSES = ("award", "renewal", "reinstatement")
NAMED = ("reference_roles", "uploads", "topics", "age_bands", "documents", "categories")
Plain = dict[str, Any]


def visible_to(user: Any) -> QuerySet[Edition]:
    """The editions that the user may read, with how many applications stay with each."""
    rows = Edition.objects.select_related(
        "scheme", "changed_by", "submitted_by", "approved_by", "copied_from"
    ).annotate(applied=Count("applications"))
    rows = rows.order_by("scheme__code", "-effective_from", "-pk")
    if administers(user):
        return rows
    following = Q(scheme__overlays__association__in=moderates(user))
    return rows.filter(following).exclude(state=Edition.State.DRAFT).distinct()


def readable(user: Any, public_id: str) -> Edition:
    """An edition that the user may read.

    :raises Http404: otherwise.
    """
    edition = visible_to(user).filter(public_id=public_id).first()
    if edition is None:
        raise Http404
    return edition


def editable(user: Any, public_id: str) -> Edition:
    """An edition for an administrator, whatever its state; services refuse what may not change.

    :raises Http404: for everybody else.
    """
    if not administers(user):
        raise Http404
    return readable(user, public_id)


def may_approve(user: Any, edition: Edition) -> bool:
    """Whether it waits for somebody, and the user is not among those who changed or submitted it."""
    return edition.state == Edition.State.MODERATION and not had_a_hand_in(edition, person_of(user))


def had_a_hand_in(edition: Edition, person: Person) -> bool:
    """Whether the person submitted the edition, or made any of its changes, the last or an earlier."""
    last = (edition.submitted_by_id, edition.changed_by_id)
    return person.pk in last or edition.revisions.filter(by=person).exists()


def today_for(edition: Edition, at: datetime) -> date:
    """The calendar day of the first association that follows the scheme."""
    association = followers(edition).first()
    return association.day_of(at) if association else at.date()


def followers(edition: Edition) -> QuerySet[Association]:
    """The associations whose people are measured by the edition's scheme."""
    return Association.objects.filter(overlay__scheme=edition.scheme_id).order_by("name")


def document_of(edition: Edition) -> Plain:
    """What the edition says, as plain values."""
    found: Plain = json.loads(edition.document)
    return found


def document_at(edition: Edition, revision: int) -> Plain:
    """What the draft said at that revision; what it says now when that is not kept."""
    kept = edition.revisions.filter(number=revision).first()
    return json.loads(kept.document) if kept else document_of(edition)


def problems(edition: Edition) -> list[DocumentError]:
    """Everything the parser refuses in the edition."""
    return drafting.problems(document_of(edition), frameworks.known())


def in_force(edition: Edition, on: date) -> Edition | None:
    """The published edition of the same scheme that holds on the day, if there is one."""
    return (
        Edition.objects.filter(
            scheme=edition.scheme_id, state=Edition.State.PUBLISHED, effective_from__lte=on
        )
        .filter(Q(effective_through__isnull=True) | Q(effective_through__gte=on))
        .order_by("-effective_from", "-pk")
        .first()
    )


def names(document: Mapping[str, Any]) -> Names:
    """Names of everything that a document, sound or not, and its frameworks name."""
    found: dict[str, Any] = {}
    references = document.get("frameworks")
    found.update(frameworks.names(references if isinstance(references, list) else ()))
    for key in NAMED:
        for code, said in (document.get(key) or {}).items():
            text = said.get("name", said) if isinstance(said, dict) else None
            if isinstance(text, dict) and text:
                found[code] = text
    return found


@dataclass(frozen=True)
class Row:
    """One requirement in the outline: where it stands, what it asks, what is wrong with it."""

    place: drafting.Place
    sentence: str
    wrong: list[DocumentError] = field(default_factory=list)


def outline(document: Plain, category: str, purpose: str, wrong: list[DocumentError]) -> list[Row]:
    """The tree, each requirement in words, mistakes beside the innermost one they lie in."""
    known = names(document)
    places = drafting.outline(document, category, purpose)
    by_place: dict[str, list[DocumentError]] = {}
    for error in wrong:
        inside = [one for one in places if _holds(one.path, error.path)]
        if inside:
            by_place.setdefault(inside[-1].path, []).append(error)
    return [
        Row(one, sentence(document, purpose, one, known), by_place.get(one.path, []))
        for one in places
    ]


def sentence(document: Plain, purpose: str, place: drafting.Place, known: Names) -> str:
    """What the requirement asks for; empty while it says nothing sound."""
    if place.is_group:
        count = place.node[place.kind].get("count") if place.kind == "at_least" else None
        need = {"all": None, "any": 1}.get(place.kind, count)
        return asking.sentence(c.Group(id="-", label={}, children=(), need=need), known)
    defaults = Defaults(
        topics=(*TOPICS, *(document.get("topics") or {})),
        age_bands=tuple(document.get("age_bands") or {}),
    )
    node = {key: value for key, value in place.node.items() if key in {"when", place.kind}}
    try:
        found = parse_requirement(node, path=place.path, purpose=purpose, defaults=defaults)
    except DocumentError as error:
        # What it may count together with stands in other requirements.
        return _without_partners(node, place, purpose, defaults, known, error)
    return asking.sentence(found, known)


def for_whom(condition: Any, known: Names) -> str:
    """A condition in words; empty while it says nothing sound."""
    try:
        return whom.sentence(read_condition(Node(condition, "when")), known)
    except DocumentError:
        return ""


def _without_partners(
    node: Plain,
    place: drafting.Place,
    purpose: str,
    defaults: Defaults,
    known: Names,
    error: DocumentError,
) -> str:
    if error.code != "unknown_requirement":
        return ""
    inner = {key: one for key, one in node[place.kind].items() if key != "shares_hours_with"}
    alone = {**node, place.kind: inner}
    try:
        found = parse_requirement(alone, path=place.path, purpose=purpose, defaults=defaults)
    except DocumentError:
        return ""
    return asking.sentence(found, known)


def _holds(outer: str, path: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))
