"""What existing databases go through."""

from importlib import import_module

import pytest
from django.apps import apps

from certificates.models import Certificate, DrawnFile
from tests.factories.certificate import as_issued, owed_completion

pytestmark = pytest.mark.django_db


def test_errors_that_may_quote_somebody_are_forgotten() -> None:
    failed, fine = owed_completion(), owed_completion()
    Certificate.objects.filter(pk=failed.pk).update(
        last_error="no glyph in Ana Pérez", state="dead"
    )
    import_module("certificates.migrations.0004_forget_old_errors").forget(apps, None)
    rows = Certificate.objects.order_by("pk").values_list("pk", "state", "last_error")
    assert list(rows) == [(failed.pk, "dead", ""), (fine.pk, "owed", "")]


def test_files_that_were_drawn_before_are_noted() -> None:
    done, _owed = as_issued(owed_completion()), owed_completion()
    import_module("certificates.migrations.0006_drawn_files").note_files(apps, None)
    noted = DrawnFile.objects.values_list("certificate", "sha256", "drawn_at")
    assert list(noted) == [(done.pk, done.pdf_sha256, done.issued_at)]
