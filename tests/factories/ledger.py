"""Ledger entries, trainings and standings."""

import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from endorsement.models import (
    EntryDetail,
    LedgerEntry,
    ProviderStanding,
    TrainingAcceptance,
    TrainingOffer,
)
from tests.factories.association import AssociationFactory
from tests.factories.person import OutsiderFactory, PersonFactory

NOW = datetime.datetime(2026, 6, 1, 15, tzinfo=datetime.UTC)


class EntryFactory(DjangoModelFactory):
    """A draft of an external training; `permanent=True` makes it permanent."""

    class Meta:
        model = LedgerEntry
        skip_postgeneration_save = True

    class Params:
        permanent = factory.Trait(permanent_at=NOW)
        system = factory.Trait(
            permanent_at=NOW,
            origin=LedgerEntry.Origin.SYSTEM,
            source_key=factory.Sequence(lambda n: f"module:module-{n}:1"),
            offer_code=factory.Sequence(lambda n: f"module-{n}"),
            offer_version=1,
        )

    person = factory.SubFactory(PersonFactory)
    kind = LedgerEntry.Kind.TRAINING
    origin = LedgerEntry.Origin.OWN
    source_key = factory.Sequence(lambda n: f"own:factory:{n}")
    first_on = datetime.date(2026, 3, 2)
    last_on = factory.SelfAttribute("first_on")
    zone = "America/Chicago"
    hours = Decimal("3.00")
    covers = factory.LazyFunction(lambda: ["core:foundations.attachment"])
    recorded_at = NOW
    detail = factory.RelatedFactory("tests.factories.ledger.DetailFactory", "entry")


class DetailFactory(DjangoModelFactory):
    class Meta:
        model = EntryDetail

    entry = factory.SubFactory(EntryFactory, detail=None)
    title = "A workshop"
    organization = "A university"


class RscFactory(EntryFactory):
    """An hour of reflective supervision received."""

    kind = LedgerEntry.Kind.RSC_RECEIVED
    hours = Decimal("1.00")
    covers = factory.LazyFunction(list)
    attributes = factory.LazyFunction(
        lambda: {"format": "individual", "mode": "in_person", "focus": "own_practice"}
    )
    provider = factory.SubFactory(OutsiderFactory)


class StandingFactory(DjangoModelFactory):
    class Meta:
        model = ProviderStanding

    association = factory.SubFactory(AssociationFactory)
    person = factory.SubFactory(OutsiderFactory)
    basis = ProviderStanding.Basis.VETTED
    from_on = datetime.date(2024, 1, 1)
    decided_at = NOW


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = TrainingOffer

    code = factory.Sequence(lambda n: f"offer-{n}")
    version = 1
    title = factory.LazyAttribute(lambda offer: {"en": f"Module {offer.code}"})
    hours = Decimal("1.50")
    framework = "core@1"
    address = factory.LazyAttribute(lambda offer: f"/learn/{offer.code}/")


class AcceptanceFactory(DjangoModelFactory):
    class Meta:
        model = TrainingAcceptance

    association = factory.SubFactory(AssociationFactory)
    code = factory.Sequence(lambda n: f"offer-{n}")
    from_on = datetime.date(2020, 1, 1)
