"""The demonstration where nothing is yet, and its people alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from endorsement.models import Application, Person

pytestmark = pytest.mark.django_db


def test_people_alone_have_no_applications() -> None:
    call_command("framework_import", "endorsement/frameworks/core-1.yaml", verbosity=0)
    call_command("scheme_import", "endorsement/schemes/sample.yaml", verbosity=0)
    call_command("load_demonstration", people_only=True)
    assert Person.objects.filter(email="coordinator@example.org").exists()
    assert not Application.objects.exists()


def test_without_the_scheme_it_says_what_to_type() -> None:
    with pytest.raises(CommandError, match="scheme_import"):
        call_command("load_demonstration")


def test_no_account_is_printed_where_there_is_none() -> None:
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert out.getvalue() == ""
