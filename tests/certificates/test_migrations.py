"""What existing databases go through."""

from importlib import import_module

import pytest
from django.apps import apps

from certificates.models import Certificate
from tests.factories.certificate import owed_completion

pytestmark = pytest.mark.django_db


def test_errors_that_may_quote_somebody_are_forgotten() -> None:
    failed, fine = owed_completion(), owed_completion()
    Certificate.objects.filter(pk=failed.pk).update(
        last_error="no glyph in Ana Pérez", state="dead"
    )
    import_module("certificates.migrations.0004_forget_old_errors").forget(apps, None)
    rows = Certificate.objects.order_by("pk").values_list("pk", "state", "last_error")
    assert list(rows) == [(failed.pk, "dead", ""), (fine.pk, "owed", "")]
