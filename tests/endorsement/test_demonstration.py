"""A fresh installation shows every role, and loading it again changes nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from certificates.models import Certificate
from endorsement.models import (
    Application,
    Association,
    Candidate,
    Confirmation,
    ConfirmationLine,
    Decision,
    Endorsement,
    LedgerEntry,
    Membership,
    Person,
    ProviderQuestion,
    RegistryListing,
    SupervisionGroup,
)
from endorsement.services.event import verify_chain
from lms.backbone.models import Mail

pytestmark = pytest.mark.django_db


def _counts() -> tuple[int, ...]:
    models = (
        Association,
        Person,
        Membership,
        LedgerEntry,
        SupervisionGroup,
        ConfirmationLine,
        Application,
        Endorsement,
        Mail,
    )
    return tuple(model.objects.count() for model in models)


def _load_criteria() -> None:
    call_command("framework_import", "endorsement/frameworks/core-1.yaml", verbosity=0)
    call_command("scheme_import", "endorsement/schemes/sample.yaml", verbosity=0)


def test_loading_twice_changes_nothing() -> None:
    _load_criteria()
    call_command("load_demonstration")
    once = _counts()
    call_command("load_demonstration")
    assert _counts() == once


def test_hours_wait_for_a_confirmation_and_a_roster_is_posted() -> None:
    _load_criteria()
    call_command("load_demonstration")
    lines = ConfirmationLine.objects.filter(state="open").order_by("request__confirmer_name")
    assert list(lines.values_list("request__confirmer_name", flat=True)) == [
        "Grace Holm",
        *["Ruth Adeyemi"] * 3,
    ]
    assert Confirmation.objects.get().by.name == "Ruth Adeyemi"
    questions = ProviderQuestion.objects.order_by("person__name")
    assert list(questions.values_list("association__slug", "person__name")) == [
        ("harbor", "Grace Holm"),
        ("harbor", "Ruth Adeyemi"),
    ]


def test_associations_lie_in_two_time_zones() -> None:
    _load_criteria()
    call_command("load_demonstration")
    zones = dict(Association.objects.values_list("slug", "time_zone"))
    assert zones == {
        "pine-river": "America/Chicago",
        "harbor": "America/Los_Angeles",
        "willow-bend": "America/Chicago",
    }


def test_one_application_is_deferred_and_one_person_has_a_seat_at_an_exam() -> None:
    _load_criteria()
    call_command("load_demonstration")
    willow = Application.objects.filter(association__slug="willow-bend").order_by("pk")
    assert [one.state for one in willow] == ["deferred", "approved_for_exam"]
    deferral = Decision.objects.get(outcome="defer")
    assert list(deferral.points.values_list("requirement", flat=True)) == [
        "training",
        "supervision",
    ]
    assert Candidate.objects.get().parts == ["choice", "vignettes"]


def test_every_desk_has_something_to_do() -> None:
    _load_criteria()
    call_command("load_demonstration")
    states = Application.objects.values_list("association__slug", "person__name", "state")
    assert set(states) == {
        ("pine-river", "Kofi Mensah", "registration_asked"),
        ("pine-river", "Maya Torres", "in_progress"),
        ("pine-river", "Dolores Begay", "approved"),
        ("pine-river", "Hannah Kim", "in_review"),
        ("pine-river", "Luis Ortega", "submitted"),
        ("harbor", "Nadia Mbeki", "awaiting_decision"),
        ("willow-bend", "Priya Raman", "deferred"),
        ("willow-bend", "Tomas Ruiz", "approved_for_exam"),
    }
    waiting = Application.objects.get(state="in_review").reviews.order_by("pk")
    assert list(waiting.values_list("state", flat=True)) == ["handed_in", "assigned"]


def test_the_endorsee_is_listed_and_owed_a_certificate_and_the_chain_holds() -> None:
    _load_criteria()
    call_command("load_demonstration")
    endorsement = Endorsement.objects.get()
    assert RegistryListing.objects.filter(person=endorsement.person, show_name=True).exists()
    assert Certificate.objects.filter(person=endorsement.person, kind="endorsement").exists()
    assert verify_chain(endorsement.association) is None


def test_people_alone_have_no_applications() -> None:
    _load_criteria()
    call_command("load_demonstration", people_only=True)
    assert Person.objects.filter(email="coordinator@example.org").exists()
    assert not Application.objects.exists()


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
