"""What is WebVTT, and which line is named when it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.captions import BadCaptions, Fault, check

GOOD = "WEBVTT\n\n00:01.000 --> 00:04.000\nLook at the light.\n"


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        (GOOD, 1),
        ("WEBVTT - a talk\n\nNOTE written by hand\n\n1\n00:01.000 --> 00:02.000\nA\n", 1),
        ("WEBVTT\r\n\r\n00:00:01.000 --> 00:00:02.000 align:start\r\nA\r\n", 1),
        (GOOD + "\n00:04.000 --> 00:05.000\nOh!\n", 2),
    ],
)
def test_captions_that_can_be_shown(text, captions) -> None:
    assert check(text) == captions


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("", Fault.NO_HEADER, 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n", Fault.NO_HEADER, 1),
        ("WEBVTT\n\nOnly words.\n", Fault.NO_CUE, 3),
        (GOOD + "\n00:05,000 --> 00:06,000\nCommas.\n", Fault.NOT_A_CUE, 6),
        ("WEBVTT\n\n0:1.0 --> 0:2.0\nShort.\n", Fault.NOT_A_CUE, 3),
        ("WEBVTT\n\n00:70.000 --> 00:71.000\nNo such second.\n", Fault.NOT_A_CUE, 3),
        ("WEBVTT\n\n00:04.000 --> 00:01.000\nBack.\n", Fault.ENDS_BEFORE_IT_BEGINS, 3),
        (GOOD + "\n00:00.500 --> 00:06.000\nEarlier.\n", Fault.OUT_OF_ORDER, 6),
    ],
)
def test_the_first_bad_line_is_named(text, fault, line) -> None:
    with pytest.raises(BadCaptions) as refused:
        check(text)
    assert (refused.value.fault, refused.value.line) == (fault, line)


@given(st.text(max_size=200))
def test_any_text_is_judged(text) -> None:
    try:
        captions = check(text)
    except BadCaptions:
        return
    assert captions > 0
