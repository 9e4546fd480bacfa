"""A tool reports how far a learner is. It is believed about its own place, and about nothing else."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from courses.models import ToolAccount, ToolLink, ToolUse
from courses.services import seat_time
from courses.tools.score import Score


class Older(Exception):
    """A report of the same time or a later one is there already."""


@transaction.atomic
def keep_score(*, link: ToolLink, score: Score, at: datetime) -> ToolUse:
    """Keep a report. Done stays done, and of the scores the best is kept.

    Effects, in order: the report with score; the time since the tool was opened, as far as it may
    count, in the lesson, each minute once (rules/seat_time.py). Hours, lesson and module are not a
    tool's to complete.

    :raises Http404: for a learner whom the tool does not know at this place.
    :raises Older: when the tool has reported the same time or a later one.
    """
    account = _account(link, score.user)
    use = (
        ToolUse.objects.select_for_update(of=("self",))
        .select_related("enrollment__person", "link")
        .filter(link=link, enrollment__person=account.person_id)
        .first()
    )
    if use is None:
        raise Http404
    if use.reported_at is not None and score.at <= use.reported_at:
        raise Older
    use.reported_at = score.at
    use.activity, use.grading = score.activity, score.grading
    if score.percent is not None:
        use.score = max(use.score or 0, score.percent)
    if score.finished and use.done_at is None:
        use.done_at = at
    _count(use, at)
    use.save(
        update_fields=[
            "reported_at",
            "activity",
            "grading",
            "score",
            "done_at",
            "seconds",
            "seconds_left",
        ]
    )
    return use


def _account(link: ToolLink, user: str) -> ToolAccount:
    account = ToolAccount.objects.filter(tool=link.tool_id, subject=user).first()
    if account is None:
        raise Http404
    return account


def _count(use: ToolUse, at: datetime) -> None:
    """No more than is left of this opening: nobody knows whether somebody was there all the time."""
    if use.enrollment.completed_at is not None or not use.seconds_left:
        return
    seconds = seat_time.elsewhere(
        enrollment=use.enrollment,
        lesson_key=use.link.lesson_key,
        since=use.opened_at,
        most=use.seconds_left,
        at=at,
    )
    use.seconds += seconds
    use.seconds_left -= seconds
