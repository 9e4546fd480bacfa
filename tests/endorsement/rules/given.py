"""Short ways to say what a person has done and what a category asks for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from endorsement.rules.criteria import Criterion
from endorsement.rules.criteria_parser import Defaults, parse_requirement
from endorsement.rules.evaluate import Verdict, evaluate
from endorsement.rules.facts import (
    EducationLevel,
    Entry,
    Kind,
    Portfolio,
    Provider,
    Reference,
    RscFocus,
    RscFormat,
    Standing,
)

TODAY = date(2026, 11, 20)
LABEL = {"en": "Requirement"}
QUALIFIED = Provider(ref="p1", standings=(Standing(basis="vetted", from_on=date(2020, 1, 1)),))


def training(key: str, hours: int, on: date = date(2026, 6, 1), **more: Any) -> Entry:
    more = {"accepted": True, **more}
    return Entry(key=key, kind=Kind.TRAINING, first_on=on, last_on=on, hours=hours, **more)


def rsc(key: str, hours: int, on: date = date(2026, 6, 1), **more: Any) -> Entry:
    more = {"provider": QUALIFIED, "format": RscFormat.INDIVIDUAL, **more}
    more.setdefault("focus", RscFocus.OWN_PRACTICE)
    return Entry(key=key, kind=Kind.RSC_RECEIVED, first_on=on, last_on=on, hours=hours, **more)


def work(key: str, first_on: date, last_on: date | None, **more: Any) -> Entry:
    more = {"paid": True, **more}
    return Entry(key=key, kind=Kind.WORK, first_on=first_on, last_on=last_on, **more)


def education(key: str, level: EducationLevel, on: date | None = date(2020, 6, 1)) -> Entry:
    began = date(2016, 9, 1)
    return Entry(key=key, kind=Kind.EDUCATION, first_on=began, last_on=on, level=level)


def reference(key: str, role: str = "supervisor", **more: Any) -> Reference:
    more = {"completed_on": date(2026, 10, 1), **more}
    return Reference(key=key, role=role, **more)


def criterion(purpose: str = "award", **body: Any) -> Criterion:
    """A requirement with the id `it`, from what a file would say."""
    document = {"id": "it", "label": LABEL, **body}
    return parse_requirement(document, path="here", purpose=purpose)


def portfolio(*entries: Entry, **more: Any) -> Portfolio:
    return Portfolio(entries=entries, **more)


def judge(body: dict[str, Any], *entries: Entry, as_of: date = TODAY, **more: Any) -> Verdict:
    """The verdict on a requirement for a portfolio of these entries."""
    return evaluate(criterion(**body), portfolio(*entries, **more), as_of)


def reasons(verdict: Verdict) -> list[tuple[str, str]]:
    """What was left out, as (key, reason code)."""
    return [(one.key, one.reason.code) for one in verdict.left_out]


def used(verdict: Verdict) -> Sequence[tuple[str, int]]:
    return [(one.key, one.amount) for one in verdict.used]


def parse(document: dict[str, Any], purpose: str = "award") -> Criterion:
    """A whole tree, from what a file would say."""
    return parse_requirement(document, path="here", purpose=purpose, defaults=Defaults())
