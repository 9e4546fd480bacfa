"""What an edition says for all its categories, and what it may not say."""

from copy import deepcopy
from typing import Any

import pytest

from endorsement.rules.criteria import Hours
from endorsement.rules.framework import Area, Competency, Framework
from endorsement.rules.reading import DocumentError
from endorsement.rules.renewal import Evidence
from endorsement.rules.scheme import Outcome, Sort, parse_edition

LABEL = {"en": "x"}


def leaf(requirement: str, **body: Any) -> dict[str, Any]:
    return {"id": requirement, "label": LABEL, **body}


def category(*leaves: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": LABEL, "award": {"all": list(leaves)}, **more}


TRAINING = leaf("training", hours={"kinds": ["training"], "min": 10})
BASE: dict[str, Any] = {
    "format": 2,
    "scheme": "s",
    "name": LABEL,
    "edition": {"code": "1", "effective_from": "2026-01-01"},
    "frameworks": ["core@1"],
    "age_bands": {"infant": LABEL, "child": LABEL},
    "uploads": {"transcript": LABEL},
    "topics": {"reading": LABEL},
    "rating_scale": [LABEL, LABEL],
    "renewal": {
        "cycle": {"kind": "fixed_date", "month_day": "12-31", "years": 3, "anchor_year": 2027},
        "window_opens": {"days": 90},
        "evidence": {"attestation": {"audit_percent": 10, "audit_reinstated": True}},
        "inactive_months": 24,
    },
    "categories": {
        "fs": category(TRAINING, leaf("provision", work={"months": 12})),
        "mhs": category(TRAINING),
    },
}


def edition(**more: Any) -> Any:
    return parse_edition({**deepcopy(BASE), **more})


def with_leaf(body: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"categories": {"fs": category(leaf("it", **body), **more)}}


def first_hours(**more: Any) -> Hours:
    found = next(
        one for one in edition(**more).categories["fs"].award.walk() if one.id == "training"
    )
    assert isinstance(found, Hours)
    return found


def test_requirements_share_hours_only_where_the_edition_says_so() -> None:
    assert not first_hours().shared
    assert first_hours(double_counting={"requirements": "share"}).shared
    assert first_hours(format=1).shared
    assert not first_hours(format=1, double_counting={"requirements": "separate"}).shared


def test_area_hours_are_split_where_the_edition_says_so() -> None:
    coverage = {"of": ["core:thinking"], "hours": 1}
    tree = with_leaf({"hours": {"kinds": ["training"], "min": 1, "coverage": coverage}})
    for policy, split in [("cover", False), ("split", True)]:
        found = edition(double_counting={"areas": policy}, **tree).categories["fs"].award
        (one,) = [one for one in found.walk() if one.id == "it"]
        assert one.coverage.split is split


def test_category_says_what_it_is() -> None:
    found = edition(
        outcomes=["approve", "defer"],
        categories={
            "fs": category(
                TRAINING,
                leaf("provision", work={"months": 12}),
                emerging={"months": 24, "without": ["provision"]},
                reinstatement={"all": [TRAINING]},
                age_bands=["infant"],
            ),
            "ers": category(
                leaf("fs", holding={"categories": ["fs"]}), sort="add_on", outcomes=["emerging"]
            ),
        },
    )
    fs, ers = found.categories["fs"], found.categories["ers"]
    assert [one.id for one in fs.requirement("emerging").walk()] == ["emerging", "training"]
    assert [one.id for one in fs.requirement("reinstatement").walk()] == [
        "reinstatement",
        "training",
    ]
    assert (fs.outcomes, ers.outcomes) == (
        (Outcome.APPROVE, Outcome.DEFER),
        (Outcome.EMERGING,),
    )
    assert (fs.emerging.months, ers.sort, fs.sort) == (24, Sort.ADD_ON, Sort.CATEGORY)
    with pytest.raises(KeyError):
        ers.requirement("emerging")


GRADED = Framework(
    code="core",
    version="1",
    name={"en": "Graded"},
    rating_scale=tuple({"en": f"Level {level}"} for level in range(1, 6)),
    areas=(
        Area(
            code="a",
            name={"en": "A"},
            description={},
            competencies=(Competency(code="b", name={"en": "B"}, description={}),),
        ),
    ),
)


@pytest.mark.parametrize(
    ("frameworks", "level", "known"),
    [((), 2, True), ((), 3, False), ((GRADED,), 5, True), ((GRADED,), 6, False)],
    ids=[
        "the edition's",
        "above the edition's",
        "the framework's own",
        "above the framework's own",
    ],
)
def test_a_level_is_one_of_the_scale_it_is_asked_on(
    frameworks: tuple[Framework, ...], level: int, known: bool
) -> None:
    said = {**deepcopy(BASE), **with_leaf({"self_assessment": {"of": ["core:a"], "level": level}})}
    if known:
        parse_edition(said, frameworks)
        return
    with pytest.raises(DocumentError) as refused:
        parse_edition(said, frameworks)
    assert refused.value.code == "unknown_level"


def test_renewal_says_how_much_evidence_is_looked_at() -> None:
    rule = edition().renewal
    assert rule.evidence == Evidence(attested=True, audit_percent=10, audit_reinstated=True)
    assert rule.inactive_months == 24


@pytest.mark.parametrize(
    ("more", "path", "code"),
    [
        (
            with_leaf({"uploads": {"documents": ["cv"]}}),
            "categories.fs.award.all[0].uploads",
            "unknown_upload",
        ),
        (
            with_leaf({"hours": {"kinds": ["training"], "min": 1, "topic": "fun"}}),
            "categories.fs.award.all[0].hours.topic",
            "not_one_of",
        ),
        (
            with_leaf({"hours": {"kinds": ["training"], "min": 1, "in_age_band": True}}),
            "categories.fs.award.all[0].hours.in_age_band",
            "no_age_band",
        ),
        (
            with_leaf({"work": {"months": 1, "in_age_band": True}}, age_bands=["teen"]),
            "categories.fs.award.all[0].work",
            "unknown_age_band",
        ),
        (
            with_leaf({"self_assessment": {"of": ["core:a"], "level": 3}}),
            "categories.fs.award.all[0].self_assessment",
            "unknown_level",
        ),
        (
            with_leaf({"work": {"months": 1}, "when": {"held": {"categories": ["no"]}}}),
            "categories.fs.award.all[0].work",
            "unknown_category",
        ),
        (
            with_leaf({"work": {"months": 1, "within": {"after": {"endorsed": ["no"]}}}}),
            "categories.fs.award.all[0].work",
            "unknown_category",
        ),
        (
            with_leaf({"work": {"months": 1}}, emerging={"months": 12, "without": ["no"]}),
            "categories.fs.emerging.without[0]",
            "unknown_requirement",
        ),
        (
            with_leaf({"work": {"months": 1}}, emerging={"months": 12, "without": ["it"]}),
            "categories.fs.emerging.without",
            "empty",
        ),
        ({"double_counting": {"areas": "twice"}}, "double_counting.areas", "not_one_of"),
        ({"evidence_order": ["gossip"]}, "evidence_order[0]", "not_one_of"),
        ({"outcomes": ["maybe"]}, "outcomes[0]", "not_one_of"),
        ({"credit_hours": {"semester": "15.005"}}, "credit_hours.semester", "not_hours"),
        (
            {
                "categories": {
                    "a": category(leaf("b", holding={"categories": ["b"]})),
                    "b": category(leaf("c", holding={"categories": ["c"]})),
                    "c": category(leaf("a", holding={"categories": ["a"]})),
                }
            },
            "categories.a.award.all[0].holding",
            "prerequisite_cycle",
        ),
        (
            {
                "categories": {
                    "fs": category(TRAINING),
                    "both": category(leaf("x", holding={"categories": ["fs", "both"], "count": 2})),
                }
            },
            "categories.both.award.all[0].holding",
            "prerequisite_cycle",
        ),
    ],
)
def test_mistake_of_an_edition_names_its_place(more: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        edition(**more)
    assert (caught.value.path, caught.value.code) == (path, code)


def test_prerequisites_with_another_way_are_no_cycle() -> None:
    assert edition(
        categories={
            "a": category(leaf("b", holding={"categories": ["b", "c"]})),
            "b": category(leaf("a", holding={"categories": ["a"]})),
            "c": category(TRAINING),
        }
    )
