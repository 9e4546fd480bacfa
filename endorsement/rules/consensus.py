"""Whether reviewers agree, and what most of them recommend. A proposal, never a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one reviewer recommends, and what they found about each requirement they looked at."""

    recommendation: str
    findings: Mapping[str, str] = field(default_factory=dict)


def agree(opinions: Sequence[Opinion], *, on_findings: bool = False) -> bool:
    """Whether all recommend the same and, where that is asked, found the same about everything.

    A requirement that one of them left open is not a finding: it contradicts nobody.
    """
    if len({one.recommendation for one in opinions}) > 1:
        return False
    return not (on_findings and differing(opinions))


def differing(opinions: Sequence[Opinion]) -> list[str]:
    """The requirements about which they found different things."""
    found: dict[str, set[str]] = {}
    for one in opinions:
        for requirement, verdict in one.findings.items():
            found.setdefault(requirement, set()).add(verdict)
    return [requirement for requirement, verdicts in found.items() if len(verdicts) > 1]


def majority(opinions: Sequence[Opinion]) -> str:
    """What more than half of them recommend, or an empty string."""
    counted = Counter(one.recommendation for one in opinions)
    for recommendation, count in counted.items():
        if 2 * count > len(opinions):
            return recommendation
    return ""
