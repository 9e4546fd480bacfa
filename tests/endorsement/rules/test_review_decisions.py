"""What a reviewer decides about a paper, or about a competency row, changes the verdict."""

from datetime import date
from typing import Any

import pytest

from endorsement.rules.evaluate import Decisions, State, Verdict, evaluate
from endorsement.rules.facts import Upload
from tests.endorsement.rules import given

COVERED, BARE = "core:foundations", "core:thinking"
COVERAGE = {"coverage": {"of": [COVERED, BARE]}}
HOURS = {"hours": {"kinds": ["training"], "min": 3, "coverage": {"of": [COVERED, BARE]}}}


def judged(body: dict[str, Any], **decisions: Any) -> Verdict:
    course = given.training("a", 600, covers=frozenset({COVERED}))
    made = {name: frozenset(pairs) for name, pairs in decisions.items()}
    return evaluate(
        given.criterion(**body), given.portfolio(course), given.TODAY, decisions=Decisions(**made)
    )


def areas(verdict: Verdict) -> dict[str, State]:
    return {one.subject: one.state for one in verdict.walk() if one.subject.startswith("area.")}


@pytest.mark.parametrize("body", [COVERAGE, HOURS], ids=["coverage", "hours"])
def test_area_follows_the_reviewer(body: dict[str, Any]) -> None:
    assert areas(judged(body)) == {
        f"area.{COVERED}": State.MET,
        f"area.{BARE}": State.NOT_MET,
    }
    assert not judged(body).met
    met = judged(body, accepted={("it", f"area.{BARE}")})
    assert met.met
    lost = judged(body, accepted={("it", f"area.{BARE}")}, rejected={("it", f"area.{COVERED}")})
    assert areas(lost) == {f"area.{COVERED}": State.NOT_MET, f"area.{BARE}": State.MET}
    assert not lost.met


@pytest.mark.parametrize("body", [COVERAGE, HOURS], ids=["coverage", "hours"])
def test_decision_about_another_requirement_changes_nothing(body: dict[str, Any]) -> None:
    assert judged(body, accepted={("other", f"area.{BARE}")}) == judged(body)


def test_paper_that_was_rejected_counts_no_more() -> None:
    needed = given.criterion(uploads={"documents": ["transcript"]})
    known = given.portfolio(uploads=(Upload(document="transcript", dated_on=date(2026, 1, 1)),))
    assert evaluate(needed, known, given.TODAY).met
    made = Decisions(rejected=frozenset({("it", "transcript")}))
    verdict = evaluate(needed, known, given.TODAY, decisions=made)
    assert not verdict.met
    assert given.reasons(verdict) == [("transcript", "rejected_in_review")]
