"""What existing databases go through."""

from importlib import import_module

import pytest
from django.apps import apps

from endorsement.models import Application, Reference
from tests.factories.application import AT, ReferenceFactory, draft
from tests.factories.person import OutsiderFactory

pytestmark = pytest.mark.django_db


def test_applicants_go_on_reading_the_raters_names_they_have_read_so_far() -> None:
    reference = ReferenceFactory(rater=OutsiderFactory(name="Ruth Adeyemi"))
    Reference.objects.update(rater_name="")
    migration = import_module("endorsement.migrations.0008_names_and_reminders")
    migration.keep_the_names_shown_until_now(apps, None)
    reference.refresh_from_db()
    assert reference.rater_name == "Ruth Adeyemi"


def test_whoever_was_preparing_an_application_goes_on_without_registering() -> None:
    application = draft()
    Application.objects.update(state="draft", registered_at=None)
    migration = import_module("endorsement.migrations.0011_registration")
    migration.begun_before_there_was_registration(apps, None)
    application.refresh_from_db()
    assert (application.state, application.registered_at) == ("in_progress", AT)
