"""What a tool reports is kept, and believed no further than its place."""

from datetime import datetime, timedelta

import pytest
from django.http import Http404

from courses.models import (
    Enrollment,
    ExternalTool,
    LessonProgress,
    SeatClock,
    ToolAccount,
    ToolLink,
    ToolUse,
)
from courses.selectors import own_data
from courses.services import forgetting, tool_score
from courses.services.tool_score import Older
from courses.tools.score import Score
from endorsement.models import LedgerEntry
from tests.factories.module import AT
from tests.factories.person import PersonFactory
from tests.factories.tool import a_module, begun, make_tool, open_it

pytestmark = pytest.mark.django_db


@pytest.fixture
def tool(db: None) -> ExternalTool:
    return make_tool()


@pytest.fixture
def enrollment(tool: ExternalTool) -> Enrollment:
    enrollment = begun(a_module())
    open_it(enrollment, tool)
    return enrollment


def report(
    percent: int | None = None,
    *,
    after: float = 60,
    activity: str = "InProgress",
    grading: str = "FullyGraded",
    user: str = "",
    told_at: datetime | None = None,
) -> ToolUse:
    at = AT + timedelta(seconds=after)
    score = Score(
        user=user or ToolAccount.objects.get().subject,
        at=told_at or at,
        activity=activity,
        grading=grading,
        percent=percent,
    )
    return tool_score.keep_score(link=ToolLink.objects.get(), score=score, at=at)


def test_best_score_is_kept_and_done_stays_done(enrollment: Enrollment) -> None:
    assert report(40).done_at is None
    done = report(85, after=70, activity="Completed")
    assert (done.score, done.done_at) == (85, AT + timedelta(seconds=70))
    worse = report(10, after=80, activity="Started")
    assert (worse.score, worse.activity, worse.done_at) == (85, "Started", done.done_at)
    nothing = report(None, after=90, grading="NotReady")
    assert nothing.score == 85


@pytest.mark.parametrize("seconds", [60, 59.999, 0])
def test_older_report_changes_nothing(enrollment: Enrollment, seconds: float) -> None:
    report(40)
    with pytest.raises(Older):
        report(90, after=120, told_at=AT + timedelta(seconds=seconds))
    assert ToolUse.objects.get().score == 40


def test_learner_whom_the_tool_does_not_know_there_is_not_found(
    enrollment: Enrollment, tool: ExternalTool
) -> None:
    with pytest.raises(Http404):
        report(40, user="nobody")
    # Known to the tool, but never at this place.
    other = ToolAccount.objects.create(tool=tool, person=PersonFactory(), subject="somebody")
    with pytest.raises(Http404):
        report(40, user=other.subject)


def test_report_completes_no_lesson_and_no_module_and_credits_no_hour(
    enrollment: Enrollment,
) -> None:
    report(100, activity="Completed")
    enrollment.refresh_from_db()
    assert enrollment.completed_at is None
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize(
    ("reports", "seconds"),
    [
        ([60], 60),
        ([60, 180], 180),
        # Twenty minutes of one opening, where the lesson states none; then nothing more.
        ([3_600], 1_200),
        ([600, 1_800, 3_600], 1_200),
    ],
)
def test_time_counts_from_the_opening_to_a_report_and_no_longer_than_a_page_without_a_script(
    enrollment: Enrollment, reports: list[int], seconds: int
) -> None:
    for after in reports:
        report(after=after)
    assert ToolUse.objects.get().seconds == seconds
    assert LessonProgress.objects.get().seat_seconds == seconds


def test_minute_that_the_page_has_counted_is_not_counted_again(enrollment: Enrollment) -> None:
    SeatClock.objects.update(counted_through=AT + timedelta(seconds=40))
    assert report(after=60).seconds == 20


def test_no_time_counts_after_the_module_is_completed(enrollment: Enrollment) -> None:
    Enrollment.objects.update(completed_at=AT)
    assert (report(90).seconds, ToolUse.objects.get().score) == (0, 90)


def test_own_copy_has_what_a_tool_knows_and_erasure_takes_it(enrollment: Enrollment) -> None:
    report(80, activity="Completed")
    person = enrollment.person
    (taken,) = own_data.learning(person)
    (use,) = taken["external_tools"]
    assert (use["tool"], use["score"], use["lesson"]) == ("Baby Signals", 80, "lesson-1")
    (known,) = own_data.external_tools(person)
    assert known["known_as"] == ToolAccount.objects.get().subject
    forgetting.forget(person=person, at=AT)
    assert (ToolUse.objects.count(), ToolAccount.objects.count()) == (0, 0)
