"""What the trainee of the demonstration brought along, learned and plans."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from endorsement.demonstration.accounts import SINCE
from endorsement.models import Person
from endorsement.services import (
    belonging,
    competency,
    development_plan,
    ledger,
    plan,
    self_assessment,
)
from endorsement.services.entry_content import EntryContent

# Which of what Maya brought along taught her what.
LEARNED = (
    (
        0,
        "core:foundations.child_development",
        "How widely babies differ in when they sit and speak.",
    ),
    (1, "core:direct_service.developmental_guidance", "To wonder aloud before giving advice."),
    (2, "core:foundations.culture", "To ask what a gesture means before I read it."),
)


def load(person: Person, provider: Person, at: datetime) -> None:
    """Maya's portfolio and her plan."""
    _portfolio(person, provider, at)
    _plan(person, provider, at)


def _portfolio(person: Person, provider: Person, at: datetime) -> None:
    """What Maya brought along: a degree, two years of work, RSC and a training elsewhere."""
    brought = [
        EntryContent(
            kind="education",
            first_on=date(2019, 9, 1),
            last_on=date(2023, 5, 20),
            attributes={"level": "bachelor", "field": "child_development"},
            title="Child development",
            organization="Prairie State University",
        ),
        EntryContent(
            kind="work",
            first_on=date(2024, 8, 1),
            attributes={"paid": True, "families": 14, "roles": ["direct_service"]},
            title="Home visitor",
            organization="First Steps Home Visiting",
        ),
        EntryContent(
            kind="training",
            first_on=date(2026, 4, 10),
            last_on=date(2026, 4, 11),
            hours=Decimal("9.50"),
            covers=["core:foundations.attachment", "core:direct_service.observation_listening"],
            topics={"iecmh": Decimal("8.00"), "dei": Decimal("1.50")},
            attributes={"delivery": "conference", "mode": "in_person"},
            title="Spring gathering on early relationships",
            organization="Harbor AER",
        ),
        *(_group_meeting(date(2026, month, 12), provider) for month in (8, 9, 10)),
    ]
    rows = [
        ledger.add_entry(person=person, content=content, at=at, once=f"demonstration-{number}")
        for number, content in enumerate(brought)
    ]
    for number, reference, sentence in LEARNED:
        competency.link_entry(entry=rows[number], competency=reference, sentence=sentence, at=at)
    _growth(person, at)


def _growth(person: Person, at: datetime) -> None:
    """How Maya saw herself in spring, what she plans, and where she is a member."""
    belonging.add(
        person=person,
        organization="pine_river",
        from_on=SINCE,
        through_on=None,
        name="",
        number="",
        at=at,
    )
    steps = {"foundations.attachment": 3, "reflection.self_awareness": 2, "thinking.planning": 1}
    self_assessment.assess(
        person=person,
        framework="core@1",
        answers={f"core:{reference}": {"step": step} for reference, step in steps.items()},
        on=date(2026, 4, 15),
        at=at,
    )
    development_plan.add_goal(
        person=person,
        competency="core:reflection.self_awareness",
        what="Write down one moment that stayed with me after each home visit.",
        by_on=date(2026, 12, 31),
        offer_code="",
        entry=None,
        once="demonstration",
        at=at,
    )


def _group_meeting(on: date, provider: Person) -> EntryContent:
    return EntryContent(
        kind="rsc_received",
        first_on=on,
        last_on=on,
        hours=Decimal("2.00"),
        provider=provider,
        attributes={"format": "group", "mode": "online", "focus": "own_practice"},
        title="Monthly reflective group",
    )


def _plan(person: Person, provider: Person, at: datetime) -> None:
    """What Maya plans; with it she meets the first category. Planned once, not at every load."""
    if person.planned_items.exists():
        return
    planned: list[tuple[str, int, dict[str, Any]]] = [
        ("document", 7, {"code": "code_of_ethics"}),
        ("module", 21, {"code": "trauma-toxic-stress-resilience"}),
        ("reference", 35, {"code": "supervisor"}),
        (
            "rsc",
            90,
            {
                "hours": Decimal("6.00"),
                "provider": provider,
                "attributes": {"format": "group", "focus": "own_practice"},
            },
        ),
    ]
    for kind, days, said in planned:
        content = plan.PlanContent(kind=kind, on=at.date() + timedelta(days=days), **said)
        plan.add_item(person=person, content=content, at=at, once=f"demonstration-{kind}")
