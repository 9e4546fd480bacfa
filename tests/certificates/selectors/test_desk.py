"""The desk's list asks the database for what `standing_of` works out for one: both say the same."""

from datetime import date, timedelta

import pytest

from certificates import selectors
from certificates.models import Certificate
from certificates.selectors import desk
from certificates.selectors.desk import Wanted
from certificates.services import standing
from endorsement.models import Association, Endorsement
from tests.factories.association import AssociationFactory
from tests.factories.certificate import AT, as_issued, owed_endorsement
from tests.factories.renewal import held, noon, ready, renew

pytestmark = pytest.mark.django_db
State = Certificate.State


@pytest.fixture
def here() -> Association:
    return AssociationFactory(slug="here")


def _states(here: Association) -> dict[str, Certificate]:
    """One certificate in each state that the desk tells apart."""
    made = {
        name: owed_endorsement(association=here)
        for name in ("preparing", "failed", "valid", "superseded", "not_valid", "lapsed", "expired")
    }
    made["taken away"] = owed_endorsement(association=here)
    for name, one in made.items():
        if name not in ("preparing", "failed"):
            as_issued(one)
    Certificate.objects.filter(pk=made["failed"].pk).update(state=State.DEAD)
    standing.reissue(certificate=made["superseded"], at=AT)
    reason = Certificate.Reason.ISSUED_IN_ERROR
    standing.revoke(certificate=made["not_valid"], reason=reason, at=AT)
    for name, state in (("lapsed", "lapsed"), ("taken away", "revoked")):
        public_id = selectors.about(made[name])
        Endorsement.objects.filter(public_id=public_id).update(state=state)
    behind = Endorsement.objects.get(public_id=selectors.about(made["expired"]))
    behind.cycles.update(
        starts_on=date(2025, 1, 1),
        opens_on=date(2025, 10, 1),
        due_on=date(2025, 12, 31),
        grace_through=date(2026, 1, 31),
    )
    return made


def test_state_of_the_list_is_the_standing_of_the_certificate(here) -> None:
    made = _states(here)
    today = here.day_of(AT)
    rows = {row.pk: row.stands for row in desk.matching(here, Wanted(), on=today)}
    assert {name: rows[one.pk] for name, one in made.items()} == {
        **{name: name for name in made},
        "taken away": "not_valid",
    }
    for one in Certificate.objects.filter(issued_at__isnull=False):
        assert rows[one.pk] == selectors.standing_of(one, at=AT).verdict.standing
    for state in desk.STATES:
        of_state = desk.matching(here, Wanted(state=state), on=today)
        assert {row.pk for row in of_state} == {pk for pk, said in rows.items() if said == state}


def test_renewals_expire_on_the_list_as_they_do_on_their_page() -> None:
    endorsement = held()
    for _year in range(2):
        cycle = ready(endorsement)
        at = noon(cycle.due_on.replace(month=11, day=5))
        renew(cycle, at)
    for one in Certificate.objects.all():
        as_issued(one)
    last = endorsement.cycles.order_by("-number").first()
    for day in (last.starts_on - timedelta(days=1), last.due_on, last.due_on + timedelta(days=1)):
        rows = desk.matching(endorsement.association, Wanted(), on=day)
        for row in rows:
            assert row.stands == selectors.standing_of(row, at=noon(day)).verdict.standing
