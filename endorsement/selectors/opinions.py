"""What reviewers think, in one shape for the page that sets opinions side by side.

Nothing here is fetched for somebody who may not read it: see `applications.opinions`.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from endorsement.models import Application, Person, Review, ReviewVersion
from endorsement.rules import consensus
from endorsement.selectors import applications
from lms.backbone import canonical

Said = tuple[str, str]
"""A verdict and its reason."""

BEING_WRITTEN = ("review__recommendation", "review__comment", "review__place")
"""What is not fetched together with somebody's version or comment: their review may be open again."""


@dataclass(frozen=True)
class Opinion:
    """One handed-in version of a review; what was left open is not in it.

    `items` are by requirement and key, `ticks` by competency.
    """

    reviewer: Person
    recommendation: str
    comment: str
    handed_in_at: datetime | None
    third: bool = False
    findings: dict[str, Said] = field(default_factory=dict)
    items: dict[tuple[str, str], Said] = field(default_factory=dict)
    ticks: dict[str, Said] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return str(Review.Recommendation(self.recommendation).label) if self.recommendation else ""

    def about(self, requirement: str) -> list[tuple[str, Said]]:
        """What it says about single items of a requirement."""
        return [(key, said) for (one, key), said in self.items.items() if one == requirement]


def of_row(review: Review) -> Opinion:
    """The review as it is now."""
    return Opinion(
        reviewer=review.reviewer,
        recommendation=review.recommendation,
        comment=review.comment,
        handed_in_at=review.handed_in_at,
        third=review.third,
        findings={
            one.requirement: (one.verdict, one.reason)
            for one in review.findings.all()
            if one.verdict
        },
        items={
            (one.requirement, one.item): (one.verdict, one.reason)
            for one in review.items.all()
            if one.verdict
        },
        ticks={
            one.competency: ("met" if one.met else "not_met", one.reason)
            for one in review.ticks.all()
            if one.met is not None
        },
    )


def as_document(review: Review) -> str:
    """The review as the text of a version."""
    now = of_row(review)
    return canonical.text(
        {
            "comment": now.comment,
            "findings": {key: list(said) for key, said in now.findings.items()},
            "items": [[*key, *said] for key, said in sorted(now.items.items())],
            "ticks": {key: list(said) for key, said in now.ticks.items()},
        }
    )


def of_version(version: ReviewVersion) -> Opinion:
    """What was handed in before the reviewers looked at it again; erased ones are empty."""
    known: dict[str, Any] = json.loads(version.document or "{}")
    return Opinion(
        reviewer=version.review.reviewer,
        recommendation=version.recommendation,
        comment=known.get("comment", ""),
        handed_in_at=version.handed_in_at,
        findings={key: (said[0], said[1]) for key, said in known.get("findings", {}).items()},
        items={(one[0], one[1]): (one[2], one[3]) for one in known.get("items", [])},
        ticks={key: (said[0], said[1]) for key, said in known.get("ticks", {}).items()},
    )


def for_coordinator(application: Application) -> list[Opinion]:
    """The opinions of the current round that the coordinator may read now."""
    rows = applications.opinions(application).filter(round=application.submissions)
    return [of_row(one) for one in rows.prefetch_related("items", "ticks")]


def earlier(application: Application) -> list[Opinion]:
    """What the same reviewers had handed in before they looked at it together."""
    rows = applications.opinions(application).filter(round=application.submissions)
    return _versions(ReviewVersion.objects.filter(review__in=rows.values("pk")))


def of_peers(review: Review) -> list[Opinion]:
    """What the reviewer may read of the others: what they handed in, once everybody had.

    While they look at it again, that is the version before; what the other writes now stays closed.
    """
    rows = list(applications.other_opinions(review).prefetch_related("items", "ticks"))
    if rows or not looking_again(review):
        return [of_row(one) for one in rows]
    return _versions(
        ReviewVersion.objects.filter(
            review__application=review.application_id,
            review__round=review.round,
            number=review.version - 1,
        )
        .exclude(review=review)
        .exclude(review__state=Review.State.RECUSED)
    )


def looking_again(review: Review) -> bool:
    """Whether the reviewer is in a consensus round, and so knows the others' first opinions."""
    return review.version > 1 and not review.third


def _versions(rows: Any) -> list[Opinion]:
    # Whose version it is, never what they write now.
    rows = rows.select_related("review__reviewer").defer(*BEING_WRITTEN).order_by("pk")
    return [of_version(one) for one in rows]


def judged_alike(opinions: Sequence[Opinion], *, on_findings: bool) -> bool:
    """Whether they agree, as the association understands it."""
    return consensus.agree(_plain(opinions), on_findings=on_findings)


def proposal(opinions: Sequence[Opinion]) -> str:
    """What most recommend, as a proposal to the coordinator; empty when there is no majority."""
    return consensus.majority(_plain(opinions)) if opinions else ""


def differing(opinions: Sequence[Opinion]) -> set[str]:
    """Requirements about which they found different things."""
    return set(consensus.differing(_plain(opinions)))


def _plain(opinions: Iterable[Opinion]) -> list[consensus.Opinion]:
    return [
        consensus.Opinion(
            recommendation=one.recommendation,
            findings={key: said[0] for key, said in one.findings.items()},
        )
        for one in opinions
    ]
