"""The portfolio document: its exact text, its published schema, its refusals."""

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from endorsement.rules import portfolio as documents
from endorsement.rules.facts import (
    Delivery,
    EducationLevel,
    Entry,
    Holding,
    HoldingState,
    Kind,
    Mode,
    PersonBlock,
    Portfolio,
    Provider,
    Recommendation,
    Reference,
    RscFocus,
    RscFormat,
    Signature,
    Standing,
    Verification,
)
from endorsement.rules.reading import DocumentError
from lms.backbone import canonical

SCHEMA = json.loads(
    (Path(documents.__file__).parent / "portfolio.schema.json").read_text(encoding="utf-8")
)
FULL = Portfolio(
    person=PersonBlock(ref="5b0c", name="Ana Ñandú", language="es"),
    entries=(
        Entry(
            key="module:a:1",
            kind=Kind.TRAINING,
            first_on=date(2026, 1, 2),
            last_on=date(2026, 1, 3),
            hours=150,
            verification=Verification.SYSTEM,
            accepted=False,
            title="What is IECMH?",
            organization="Here",
            covers=frozenset({"core:thinking", "core:reflection.contemplation"}),
            split={"core:thinking": 50, "core:reflection": 100},
            topics={"dei": 25},
            delivery=Delivery.COURSE,
            mode=Mode.SELF_PACED,
        ),
        Entry(
            key="rsc",
            kind=Kind.RSC_RECEIVED,
            first_on=date(2026, 1, 2),
            last_on=date(2026, 1, 2),
            hours=100,
            draft=True,
            peer=True,
            format=RscFormat.GROUP,
            focus=RscFocus.PROVISION,
            provider=Provider(
                ref="p", standings=(Standing(basis="vetted", from_on=date(2025, 1, 1)),)
            ),
        ),
        Entry(
            key="school",
            kind=Kind.EDUCATION,
            first_on=date(2015, 9, 1),
            last_on=date(2018, 6, 1),
            level=EducationLevel.MASTER,
            field_code="social_work",
        ),
        Entry(
            key="unknown",
            kind=Kind.RSC_RECEIVED,
            first_on=date(2026, 1, 2),
            hours=100,
            provider=Provider(ref="q"),
        ),
        Entry(
            key="work",
            kind=Kind.WORK,
            first_on=date(2020, 1, 1),
            paid=False,
            families=0,
            roles=frozenset({"supervises"}),
        ),
    ),
    references=(
        Reference(
            key="r1",
            role="supervisor",
            completed_on=date(2026, 2, 1),
            rater_endorsed=True,
            rater_vetted=None,
            rater_vetted_through=date(2027, 1, 1),
            not_enough_information=2,
            recommendation=Recommendation.WITH_RESERVATIONS,
            waived=True,
        ),
    ),
    signatures=(Signature(document="code_of_ethics", signed_on=date(2026, 3, 1), cycle="2026"),),
    holdings=(
        Holding(
            category="fs",
            from_on=date(2024, 1, 1),
            through_on=date(2026, 12, 31),
            state=HoldingState.EMERGING,
        ),
    ),
    attributes={"provides_rsc": True, "county": "Ramsey", "children": 2},
)


def test_document_round_trips() -> None:
    assert documents.from_document(documents.to_document(FULL)) == FULL


def test_document_is_canonical_and_survives_json() -> None:
    document = documents.to_document(FULL)
    text = documents.canonical_text(document)
    assert text == canonical.text(document)
    assert documents.from_document(json.loads(text)) == FULL
    assert '"hours":"1.50"' in text
    assert "Ana Ñandú" in text


@pytest.mark.parametrize("portfolio", [FULL, Portfolio()])
def test_document_follows_the_published_schema(portfolio: Portfolio) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(documents.to_document(portfolio), SCHEMA)


def test_smallest_entry_holds_only_what_was_said() -> None:
    entry = Entry(key="w", kind=Kind.WORK, first_on=date(2020, 1, 1))
    document = documents.to_document(Portfolio(entries=(entry,)))
    assert document["entries"] == [
        {
            "key": "w",
            "kind": "work",
            "first_on": "2020-01-01",
            "verification": "self_reported",
            "framework": "core@1",
        }
    ]


@pytest.mark.parametrize(
    ("place", "value", "path", "code"),
    [
        ("format", 2, "format", "unknown_format"),
        ("extra", 1, "extra", "unknown_key"),
        ("person", None, "", "missing_key"),
        ("entries.0.kind", "party", "entries[0].kind", "not_one_of"),
        ("entries.0.hours", 1.5, "entries[0].hours", "not_hours"),
        ("entries.0.hours", "1.5", "entries[0].hours", "not_hours"),
        ("entries.0.hours", "-1.00", "entries[0].hours", "not_hours"),
        ("entries.0.hours", "1.00", "entries[0].split", "more_than_hours"),
        ("entries.0.topics", {"dei": "1.51"}, "entries[0].topics", "more_than_hours"),
        ("entries.0.last_on", "2025-12-31", "entries[0].last_on", "ends_before"),
        ("entries.0.first_on", "yesterday", "entries[0].first_on", "not_a_date"),
        ("entries.0.covers", ["thinking"], "entries[0].covers[0]", "not_an_area"),
        ("entries.1.key", "module:a:1", "entries[1]", "duplicate"),
        ("entries.1.peer", "yes", "entries[1].peer", "not_a_boolean"),
        (
            "references.0.not_enough_information",
            -1,
            "references[0].not_enough_information",
            "too_small",
        ),
        ("holdings.0.state", "gone", "holdings[0].state", "not_one_of"),
        ("attributes.provides_rsc", [1], "attributes.provides_rsc", "not_text"),
    ],
)
def test_broken_document_names_the_place(place: str, value: Any, path: str, code: str) -> None:
    document = deepcopy(documents.to_document(FULL))
    *way, last = place.split(".")
    inner: Any = document
    for step in way:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    inner[last] = value
    with pytest.raises(DocumentError) as caught:
        documents.from_document(document)
    assert (caught.value.path, caught.value.code) == (path, code)


def test_entry_refuses_impossible_values() -> None:
    with pytest.raises(ValueError, match="negative"):
        Entry(key="a", kind=Kind.TRAINING, first_on=date(2026, 1, 1), hours=-1)
    with pytest.raises(ValueError, match="before"):
        Entry(key="a", kind=Kind.WORK, first_on=date(2026, 1, 2), last_on=date(2026, 1, 1))
