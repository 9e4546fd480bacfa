"""For whom something holds, in words, however deep it is built."""

from typing import Any

import pytest
from django.utils import translation

from endorsement import whom
from endorsement.rules.criteria_parser.conditions import READERS, read_condition
from endorsement.rules.reading import Node

NAMES: Any = {"mentor": {"en": "Mentor", "es": "Mentora o mentor"}}
RSC = {"attribute": "provides_rsc", "equals": True}
HELD = {"held": {"categories": ["mentor"], "years": 3}}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (RSC, "Only for people who give reflective supervision."),
        ({"attribute": "provides_rsc", "equals": False}, "Only for people who do not give reflective supervision."),
        ({"attribute": "role", "equals": [7, "x", True]}, "Only for somebody who has “role”: 7 or x or yes."),
        ({"degree": "master"}, "Only for people with a master's degree or above."),
        ({"first_renewal": True}, "Only at the first renewal."),
        ({"first_renewal": False}, "Only for somebody who has renewed before."),
        ({"mid_cycle": True}, "Only for people endorsed during the cycle."),
        (HELD, "Only for somebody who has been endorsed as Mentor for at least 36 months."),
        ({"held": {"categories": ["mentor"]}}, "Only for somebody who is endorsed as Mentor."),
        ({"day": {"from": "2026-01-01"}}, "Only for somebody who is measured from Jan. 1, 2026 on."),
        ({"day": {"through": "2026-01-01"}}, "Only for somebody who is measured through Jan. 1, 2026."),
        ({"day": {"from": "2026-01-01", "through": "2026-02-01"}}, "Only for somebody who is measured from Jan. 1, 2026 through Feb. 1, 2026."),
        ({"not": RSC}, "Only for somebody who is not somebody who gives reflective supervision."),
        ({"all": [RSC, {"any": [HELD, {"degree": "doctorate"}]}]}, "Only for somebody who gives reflective supervision and (has been endorsed as Mentor for at least 36 months or has a doctorate or above)."),
        ({"any": [{"all": [RSC]}, {"not": {"all": [RSC, {"degree": "master"}]}}]}, "Only for somebody who gives reflective supervision or is not somebody who (gives reflective supervision and has a master's degree or above)."),
    ],
)  # fmt: skip
def test_a_condition_in_words(said: Any, sentence: str) -> None:
    assert whom.sentence(read_condition(Node(said, "when")), NAMES) == sentence


@pytest.mark.parametrize("key", READERS)
def test_every_sort_of_condition_has_words_in_spanish(key: str) -> None:
    said: Any = {
        "degree": "master",
        "held": HELD["held"],
        "day": {"from": "2026-01-01"},
        "all": [RSC, HELD],
        "any": [RSC, HELD],
        "not": HELD,
    }.get(key, True)
    condition = read_condition(Node({key: said}, "when"))
    with translation.override("es"):
        spanish = whom.sentence(condition, NAMES)
    assert spanish.startswith("Solo ")
    assert spanish != whom.sentence(condition, NAMES)
