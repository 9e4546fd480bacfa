"""Reviewers agree or not; a majority is a proposal, and a tie is none."""

import pytest

from endorsement.rules.consensus import Opinion, agree, differing, majority


def said(recommendation: str, **findings: str) -> Opinion:
    return Opinion(recommendation=recommendation, findings=findings)


@pytest.mark.parametrize(
    ("opinions", "on_recommendation", "on_findings"),
    [
        ([said("approve")], True, True),
        ([said("approve"), said("approve")], True, True),
        ([said("approve"), said("defer")], False, False),
        ([said("approve", work="accept"), said("approve", work="reject")], True, False),
        # Left open by one of them: nothing contradicts it.
        ([said("approve", work="accept"), said("approve")], True, True),
        ([said("approve", work="accept"), said("approve", rsc="reject")], True, True),
        ([said("defer"), said("defer"), said("approve")], False, False),
    ],
)
def test_agreement(opinions: list[Opinion], on_recommendation: bool, on_findings: bool) -> None:
    assert agree(opinions) is on_recommendation
    assert agree(opinions, on_findings=True) is on_findings


def test_differing_names_the_requirements() -> None:
    one, two = said("approve", work="accept", rsc="accept"), said("approve", work="reject")
    assert differing([one, two]) == ["work"]


@pytest.mark.parametrize(
    ("recommendations", "proposed"),
    [
        ([], ""),
        (["approve"], "approve"),
        (["approve", "defer"], ""),
        (["approve", "defer", "defer"], "defer"),
        (["approve", "defer", "decline"], ""),
        (["approve", "approve", "defer", "defer"], ""),
    ],
)
def test_majority_is_more_than_half(recommendations: list[str], proposed: str) -> None:
    assert majority([said(one) for one in recommendations]) == proposed
