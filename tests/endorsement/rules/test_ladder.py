"""Which reminders of a review fall on which day."""

from datetime import date, timedelta

import pytest

from endorsement.rules.ladder import Rung, due, next_rung, rungs

DUE = date(2026, 6, 20)
LADDER = [
    {"days": 7, "to": "coordinator"},
    {"days": -7, "to": "reviewer"},
    {"days": 0, "to": "reviewer"},
]
EARLY, ON, LATE = (
    Rung(DUE - timedelta(days=7), "reviewer"),
    Rung(DUE, "reviewer"),
    Rung(DUE + timedelta(days=7), "coordinator"),
)


def test_rungs_are_in_order_and_what_is_not_understood_is_left_out():
    odd = [{"days": "soon", "to": "reviewer"}, {"days": 1, "to": "everybody"}, {}]
    assert rungs([*LADDER, *odd, LADDER[0]], DUE) == [EARLY, ON, LATE]


@pytest.mark.parametrize(
    ("after", "following"),
    [
        (date(2026, 6, 1), EARLY.on),
        (EARLY.on, ON.on),
        (ON.on, LATE.on),
        (LATE.on, None),
    ],
)
def test_next_rung(after, following):
    assert next_rung(rungs(LADDER, DUE), after) == following


@pytest.mark.parametrize(
    ("since", "on", "sent"),
    [
        (EARLY.on, EARLY.on, [EARLY]),
        (EARLY.on, EARLY.on - timedelta(days=1), []),
        # Nights were missed: the last to each is sent, the first overtaken.
        (EARLY.on, ON.on, [ON]),
        (EARLY.on, LATE.on + timedelta(days=30), [ON, LATE]),
        (LATE.on, LATE.on, [LATE]),
    ],
)
def test_due(since, on, sent):
    assert due(rungs(LADDER, DUE), since, on) == sent
