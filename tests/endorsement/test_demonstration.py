"""A fresh installation shows every role, and loading it again changes nothing."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from certificates.models import Certificate
from endorsement.models import (
    Application,
    Association,
    AuditDraw,
    Candidate,
    Confirmation,
    ConfirmationLine,
    Decision,
    Endorsement,
    LedgerEntry,
    Membership,
    Notice,
    PeopleImport,
    Person,
    ProviderQuestion,
    RegistryListing,
    Renewal,
    SupervisionGroup,
)
from endorsement.selectors import directory, held, registry, reminders
from endorsement.selectors.people_preview import look
from endorsement.selectors.registry import Wanted
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
        Notice,
        Mail,
    )
    return tuple(model.objects.count() for model in models)


def _load_criteria() -> None:
    call_command("framework_import", "endorsement/frameworks/core-1.yaml", verbosity=0)
    call_command("scheme_import", "endorsement/schemes/sample.yaml", verbosity=0)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once for the tests that only look; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        _load_criteria()
        call_command("load_demonstration")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(_loaded: None, db: None) -> None:
    """The demonstration; what a test changes is taken back after it."""


@pytest.mark.usefixtures("demonstration")
def test_loading_twice_changes_nothing() -> None:
    once = _counts()
    call_command("load_demonstration")
    assert _counts() == once


@pytest.mark.usefixtures("demonstration")
def test_hours_wait_for_a_confirmation_and_a_roster_is_posted() -> None:
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


@pytest.mark.usefixtures("demonstration")
def test_associations_lie_in_two_time_zones() -> None:
    zones = dict(Association.objects.values_list("slug", "time_zone"))
    assert zones == {
        "pine-river": "America/Chicago",
        "harbor": "America/Los_Angeles",
        "willow-bend": "America/Chicago",
    }


@pytest.mark.usefixtures("demonstration")
def test_one_application_is_deferred_and_one_person_has_a_seat_at_an_exam() -> None:
    willow = Application.objects.filter(association__slug="willow-bend").order_by("pk")
    assert [one.state for one in willow] == ["deferred", "approved_for_exam"]
    deferral = Decision.objects.get(outcome="defer")
    assert list(deferral.points.values_list("requirement", flat=True)) == [
        "training",
        "supervision",
    ]
    assert Candidate.objects.get().parts == ["choice", "vignettes"]


@pytest.mark.usefixtures("demonstration")
def test_every_desk_has_something_to_do() -> None:
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


@pytest.mark.usefixtures("demonstration")
def test_the_endorsee_is_listed_and_owed_a_certificate_and_the_chain_holds() -> None:
    endorsement = Endorsement.objects.get(person__name="Dolores Begay")
    assert RegistryListing.objects.filter(person=endorsement.person, show_name=True).exists()
    assert Certificate.objects.filter(person=endorsement.person, kind="endorsement").exists()
    assert verify_chain(endorsement.association) is None


@pytest.mark.usefixtures("demonstration")
def test_a_renewal_waits_and_a_sample_was_drawn_with_its_seed() -> None:
    waiting = Renewal.objects.filter(state="handed_in").values_list("person__name", "stains")
    assert list(waiting) == [("Lena Yellowbird", [])]
    draw = AuditDraw.objects.get()
    assert len(draw.seed) == 64
    drawn = set(draw.audits.values_list("why", flat=True))
    assert (draw.renewals.count(), draw.audits.count(), drawn) == (3, 2, {"reinstated", "sample"})
    assert set(draw.renewals.values_list("state", flat=True)) == {"approved"}
    assert verify_chain(draw.association) is None


@pytest.mark.usefixtures("demonstration")
def test_accounts_are_printed_where_they_exist() -> None:
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert "coordinator@example.org" in out.getvalue()


@pytest.mark.usefixtures("demonstration")
def test_a_list_waits_for_its_confirmation_and_shows_every_sort_of_row() -> None:
    waiting = PeopleImport.objects.get(state=PeopleImport.State.STAGED)
    counts = look(waiting, at=waiting.created_at).counts()
    assert counts == {"new": 1, "same": 1, "changed": 1, "merges": 0, "question": 1, "wrong": 2}
    assert held.cycles(waiting.association).count() == 3


@pytest.mark.usefixtures("demonstration")
def test_registry_and_directory_show_something() -> None:
    found = registry.find(Wanted(association="pine-river", language="oj"), timezone.now())
    [entry] = registry.entries(found.keys, found.known)
    assert (entry.listing.person.name, entry.may_write) == ("Dolores Begay", True)
    here = {line.name: line.here for _region, lines in directory.lines() for line in lines}
    assert here["Pine River Association for Infant Mental Health"] is True
    assert sorted(here.values()).count(False) == 2


@pytest.mark.usefixtures("demonstration")
def test_reminders_stand_in_every_way() -> None:
    pine_river = Association.objects.get(slug="pine-river")
    counts = reminders.counts(pine_river)
    assert {one: bool(count) for one, count in counts.items() if one != "due"} == dict.fromkeys(
        ("sent", "suppressed", "overtaken", "failed"), True
    )
    assert reminders.call_list(pine_river).count() == 1
