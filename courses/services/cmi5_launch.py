"""A part of a cmi5 package is launched, and a session ends that does not end by itself."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from courses.models import (
    Enrollment,
    Package,
    PackageDocument,
    PackagePlay,
    PackageRegistration,
    PackageSession,
    PackageStatement,
)
from courses.packages.cmi5 import launch
from courses.packages.cmi5.course import WHOLE, MoveOn
from courses.packages.cmi5.launch import Told
from courses.packages.cmi5.names import PREFERENCES, Verb
from courses.packages.cmi5.session import Mode
from courses.packages.cmi5.statement import span
from courses.selectors import cmi5 as known
from courses.selectors.play import unit_of
from courses.services.play import keep_time, open_unit
from courses.services.play_token import GOOD_FOR
from lms.backbone import sweeps

#: What an author's trial leaves is of no use after it.
TRIALS_LEFT_FOR = timedelta(hours=12)
#: Sessions that a sweep ends at once.
BATCH = 200


@dataclass(frozen=True)
class Page:
    """What the page around a part is told: whether the session is over, and whether the part is done."""

    over: bool
    done: bool


@transaction.atomic
def launch_unit(
    *,
    enrollment: Enrollment,
    lesson_key: str,
    block_key: str,
    package: Package,
    unit_key: str,
    language: str,
    at: datetime,
) -> tuple[PackagePlay, PackageSession]:
    """Open a part for a learner; the session is what its statements belong to.

    Effects, in order: the registration, once, with what is satisfied from the start; sessions of it that
    are still open are abandoned; the play, opened; the session, with the learner's language and the
    statement that it was launched. A part to which moveOn does not apply is done by it.
    """
    registration, made = PackageRegistration.objects.get_or_create(
        enrollment=enrollment,
        lesson_key=lesson_key,
        block_key=block_key,
        package=package,
        defaults={"made_at": at},
    )
    registration = PackageRegistration.objects.select_for_update().get(pk=registration.pk)
    for open_one in registration.sessions.filter(ended_at=None):
        _abandon(open_one, at)
    play = open_unit(
        enrollment=enrollment,
        lesson_key=lesson_key,
        block_key=block_key,
        package=package,
        unit_key=unit_key,
        at=at,
    )
    session = _begin(registration, unit_key, play, language, at, first=made)
    play.refresh_from_db()
    return play, session


@transaction.atomic
def try_unit(*, package: Package, unit_key: str, language: str, at: datetime) -> PackageSession:
    """Open a part for an author: as for a learner, but nobody's, and thrown away soon after."""
    registration = PackageRegistration.objects.create(package=package, made_at=at)
    return _begin(registration, unit_key, None, language, at, first=True)


@transaction.atomic
def keep_open(*, key: str, public_id: str, turn: int, seconds: int, at: datetime) -> Page:
    """The page around a part is still open, and was in front of the learner for so many seconds.

    Effects, in order: the sign of life of the session; the time, as `play.keep_time` does. Of an author's
    trial, which has no play, there is no time to keep.

    :raises NotKept: when another page followed.
    """
    open_one = PackageSession.objects.filter(key=key, ended_at=None)
    over = open_one.update(seen_at=at) == 0
    if not public_id:
        return Page(over=over, done=False)
    play = keep_time(public_id=public_id, turn=turn, seconds=seconds, at=at)
    return Page(over=over, done=play.done_at is not None)


def end_silent(*, at: datetime) -> int:
    """Sessions whose page gave no sign of life are abandoned, trials removed: how many. Safe twice."""
    trials = PackageRegistration.objects.filter(enrollment=None, made_at__lt=at - TRIALS_LEFT_FOR)
    gone = trials.count()
    trials.delete()
    silent = PackageSession.objects.filter(ended_at=None, seen_at__lt=at - GOOD_FOR)
    keys = list(silent.order_by("seen_at").values_list("pk", flat=True)[:BATCH])
    ended = 0
    for pk in keys:
        with sweeps.apart("Package session", pk):
            ended += _end_one(pk, at)
    return gone + ended


@transaction.atomic
def _end_one(pk: int, at: datetime) -> bool:
    rows = PackageRegistration.objects.filter(sessions=pk)
    if rows.select_for_update(of=("self",)).first() is None:
        return False
    silent = Q(ended_at=None, seen_at__lt=at - GOOD_FOR)
    session = PackageSession.objects.filter(silent, pk=pk).first()
    if session is not None:
        _abandon(session, at)
    return session is not None


def _begin(
    registration: PackageRegistration,
    unit_key: str,
    play: PackagePlay | None,
    language: str,
    at: datetime,
    *,
    first: bool,
) -> PackageSession:
    session = PackageSession(
        registration=registration,
        play=play,
        unit_key=unit_key,
        language=language,
        opened_at=at,
        seen_at=at,
    )
    said = known.said(session)
    part = known.course_of(registration.package).part(unit_key)
    all_said = part.is_all_said(completed=said.completed, passed=said.passed, failed=said.failed)
    session.mode = Mode.REVIEW if all_said else Mode.NORMAL
    session.save()
    told = known.told(session)
    if first:
        say_satisfied(registration, told, session=None, at=at)
    _tell_language(registration, language, at)
    address = f"{told.home}/packages/{told.package}/{unit_of(registration.package, unit_key).path}"
    say(registration, session, Verb.LAUNCHED, launch.launched(told, address=address), at)
    if play and part.move_on is MoveOn.NOT_APPLICABLE and play.done_at is None:
        PackagePlay.objects.filter(pk=play.pk, done_at=None).update(done_at=at)
    return session


def _tell_language(registration: PackageRegistration, language: str, at: datetime) -> None:
    wanted = {"languagePreference": known.languages_of(language), "audioPreference": "on"}
    PackageDocument.objects.get_or_create(
        registration=registration,
        kind="agent",
        unit_key="",
        name=PREFERENCES,
        defaults={
            "content": json.dumps(wanted),
            "content_type": "application/json",
            "saved_at": at,
        },
    )


def _abandon(session: PackageSession, at: datetime) -> None:
    """End it for its part, with the time from its launch to what it said last."""
    last = known.last_said_at(session) or session.opened_at
    told = known.told(session)
    duration = span(last - session.opened_at)
    say(
        session.registration,
        session,
        Verb.ABANDONED,
        launch.abandoned(told, duration=duration),
        at,
    )
    session.ended_at, session.abandoned = at, True
    session.save(update_fields=["ended_at", "abandoned"])


def say_satisfied(
    registration: PackageRegistration, told: Told, *, session: PackageSession | None, at: datetime
) -> None:
    """Say of each block, and of the course, once that all its parts are done.

    Without a session it is said in one of its own, as the specification asks for.
    """
    done = known.done_parts(registration, told.course)
    own = session.key if session else uuid4()
    for block in told.course.newly_satisfied(done, known.satisfied(registration)):
        about = block.key if block else WHOLE
        content = launch.satisfied(told, block, session=own)
        say(registration, session, Verb.SATISFIED, content, at, about=about)


def say(
    registration: PackageRegistration,
    session: PackageSession | None,
    verb: Verb,
    content: dict[str, object],
    at: datetime,
    *,
    about: str = "",
) -> UUID:
    """The platform says something of a part, a block or the course."""
    key = uuid4()
    whole = {"id": str(key), **content, "timestamp": launch.instant(at)}
    PackageStatement.objects.create(
        registration=registration,
        session=session,
        key=key,
        verb=verb,
        about=about,
        by_platform=True,
        said_at=at,
        stored_at=at,
        content=whole,
    )
    return key
