"""What the association decides after a portfolio was handed in is filled in, and only that."""

from datetime import date, timedelta

import pytest

from endorsement.models import Application
from endorsement.rules import facts as f
from endorsement.selectors import verdicts
from endorsement.services import provider, training
from endorsement.services import reference as references
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.ledger import EntryFactory, OfferFactory, RscFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def application() -> Application:
    """Handed in with a module, a provider and a rater about whom nobody has decided."""
    association, person = association_with_scheme(), PersonFactory()
    OfferFactory(code="welcome")
    EntryFactory(person=person, system=True, offer_code="welcome")
    RscFactory(person=person)
    ReferenceFactory(person=person, association=association, completed=True)
    return given.submitted(association, person=person)


def _known(application: Application) -> f.Portfolio:
    found = verdicts.of_application(Application.objects.get(pk=application.pk))
    assert found is not None
    return found.portfolio


def _decide_everything(application: Application, at=LATER) -> None:
    coordinator = staff(application.association, "coordinator")
    training.decide(
        association=application.association,
        codes=["welcome"],
        accepted=False,
        from_on=date(2026, 1, 1),
        through_on=None,
        by=coordinator,
        at=at,
    )
    provider.decide(
        association=application.association,
        person=application.person.entries.get(kind="rsc_received").provider,
        basis="vetted",
        from_on=date(2025, 1, 1),
        through_on=None,
        by=coordinator,
        at=at,
    )
    references.vet(
        application=application,
        coordinator=coordinator,
        reference=application.person.references.get(),
        vetted=True,
        vetted_on=AT.date(),
        vetted_through=AT.date(),
        at=at,
    )


def _answers(known: f.Portfolio) -> tuple[object, object, object]:
    by_kind = {entry.kind: entry for entry in known.entries}
    supervision = by_kind[f.Kind.RSC_RECEIVED].provider
    assert supervision is not None
    standings = supervision.standings and [one.basis for one in supervision.standings]
    return by_kind[f.Kind.TRAINING].accepted, standings, known.references[0].rater_vetted


def test_open_questions_are_open_until_decided(application):
    assert _answers(_known(application)) == (None, None, None)
    _decide_everything(application)
    known = _known(application)
    assert _answers(known) == (False, ["vetted"], True)
    assert known.references[0].rater_vetted_through == AT.date()


def test_what_is_decided_after_the_application_was_decided_changes_nothing(application):
    _decide_everything(application, at=LATER)
    Application.objects.filter(pk=application.pk).update(decided_at=AT + timedelta(minutes=1))
    assert _answers(_known(application)) == (None, None, None)
