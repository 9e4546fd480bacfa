"""What a part may say, and when: the rules of the specification as tables."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from courses.packages.cmi5.names import CMI5, MASTERY, MOVE_ON, SESSION, VOIDED, Verb
from courses.packages.cmi5.session import Launch, Mode, Said, judge
from courses.packages.cmi5.statement import Refused, read, seconds_of
from tests.factories.xapi import ALLOWED, statement

LAUNCH = Launch(
    account=("https://content.example.org", "learner"),
    activity="https://content.example.org/packages/P/au-1",
    registration="a0a37fbe-04f1-46a3-9135-29aa41d4f1ee",
    session="680cef64-bc48-4b57-af6b-be4217e69aff",
    publisher="https://babies.example.org/nights/talk",
    mastery=0.86,
)
BEGUN = Said().after(Verb.INITIALIZED, datetime(2026, 6, 1, 15, tzinfo=UTC))
S, C, P, F, T = Verb.INITIALIZED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED, Verb.TERMINATED


def refusal(raw: Any, said: Said = BEGUN, launch: Launch = LAUNCH) -> str:
    """The sentence, empty when it is taken."""
    try:
        judge(read(raw), launch, said)
    except Refused as refused:
        return refused.why
    return ""


@pytest.mark.parametrize(
    ("verbs", "refused_at"),
    [
        ([S, T], None),
        ([S, C, P, T], None),
        ([S, P, C, T], None),
        ([S, F, C, T], None),
        ([S, ALLOWED, C, ALLOWED, T], None),
        ([C], 0),
        ([ALLOWED], 0),
        ([T], 0),
        ([S, S], 1),
        ([S, C, C], 2),
        ([S, P, P], 2),
        ([S, P, F], 2),
        ([S, F, P], 2),
        ([S, F, F], 2),
        ([S, T, T], 2),
        ([S, T, C], 2),
        ([S, T, ALLOWED], 2),
    ],
)
def test_order_in_a_session(verbs: list[str], refused_at: int | None) -> None:
    said, stopped = Said(), None
    for number, verb in enumerate(verbs):
        one = read(statement(LAUNCH, verb, second=number))
        try:
            defined = judge(one, LAUNCH, said)
        except Refused:
            stopped = number
            break
        said = said.after(defined, one.timestamp) if defined else said
    assert stopped == refused_at


@pytest.mark.parametrize(
    ("before", "verb", "taken"),
    [
        ([C], C, False),
        ([C], P, True),
        ([P], P, False),
        ([P], F, False),
        ([F], P, True),
        ([F], F, True),
        ([P], C, True),
    ],
)
def test_order_in_a_registration(before: list[Verb], verb: Verb, taken: bool) -> None:
    said = BEGUN
    for earlier in before:
        said = said.before(earlier)
    assert (refusal(statement(LAUNCH, verb, second=5), said) == "") is taken


def test_order_is_by_timestamp_so_that_what_comes_late_is_taken() -> None:
    over = BEGUN.after(T, datetime(2026, 6, 1, 15, 0, 30, tzinfo=UTC))
    assert refusal(statement(LAUNCH, C, second=29), over) == ""
    assert refusal(statement(LAUNCH, C, second=31), over) != ""
    begun_late = Said().after(S, datetime(2026, 6, 1, 15, 0, 10, tzinfo=UTC))
    assert refusal(statement(LAUNCH, C, second=9), begun_late) != ""


@pytest.mark.parametrize(
    ("verb", "changes"),
    [
        # Section 9.5.1: a score, and only with passed and failed.
        (C, {"result__score": {"scaled": 0.9}}),
        (T, {"result__score": {"scaled": 0.9}}),
        (S, {"result__score": {"scaled": 0.9}}),
        (P, {"result__score": {"scaled": 1.1}}),
        (F, {"result__score": {"scaled": -0.5}}),
        (P, {"result__score": {"scaled": 0.9, "raw": 90}}),
        (P, {"result__score": {"raw": 101, "min": 0, "max": 100}}),
        (P, {"result__score": {"scaled": "0.9"}}),
        (P, {"result__score": {"scaled": True}}),
        (P, {"result__score": {"scaled": 0.9, "stars": 5}}),
        # Sections 9.3.4 and 9.3.5: it agrees with the mastery score.
        (P, {"result__score": {"scaled": 0.85}}),
        (F, {"result__score": {"scaled": 0.86}}),
        (P, {"result__score": {"raw": 85, "min": 0, "max": 100}}),
        # Sections 9.5.2 to 9.5.4.
        (P, {"result__success": False}),
        (P, {"result__success": None}),
        (P, {"result__success": "true"}),
        (F, {"result__success": True}),
        (C, {"result__success": True}),
        (C, {"result__completion": None}),
        (C, {"result__completion": False}),
        (P, {"result__completion": True}),
        (S, {"result__completion": True}),
        (C, {"result__duration": None}),
        (P, {"result__duration": None}),
        (F, {"result__duration": None}),
        (T, {"result__duration": None}),
        (T, {"result__duration": "24 seconds"}),
        (T, {"result__duration": 24}),
        # Section 9.6: context.
        (S, {"context__registration": "b0a37fbe-04f1-46a3-9135-29aa41d4f1ee"}),
        (S, {"context__registration": None}),
        (S, {"context__extensions": {}}),
        (S, {"context__extensions": {SESSION: "another"}}),
        (ALLOWED, {"context__extensions": {}}),
        (ALLOWED, {"context__registration": None}),
        (S, {"context__contextActivities__grouping": None}),
        (ALLOWED, {"context__contextActivities__grouping": [{"id": "https://x.example/"}]}),
        (P, {"context__contextActivities__category": [{"id": CMI5}]}),
        (S, {"context__contextActivities__category": [{"id": CMI5}, {"id": MOVE_ON}]}),
        (ALLOWED, {"context__contextActivities__category": [{"id": MOVE_ON}]}),
        (P, {"context__extensions": {SESSION: LAUNCH.session}}),
        (P, {"context__extensions": {SESSION: LAUNCH.session, MASTERY: 0.5}}),
        # Sections 9.1 to 9.4 and 9.7.
        (S, {"id": None}),
        (S, {"id": "1"}),
        (S, {"actor": {"mbox": "mailto:somebody@example.org"}}),
        (S, {"actor__account__name": "another"}),
        (S, {"actor__objectType": "Group"}),
        (S, {"object__id": "https://x.example/another"}),
        (S, {"object__objectType": "Agent"}),
        (S, {"object": None}),
        (S, {"verb": None}),
        (S, {"verb__id": "initialized"}),
        (S, {"timestamp": None}),
        (S, {"timestamp": "2026-06-01T15:00:00"}),
        (S, {"timestamp": "2026-06-01T17:00:00+02:00"}),
        (S, {"timestamp": "2026-06-31T15:00:00Z"}),
        (S, {"attachments": []}),
        (S, {"unknown": 1}),
        # What only the platform says, and what nobody does.
        (S, {"verb__id": Verb.LAUNCHED}),
        (S, {"verb__id": Verb.ABANDONED}),
        (S, {"verb__id": Verb.WAIVED}),
        (S, {"verb__id": Verb.SATISFIED}),
        (S, {"verb__id": "http://adlnet.gov/expapi/verbs/experienced"}),
        (ALLOWED, {"verb__id": VOIDED}),
    ],
)
def test_what_breaks_a_rule_is_refused_and_the_same_without_it_taken(
    verb: str, changes: dict[str, Any]
) -> None:
    said = Said() if verb == S else BEGUN
    assert refusal(statement(LAUNCH, verb), said) == ""
    assert refusal(statement(LAUNCH, verb, **changes), said) != ""


@pytest.mark.parametrize(
    ("verb", "changes"),
    [
        (P, {"result__score": {"scaled": 0.86}}),
        (P, {"result__score": {"raw": 9, "min": 0, "max": 10}}),
        (P, {"result__score": None}),
        (F, {"result__score": {"scaled": 0.8599}}),
        (F, {"result__score": {"scaled": 0}}),
        (C, {"context__contextActivities__grouping": {"id": LAUNCH.publisher}}),
        (C, {"context__registration": LAUNCH.registration.upper()}),
        (C, {"timestamp": "2026-06-01T15:00:00.123456Z"}),
        (C, {"timestamp": "2026-06-01T15:00:00+00:00"}),
        (ALLOWED, {"object__id": "https://babies.example.org/nights/talk/question/1"}),
        (ALLOWED, {"result__score": {"scaled": -0.5}, "result__success": False}),
        (ALLOWED, {"verb__id": Verb.COMPLETED}),
    ],
)
def test_what_the_specification_leaves_open_is_taken(verb: str, changes: dict[str, Any]) -> None:
    assert refusal(statement(LAUNCH, verb, **changes)) == ""


@pytest.mark.parametrize(
    ("verb", "taken"), [(C, False), (P, False), (F, False), (T, True), (ALLOWED, True)]
)
def test_review_records_nothing_about_completion(verb: str, taken: bool) -> None:
    review = replace(LAUNCH, mode=Mode.REVIEW)
    assert (refusal(statement(LAUNCH, verb), launch=review) == "") is taken


@pytest.mark.parametrize("raw", [None, [], "x", 1, {}, {"id": {}}, {"context": []}])
def test_what_is_no_statement_is_refused(raw: Any) -> None:
    assert refusal(raw) != ""


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT24.57S", 24.57),
        ("PT1H2M3S", 3723),
        ("P1DT1S", 86_401),
        ("P1W", 604_800),
        ("P0Y0M0DT0H0M1.5S", 1.5),
        ("PT0S", 0),
        ("P", None),
        ("PT", None),
        ("P1DT", None),
        ("-PT1S", None),
        ("1 hour", None),
        ("PT" + "9" * 100 + "S", None),
    ],
)
def test_duration(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds
