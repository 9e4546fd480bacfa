"""The published schema of scheme files agrees with the program about what is well formed."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from endorsement.rules import facts, scheme
from endorsement.rules.criteria import Dimension, Measure
from endorsement.rules.criteria_parser import READERS
from endorsement.rules.criteria_parser.filters import PLURALS, WINDOW_KEYS
from endorsement.rules.files import SCHEMES, read_document
from endorsement.rules.renewal import ANCHORS
from endorsement.rules.scheme.cycle import KEYS as RENEWAL_KEYS
from endorsement.rules.scheme.reader import CATEGORY_KEYS, EDITION_KEYS
from tests.endorsement.rules.test_criteria_parser import HOURS, tree
from tests.endorsement.rules.test_documentation import examples

RULES = Path(facts.__file__).parents[1]
SCHEMA = json.loads((RULES / "scheme.schema.json").read_text(encoding="utf-8"))
PORTFOLIO = json.loads((RULES / "portfolio.schema.json").read_text(encoding="utf-8"))
DEFS = SCHEMA["$defs"]


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": DEFS})


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_file_follows_it(path: Path) -> None:
    jsonschema.validate(read_document(path)[0], SCHEMA)


@pytest.mark.parametrize("example", examples())
def test_example_of_the_documentation_follows_both(example: dict[str, Any]) -> None:
    validator("requirement").validate(example["requirement"])
    document = {"format": 1, "person": {"ref": "p"}, **example["portfolio"]}
    jsonschema.validate(document, PORTFOLIO)


@pytest.mark.parametrize(
    "document",
    [
        {"all": []},
        tree(hours=HOURS, work={"months": 1}),
        tree(dance=HOURS),
        tree(hours={**HOURS, "mn": 3}),
        tree(hours={**HOURS, "min": "1.005"}),
        tree(hours={**HOURS, "within": 12}),
        tree(hours={**HOURS, "caps": {"topic": {"dei": 1}}}),
        tree(work={"months": 1, "years": 1}),
        tree(work={"months": 1}, when={"attribute": "a"}),
        tree(work={"months": 1}, when={"degree": "master", "mid_cycle": True}),
        tree(exam={"parts": {"a": 101}}),
    ],
)
def test_what_the_program_refuses_the_schema_refuses(document: Any) -> None:
    assert not validator("tree").is_valid(document)


def test_schema_names_what_the_program_knows() -> None:
    """Whoever adds a word to one is reminded of the other."""
    assert set(DEFS["requirement"]["properties"]) >= set(READERS)
    assert set(SCHEMA["properties"]) >= set(EDITION_KEYS)
    assert set(DEFS["category"]["properties"]) >= set(CATEGORY_KEYS)
    assert set(DEFS["window"]["anyOf"][1]["properties"]) == set(WINDOW_KEYS)
    assert set(DEFS["where"]["properties"]) == set(PLURALS)
    assert len(PLURALS) == len(Dimension)
    count = DEFS["requirement"]["properties"]["count"]["properties"]
    assert set(count["of"]["enum"]) == {*Measure, "years"}
    assert set(count["kinds"]["items"]["enum"]) == set(facts.Kind)
    assert set(DEFS["category"]["properties"]["sort"]["enum"]) == set(scheme.Sort)
    outcomes = DEFS["category"]["properties"]["outcomes"]["items"]["enum"]
    assert set(outcomes) == set(scheme.Outcome)
    ladder = DEFS["renewal"]["properties"]["ladder"]["items"]["pattern"]
    assert ladder.startswith(f"^({'|'.join(ANCHORS)})")
    assert set(DEFS["renewal"]["properties"]) == {"cycle", "window_opens", *RENEWAL_KEYS}
