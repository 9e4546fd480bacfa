"""A learner opens a unit of a package, and the package reports how far they are."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.db.models import F

from courses.models import Enrollment, Package, PackagePlay
from courses.packages.launch import is_report
from courses.packages.manifest import Standard
from courses.packages.report import standing
from courses.selectors.play import unit_of
from courses.services import seat_time

#: Of one unit. The standards ask for a sixteenth of it.
MOST_CHARACTERS = 256_000
#: How much longer than the time since the last message one message may claim, for slow networks.
PATIENCE_SECONDS = 5


class NotKept(Exception):
    """A report was not kept: it is too large, no report, or of a tab that another one followed."""

    def __init__(self, *, elsewhere: bool = False) -> None:
        super().__init__()
        self.elsewhere = elsewhere


@transaction.atomic
def open_unit(
    *,
    enrollment: Enrollment,
    lesson_key: str,
    block_key: str,
    package: Package,
    unit_key: str,
    at: datetime,
) -> PackagePlay:
    """Open a unit; of several tabs the one opened last is believed.

    Effects, in order: the row, once; its turn is raised. A unit that reports nothing is done by it.
    """
    play, _made = PackagePlay.objects.get_or_create(
        enrollment=enrollment,
        lesson_key=lesson_key,
        block_key=block_key,
        package=package,
        unit_key=unit_key,
        defaults={"opened_at": at, "reported_at": at},
    )
    own = PackagePlay.objects.filter(pk=play.pk)
    own.update(turn=F("turn") + 1, reported_at=at, seconds_before=F("seconds"))
    if not unit_of(package, unit_key).reports:
        own.filter(done_at=None).update(done_at=at)
    play.refresh_from_db()
    return play


@transaction.atomic
def keep_report(
    *, public_id: str, turn: int, values: Mapping[str, str], seconds: int, at: datetime
) -> PackagePlay:
    """Keep what a package set. Done stays done, and of the scores the best is kept.

    The same message twice changes nothing but the time, which never grows faster than the clock.
    Effects, in order: the report with score and time; the time in the lesson, each minute once
    (rules/seat_time.py). Hours, post-test and completion of lessons are not a package's to say.

    :raises NotKept: with the reason.
    """
    play = _locked(public_id, turn)
    if not is_report(values):
        raise NotKept
    report = {**play.report, **values}
    if sum(len(name) + len(value) for name, value in report.items()) > MOST_CHARACTERS:
        raise NotKept
    unit = unit_of(play.package, play.unit_key)
    now = standing(Standard(play.package.standard), report, unit.mastery)
    play.report = report
    play.score = now.score if play.score is None else max(play.score, now.score or 0)
    if now.done and play.done_at is None:
        play.done_at = at
    _count(play, seconds, at, also=("report", "score", "done_at"))
    return play


@transaction.atomic
def keep_time(*, public_id: str, turn: int, seconds: int, at: datetime) -> PackagePlay:
    """Keep the time alone, as `keep_report` does: what cmi5 reports comes another way.

    :raises NotKept: with the reason.
    """
    play = _locked(public_id, turn)
    _count(play, seconds, at)
    return play


def _locked(public_id: str, turn: int) -> PackagePlay:
    play = (
        PackagePlay.objects.select_for_update(of=("self",))
        .select_related("package", "enrollment__person")
        .filter(public_id=public_id)
        .first()
    )
    if play is None or play.turn != turn:
        raise NotKept(elsewhere=play is not None)
    return play


def _count(play: PackagePlay, seconds: int, at: datetime, also: Iterable[str] = ()) -> None:
    """Save the time, and `also` what else was changed."""
    play.seconds += _believed(seconds, (at - play.reported_at).total_seconds())
    play.reported_at = max(at, play.reported_at)
    play.save(update_fields=["seconds", "reported_at", *also])
    if seconds > 0:
        seat_time.report(
            enrollment=play.enrollment,
            lesson_key=play.lesson_key,
            visit=uuid5(NAMESPACE_OID, f"{play.public_id}:{play.turn}"),
            seconds=play.seconds - play.seconds_before,
            ago=0,
            at=at,
        )


def _believed(claimed: int, passed: float) -> int:
    return max(0, min(claimed, int(passed) + PATIENCE_SECONDS))
