"""What authors learn about their modules: totals of five or more, and nothing of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from courses.models import (
    Attempt,
    Enrollment,
    ErasedEvaluation,
    EvaluationResponse,
    ModuleSnapshot,
)
from courses.models.choices import spoken
from courses.rules.item_statistics import LEAST, Item, items
from courses.rules.totals import Response, Total, totals
from courses.selectors.evaluation import questions
from courses.selectors.snapshot import module_in
from endorsement.models import Membership
from endorsement.permissions import memberships_today

ROLES = {Membership.Role.AUTHOR, Membership.Role.MODERATOR}


@dataclass(frozen=True)
class Line:
    """A version in the list; a number below five is None: fewer than five."""

    snapshot: ModuleSnapshot
    title: str
    started: int | None
    completed: int | None
    evaluated: int | None


@dataclass(frozen=True)
class Compared:
    """A question on the scale over the versions of a module; None: fewer than five, or not asked."""

    text: str
    averages: Sequence[tuple[int, float | None]]


@dataclass(frozen=True)
class Feedback:
    snapshot: ModuleSnapshot
    title: str
    totals: Sequence[Total]
    items: Sequence[Item]
    versions: Sequence[Compared] = ()


def lines_for(user: Any) -> list[Line]:
    """Versions of the modules of one's associations, in four queries however many there are."""
    found = list(_snapshots_for(user).defer("content").order_by("code", "-version"))
    codes = {one.code for one in found}
    counts: dict[tuple[str, int], dict[str, Any]] = {
        (found_row["code"], found_row["version"]): dict(found_row)
        for found_row in Enrollment.objects.filter(code__in=codes)
        .values("code", "version")
        .annotate(
            started=Count("pk"),
            completed=Count("pk", filter=Q(completed_at__isnull=False)),
            evaluated=Count("evaluation"),
        )
    }
    lines = []
    for one in found:
        row: dict[str, Any] = counts.get((one.code, one.version), {})
        numbers = [_enough(row.get(name, 0)) for name in ("started", "completed", "evaluated")]
        lines.append(Line(one, spoken(one.titles), *numbers))
    return lines


def feedback_for(user: Any, code: str, version: int) -> Feedback:
    """Totals of one version beside the others, in five queries however many have answered.

    :raises Http404: for whoever is neither author nor moderator of its association today.
    """
    snapshots = {one.version: one for one in _snapshots_for(user).filter(code=code)}
    if version not in snapshots:
        raise Http404
    snapshot = snapshots[version]
    # Of every person the first attempt: later ones know some of the questions.
    first = Attempt.objects.filter(
        enrollment__code=code,
        enrollment__version=version,
        number=1,
        handed_in_at__isnull=False,
    )
    responses = _responses(code)
    by_version = {
        number: totals(_questions(one), responses.get(number, []))
        for number, one in sorted(snapshots.items())
    }
    return Feedback(
        snapshot=snapshot,
        title=spoken(snapshot.titles),
        totals=by_version[version],
        items=items(list(first.values_list("questions", "answers"))),
        versions=_compared(by_version, version),
    )


def _responses(code: str) -> dict[int, list[Response]]:
    """What was handed in about each version, in the order in which it came, with gaps where somebody
    was erased."""
    given = EvaluationResponse.objects.filter(enrollment__code=code).values_list(
        "handed_in_at", "pk", "enrollment__version", "asked", "answers"
    )
    gaps = ErasedEvaluation.objects.filter(code=code).values_list(
        "handed_in_at", "place", "version", "asked", "answered"
    )
    rows = [
        (at, place, version, Response(said, at.date(), asked))
        for at, place, version, asked, said in given
    ]
    rows += [
        (at, place, version, Response({}, at.date(), asked, frozenset(keys)))
        for at, place, version, asked, keys in gaps
    ]
    found: dict[int, list[Response]] = {}
    for _at, _place, version, response in sorted(rows, key=lambda row: row[:2]):
        found.setdefault(version, []).append(response)
    return found


def _compared(by_version: dict[int, list[Total]], version: int) -> list[Compared]:
    """Questions of this version on the scale, where another version has answers to them too."""
    found = []
    for total in by_version[version]:
        averages = [
            (number, next((one.average for one in listed if one.alike(total)), None))
            for number, listed in by_version.items()
        ]
        if sum(average is not None for _number, average in averages) > 1:
            found.append(Compared(total.wording, averages))
    return found


def _snapshots_for(user: Any) -> QuerySet[ModuleSnapshot]:
    snapshots = ModuleSnapshot.objects.select_related("association")
    if user.is_superuser:
        return snapshots
    mine = {m.association_id for m in memberships_today(user) if m.role in ROLES}
    return snapshots.filter(association__in=mine)


def _questions(snapshot: ModuleSnapshot) -> list[dict[str, Any]]:
    """The evaluation's questions as they stand, in the language that the module was written in."""
    return [question.plain() for question in questions(module_in(snapshot))]


def _enough(number: int) -> int | None:
    return number if number >= LEAST else None
