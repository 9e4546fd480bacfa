"""Reading requirements: every mistake names its place in the document."""

from typing import Any

import pytest

from endorsement.rules import criteria as c
from endorsement.rules.criteria_parser import parse_requirement
from endorsement.rules.facts import Kind
from endorsement.rules.reading import DocumentError
from tests.endorsement.rules.given import LABEL, criterion

HOURS = {"kinds": ["training"], "min": 10}
PATH = "categories.fs.award"


def tree(**leaf: Any) -> dict[str, Any]:
    return {"all": [{"id": "one", "label": LABEL, **leaf}]}


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        ([], "", "not_a_mapping"),
        ({}, "", "one_kind"),
        ({"all": []}, ".all", "empty"),
        ({"all": {}}, ".all", "not_a_list"),
        ({"all": [{"label": LABEL, "hours": HOURS}]}, ".all[0]", "missing_key"),
        (tree(hours=HOURS, work={"months": 1}), ".all[0]", "one_kind"),
        (tree(dance=HOURS), ".all[0].dance", "unknown_key"),
        (tree(hours={**HOURS, "mn": 3}), ".all[0].hours.mn", "unknown_key"),
        (tree(hours={"kinds": ["training"]}), ".all[0].hours", "missing_key"),
        (tree(hours={**HOURS, "min": "ten"}), ".all[0].hours.min", "not_hours"),
        (tree(hours={**HOURS, "min": "1.005"}), ".all[0].hours.min", "not_hours"),
        (tree(hours={**HOURS, "min": "NaN"}), ".all[0].hours.min", "not_hours"),
        (tree(hours={**HOURS, "min": 0}), ".all[0].hours.min", "too_small"),
        (tree(hours={**HOURS, "min": True}), ".all[0].hours.min", "not_hours"),
        (tree(hours={**HOURS, "kinds": ["party"]}), ".all[0].hours.kinds[0]", "not_one_of"),
        (tree(hours={**HOURS, "within": 12}), ".all[0].hours.within", "one_window"),
        (tree(hours={**HOURS, "within": "cycle"}), ".all[0].hours", "no_cycle"),
        (tree(hours={**HOURS, "topics": {"fun": 1}}), ".all[0].hours.topics.fun", "not_one_of"),
        (tree(hours={**HOURS, "topic": "fun"}), ".all[0].hours.topic", "not_one_of"),
        (
            tree(hours={**HOURS, "areas": {"thinking": 1}}),
            ".all[0].hours.areas.thinking",
            "not_an_area",
        ),
        (tree(hours={**HOURS, "areas": {}}), ".all[0].hours.areas", "empty"),
        (tree(hours={**HOURS, "caps": {"topic": {"dei": 1}}}), ".all[0].hours.caps", "not_one_of"),
        (
            tree(hours={**HOURS, "coverage": {"of": ["core:a"], "at_least": 2}}),
            ".all[0].hours.coverage.at_least",
            "too_many_needed",
        ),
        (tree(coverage={"of": ["core:a", "core:a"]}), ".all[0].coverage.of[1]", "duplicate"),
        (tree(supervision={"min": 1, "providers": []}), ".all[0].supervision.providers", "empty"),
        (
            tree(
                supervision={
                    "min": 1,
                    "providers": [
                        {"bases": ["mhs"], "from": "2026-01-02", "through": "2026-01-01"}
                    ],
                }
            ),
            ".all[0].supervision.providers[0]",
            "ends_before",
        ),
        (tree(education={"level": "wise"}), ".all[0].education.level", "not_one_of"),
        (tree(work={"months": 0}), ".all[0].work.months", "too_small"),
        (tree(work={"months": "two"}), ".all[0].work.months", "not_a_number"),
        (tree(references={"slots": [{"roles": []}]}), ".all[0].references.slots[0].roles", "empty"),
        (
            tree(references={"slots": [{"roles": ["a"]}], "endorsed_or_vetted": 2}),
            ".all[0].references.endorsed_or_vetted",
            "too_many_needed",
        ),
        (tree(signatures={"documents": ["A B"]}), ".all[0].signatures.documents[0]", "not_a_code"),
        (tree(holding={"categories": []}), ".all[0].holding.categories", "empty"),
        (
            {"at_least": {"count": 2, "of": tree(work={"months": 1})["all"]}},
            ".at_least.count",
            "too_many_needed",
        ),
        (
            {"all": [*tree(work={"months": 1})["all"], *tree(work={"months": 2})["all"]]},
            ".all[1].work",
            "duplicate",
        ),
        (
            {"all": [{"id": "a", "label": {"es": "x"}, "work": {"months": 1}}]},
            ".all[0].label",
            "no_english",
        ),
        (
            {"all": [{"id": "a", "label": {"en": " "}, "work": {"months": 1}}]},
            ".all[0].label.en",
            "empty",
        ),
        (
            {"all": [{"id": "a", "label": {"en": "x", "English": "x"}, "work": {"months": 1}}]},
            ".all[0].label.English",
            "not_a_language",
        ),
        (
            tree(work={"months": 1}, when={"attribute": "provides_rsc"}),
            ".all[0].when",
            "missing_key",
        ),
        # Contradictions.
        (
            tree(hours={**HOURS, "topics": {"disjoint": {"iecmh": 8, "dei": 3}}}),
            ".all[0].hours.topics",
            "quotas_exceed_total",
        ),
        (
            tree(hours={**HOURS, "topics": {"dei": 11}}),
            ".all[0].hours.topics",
            "quotas_exceed_total",
        ),
        (
            tree(hours={**HOURS, "coverage": {"of": {"core:a": 6, "core:b": 5}, "split": True}}),
            ".all[0].hours.coverage",
            "quotas_exceed_total",
        ),
        (
            tree(hours={**HOURS, "modes": {"online": 5}, "caps": {"mode": {"online": 4}}}),
            ".all[0].hours.modes",
            "cap_below_minimum",
        ),
        (
            tree(hours={**HOURS, "modes": {"online": {"min": 5, "max": 4}}}),
            ".all[0].hours.modes",
            "cap_below_minimum",
        ),
        (
            tree(hours={**HOURS, "topics": {"dei": {"max": 4}}}),
            ".all[0].hours.topics.dei.max",
            "not_one_of",
        ),
        (tree(hours={**HOURS, "max": 9}), ".all[0].hours.max", "most_below_least"),
        (
            tree(hours={**HOURS, "spread": {"at_least": 6, "at_most": 5}}),
            ".all[0].hours.spread.at_most",
            "most_below_least",
        ),
        (
            tree(hours={**HOURS, "spread": {"at_least": 7}, "within": {"any_months": 6}}),
            ".all[0].hours.spread",
            "spread_exceeds_window",
        ),
        (
            tree(
                coverage={
                    "of": [f"core:a{at}" for at in range(17)],
                    "at_least": 3,
                    "split": True,
                }
            ),
            ".all[0].coverage",
            "too_many_choices",
        ),
        (
            tree(holding={"categories": ["a"], "count": 2}),
            ".all[0].holding.count",
            "too_many_needed",
        ),
        (
            tree(assessment={"step": "panel", "approvals": 3, "of": 2}),
            ".all[0].assessment.approvals",
            "too_many_needed",
        ),
        # Windows, conditions, partners.
        (tree(hours={**HOURS, "within": {}}), ".all[0].hours.within", "one_window"),
        (
            tree(hours={**HOURS, "within": {"after": {}}}),
            ".all[0].hours.within.after",
            "one_event",
        ),
        (
            tree(hours={**HOURS, "within": {"cycle": True, "months": 3}}),
            ".all[0].hours",
            "no_cycle",
        ),
        (tree(hours={**HOURS, "pro_rata": "years"}), ".all[0].hours", "no_cycle"),
        (tree(hours=HOURS, when={"first_renewal": True}), ".all[0].hours", "no_cycle"),
        (
            tree(hours=HOURS, when={"not": {"any": [{"mid_cycle": True}]}}),
            ".all[0].hours",
            "no_cycle",
        ),
        (
            tree(hours=HOURS, when={"degree": "master", "mid_cycle": True}),
            ".all[0].when",
            "one_condition",
        ),
        (tree(hours=HOURS, when={}), ".all[0].when", "one_condition"),
        (
            tree(hours={**HOURS, "shares_hours_with": ["other"]}),
            ".all[0].hours",
            "unknown_requirement",
        ),
        (tree(work={"months": 1, "years": 1}), ".all[0].work.months", "either_or"),
        (tree(work={}), ".all[0].work", "missing_key"),
        (
            tree(count={"of": "smiles", "kinds": ["work"], "min": 1}),
            ".all[0].count.of",
            "not_one_of",
        ),
        (
            tree(self_assessment={"of": ["core:a"], "level": 1, "at_least": 2, "in_each": 1}),
            ".all[0].self_assessment.in_each",
            "either_or",
        ),
        (tree(exam={"parts": {}}), ".all[0].exam.parts", "empty"),
    ],
)
def test_mistake_names_its_place(document: Any, path: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_requirement(document, path=PATH)
    assert (caught.value.path, caught.value.code) == (PATH + path, code)
    assert str(caught.value).startswith(f"{PATH}{path}: ")


def test_defaults_are_those_the_documentation_names() -> None:
    rule = criterion(references={"slots": [{"roles": ["supervisor"]}]})
    assert isinstance(rule, c.References)
    assert (rule.most_not_enough_information, rule.valid_months, rule.need) == (5, None, 1)
    held = criterion(supervision={"min": "12.5"})
    assert isinstance(held, c.Supervision)
    assert (held.entries.kinds, held.need, held.peers_count) == ((Kind.RSC_RECEIVED,), 1250, False)


def test_root_is_named_after_its_purpose() -> None:
    root = parse_requirement(
        {"all": [{"id": "a", "label": LABEL, "work": {"months": 1}}]}, path="x", purpose="renewal"
    )
    assert [one.id for one in root.walk()] == ["renewal", "a"]


def test_condition_takes_one_value_or_several() -> None:
    for equals, values in [(True, (True,)), (["bachelor", "master"], ("bachelor", "master"))]:
        rule = criterion(work={"months": 1}, when={"attribute": "degree", "equals": equals})
        assert rule.when == c.AttributeIs(attribute="degree", equals=values)
