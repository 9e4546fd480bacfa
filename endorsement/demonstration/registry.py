"""What the registry and the directory show: an endorsee who is found, an association's own words, and
two invented associations elsewhere."""

from datetime import date, datetime

from django.db import transaction

from endorsement.models import Association, Person, RegistryPolicy
from endorsement.services import directory, listing, registry_policy
from endorsement.services.directory import Row
from endorsement.services.listing import Openings
from endorsement.services.registry_policy import Policy

ELSEWHERE = (
    Row(
        name="Lakeland Association for Babies and Families",
        region="Lakeland (invented)",
        website="https://lakeland.example.org",
        scheme="Its own criteria in four categories",
        contact="hello@lakeland.example.org",
        source="invented for this demonstration",
        checked_on=date(2026, 11, 1),
    ),
    Row(
        name="High Plains Early Relationships Network",
        region="High Plains (invented)",
        website="https://high-plains.example.org",
        source="invented for this demonstration",
        checked_on=date(2026, 11, 1),
    ),
)


@transaction.atomic
def load(*, at: datetime) -> None:
    """The first time only: whoever changed their listing, the policy or an entry since is left alone."""
    pine_river = Association.objects.get(slug="pine-river")
    if RegistryPolicy.objects.filter(association=pine_river).exists():
        return
    _decide(pine_river, at)
    listing.change(
        person=Person.objects.get(email="endorsee@example.org"),
        association=pine_river,
        show_name=True,
        show_county=True,
        languages=["en", "oj"],
        openings=Openings(rsc_openings=True, rsc_individual=True, rsc_online=True),
        may_write=True,
        at=at,
    )
    directory.bring(rows=ELSEWHERE)


def _decide(association: Association, at: datetime) -> None:
    registry_policy.change(
        association=association,
        policy=Policy(
            shown={
                **{one: {} for one in ("active", "due", "late", "lapsed")},
                "inactive": {"en": "On leave", "es": "En pausa"},
            },
            sites=["https://www.pine-river.example.org"],
            website="https://www.pine-river.example.org",
        ),
        seen=1,
        by=Person.objects.get(email="coordinator@example.org"),
        at=at,
    )
