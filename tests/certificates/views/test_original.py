"""The number that an association gave before is checked together with a family name."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from certificates.models import Certificate
from certificates.services import repairing
from endorsement.models import Endorsement, RegistryListing
from endorsement.services import people_import
from tests.factories.people_import import AT, brought, endorsee
from tests.factories.renewal import noon

pytestmark = pytest.mark.django_db


def check(number: str, name: str) -> tuple[int, str]:
    page = Client().post(reverse("verify_original"), {"original": number, "family_name": name})
    return page.status_code, page.text


def test_number_and_family_name_tell_how_it_stands_and_no_name() -> None:
    brought([endorsee("MI-0042", due="2030-12-31")])
    for number, name in (("mi 0042", "Cruz"), ("MI-0042", "de la cruz")):
        status, page = check(number, name)
        assert (status, "MI-0042" in page, "Ana" in page) == (200, True, False)
        assert "2030" in page


def test_the_name_is_shown_as_the_registry_shows_it() -> None:
    batch = brought([endorsee(due="2030-12-31")])
    award = Endorsement.objects.get()
    RegistryListing.objects.create(
        person=award.person, association=batch.association, show_name=True, changed_at=AT
    )
    assert "Ana de la Cruz" in check("0042", "Cruz")[1]


@pytest.mark.parametrize(("number", "name"), [("0042", "Smith"), ("0043", "Cruz"), ("--", "Cruz")])
def test_what_does_not_fit_is_answered_alike(number: str, name: str) -> None:
    brought([endorsee()])
    status, page = check(number, name)
    assert (status, "We know no endorsement with this number and name" in page) == (404, True)


def test_a_lapsed_one_says_so() -> None:
    brought([endorsee(due="2025-12-31", state="lapsed")])
    assert "alert--success" not in check("0042", "Cruz")[1]


def test_on_its_days_of_grace_it_is_told_that_it_holds() -> None:
    brought([endorsee(due="2026-12-31")])
    for day, holds in ((date(2027, 1, 2), True), (date(2028, 1, 2), False)):
        with time_machine.travel(noon(day), tick=False):
            page = check("0042", "Cruz")[1]
        assert "This certificate has expired." in page
        assert ("The endorsement itself still holds" in page) is holds


def test_the_number_alone_leads_to_the_form_with_the_name() -> None:
    brought([endorsee()])
    page = Client().get("/v/0042")
    assert (page.status_code, 'value="0042"' in page.text) == (404, True)
    assert "Ana" not in page.text


def test_trying_many_is_slowed_down() -> None:
    statuses = [check(str(n), "Smith")[0] for n in range(11)]
    assert statuses == [404] * 10 + [429]


def test_a_certificate_of_ours_is_issued_only_when_it_was_asked_for() -> None:
    # Brought in the middle of its second cycle, which no renewal here began.
    batch = brought([endorsee(due="2029-12-31")])
    assert repairing.repair(at=AT) == 0
    people_import.want_certificates(batch=batch, by=batch.uploaded_by, at=AT)
    assert repairing.repair(at=AT) == 1
    assert [one.kind for one in Certificate.objects.all()] == ["endorsement"]
