"""Hours of reflective supervision: peers, providers, their days; numbers in brackets are domain.md's checks."""

from datetime import date
from typing import Any

import pytest

from endorsement.rules.evaluate import State
from endorsement.rules.facts import (
    Provider,
    RscFocus,
    RscFormat,
    Standing,
)
from tests.endorsement.rules.given import (
    judge,
    reasons,
    rsc,
    training,
    used,
)

MET, NOT_MET, OPEN = State.MET, State.NOT_MET, State.NOT_YET_ASSESSABLE
HOURS: dict[str, Any] = {"kinds": ["training"], "min": 10}


def hours(**more: Any) -> dict[str, Any]:
    return {"hours": {**HOURS, **more}}


def supervision(**more: Any) -> dict[str, Any]:
    return {"supervision": {"min": 24, "providers": [{"bases": ["vetted"]}], **more}}


def test_peer_hours_are_left_out() -> None:  # [4]
    verdict = judge(
        supervision(),
        rsc("a", 1800),
        rsc("b", 600, peer=True, provider=None, format=RscFormat.GROUP),
    )
    assert (verdict.state, verdict.have, reasons(verdict)) == (NOT_MET, 1800, [("b", "peer")])


def test_peer_hours_count_where_the_scheme_says_so() -> None:
    verdict = judge(supervision(min=10, peers_count=True), rsc("b", 1000, peer=True, provider=None))
    assert verdict.state is MET


def test_too_few_hours_about_own_provision() -> None:  # [8]
    verdict = judge(
        supervision(min=50, focus={"provision": 25}),
        rsc("a", 2600),
        rsc("b", 2400, focus=RscFocus.PROVISION),
    )
    part = verdict.find("it.focus.provision")
    assert (verdict.state, verdict.have, verdict.shortfall) == (NOT_MET, 5000, 0)
    assert (part.have, part.need, part.shortfall) == (2400, 2500, 100)


@pytest.mark.parametrize(
    ("provider", "state", "reason"),
    [
        (None, OPEN, "provider_unknown"),
        (Provider(ref="p"), OPEN, "provider_unknown"),
        (Provider(ref="p", standings=()), NOT_MET, "provider_not_qualified_on_date"),
        (
            Provider(ref="p", standings=(Standing(basis="clerk", from_on=date(2020, 1, 1)),)),
            NOT_MET,
            "provider_not_qualified_on_date",
        ),
    ],
)
def test_provider_must_be_known_and_qualified(
    provider: Provider | None, state: State, reason: str
) -> None:
    verdict = judge(supervision(), rsc("a", 2400, provider=provider))
    assert (verdict.state, verdict.have, reasons(verdict)) == (state, 0, [("a", reason)])


@pytest.mark.parametrize(
    ("from_on", "through_on", "state"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), MET),
        (date(2026, 6, 2), None, NOT_MET),
        (date(2026, 1, 1), date(2026, 5, 31), NOT_MET),
    ],
)
def test_provider_is_looked_up_at_the_day_of_service(
    from_on: date, through_on: date | None, state: State
) -> None:
    standing = Standing(basis="vetted", from_on=from_on, through_on=through_on)
    provider = Provider(ref="p", standings=(standing,))
    assert judge(supervision(), rsc("a", 2400, provider=provider)).state is state


def test_changed_rule_applies_to_hours_from_its_first_day_on() -> None:
    providers = [
        {"bases": ["vetted"], "through": "2025-12-31"},
        {"bases": ["reflective_supervisor"], "from": "2026-01-01"},
    ]
    verdict = judge(
        supervision(providers=providers),
        rsc("before", 1200, date(2025, 12, 31)),
        rsc("after", 1200, date(2026, 1, 1)),
    )
    assert (verdict.have, reasons(verdict)) == (1200, [("after", "provider_not_qualified_on_date")])
    assert verdict.left_out[0].reason.params == {"on": "2026-01-01"}


def test_definite_reason_comes_before_an_open_one() -> None:
    verdict = judge(supervision(), rsc("a", 2400, provider=None, accepted=False))
    assert (verdict.state, reasons(verdict)) == (NOT_MET, [("a", "not_accepted")])
    body = supervision(only_accepted=True)
    peer = judge(body, rsc("a", 2400, accepted=None, peer=True))
    assert (peer.state, reasons(peer)) == (NOT_MET, [("a", "peer")])


def test_cap_holds_inside_a_quota_as_well() -> None:
    body = supervision(min=10, focus={"provision": 10}, caps={"format": {"group": 6}})
    group = {"format": RscFormat.GROUP, "focus": RscFocus.PROVISION}
    verdict = judge(body, rsc("a", 500, **group), rsc("b", 500, **group), rsc("c", 400))
    assert (verdict.have, verdict.find("it.focus.provision").have) == (1000, 600)


def test_open_question_keeps_a_quota_open_too() -> None:
    body = hours(only_accepted=True, topics={"dei": 1})
    sure = training("a", 1000)
    hoped = training("b", 100, accepted=None, topics={"dei": 100})
    verdict = judge(body, sure, hoped)
    assert (verdict.state, verdict.find("it.topic.dei").state) == (OPEN, OPEN)
    assert verdict.find("it.topic.dei").have == 0


def test_cap_limits_what_one_sort_may_give() -> None:
    body = supervision(min=20, caps={"format": {"group": 12}})
    verdict = judge(
        body,
        rsc("g1", 1000, date(2026, 1, 1), format=RscFormat.GROUP),
        rsc("g2", 500, date(2026, 2, 1), format=RscFormat.GROUP),
        rsc("i", 700, date(2026, 3, 1)),
    )
    assert (verdict.state, verdict.have) == (NOT_MET, 1900)
    assert used(verdict) == [("g1", 1000), ("g2", 200), ("i", 700)]
    assert [(one.key, one.amount) for one in verdict.left_out] == [("g2", 300)]
    assert verdict.left_out[0].reason.params == {"limit": "group", "most_hours": 1200}
