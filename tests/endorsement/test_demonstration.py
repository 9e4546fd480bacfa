"""A fresh installation shows every role, and loading it again changes nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from endorsement.models import Association, LedgerEntry, Membership, Person

pytestmark = pytest.mark.django_db


def _counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Association, Person, Membership, LedgerEntry))


def _load_criteria() -> None:
    call_command("framework_import", "endorsement/frameworks/core-1.yaml", verbosity=0)
    call_command("scheme_import", "endorsement/schemes/sample.yaml", verbosity=0)


def test_loading_twice_changes_nothing() -> None:
    _load_criteria()
    call_command("load_demonstration")
    once = _counts()
    call_command("load_demonstration")
    assert _counts() == once


def test_two_associations_lie_in_two_time_zones() -> None:
    _load_criteria()
    call_command("load_demonstration")
    zones = dict(Association.objects.values_list("slug", "time_zone"))
    assert zones == {"pine-river": "America/Chicago", "harbor": "America/Los_Angeles"}


def test_without_the_scheme_it_says_what_to_type() -> None:
    with pytest.raises(CommandError, match="scheme_import"):
        call_command("load_demonstration")


def test_accounts_are_printed_only_where_they_exist() -> None:
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert out.getvalue() == ""
    _load_criteria()
    call_command("load_demonstration")
    call_command("demo_accounts", stdout=out)
    assert "coordinator@example.org" in out.getvalue()
