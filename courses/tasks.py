"""What the worker does for courses."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from courses.services import (
    authoring,
    cmi5_launch,
    hand_out,
    link_check,
    live_attendance,
    live_reminder,
    package,
    path,
    post_test,
    question_import,
    tool_launch,
)


@shared_task(name="courses.keep_groups_in_step")
def keep_groups_in_step() -> None:
    """Roles of the CMS begin and end by their dates."""
    authoring.keep_everybody_in_step(at=timezone.now())


@shared_task(name="courses.publish_scheduled")
def publish_scheduled() -> None:
    """Pages go live and expire on the minute their authors chose."""
    call_command("publish_scheduled", verbosity=0)


@shared_task(name="courses.close_overdue_attempts")
def close_overdue_attempts() -> None:
    """Post-tests left open past their time are handed in as they were saved."""
    post_test.close_all_overdue(at=timezone.now())


@shared_task(name="courses.sweep_packages")
def sweep_packages() -> None:
    """Folders of packages that nobody keeps go, a day after an upload that came to nothing."""
    package.remove_unowned(at=timezone.now())


@shared_task(name="courses.sweep_tools")
def sweep_tools() -> None:
    """Openings of external tools and numbers that they used go when their time is over."""
    tool_launch.forget_spent(at=timezone.now())


@shared_task(name="courses.owe_hand_outs")
def owe_hand_outs() -> None:
    """Owe hand-outs that went live and that no signal reached."""
    hand_out.owe_missing(at=timezone.now())


@shared_task(name="courses.check_links")
def check_links() -> None:
    """Ask a few of the addresses that are due, unless the installation checks none."""
    link_check.sweep(at=timezone.now())


@shared_task(name="courses.tell_of_links")
def tell_of_links() -> None:
    """Once a week, when something changed: which links editors should look at."""
    link_check.tell(at=timezone.now())


@shared_task(name="courses.end_silent_sessions")
def end_silent_sessions() -> None:
    """Parts of cmi5 packages that give no sign of life are abandoned."""
    cmi5_launch.end_silent(at=timezone.now())


@shared_task(name="courses.sweep_paths")
def sweep_paths() -> None:
    """Complete learning paths of followers who have everything since the path changed."""
    path.sweep(at=timezone.now())


@shared_task(name="courses.sweep_staged_questions")
def sweep_staged_questions() -> int:
    """Files of questions that nobody confirmed within a day go."""
    return question_import.sweep(at=timezone.now())


@shared_task(name="courses.sweep_live_reminders")
def sweep_live_reminders() -> None:
    """Remind of live meetings, a week and a day before and on the day."""
    live_reminder.sweep(at=timezone.now())


@shared_task(name="courses.settle_live_sessions")
def settle_live_sessions() -> None:
    """Settle the hours of live sessions about which nothing is open any more."""
    live_attendance.sweep(at=timezone.now())
