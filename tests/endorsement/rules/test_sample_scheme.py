"""The shipped scheme and framework are whole, and a first person can reach the first category."""

from datetime import date

import pytest

from endorsement.rules.evaluate import State, evaluate
from endorsement.rules.facts import EducationLevel, Portfolio, Signature
from endorsement.rules.files import SCHEMES, load_edition_document, shipped_frameworks
from endorsement.rules.scheme import parse_edition
from tests.endorsement.rules.given import TODAY, education, reference, rsc, training

DOCUMENT, SAMPLE = load_edition_document(SCHEMES / "sample.yaml")


def test_framework_has_the_fixed_codes() -> None:
    (core,) = shipped_frameworks()
    assert core.reference == "core@1"
    assert {area.code: len(area.competencies) for area in core.areas} == {
        "foundations": 8,
        "ethics_law": 3,
        "systems": 2,
        "direct_service": 7,
        "working_with_others": 4,
        "communicating": 3,
        "thinking": 4,
        "reflection": 4,
        "leading": 2,
        "administration": 1,
        "research": 1,
    }
    assert core.names()["core:reflection.contemplation"]["en"] == "Contemplation"


def test_sample_scheme_has_its_categories_and_requirements() -> None:
    assert {
        code: [one.id for one in category.award.walk()][1:]
        for code, category in SAMPLE.categories.items()
    } == {
        "first_steps": [
            *("background", "education", "work"),
            *("training", "supervision", "references", "signatures"),
        ],
        "family_associate": [
            *("background", "education", "work", "training", "references", "signatures"),
        ],
        "family_specialist": ["work", "training", "supervision", "references", "signatures"],
        "mental_health_specialist": [
            *("education", "work", "training", "supervision", "references", "signatures"),
        ],
        "reflective_supervisor": [
            *("endorsement", "training", "supervision", "references", "signatures"),
        ],
    }


def test_sample_scheme_is_bilingual_and_holds_plain_values_only() -> None:
    def visit(value: object) -> None:
        if isinstance(value, dict):
            if "en" in value:
                assert set(value) == {"en", "es"}
            for inner in value.values():
                visit(inner)
        elif isinstance(value, list):
            for inner in value:
                visit(inner)
        else:
            # What canonical JSON keeps as it is: no days, no floats.
            assert type(value) in (str, int, bool, type(None))

    visit(DOCUMENT)
    assert parse_edition(DOCUMENT, shipped_frameworks()) == SAMPLE


def first_afternoon() -> Portfolio:
    return Portfolio(
        entries=(
            education("e", EducationLevel.SECONDARY),
            training("t", 100, covers=frozenset({"core:foundations", "core:reflection"})),
            rsc("r", 200),
        ),
        references=(reference("ref", "colleague"),),
        signatures=(Signature(document="code_of_ethics", signed_on=TODAY),),
    )


def test_first_category_can_be_reached_in_an_afternoon() -> None:
    award = SAMPLE.categories["first_steps"].award
    assert evaluate(award, first_afternoon(), TODAY).state is State.MET
    assert evaluate(award, Portfolio(), TODAY).state is State.NOT_MET


@pytest.mark.parametrize("code", list(SAMPLE.categories))
def test_every_category_can_be_judged_for_award_and_renewal(code: str) -> None:
    category = SAMPLE.categories[code]
    period = (date(2026, 1, 1), date(2026, 12, 31))
    for purpose in ("award", "renewal"):
        verdict = evaluate(category.requirement(purpose), first_afternoon(), TODAY, period=period)
        assert verdict.id == purpose
