"""Endorsements and their renewal cycles."""

import datetime
import json

import factory
from factory.django import DjangoModelFactory

from endorsement.models import Edition, Endorsement, RenewalCycle, Scheme
from tests.factories.association import AssociationFactory
from tests.factories.person import PersonFactory


class SchemeFactory(DjangoModelFactory):
    class Meta:
        model = Scheme
        django_get_or_create = ("code",)

    code = "sample"
    name = {"en": "Sample scheme", "es": "Esquema de ejemplo"}


class EditionFactory(DjangoModelFactory):
    """A published edition with one category, `family_associate`."""

    class Meta:
        model = Edition
        django_get_or_create = ("scheme", "code")

    scheme = factory.SubFactory(SchemeFactory)
    code = "2026"
    effective_from = datetime.date(2026, 1, 1)
    state = Edition.State.PUBLISHED
    document = json.dumps(
        {
            "categories": [
                {
                    "code": "family_associate",
                    "name": {"en": "Family Associate", "es": "Asociada Familiar"},
                }
            ]
        }
    )
    sha256 = "0" * 64


class EndorsementFactory(DjangoModelFactory):
    class Meta:
        model = Endorsement

    person = factory.SubFactory(PersonFactory)
    association = factory.SubFactory(AssociationFactory)
    edition = factory.SubFactory(EditionFactory)
    category = "family_associate"
    awarded_on = datetime.date(2026, 5, 4)


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = RenewalCycle

    endorsement = factory.SubFactory(EndorsementFactory)
    number = 1
    starts_on = datetime.date(2026, 5, 4)
    opens_on = datetime.date(2026, 10, 1)
    due_on = datetime.date(2026, 12, 31)
    grace_through = datetime.date(2027, 1, 31)
    removed_on = factory.LazyAttribute(lambda one: one.grace_through + datetime.timedelta(1))
