"""Invented associations, and the people who can sign in: one for every role."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from endorsement.models import (
    Association,
    Fee,
    IntakeDeadline,
    Overlay,
    Person,
    Scheme,
    TrainingAcceptance,
)
from endorsement.services import membership
from endorsement.services.addresses import ensure_person

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
        "registration": True,
        "reviewing": {"consensus": True, "service_hours": 2},
    },
    "harbor": {
        "name": "Harbor Association for Early Relationships",
        "short_name": "Harbor AER",
        "region": "Washington",
        "time_zone": "America/Los_Angeles",
        "contact_email": "hello@harbor.example.org",
        "accent_color": "#7a4b2a",
        "reviewers": 1,
        "registration": False,
        "reviewing": {"blind": True},
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
        "advisor@example.org",
        "Lucille Hart",
        "advises applicants of Pine River AIMH",
        "pine-river",
        "advisor",
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

# Of an association's facts those that are its overlay's.
OF_OVERLAY = ("reviewers", "registration", "reviewing")
FEES = {
    Fee.Purpose.REGISTRATION: Decimal("25.00"),
    Fee.Purpose.APPLICATION: Decimal("100.00"),
}
QUARTERS = ((3, 31), (6, 30), (9, 30), (12, 31))

# The other modules wait for a decision on the coordinators' lists.
ACCEPTED = {
    "pine-river": (
        "what-is-iecmh",
        "trauma-toxic-stress-resilience",
    ),
    "harbor": ("what-is-iecmh",),
}


def association(slug: str, facts: dict[str, Any], scheme: Scheme, at: datetime) -> None:
    """The association with its scheme and terms, and the modules that it accepts."""
    fields = {name: value for name, value in facts.items() if name not in OF_OVERLAY}
    made, _created = Association.objects.get_or_create(slug=slug, defaults=fields)
    overlay, created = Overlay.objects.get_or_create(
        association=made,
        defaults={
            "scheme": scheme,
            "reviewers_required": facts["reviewers"],
            "registration": facts["registration"],
            **facts["reviewing"],
        },
    )
    if created and overlay.registration:
        _terms(overlay, at)
    for code in ACCEPTED[slug]:
        TrainingAcceptance.objects.get_or_create(association=made, code=code, from_on=SINCE)


def _terms(overlay: Overlay, at: datetime) -> None:
    """Fees, and an intake at the end of every quarter of the year ahead."""
    Overlay.objects.filter(pk=overlay.pk).update(membership_rule=Overlay.MembershipRule.ENCOURAGED)
    for purpose, amount in FEES.items():
        Fee.objects.create(overlay=overlay, purpose=purpose, amount=amount)
    for year in (at.year, at.year + 1):
        for month, day in QUARTERS:
            if (on := date(year, month, day)) >= at.date():
                IntakeDeadline.objects.create(overlay=overlay, on=on)


@cache
def _password_hash() -> str:
    """Of the password that all of them share, once: hashes are made to be slow."""
    return make_password(PASSWORD)


def sign_up(account: Account, at: datetime) -> Person:
    """The person behind an account, with their role; one that is there already is left as it is."""
    users = get_user_model().objects
    user = users.filter(email=account.email).first() or users.create(
        email=account.email,
        password=_password_hash(),
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
            person.time_zone = Association.objects.get(slug=account.association).time_zone
        person.save()
    if account.role:
        membership.begin(
            person=person,
            association=Association.objects.get(slug=account.association),
            role=account.role,
            from_on=SINCE,
        )
    return person
