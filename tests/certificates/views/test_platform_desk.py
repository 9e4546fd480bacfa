"""The administrators' desk for what the platform certifies itself; the rest is as at an association's."""

import logging

import pytest
from django.urls import reverse

from certificates.models import Certificate
from certificates.services import batches, transcripts
from endorsement.models import Person
from lms.backbone.ids import grouped
from lms.backbone.models import Job, Mail
from tests.factories.certificate import AT, as_issued, owed_completion, owed_endorsement
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client) -> Person:
    person = PersonFactory(name="Ada Admin", user__is_superuser=True)
    client.force_login(person.user)
    return person


def listed(client, **query: str) -> str:
    page = client.get(reverse("certificates:platform"), query)
    assert page.status_code == 200
    return page.content.decode()


def address_of(certificate: Certificate) -> str:
    return reverse("certificates:platform_certificate", args=[certificate.number])


def test_what_the_platform_certifies_is_there_and_nothing_else(client, administrator) -> None:
    own = as_issued(owed_completion(person__name="Ana Pérez"))
    theirs = as_issued(owed_endorsement())
    # Between a person and the platform.
    transcript = as_issued(
        transcripts.ask(person=own.person, once="a", first=None, through=None, language="en", at=AT)
    )
    page = listed(client)
    assert [grouped(one.number) in page for one in (own, theirs, transcript)] == [
        True,
        False,
        False,
    ]
    assert "What the platform itself has certified" in page
    assert grouped(own.number) in listed(client, text="pérez", kind="completion", state="valid")
    assert grouped(own.number) not in listed(client, state="not_valid")
    answers = [client.get(address_of(one)).status_code for one in (own, theirs, transcript)]
    assert answers == [200, 404, 404]


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_for_many(
    client, administrator, rows: int, django_assert_num_queries
) -> None:
    for _ in range(rows):
        as_issued(owed_completion())
    listed(client)
    with django_assert_num_queries(6):
        page = listed(client)
    assert page.count("Certificate of completion") >= rows


def test_withdrawing_is_logged_by_pseudonym_and_code(client, administrator, caplog) -> None:
    caplog.set_level(logging.INFO, "certificates")
    certificate = as_issued(
        owed_completion(person__name="Ana Pérez", person__email="ana@example.org")
    )
    assert client.post(address_of(certificate), {"act": "revoke"}).status_code == 422
    said = {"act": "revoke", "reason": "issued_in_error", "sure": "on"}
    page = client.post(address_of(certificate), said, follow=True).content.decode()
    assert "This certificate is no longer valid. It was issued in error." in page
    assert "Withdraw it" not in page
    [line] = [one.getMessage() for one in caplog.records if "revoked" in one.getMessage()]
    for told in (certificate.number, str(administrator.ref), "issued_in_error"):
        assert told in line
    for secret in ("Ana", "Ada", "@"):
        assert secret not in line
    assert Mail.objects.filter(template="certificate_revoked").count() == 1


def test_own_one_is_withdrawn_by_somebody_else(client, administrator) -> None:
    certificate = as_issued(owed_completion(person=administrator))
    said = {"act": "revoke", "reason": "issued_in_error", "sure": "on"}
    assert client.post(address_of(certificate), said).status_code == 422
    assert not Certificate.objects.filter(revoked_at__isnull=False).exists()


def test_correcting_and_drawing_again_stay_at_the_desk(client, administrator, caplog) -> None:
    caplog.set_level(logging.INFO, "certificates")
    old = as_issued(owed_completion(person__name="Former Name"))
    Person.objects.filter(pk=old.person_id).update(name="Present Name")
    assert "another name or language" in client.get(address_of(old)).content.decode()
    answer = client.post(address_of(old), {"act": "reissue"})
    new = Certificate.objects.get(issue_no=2)
    assert answer["Location"] == address_of(new)
    assert address_of(new) in client.get(address_of(old)).content.decode()
    assert f"{old.number} reissued by {administrator.ref}" in caplog.text
    as_issued(new)
    assert client.post(address_of(new), {"act": "redraw"})["Location"] == address_of(new)
    new.refresh_from_db()
    assert (new.state, new.name_as_issued) == (Certificate.State.OWED, "Present Name")


def test_all_are_drawn_again_in_the_designs_of_today(client, administrator) -> None:
    as_issued(owed_completion())
    as_issued(owed_endorsement())
    address = reverse("certificates:platform_prepare")
    assert "1 certificate was issued." in client.get(address).content.decode()
    for _click in range(2):
        said = {"what": batches.REDRAW, "after": "", "kind": "", "restyle": "on"}
        assert client.post(address, said)["Location"] == address
    job = Job.objects.get()
    assert (job.params["association"], job.params["restyle"]) == ("", True)
    assert "waiting for its turn" in client.get(address).content.decode()


def test_the_way_there_is_on_the_administrators_pages(client, administrator) -> None:
    for name in ("certificates:failed", "mail_desk", "jobs_desk"):
        page = client.get(reverse(name)).content.decode()
        assert reverse("certificates:platform") in page
