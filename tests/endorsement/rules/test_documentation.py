"""docs/criteria.md tells the truth: every example in it is evaluated."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endorsement.rules.criteria_parser import READERS, Defaults, parse_requirement
from endorsement.rules.evaluate import evaluate
from endorsement.rules.files import read_text
from endorsement.rules.portfolio import from_document
from endorsement.rules.reading import Node
from endorsement.rules.renewal import cycle_for
from endorsement.rules.scheme.cycle import KEYS, read_renewal

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "criteria.md"
ON = date(2026, 11, 20)


def examples() -> list[Any]:
    blocks = re.findall(r"```yaml\n(requirement:.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    values = [read_text(block)[0] for block in blocks]
    return [pytest.param(value, id=value["requirement"]["id"]) for value in values]


@pytest.mark.parametrize("example", examples())
def test_example_gives_what_it_says(example: dict[str, Any]) -> None:
    crosswalk = tuple((one, tuple(to)) for one, to in example.get("crosswalk", {}).items())
    requirement = parse_requirement(
        example["requirement"], path="example", defaults=Defaults(crosswalk=crosswalk)
    )
    document = {"format": 1, "person": {"ref": "p"}, **example["portfolio"]}
    verdict = evaluate(requirement, from_document(document), ON)
    gives = dict(example["gives"])
    reasons = {one.key: one.reason.code for one in verdict.left_out}
    for key, code in gives.pop("left_out", {}).items():
        assert reasons[key] == code
    for part, wanted in gives.pop("parts", {}).items():
        found = verdict.find(part)
        assert {key: getattr(found, key) for key in wanted} == wanted
    assert {key: getattr(verdict, key) for key in gives} == gives


def test_every_kind_of_requirement_has_an_example() -> None:
    shown = {
        key for example in examples() for key in example.values[0]["requirement"] if key in READERS
    }
    assert set(READERS) - shown == {"all", "at_least"}


def cycle_examples() -> list[Any]:
    blocks = re.findall(r"```yaml\n(cycle_example:.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    values = [read_text(block)[0] for block in blocks]
    return [pytest.param(value, id=value["cycle_example"]) for value in values]


@pytest.mark.parametrize("example", cycle_examples())
def test_cycle_example_gives_the_days_it_says(example: dict[str, Any]) -> None:
    rule = read_renewal(Node(example["renewal"], "renewal"))
    for number, days in enumerate(example["gives"], 1):
        cycle = cycle_for(rule, awarded_on=Node(example["awarded_on"]).day(), number=number)
        wanted = {name: Node(day).day() for name, day in days.items()}
        assert {name: getattr(cycle, name) for name in wanted} == wanted


def test_renewal_is_documented_with_every_key() -> None:
    text = DOCUMENT.read_text("utf-8").split("### `renewal`")[1].split("\n### ")[0]
    assert [key for key in ("cycle", "window_opens", *KEYS) if f"{key}:" not in text] == []
