"""What authors learn about their modules: totals of five or more, and nothing of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from courses.models import Attempt, Enrollment, EvaluationResponse, ModuleSnapshot
from courses.models.choices import spoken
from courses.rules.item_statistics import LEAST, Item, items
from courses.rules.totals import Total, totals
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
class Feedback:
    snapshot: ModuleSnapshot
    title: str
    totals: Sequence[Total]
    items: Sequence[Item]


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
    """Totals of one version, in four queries however many have answered.

    :raises Http404: for whoever is neither author nor moderator of its association today.
    """
    snapshot = _snapshots_for(user).filter(code=code, version=version).first()
    if snapshot is None:
        raise Http404
    answers = EvaluationResponse.objects.filter(enrollment__code=code, enrollment__version=version)
    # Of every person the first attempt: later ones know some of the questions.
    first = Attempt.objects.filter(
        enrollment__code=code,
        enrollment__version=version,
        number=1,
        handed_in_at__isnull=False,
    )
    return Feedback(
        snapshot=snapshot,
        title=spoken(snapshot.titles),
        totals=totals(_questions(snapshot), list(answers.values_list("answers", flat=True))),
        items=items(list(first.values_list("questions", "answers"))),
    )


def _snapshots_for(user: Any) -> QuerySet[ModuleSnapshot]:
    snapshots = ModuleSnapshot.objects.select_related("association")
    if user.is_superuser:
        return snapshots
    mine = {m.association_id for m in memberships_today(user) if m.role in ROLES}
    return snapshots.filter(association__in=mine)


def _questions(snapshot: ModuleSnapshot) -> list[dict[str, Any]]:
    """The evaluation's questions as they were asked, read from the kept stream."""
    return [
        {name: block.value[name] for name in ("key", "kind", "text")}
        for block in module_in(snapshot).evaluation
    ]


def _enough(number: int) -> int | None:
    return number if number >= LEAST else None
