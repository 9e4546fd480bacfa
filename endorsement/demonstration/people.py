"""Invented associations and people, so that every role can be tried on a fresh machine."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import transaction

from endorsement.demonstration import supervision
from endorsement.models import (
    Association,
    Overlay,
    Person,
    ProviderStanding,
    RegistryListing,
    Scheme,
    TrainingAcceptance,
)
from endorsement.services import (
    belonging,
    competency,
    development_plan,
    ledger,
    listing,
    membership,
    plan,
    self_assessment,
)
from endorsement.services.addresses import ensure_person, person_by_email
from endorsement.services.entry_content import EntryContent

PASSWORD = "early-relationships"
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Account:
    """A person who can sign in, with one role or none."""

    email: str
    name: str
    what: str
    association: str = ""
    role: str = ""
    county: str = ""
    employer: str = ""
    superuser: bool = False


ASSOCIATIONS: dict[str, dict[str, Any]] = {
    "pine-river": {
        "name": "Pine River Association for Infant Mental Health",
        "short_name": "Pine River AIMH",
        "region": "Minnesota",
        "time_zone": "America/Chicago",
        "contact_email": "office@pine-river.example.org",
        "accent_color": "#1f6f6b",
        "reviewers": 2,
    },
    "harbor": {
        "name": "Harbor Association for Early Relationships",
        "short_name": "Harbor AER",
        "region": "Washington",
        "time_zone": "America/Los_Angeles",
        "contact_email": "hello@harbor.example.org",
        "accent_color": "#7a4b2a",
        "reviewers": 1,
    },
}

ACCOUNTS = (
    Account("trainee@example.org", "Maya Torres", "a trainee with a portfolio", county="Ramsey"),
    Account(
        "coordinator@example.org",
        "Ellen Osei",
        "coordinates Pine River AIMH",
        "pine-river",
        "coordinator",
    ),
    Account(
        "reviewer.one@example.org",
        "Thomas Lindqvist",
        "reviews for Pine River AIMH",
        "pine-river",
        "reviewer",
        employer="Lakeside Clinic",
    ),
    Account(
        "reviewer.two@example.org",
        "Amina Yusuf",
        "reviews for Pine River AIMH",
        "pine-river",
        "reviewer",
        employer="Northern County",
    ),
    Account(
        "author@example.org",
        "Joon Park",
        "writes modules for Pine River AIMH",
        "pine-river",
        "author",
    ),
    Account(
        "moderator@example.org",
        "Carla Mendes",
        "approves modules for Pine River AIMH",
        "pine-river",
        "moderator",
    ),
    Account(
        "harbor.coordinator@example.org",
        "Noah Whitefeather",
        "coordinates Harbor AER",
        "harbor",
        "coordinator",
    ),
    Account(
        "harbor.reviewer@example.org",
        "Priya Raman",
        "reviews for Harbor AER",
        "harbor",
        "reviewer",
    ),
    Account(
        "applicant@example.org",
        "Hannah Kim",
        "an applicant whose application is being reviewed",
        county="Hennepin",
    ),
    Account(
        "endorsee@example.org",
        "Dolores Begay",
        "an endorsee of Pine River AIMH",
        county="Beltrami",
    ),
    Account(
        "provider@example.org",
        "Grace Holm",
        "gives reflective supervision",
        county="King",
    ),
    Account("admin@example.org", "Sam Rivera", "administers everything", superuser=True),
)

# The other modules wait for a decision on the coordinators' lists.
ACCEPTED = {
    "pine-river": (
        "what-is-iecmh",
        "trauma-toxic-stress-resilience",
    ),
    "harbor": ("what-is-iecmh",),
}

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


@transaction.atomic
def load(*, scheme: Scheme, at: datetime) -> None:
    """Associations with their scheme, accounts with their roles, one vetted provider, one portfolio and
    plan, hours that wait for a confirmation, groups with a roster.
    """
    for slug, facts in ASSOCIATIONS.items():
        _association(slug, facts, scheme)
    people = {account.email: _account(account, at) for account in ACCOUNTS}
    provider = _vetted_provider(people["coordinator@example.org"], at)
    trainee = people["trainee@example.org"]
    _portfolio(trainee, provider, at)
    _plan(trainee, provider, at)
    supervision.load(trainee, vetted=provider, unknown=people["provider@example.org"], at=at)


def _association(slug: str, facts: dict[str, Any], scheme: Scheme) -> None:
    fields = {name: value for name, value in facts.items() if name != "reviewers"}
    association, _created = Association.objects.get_or_create(slug=slug, defaults=fields)
    Overlay.objects.get_or_create(
        association=association,
        defaults={"scheme": scheme, "reviewers_required": facts["reviewers"]},
    )
    for code in ACCEPTED[slug]:
        TrainingAcceptance.objects.get_or_create(association=association, code=code, from_on=SINCE)


def _account(account: Account, at: datetime) -> Person:
    users = get_user_model().objects
    user = users.filter(email=account.email).first() or users.create_user(
        account.email,
        PASSWORD,
        is_superuser=account.superuser,
        is_staff=account.superuser,
    )
    EmailAddress.objects.get_or_create(
        user=user, email=account.email, defaults={"verified": True, "primary": True}
    )
    person = ensure_person(user=user, at=at)
    if not person.name:
        person.name = account.name
        person.county, person.employer = account.county, account.employer
        if account.association:
            person.time_zone = str(ASSOCIATIONS[account.association]["time_zone"])
        person.save()
    if account.role:
        membership.begin(
            person=person,
            association=Association.objects.get(slug=account.association),
            role=account.role,
            from_on=SINCE,
        )
    return person


def _vetted_provider(coordinator: Person, at: datetime) -> Person:
    provider = person_by_email(email="ruth.adeyemi@example.org", name="Ruth Adeyemi")
    ProviderStanding.objects.get_or_create(
        association=Association.objects.get(slug="pine-river"),
        person=provider,
        from_on=date(2024, 1, 1),
        defaults={
            "basis": ProviderStanding.Basis.VETTED,
            "decided_by": coordinator,
            "decided_at": at,
        },
    )
    # She asked to be listed with her openings; a later wish of hers stays.
    if not RegistryListing.objects.filter(person=provider).exists():
        listing.change(
            person=provider,
            association=Association.objects.get(slug="pine-river"),
            show_name=True,
            show_county=False,
            show_language=False,
            rsc_openings=True,
            at=at,
        )
    return provider


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
