"""Renewals at the desks: one handed in, three attested, and a sample of these drawn with its seed."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from endorsement.demonstration.accounts import Account, sign_up
from endorsement.models import (
    Association,
    Endorsement,
    Overlay,
    Person,
    Renewal,
    RenewalCycle,
    RenewalTerms,
)
from endorsement.rules.renewal import cycle_for
from endorsement.selectors import audits, cycle_rules, editions, renewals
from endorsement.services import audit, belonging, cycle, ledger, signature
from endorsement.services import renewal as services
from endorsement.services.addresses import person_by_email
from endorsement.services.entry_content import EntryContent
from endorsement.services.renewal import Attestation

PINE_RIVER, WILLOW_BEND = "pine-river", "willow-bend"
ACCOUNTS = (
    Account("renewing@example.org", "Lena Yellowbird", "whose renewal waits at Pine River AIMH"),
    Account("audited@example.org", "Rosalind Greer", "whose renewal Willow Bend AIMH audits"),
)
OTHERS = (
    ("Omar Haddad", "omar.haddad@example.org"),
    ("June Nakamura", "june.nakamura@example.org"),
)
# The criteria renew every three years; here every year has something to look at.
EVERY_YEAR = {"cycle": {"kind": "fixed_date", "month_day": "12-31"}}
ATTESTED = Attestation(true=True, no_sanction=True)


@transaction.atomic
def load(*, at: datetime) -> None:
    """Bring the renewals to where they stand; whoever holds an endorsement there is left alone."""
    people = {one.email: sign_up(one, at) for one in ACCOUNTS}
    pine, willow = (Association.objects.get(slug=slug) for slug in (PINE_RIVER, WILLOW_BEND))
    _set_terms(pine, willow)
    held = _endorsed(people["renewing@example.org"], pine, "first_steps", at)
    if held is not None:
        _hand_in(held, _training(held), at)
    if not Endorsement.objects.filter(association=willow).exists():
        _audit(people["audited@example.org"], willow, at)


def _set_terms(pine: Association, willow: Association) -> None:
    texts = {
        "en": "Make your check out to Pine River AIMH, or ask your employer.",
        "es": "Haga su cheque a nombre de Pine River AIMH, o pregunte a su empleador.",
    }
    RenewalTerms.objects.get_or_create(association=pine, defaults={"pay_text": texts})
    RenewalTerms.objects.get_or_create(association=willow, defaults={"approve_clean": True})
    Overlay.objects.filter(association=willow, renewal={}).update(renewal=EVERY_YEAR)
    willow.refresh_from_db()


def _audit(person: Person, association: Association, at: datetime) -> None:
    """Three attested; one was reinstated before and so is always drawn, of the others one by lot."""
    coordinator = Person.objects.get(email="willow.coordinator@example.org")
    holders = [person, *(person_by_email(email=email, name=name) for name, email in OTHERS)]
    for one in holders:
        found = _endorsed(one, association, "infant_family_associate", at)
        if found is None:
            continue
        if one == person:
            RenewalCycle.objects.filter(pk=found.pk).update(reinstated=True)
        _belong(one, association, found, at)
        renewal = _hand_in(found, [], at)
        if renewal.state == Renewal.State.HANDED_IN:
            services.approve(renewal=renewal, coordinator=coordinator, at=at)
    for day in audits.due_days(association):
        audit.draw(
            association=association,
            due_on=day.due_on,
            number=day.number,
            answer_by_on=association.day_of(at) + timedelta(days=30),
            coordinator=coordinator,
            at=at,
        )


def _endorsed(
    person: Person, association: Association, category: str, at: datetime
) -> RenewalCycle | None:
    """An endorsement whose first window has opened; None where there was one."""
    edition = editions.current(association, association.day_of(at))
    rule = cycle_rules.rule_for(edition, association)
    if rule is None:
        return None
    today = association.day_of(at)
    endorsement, created = Endorsement.objects.get_or_create(
        person=person,
        association=association,
        category=category,
        defaults={"edition": edition, "awarded_on": today},
    )
    if not created:
        return None
    for years in range(4):
        endorsement.awarded_on = date(today.year - years, 2, 2)
        days = cycle_for(rule, awarded_on=endorsement.awarded_on)
        if days.opens_on <= today:
            break
    endorsement.save(update_fields=["awarded_on"])
    found = cycle.begin_cycle(endorsement=endorsement, rule=rule)
    return renewals.of_holder(person).get(pk=found.pk)


def _hand_in(found: RenewalCycle, entries: list[EntryContent], at: datetime) -> Renewal:
    """A month before it was due, or today if that day is still ahead."""
    endorsement = found.endorsement
    person, association = endorsement.person, endorsement.association
    day = max(found.opens_on, min(association.day_of(at), found.due_on - timedelta(days=30)))
    zone = ZoneInfo(association.time_zone)
    then = min(at, datetime.combine(day, time(12), zone))
    for number, content in enumerate(entries):
        ledger.add_entry(person=person, content=content, at=then, once=f"renewal-{number}")
    judged = renewals.judged(found, day)
    for document in judged.documents:
        signature.sign(
            person=person,
            association=association,
            document=document,
            edition=endorsement.edition,
            at=then,
        )
    return services.hand_in(
        endorsement=endorsement, person=person, number=found.number, attested=ATTESTED, at=then
    )


def _belong(person: Person, association: Association, found: RenewalCycle, at: datetime) -> None:
    belonging.add(
        person=person,
        organization=association.slug.replace("-", "_"),
        from_on=found.starts_on,
        through_on=None,
        name="",
        number="",
        at=at,
    )


def _training(found: RenewalCycle) -> list[EntryContent]:
    """What the first category's renewal asks for."""
    common: dict[str, Any] = {
        "kind": "training",
        "attributes": {"delivery": "in_service", "mode": "online"},
        "organization": "Cedar Family Center",
    }
    return [
        EntryContent(
            first_on=found.starts_on + timedelta(days=40),
            hours=Decimal("4.00"),
            covers=["core:reflection.self_awareness"],
            topics={"iecmh": Decimal("4.00")},
            title="Staying with a worried parent",
            **common,
        ),
        EntryContent(
            first_on=found.starts_on + timedelta(days=90),
            hours=Decimal("3.00"),
            covers=["core:foundations.culture"],
            topics={"dei": Decimal("3.00")},
            title="Languages at the kitchen table",
            **common,
        ),
    ]
