"""Whether a text is WebVTT that a player can show, and if not, in which line it goes wrong."""

from enum import Enum

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

ARROW = "-->"


class Fault(Enum):
    NO_HEADER = "no_header"
    NO_CUE = "no_cue"
    NOT_A_CUE = "not_a_cue"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    OUT_OF_ORDER = "out_of_order"


class BadCaptions(ValueError):
    """`fault` says what is wrong, `line` where, counted from 1."""

    def __init__(self, fault: Fault, line: int) -> None:
        super().__init__(f"{fault.value} in line {line}")
        self.fault, self.line = fault, line


def check(text: str) -> int:
    """How many captions there are.

    :raises BadCaptions: for the first thing that a player could not show as it is meant.
    """
    lines = text.splitlines()
    if _fault(lines) is not None:
        _raise_first(lines)
    captions = webvtt.from_string(text, strict=True).captions
    if not captions:
        raise BadCaptions(Fault.NO_CUE, len(lines))
    places = [number for number, line in enumerate(lines, start=1) if ARROW in line]
    before = None
    for caption, line in zip(captions, places, strict=False):
        if caption.end_time <= caption.start_time:
            raise BadCaptions(Fault.ENDS_BEFORE_IT_BEGINS, line)
        if before is not None and caption.start_time < before:
            raise BadCaptions(Fault.OUT_OF_ORDER, line)
        before = caption.start_time
    return len(captions)


def _fault(lines: list[str]) -> Fault | None:
    try:
        webvtt.from_string("\n".join(lines), strict=True)
    except MalformedFileError:
        return Fault.NO_HEADER
    except MalformedCaptionError:
        return Fault.NOT_A_CUE
    return None


def _raise_first(lines: list[str]) -> None:
    """The parser names no line: the shortest beginning that it refuses ends with the bad one."""
    good, bad = 0, len(lines)
    while bad - good > 1:
        middle = (good + bad) // 2
        if _fault(lines[:middle]) is None:
            good = middle
        else:
            bad = middle
    fault = _fault(lines[:bad]) or Fault.NOT_A_CUE
    raise BadCaptions(fault, 1 if fault is Fault.NO_HEADER else bad)
