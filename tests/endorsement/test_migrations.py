"""What existing databases go through."""

from importlib import import_module

import pytest
from django.apps import apps

from endorsement.models import Reference
from tests.factories.application import ReferenceFactory
from tests.factories.person import OutsiderFactory

pytestmark = pytest.mark.django_db


def test_applicants_go_on_reading_the_raters_names_they_have_read_so_far() -> None:
    reference = ReferenceFactory(rater=OutsiderFactory(name="Ruth Adeyemi"))
    Reference.objects.update(rater_name="")
    migration = import_module("endorsement.migrations.0008_names_and_reminders")
    migration.keep_the_names_shown_until_now(apps, None)
    reference.refresh_from_db()
    assert reference.rater_name == "Ruth Adeyemi"
