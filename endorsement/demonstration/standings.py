"""Endorsements that are not simply active: one rests, one is late, one was reinstated.

They came from before the platform, so nobody applied for them here. Days are counted back from the day
of loading.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from endorsement.demonstration.accounts import Account, sign_up
from endorsement.models import Association, Endorsement, Overlay, Person
from endorsement.selectors import cycle_rules, editions
from endorsement.services import cycle as cycles
from endorsement.services import cycle_sweep, standing

ACCOUNTS = (
    Account("resting@example.org", "Nadia Osei", "is on family leave; her endorsement is inactive"),
    Account("late@example.org", "Henry Castillo", "is late with the renewal of an endorsement"),
    Account("returned@example.org", "Mei Tanaka", "lapsed once and was reinstated"),
)
SLUG, CATEGORY = "harbor", "first_steps"
DUE_AGO = timedelta(days=10)


@transaction.atomic
def load(*, at: datetime) -> None:
    """Bring the three to where they stand; whoever holds an endorsement already is left alone."""
    association = Association.objects.get(slug=SLUG)
    today = association.day_of(at)
    _own_days(association, today - DUE_AGO)
    coordinator = Person.objects.get(email="harbor.coordinator@example.org")
    resting, late, returned = (sign_up(one, at) for one in ACCOUNTS)
    if not resting.endorsements.exists():
        endorsement = _held(resting, association, today, 200)
        standing.set_inactive(
            endorsement=endorsement,
            coordinator=coordinator,
            because="family_leave",
            note="Back after the summer, she hopes.",
            at=at - timedelta(days=30),
        )
    if not late.endorsements.exists():
        _held(late, association, today, 300)
    if not returned.endorsements.exists():
        endorsement = _held(returned, association, today, 700)
        cycle_sweep.sweep(at=at)
        endorsement.refresh_from_db()
        standing.reinstate(
            endorsement=endorsement,
            coordinator=coordinator,
            despite="Her hours of the last year were shown on paper.",
            at=at - timedelta(days=5),
        )
    cycle_sweep.sweep(at=at)


def _own_days(association: Association, due_on: date) -> None:
    """Every year on a day that has just passed, with two months in which a renewal is late."""
    own = {
        "cycle": {"kind": "fixed_date", "month_day": f"{due_on:%m-%d}"},
        "window_opens": {"days": 60},
        "grace_days": 60,
        "late": {
            "fee": {"amount": "25.00", "currency": "USD"},
            "note": {
                "en": "Please add the late fee.",
                "es": "Por favor, añada el recargo por demora.",
            },
        },
        "removed": 30,
        "first_period": "full",
        "ladder": ["window_opens", "due_45", "due_7", "due", "late", "lapsed_14", "lapsed"],
    }
    Overlay.objects.filter(association=association, renewal={}).update(renewal=own)
    association.overlay.refresh_from_db()


def _held(person: Person, association: Association, today: date, days: int) -> Endorsement:
    # The sample scheme is younger than some of these awards.
    edition = editions.current(association, today)
    endorsement = Endorsement.objects.create(
        person=person,
        association=association,
        edition=edition,
        category=CATEGORY,
        awarded_on=today - timedelta(days=days),
    )
    rule = cycle_rules.rule_for(edition, association)
    if rule is not None:
        cycles.begin_cycle(endorsement=endorsement, rule=rule)
    return endorsement
