"""Associations and roles."""

import datetime

import factory
from factory.django import DjangoModelFactory

from endorsement.models import Association, Membership
from tests.factories.person import PersonFactory


class AssociationFactory(DjangoModelFactory):
    class Meta:
        model = Association
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"association-{n}")
    name = factory.LazyAttribute(lambda a: f"Association {a.slug}")
    short_name = factory.LazyAttribute(lambda a: a.slug.upper()[:40])
    time_zone = "America/Chicago"
    contact_email = factory.LazyAttribute(lambda a: f"office@{a.slug}.example.org")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    association = factory.SubFactory(AssociationFactory)
    role = Membership.Role.COORDINATOR
    from_on = datetime.date(2020, 1, 1)
