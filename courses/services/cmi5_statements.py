"""A part of a cmi5 package says something, and what that means for its learner."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from courses.models import PackagePlay, PackageRegistration, PackageSession, PackageStatement
from courses.packages.cmi5 import statement as shape
from courses.packages.cmi5.launch import Told
from courses.packages.cmi5.names import Verb
from courses.packages.cmi5.session import Said, judge
from courses.packages.cmi5.statement import Refused, Statement
from courses.packages.launch import can_be_kept
from courses.packages.report import percent
from courses.selectors import cmi5 as known
from courses.services.cmi5_launch import say_satisfied
from courses.services.cmi5_token import LATE

#: Characters of one statement.
LONGEST = 64_000
#: Statements that cmi5 merely allows, in all sessions of a registration.
MOST = 5_000
#: In one request.
MOST_AT_ONCE = 500


@transaction.atomic
def keep_statements(*, session: PackageSession, given: Sequence[Any], at: datetime) -> list[UUID]:
    """Keep statements, all of them or none; one that is kept already changes nothing.

    Effects, in order: each statement; the end of the session when it says so; score, progress and
    whether the part is done in its play; what is satisfied by it. Hours and lessons are not its to say.

    :raises Refused: with the first rule that one of them breaks.
    """
    if len(given) > MOST_AT_ONCE:
        raise Refused("These are too many statements at once.", 413)
    registration = PackageRegistration.objects.select_for_update().get(pk=session.registration_id)
    session = PackageSession.objects.select_related("registration__package", "play").get(
        pk=session.pk
    )
    _open_or_refuse(session, at)
    told, said = known.told(session), known.said(session)
    kept: list[UUID] = []
    news: set[Verb | None] = set()
    for raw in given:
        statement = _read(raw)
        if statement.id in kept:
            raise Refused("The same id stands twice in this request.")
        kept.append(statement.id)
        if _is_known(registration, statement):
            continue
        verb = judge(statement, told.facts, said)
        _keep(registration, session, statement, verb, at)
        said = said.after(verb, statement.timestamp) if verb else said
        _credit(session, statement, verb, said, told, at)
        news.add(verb)
    if said.terminated_at is not None and session.ended_at is None:
        PackageSession.objects.filter(pk=session.pk).update(ended_at=at)
    if news & {Verb.COMPLETED, Verb.PASSED}:
        say_satisfied(registration, told, session=session, at=at)
    return kept


def _open_or_refuse(session: PackageSession, at: datetime) -> None:
    late = session.ended_at is not None and at - session.ended_at > LATE
    if session.abandoned or late:
        raise Refused("The session is over.", 403)


def _read(raw: Any) -> Statement:
    whole = json.dumps(raw, ensure_ascii=False)
    if len(whole) > LONGEST:
        raise Refused("This statement is too long.", 413)
    if "\\u0000" in json.dumps(raw) or not can_be_kept(whole):
        raise Refused("This statement holds characters that cannot be kept.")
    return shape.read(raw)


def _is_known(registration: PackageRegistration, statement: Statement) -> bool:
    """:raises Refused: when another statement has its id."""
    row = registration.statements.filter(key=statement.id).first()
    if row is not None and row.content != statement.raw:
        raise Refused("Another statement has this id.", 409)
    return row is not None


def _keep(
    registration: PackageRegistration,
    session: PackageSession,
    statement: Statement,
    verb: Verb | None,
    at: datetime,
) -> None:
    if verb is None and registration.statements.filter(verb="").count() >= MOST:
        raise Refused("No more statements are taken in this registration.", 413)
    PackageStatement.objects.create(
        registration=registration,
        session=session,
        key=statement.id,
        verb=verb or "",
        said_at=statement.timestamp,
        stored_at=at,
        content=statement.raw,
    )


def _credit(
    session: PackageSession,
    statement: Statement,
    verb: Verb | None,
    said: Said,
    told: Told,
    at: datetime,
) -> None:
    """What it changes for the learner, in the play's row. Done stays done, the best score is kept."""
    if session.play_id is None:
        return
    play = PackagePlay.objects.select_for_update().get(pk=session.play_id)
    play.report = {**play.report, **_noted(statement, verb, play.report)}
    if verb and statement.score is not None:
        play.score = max(play.score or 0, percent(statement.score * 100))
    met = told.part.move_on.is_met(completed=said.completed, passed=said.passed)
    if met and play.done_at is None:
        play.done_at = at
    play.save(update_fields=["report", "score", "done_at"])


def _noted(statement: Statement, verb: Verb | None, before: Mapping[str, str]) -> dict[str, str]:
    """For the learner's own data; the time that a part claims counts for nothing."""
    found: dict[str, str] = {}
    if verb and verb not in {Verb.INITIALIZED, Verb.TERMINATED}:
        found[verb.word] = statement.timestamp.isoformat()
    if verb is Verb.TERMINATED and statement.duration is not None:
        claimed = int(before.get("claimed_seconds", "0"))
        longest = timedelta(days=365).total_seconds()
        found["claimed_seconds"] = str(claimed + int(min(statement.duration, longest)))
    progress = statement.progress
    if isinstance(progress, int) and 0 <= progress <= 100:
        found["progress"] = str(progress)
    return found
