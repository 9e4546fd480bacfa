"""What existing databases go through."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    TranslationContext,
    TranslationSource,
)

from courses.models import Accommodation
from tests.factories.association import AssociationFactory
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def test_extra_time_joins_the_accommodation_of_the_same_person_and_module() -> None:
    association, lea, max_, giver = AssociationFactory(), *PersonFactory.create_batch(3)
    given = {"association": association, "given_by": giver, "given_at": AT}
    Accommodation.objects.create(person=lea, code="naming", minimum_minutes=5, **given)
    table = [
        SimpleNamespace(
            association_id=association.pk,
            person_id=person.pk,
            code="naming",
            percent=percent,
            given_by_id=giver.pk,
            given_at=AT,
        )
        for person, percent in ((lea, 50), (max_, 100))
    ]

    def model(_app: str, name: str) -> Any:
        # There is no such table any more.
        rows = SimpleNamespace(order_by=lambda _field: table)
        return SimpleNamespace(objects=rows) if name == "ExtraTime" else Accommodation

    migration = import_module("courses.migrations.0019_accommodations_in_one_table")
    migration.take_in(SimpleNamespace(get_model=model), None)
    found = Accommodation.objects.order_by("pk")
    assert list(found.values_list("person", "extra_percent", "minimum_minutes")) == [
        (lea.pk, 50, 5),
        (max_.pk, 100, None),
    ]


def test_groups_lose_the_rights_that_reached_every_associations_presenters() -> None:
    group = Group.objects.create(name="association:north:author")
    other = Group.objects.create(name="Others")
    held = Permission.objects.filter(codename__in=["change_presenter", "add_source"])
    for one in (group, other):
        one.permissions.set(held)
    import_module("courses.migrations.0022_rights_come_from_roles").take_back(apps, None)
    assert [one.codename for one in group.permissions.all()] == ["add_source"]
    assert other.permissions.count() == 2


def test_groups_of_writers_may_translate_shared_banks() -> None:
    names = (
        "association:north:author",
        "association:north:moderator",
        "association:north:coordinator",
    )
    groups = [Group.objects.create(name=name) for name in names]
    import_module("courses.migrations.0036_writers_translate_shared_banks").give(apps, None)
    held = [[one.codename for one in group.permissions.all()] for group in groups]
    assert held == [["change_sharedbank"], ["change_sharedbank"], []]


def test_what_translators_wrote_over_facts_is_forgotten() -> None:
    """And nothing of what is theirs to choose, such as a picture."""
    module = make_module("naming", lessons=1)
    source, _created = TranslationSource.update_or_create_from_instance(module)
    spanish, _created = Locale.objects.get_or_create(language_code="es")
    for path in ("hours", "covers.x.ref", "evaluation.x.picture"):
        context = TranslationContext.objects.create(
            object=source.object, path=path, field_path=path, path_id=uuid4()
        )
        OverridableSegment.objects.create(source=source, context=context, data_json="1", order=1)
        SegmentOverride.objects.create(locale=spanish, context=context, data_json="2")
    import_module("courses.migrations.0037_facts_are_the_originals").forget(apps, None)
    left = [
        set(rows.objects.values_list("context__path", flat=True))
        for rows in (OverridableSegment, SegmentOverride)
    ]
    assert left == [{"evaluation.x.picture"}] * 2
