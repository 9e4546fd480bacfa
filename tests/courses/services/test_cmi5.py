"""Sessions of cmi5 parts, and what they come to for the learner."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from courses.models import (
    Enrollment,
    LessonProgress,
    Package,
    PackageDocument,
    PackagePlay,
    PackageRegistration,
    PackageSession,
    PackageStatement,
)
from courses.packages.cmi5.course import WHOLE
from courses.packages.cmi5.names import Verb
from courses.packages.cmi5.statement import Refused
from courses.selectors import cmi5 as known
from courses.services import cmi5_launch
from courses.services.cmi5_statements import keep_statements
from courses.services.package import keep_package
from courses.services.play import NotKept
from tests.factories.cmi5 import cmi5
from tests.factories.learning import enroll
from tests.factories.module import make_module
from tests.factories.person import PersonFactory
from tests.factories.xapi import ALLOWED, statement

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 15, tzinfo=UTC)
S, C, P, F, T = Verb.INITIALIZED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED, Verb.TERMINATED


@pytest.fixture(autouse=True)
def content_host(settings: Any) -> None:
    settings.CONTENT_URL = "https://content.example.org"


@pytest.fixture
def package(db: None) -> Package:
    return keep_package(file=cmi5(), title="", association=None, at=AT)


@pytest.fixture
def enrollment(db: None) -> Enrollment:
    return enroll(PersonFactory(), make_module())


@pytest.fixture
def launched(enrollment: Enrollment, package: Package) -> Any:
    def launch(unit_key: str = "au-1", after: int = 0) -> PackageSession:
        _play, session = cmi5_launch.launch_unit(
            enrollment=enrollment,
            lesson_key="lesson-1",
            block_key="p1",
            package=package,
            unit_key=unit_key,
            language="es",
            at=AT + timedelta(seconds=after),
        )
        return session

    return launch


def say(session: PackageSession, *verbs: str, after: int = 0, **changes: Any) -> None:
    facts = known.told(session).facts
    given = [
        statement(facts, verb, second=after + number, **changes)
        for number, verb in enumerate(verbs)
    ]
    keep_statements(session=session, given=given, at=AT + timedelta(seconds=after))


def play_of(session: PackageSession) -> PackagePlay:
    return PackagePlay.objects.get(pk=session.play_id)


def said_by_platform() -> list[tuple[str, str]]:
    rows = PackageStatement.objects.filter(by_platform=True).order_by("pk")
    return [(Verb(verb).word, about) for verb, about in rows.values_list("verb", "about")]


def test_package_is_kept_with_its_course(package: Package) -> None:
    assert (package.standard, package.title) == ("cmi5", "Babies and sleep")
    assert [(one["path"], one["query"], one["mastery"]) for one in package.units] == [
        ("index.html", "part=1", 80),
        ("index.html", "part=2", None),
        ("index.html", "part=3", None),
    ]
    assert known.course_of(package).blocks[0].parts == ("au-1", "au-2")


def test_passed_and_completed_is_done_with_its_score(launched: Any) -> None:
    session = launched()
    say(session, S, P)
    assert (play_of(session).score, play_of(session).done_at) == (90, None)
    say(session, C, after=5)
    play = play_of(session)
    assert (play.score, play.done_at) == (90, AT + timedelta(seconds=5))
    assert sorted(play.report) == ["completed", "passed"]
    session.refresh_from_db()
    assert session.ended_at is None
    say(session, T, after=9)
    session.refresh_from_db()
    assert (session.ended_at, session.abandoned) == (AT + timedelta(seconds=9), False)


def test_best_score_is_kept_and_failing_is_not_done(launched: Any) -> None:
    say(launched(), S, F, C, T)
    again = launched(after=60)
    assert play_of(again).done_at is None
    facts = known.told(again).facts
    worse = statement(facts, F, second=31, result__score={"scaled": 0.2})
    keep_statements(session=again, given=[statement(facts, S, second=30), worse], at=AT)
    assert (play_of(again).score, play_of(again).done_at) == (50, None)


def test_blocks_and_the_course_are_satisfied_once(launched: Any) -> None:
    say(launched("au-1"), S, P, C, T)
    assert ("satisfied", "block-1") not in said_by_platform()
    say(launched("au-2", 60), S, C, T, after=20)
    assert said_by_platform() == [
        ("launched", ""),
        ("launched", ""),
        ("satisfied", "block-1"),
        ("satisfied", WHOLE),
    ]
    again = launched("au-2", 120)
    say(again, S, T, after=40)
    assert said_by_platform()[4:] == [("launched", "")]


def test_part_to_which_move_on_does_not_apply_is_done_when_opened(launched: Any) -> None:
    assert play_of(launched("au-3")).done_at == AT


def test_all_parts_share_a_registration_and_each_launch_is_a_session(launched: Any) -> None:
    one, two = launched("au-1"), launched("au-2")
    assert one.registration_id == two.registration_id
    assert one.key != two.key
    told = [known.told(session) for session in (one, two)]
    assert told[0].actor == told[1].actor
    assert told[0].activity != told[1].activity


def test_learner_is_a_name_of_this_registration_alone(
    launched: Any, enrollment: Enrollment
) -> None:
    session = launched()
    person = enrollment.person
    told = str([one.content for one in PackageStatement.objects.all()])
    for word in (person.name, person.user.email, str(person.ref)):
        assert word not in told
    assert known.told(session).actor["account"]["name"] in told


def test_second_launch_abandons_the_first_with_the_time_it_lasted(launched: Any) -> None:
    first = launched()
    say(first, S, after=30)
    second = launched(after=40)
    first.refresh_from_db()
    assert (first.abandoned, first.ended_at) == (True, AT + timedelta(seconds=40))
    abandoned = PackageStatement.objects.get(verb=Verb.ABANDONED)
    assert abandoned.content["result"] == {"duration": "PT30.00S"}
    with pytest.raises(Refused) as refused:
        say(first, C, after=41)
    assert refused.value.status == 403
    say(second, S, after=42)


def test_other_part_of_the_course_abandons_it_too(launched: Any) -> None:
    first = launched("au-1")
    launched("au-2", 10)
    first.refresh_from_db()
    assert first.abandoned


def test_session_that_ended_is_not_abandoned(launched: Any) -> None:
    say(launched(), S, T)
    launched(after=60)
    assert not PackageStatement.objects.filter(verb=Verb.ABANDONED).exists()


def test_what_was_said_before_the_end_may_come_a_little_late(launched: Any) -> None:
    session = launched()
    facts = known.told(session).facts
    late = statement(facts, C, second=5)
    keep = {"session": session, "given": [late]}
    say(session, S)
    say(session, T, after=10)
    with pytest.raises(Refused):
        keep_statements(**keep, at=AT + timedelta(seconds=26))
    keep_statements(**keep, at=AT + timedelta(seconds=25))
    with pytest.raises(Refused):
        say(session, ALLOWED, after=12)


def test_statement_that_is_known_changes_nothing_and_another_with_its_id_is_refused(
    launched: Any,
) -> None:
    session = launched()
    facts = known.told(session).facts
    begun, done = statement(facts, S), statement(facts, C, second=1)
    keep_statements(session=session, given=[begun, done], at=AT)
    keep_statements(session=session, given=[begun, done], at=AT + timedelta(seconds=5))
    assert PackageStatement.objects.filter(by_platform=False).count() == 2
    with pytest.raises(Refused) as refused:
        keep_statements(session=session, given=[{**done, "timestamp": begun["timestamp"]}], at=AT)
    assert refused.value.status == 409


def test_of_several_statements_all_are_kept_or_none(launched: Any) -> None:
    session = launched()
    with pytest.raises(Refused):
        say(session, S, C, C)
    assert not PackageStatement.objects.filter(by_platform=False).exists()
    assert play_of(session).report == {}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"result__response": "x" * 70_000}, 413),
        ({"result__response": "a\x00b"}, 400),
        ({"result__response": "a\ud800b"}, 400),
    ],
)
def test_what_cannot_be_kept_is_refused(
    launched: Any, changes: dict[str, Any], status: int
) -> None:
    session = launched()
    say(session, S)
    with pytest.raises(Refused) as refused:
        say(session, ALLOWED, after=1, **changes)
    assert refused.value.status == status


def test_statements_beyond_what_is_kept_are_refused_but_not_those_of_cmi5(
    launched: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("courses.services.cmi5_statements.MOST", 2)
    session = launched()
    say(session, S, ALLOWED, ALLOWED)
    with pytest.raises(Refused):
        say(session, ALLOWED, after=5)
    say(session, C, T, after=6)


def test_progress_and_claimed_time_are_noted_and_credited_to_nothing(
    launched: Any, enrollment: Enrollment
) -> None:
    session = launched()
    progress = {"https://w3id.org/xapi/cmi5/result/extensions/progress": 25}
    say(session, S)
    say(session, ALLOWED, after=1, result__extensions=progress)
    say(session, T, after=2, result__duration="PT99H")
    play = play_of(session)
    assert play.report == {"progress": "25", "claimed_seconds": "356400"}
    assert play.seconds == 0
    enrollment.refresh_from_db()
    assert enrollment.completed_at is None
    assert not LessonProgress.objects.exists()


def test_page_around_counts_the_time_and_hears_when_it_is_over(launched: Any) -> None:
    session = launched()
    play = play_of(session)
    who = {"key": str(session.key), "public_id": play.public_id, "turn": play.turn}
    page = cmi5_launch.keep_open(**who, seconds=50, at=AT + timedelta(seconds=60))
    assert (page.over, page.done) == (False, False)
    assert play_of(session).seconds == 50
    assert LessonProgress.objects.get().seat_seconds == 50
    say(session, S, P, C, T)
    page = cmi5_launch.keep_open(**who, seconds=0, at=AT + timedelta(seconds=70))
    assert (page.over, page.done) == (True, True)
    launched(after=80)
    with pytest.raises(NotKept) as refused:
        cmi5_launch.keep_open(**who, seconds=5, at=AT + timedelta(seconds=90))
    assert refused.value.elsewhere


def test_part_of_which_all_is_said_is_looked_at_again(launched: Any) -> None:
    say(launched(), S, C, T)
    assert launched(after=60).mode == "Normal"
    say(launched(after=70), S, P, T, after=30)
    again = launched(after=120)
    assert again.mode == "Review"
    say(again, S, after=50)
    with pytest.raises(Refused):
        say(again, C, after=51)


def test_silent_session_is_abandoned_and_no_other(launched: Any) -> None:
    session = launched()
    now = AT + timedelta(minutes=30)
    assert cmi5_launch.end_silent(at=now) == 0
    assert cmi5_launch.end_silent(at=now + timedelta(seconds=1)) == 1
    assert cmi5_launch.end_silent(at=now + timedelta(seconds=2)) == 0
    session.refresh_from_db()
    assert session.abandoned
    assert said_by_platform() == [("launched", ""), ("abandoned", "")]


def test_trial_of_an_author_is_nobodys_and_goes(package: Package) -> None:
    session = cmi5_launch.try_unit(package=package, unit_key="au-1", language="en", at=AT)
    say(session, S, P, C, T)
    assert not PackagePlay.objects.exists()
    assert cmi5_launch.end_silent(at=AT + timedelta(hours=13)) == 1
    left = [PackageRegistration, PackageSession, PackageStatement, PackageDocument]
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]


def test_what_was_said_goes_with_the_enrollment(launched: Any, enrollment: Enrollment) -> None:
    say(launched(), S, P)
    enrollment.delete()
    left = [PackageRegistration, PackageSession, PackageStatement, PackageDocument]
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]
