"""Of what a sweep takes in turn, one that fails holds up no other."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from lms.backbone import sweeps


def _sweep(failures: dict[int, Exception]) -> list[int]:
    done = []
    for one in range(3):
        with sweeps.apart("Row", one):
            if one in failures:
                raise failures[one]
            done.append(one)
    return done


def test_what_fails_is_logged_and_the_rest_is_swept(caplog: pytest.LogCaptureFixture) -> None:
    assert _sweep({1: ValueError()}) == [0, 2]
    assert [one.getMessage() for one in caplog.records] == ["Row 1 could not be swept."]


def test_the_end_of_the_tasks_time_ends_the_sweep(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SoftTimeLimitExceeded):
        _sweep({1: SoftTimeLimitExceeded()})
    assert caplog.records == []
