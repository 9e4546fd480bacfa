"""Codes become sentences; no code of the rules is without one."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from endorsement import asking, rules, wording
from endorsement.rules.moves import MoveRefused
from endorsement.rules.reading import MESSAGES, DocumentError
from endorsement.rules.verdict import Reason, State, Unit, Verdict
from tests.endorsement.rules.given import criterion, judge, rsc, training

NAMES = {"core:thinking": {"en": "Thinking", "es": "Pensar"}, "core:systems": {"en": "Systems"}}
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(rules.__path__[0]).rglob("*.py")
)


def verdict(have: int, need: int, unit: Unit, **more: Any) -> Verdict:
    state = State.MET if have >= need else State.NOT_MET
    more = {"id": "it", "kind": "hours", "label": {}, "state": state, **more}
    return Verdict(have=have, need=need, unit=unit, **more)


DEI = {"id": "it.dei", "subject": "topic.dei"}
UNSIGNED = Reason("unsigned", {"documents": ("core:thinking", "core:systems")})


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (verdict(0, 2400, Unit.HOURS), "Still missing: 24 clock hours."),
        (verdict(1800, 2400, Unit.HOURS), "Still missing: 6 clock hours (18 of 24 so far)."),
        (
            verdict(1800, 2400, Unit.HOURS, children=(verdict(0, 150, Unit.HOURS, **DEI),)),
            "Still missing: 6 clock hours (18 of 24 so far); "
            "Diversity, equity and inclusion: 1.5 clock hours.",
        ),
        (
            verdict(
                2400,
                2400,
                Unit.HOURS,
                state=State.NOT_MET,
                children=(verdict(100, 150, Unit.HOURS, **DEI),),
            ),
            "Still missing: Diversity, equity and inclusion: 0.5 clock hours (1 of 1.5 so far).",
        ),
        (
            verdict(0, 1, Unit.REFERENCES, children=(verdict(0, 1, Unit.REFERENCES),)),
            "Still missing: 1 reference.",
        ),
        (verdict(0, 2, Unit.DOCUMENTS, reason=UNSIGNED), "Still missing: Thinking, Systems."),
        (
            verdict(0, 100, Unit.HOURS, state=State.NOT_YET_ASSESSABLE),
            "Nothing is missing but a decision: what you have would be enough.",
        ),
    ],
)
def test_a_gap_is_told_in_one_sentence(given: Verdict, sentence: str) -> None:
    assert wording.gap(given, NAMES) == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (verdict(1800, 2400, Unit.HOURS), "18 of 24 clock hours; 6 more needed."),
        (verdict(1850, 2400, Unit.HOURS), "18.5 of 24 clock hours; 5.5 more needed."),
        (verdict(300, 100, Unit.HOURS), "3 clock hours; 1 needed."),
        (verdict(23, 24, Unit.MONTHS), "23 of 24 months; 1 more needed."),
        (verdict(0, 1, Unit.REFERENCES), "0 of 1 reference; 1 more needed."),
        (
            verdict(1, 2, Unit.AREAS, reason=Reason("uncovered", {"areas": ("core:thinking",)})),
            "1 of 2 areas; 1 more needed. Missing: Thinking.",
        ),
        (
            verdict(
                0,
                1,
                Unit.AREAS,
                reason=Reason("uncovered", {"areas": ("core:thinking", "core:systems")}),
            ),
            "0 of 1 area; 1 more needed. Choose from: Thinking; Systems.",
        ),
        (
            verdict(0, 0, Unit.REQUIREMENTS, reason=Reason("not_applicable")),
            "This does not apply to you.",
        ),
        (
            verdict(0, 1, Unit.MONTHS, reason=Reason("waived"), state=State.MET),
            "The association waived this requirement.",
        ),
        (
            verdict(0, 100, Unit.HOURS, state=State.NOT_YET_ASSESSABLE),
            "0 of 1 clock hour; 1 more needed. "
            "It would be met once what is still open has been decided in your favor.",
        ),
    ],
)
def test_verdict_reads_as_a_sentence(given: Verdict, sentence: str) -> None:
    with translation.override("en"):
        assert wording.sentence(given, NAMES) == sentence


@pytest.mark.parametrize(("months", "said"), [(1, "1 month"), (12, "12 months")])
def test_one_month_is_told_as_one(months: int, said: str) -> None:
    held = criterion(holding={"categories": ["specialist"], "months": months})
    assert asking.sentence(held, {}) == f"Endorsed as specialist, for at least {said}."


def test_left_out_says_why() -> None:
    body = {"supervision": {"min": 24, "providers": [{"bases": ["mhs"]}], "within": {"months": 12}}}
    given = judge(body, rsc("a", 100, date(2026, 3, 3)), rsc("b", 100, date(2024, 3, 3)))
    with translation.override("en"):
        assert [wording.left_out(one.reason) for one in given.left_out] == [
            "Left out: it is dated March 3, 2024; only Nov. 21, 2025 through Nov. 20, 2026 counts.",
            "Left out: the provider was not qualified on March 3, 2026.",
        ]


def test_limit_is_told_in_hours() -> None:
    body = {"hours": {"kinds": ["training"], "min": 5, "caps": {"kind": {"training": "1.5"}}}}
    (out,) = judge(body, training("a", 500)).left_out
    with translation.override("en"):
        assert wording.left_out(out.reason) == (
            "Left out: at most 1.5 clock hours of this sort count (Training)."
        )


def test_every_reason_of_the_rules_has_a_sentence() -> None:
    codes = set(re.findall(r'Reason\(\s*"(\w+)"', SOURCES))
    about_the_verdict = {"short", "open", "not_applicable", "waived"}
    about_the_verdict |= {"uncovered", "unsigned", "none_fits", "none_held", "nothing_due"}
    about_the_verdict |= {"not_handed_in", "no_member_on", "not_taken", "accepted_in_review"}
    assert codes - about_the_verdict <= set(wording.LEFT_OUT)
    assert len(codes) > 25


def test_every_mistake_of_a_document_has_a_sentence() -> None:
    codes = set(re.findall(r'\.error\(\s*"(\w+)"', SOURCES))
    codes |= set(re.findall(r'DocumentError\(\s*[^,()]+,\s*"(\w+)"', SOURCES))
    codes |= set(re.findall(r'"(unknown_\w+)"\)\)', SOURCES))
    assert codes <= set(MESSAGES)
    assert len(codes) > 25


@pytest.mark.parametrize("code", ["closed", "wrong_role", "not_now"])
def test_refused_move_is_a_full_sentence(code: str) -> None:
    text = wording.refusal(MoveRefused(code, "draft", "approve", "applicant"))
    assert text[0].isupper()
    assert text.endswith(".")


def test_broken_file_names_file_line_and_path() -> None:
    error = DocumentError("a.b", "too_small", 7, value=0, minimum=1)
    assert wording.broken(error, "s.yaml") == "s.yaml, line 7, a.b: 0 is too small; the least is 1."
    assert wording.broken(DocumentError("", "empty")) == "this must not be empty."


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Thinking"), ("es", "Pensar"), ("fr", "Thinking")]
)
def test_text_is_picked_by_language(language: str, text: str) -> None:
    with translation.override(language):
        assert wording.word("core:thinking", NAMES) == text


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ({"label": {"en": "Training"}}, "Training"),
        ({"subject": "topic.dei"}, "Diversity, equity and inclusion"),
        ({"subject": "area.core:thinking"}, "Thinking"),
        ({"subject": "families"}, "Families"),
        ({"subject": "roles.core:thinking,core:systems"}, "Thinking or Systems"),
        ({}, "All requirements"),
    ],
)
def test_title_of_a_verdict(more: dict[str, Any], title: str) -> None:
    with translation.override("en"):
        assert wording.title(verdict(0, 1, Unit.ITEMS, **more), NAMES) == title
