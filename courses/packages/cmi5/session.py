"""What a part may say in a session, and when (sections 7.1.3, 9.3, 9.5 and 9.6)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from courses.packages.cmi5.names import CMI5, MASTERY, MOVE_ON, OF_PARTS, SESSION, VOIDED, Verb
from courses.packages.cmi5.statement import Refused, Statement


class Mode(StrEnum):
    NORMAL = "Normal"
    #: Everything that can be said once has been said: a part that is looked at again.
    REVIEW = "Review"


@dataclass(frozen=True)
class Launch:
    """What the part was told, and has to repeat."""

    account: tuple[str, str]
    activity: str
    registration: str
    session: str
    publisher: str
    mastery: float | None = None
    mode: Mode = Mode.NORMAL


@dataclass(frozen=True)
class Said:
    """What it has said so far by the verbs of cmi5: in this session, and, the last three, ever."""

    verbs: frozenset[Verb] = frozenset()
    initialized_at: datetime | None = None
    terminated_at: datetime | None = None
    completed: bool = False
    passed: bool = False
    failed: bool = False

    def after(self, verb: Verb, at: datetime) -> "Said":
        """With one more statement of this session."""
        return replace(
            self.before(verb),
            verbs=self.verbs | {verb},
            initialized_at=at if verb is Verb.INITIALIZED else self.initialized_at,
            terminated_at=at if verb is Verb.TERMINATED else self.terminated_at,
        )

    def before(self, verb: Verb) -> "Said":
        """With one more of another session: what counts for all of the registration."""
        return replace(
            self,
            completed=self.completed or verb is Verb.COMPLETED,
            passed=self.passed or verb is Verb.PASSED,
            failed=self.failed or verb is Verb.FAILED,
        )


@dataclass(frozen=True)
class Shape:
    """What the result of a statement with one of the verbs has to be."""

    success: bool | None = None
    completion: bool | None = None
    score: bool = False
    duration: bool = False


SHAPES = {
    Verb.INITIALIZED: Shape(),
    Verb.COMPLETED: Shape(completion=True, duration=True),
    Verb.PASSED: Shape(success=True, score=True, duration=True),
    Verb.FAILED: Shape(success=False, score=True, duration=True),
    Verb.TERMINATED: Shape(duration=True),
}


def judge(statement: Statement, launch: Launch, said: Said) -> Verb | None:
    """The verb of cmi5 that it says, None for a statement that cmi5 merely allows.

    :raises Refused: when it breaks a rule of cmi5, with the first that it breaks.
    """
    for why in _wrong_whoever(statement, launch):
        raise Refused(why, 403)
    verb = _defined(statement)
    complaints = _wrong_result(statement, verb, launch) if verb else _wrong_allowed(statement)
    for why in (*complaints, *_wrong_order(statement, verb, said)):
        raise Refused(why, 403)
    if verb and launch.mode is Mode.REVIEW and verb not in {Verb.INITIALIZED, Verb.TERMINATED}:
        raise Refused("In launch mode Review nothing is recorded about completion.", 403)
    return verb


def _wrong_whoever(statement: Statement, launch: Launch) -> Iterator[str]:
    if statement.verb == VOIDED:
        yield "Statements cannot be voided from here."
    if statement.account != launch.account:
        yield "The actor has to be the agent of the launch."
    if statement.registration != launch.registration:
        yield "The registration has to be the one of the launch."
    if statement.extensions.get(SESSION) != launch.session:
        yield "The session id has to be the one of the context template."
    if launch.publisher not in statement.groupings:
        yield "The grouping of the context template has to be kept."


def _defined(statement: Statement) -> Verb | None:
    if CMI5 not in statement.categories:
        return None
    if statement.verb not in OF_PARTS:
        raise Refused("This verb is not one that a part says in the category of cmi5.", 403)
    return Verb(statement.verb)


def _wrong_allowed(statement: Statement) -> Iterator[str]:
    if MOVE_ON in statement.categories:
        yield "The category moveon belongs to statements in the category of cmi5."


def _wrong_result(statement: Statement, verb: Verb, launch: Launch) -> Iterator[str]:
    shape = SHAPES[verb]
    if statement.object != launch.activity:
        yield "The object has to be the activity of the launch."
    if statement.success is not shape.success:
        yield f"“success” of {verb.word} is not what the verb says."
    if statement.completion is not shape.completion:
        yield f"“completion” of {verb.word} is not what the verb says."
    if shape.duration and statement.duration is None:
        yield f"A statement {verb.word} needs a duration."
    if statement.has_score and not shape.score:
        yield f"A statement {verb.word} has no score."
    judged = (shape.success, shape.completion) != (None, None)
    if judged is not (MOVE_ON in statement.categories):
        yield "The category moveon stands where success or completion is said, and nowhere else."
    yield from _wrong_score(statement, verb, launch.mastery)


def _wrong_score(statement: Statement, verb: Verb, mastery: float | None) -> Iterator[str]:
    score = statement.score
    if score is not None and score < 0:
        yield "“scaled” has to be between 0 and 1."
    told = statement.extensions.get(MASTERY)
    if told is not None and told != mastery:
        yield "The mastery score has to be the one of the launch data."
    if score is None or mastery is None:
        return
    if told is None:
        yield "A score that was compared needs the mastery score in its context."
    if (verb is Verb.PASSED) is not (score >= mastery):
        yield f"The score does not agree with {verb.word}: the mastery score is {mastery:g}."


def _wrong_order(statement: Statement, verb: Verb | None, said: Said) -> Iterator[str]:
    at = statement.timestamp
    if verb in said.verbs:
        yield f"A session says {verb.word if verb else ''} once."
    if verb is not Verb.INITIALIZED and (said.initialized_at is None or at < said.initialized_at):
        yield "The first statement of a session is initialized."
    if said.terminated_at is not None and at > said.terminated_at:
        yield "The last statement of a session is terminated."
    if verb is Verb.COMPLETED and said.completed:
        yield "A registration says completed once."
    if verb is Verb.PASSED and said.passed:
        yield "A registration says passed once."
    if verb is Verb.FAILED and said.passed:
        yield "After passed there is no failed."
    if verb in {Verb.PASSED, Verb.FAILED} and said.verbs & {Verb.PASSED, Verb.FAILED}:
        yield "A session says passed or failed, not both."
