"""What an address's answers mean: one bad evening is no broken link."""

from datetime import timedelta

import pytest

from courses.rules.links import Answer, Reason, after, is_own_outage, one_a_host

HERE = "https://example.org/page"


@pytest.mark.parametrize(
    ("answer", "failures", "state", "reason", "counted", "days"),
    [
        (Answer(200), 0, "works", "", 0, 7),
        (Answer(204), 2, "works", "", 0, 7),
        (Answer(200, leads_to="https://example.org/other"), 0, "moved", "", 0, 7),
        (Answer(200, leads_to="https://www.example.org/page/"), 0, "works", "", 0, 7),
        (Answer(200, leads_to="https://example.org/page?a=1"), 0, "moved", "", 0, 7),
        (Answer(403), 0, "closed", "refused", 0, 7),
        (Answer(429), 5, "closed", "refused", 0, 7),
        (Answer(404), 0, "failing", "gone", 1, 1),
        (Answer(404), 1, "broken", "gone", 2, 7),
        (Answer(410), 1, "broken", "gone", 2, 7),
        (Answer(500), 1, "failing", "server", 2, 1),
        (Answer(503), 2, "broken", "server", 3, 7),
        (Answer(reason=Reason.NO_ANSWER), 0, "failing", "no_answer", 1, 1),
        (Answer(reason=Reason.UNKNOWN_HOST), 2, "broken", "unknown_host", 3, 7),
        (Answer(reason=Reason.PRIVATE), 2, "broken", "private", 3, 7),
        (Answer(), 0, "failing", "no_answer", 1, 1),
    ],
)
def test_standing_after_an_answer(
    answer: Answer, failures: int, state: str, reason: str, counted: int, days: int
) -> None:
    standing = after(HERE, answer, failures=failures)
    assert (standing.state, standing.reason, standing.failures, standing.wait) == (
        state,
        reason,
        counted,
        timedelta(days=days),
    )


@pytest.mark.parametrize(
    ("answers", "ours"),
    [
        ([], False),
        ([Answer(reason=Reason.NO_ANSWER)], False),
        ([Answer(reason=Reason.NO_ANSWER), Answer(reason=Reason.UNKNOWN_HOST)], True),
        ([Answer(reason=Reason.NO_ANSWER), Answer(404)], False),
        ([Answer(reason=Reason.NO_ANSWER), Answer(reason=Reason.PRIVATE)], False),
    ],
)
def test_silence_everywhere_is_our_own(answers: list[Answer], ours: bool) -> None:
    assert is_own_outage(answers) is ours


def test_no_site_is_asked_twice_in_a_row() -> None:
    due = ["https://a.org/1", "https://www.a.org/2", "https://b.org/", "https://c.org/"]
    assert one_a_host(due, 2) == ["https://a.org/1", "https://b.org/"]
