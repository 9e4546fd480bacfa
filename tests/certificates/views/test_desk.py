"""The coordinator's desk: finding a certificate, and what is done with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from certificates.services import batches, standing
from endorsement.models import Association
from lms.backbone.ids import grouped
from lms.backbone.models import Job
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.certificate import AT, as_issued, owed_endorsement
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
State = Certificate.State


@pytest.fixture
def here() -> Association:
    return AssociationFactory(slug="here")


@pytest.fixture
def coordinator(client, here):
    person = MembershipFactory(association=here, person__name="Carla Coord").person
    client.force_login(person.user)
    return person


def listed(client, **query: str) -> str:
    page = client.get(reverse("certificates:desk", args=["here"]), query)
    assert page.status_code == 200
    return page.content.decode()


def page_of(client, certificate: Certificate) -> str:
    return client.get(address_of(certificate)).content.decode()


def address_of(certificate: Certificate) -> str:
    return reverse("certificates:desk_certificate", args=["here", certificate.number])


def test_found_by_number_name_address_kind_and_state(client, here, coordinator) -> None:
    ana = as_issued(
        owed_endorsement(association=here, person__name="Ana Pérez", person__email="ana@e.org")
    )
    bo = as_issued(owed_endorsement(association=here, person__name="Bo Li"))
    standing.revoke(certificate=bo, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    as_issued(owed_endorsement(person__name="Ana Elsewhere"))

    def found(**query: str) -> set[str]:
        page = listed(client, **query)
        return {one.number for one in (ana, bo) if grouped(one.number) in page}

    both = {ana.number, bo.number}
    assert found() == both
    assert "Ana Elsewhere" not in listed(client)
    assert found(text=grouped(ana.number).lower()) == {ana.number}
    assert found(text=ana.number[:6]) == {ana.number}
    assert found(text="pérez") == {ana.number}
    assert found(text="ANA@e.org") == {ana.number}
    assert found(text="nobody") == set()
    assert found(kind="endorsement") == both
    assert found(kind="completion") == set()
    assert found(state="not_valid") == {bo.number}
    assert found(state="nonsense") == both
    assert "No certificate is like that" in listed(client, text="nobody")


def test_nobody_is_found_by_a_former_name(client, here, coordinator) -> None:
    old = as_issued(owed_endorsement(association=here, person__name="Former Name"))
    old.person.name = "Present Name"
    old.person.save()
    new = standing.reissue(certificate=old, coordinator=coordinator, at=AT)
    assert grouped(old.number) not in listed(client, text="Former")
    assert grouped(old.number) in listed(client, text="Present")
    for one in (old, new):
        assert "Former Name" not in page_of(client, one)


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_for_many(
    client, here, coordinator, rows: int, django_assert_num_queries
) -> None:
    for _ in range(rows):
        as_issued(owed_endorsement(association=here))
    listed(client)
    with django_assert_num_queries(8):
        page = listed(client)
    assert page.count("certificate of endorsement".capitalize()) >= rows


def test_withdrawing_needs_a_reason_and_a_tick_and_is_recorded(client, here, coordinator) -> None:
    certificate = as_issued(owed_endorsement(association=here))
    refused = client.post(address_of(certificate), {"act": "revoke"})
    assert refused.status_code == 422
    assert "Choose a reason from the list." in refused.content.decode()
    assert "Tick the box if you are sure." in refused.content.decode()

    said = {"act": "revoke", "reason": "issued_in_error", "sure": "on"}
    page = client.post(address_of(certificate), said, follow=True).content.decode()

    assert "The certificate is withdrawn." in page
    assert "This certificate is no longer valid. It was issued in error." in page
    assert "Carla Coord" in page
    assert "Withdraw it" not in page
    again = client.post(address_of(certificate), {**said, "reason": "holder_request"})
    certificate.refresh_from_db()
    assert (again.status_code, certificate.revoked_reason) == (302, "issued_in_error")


def test_own_certificate_is_withdrawn_by_somebody_else(client, here, coordinator) -> None:
    certificate = as_issued(owed_endorsement(association=here, person=coordinator))
    said = {"act": "revoke", "reason": "issued_in_error", "sure": "on"}
    assert client.post(address_of(certificate), said).status_code == 422
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_issuing_anew_leads_to_the_new_one_and_twice_issues_once(client, here, coordinator) -> None:
    old = as_issued(owed_endorsement(association=here))
    first = client.post(address_of(old), {"act": "reissue"})
    new = Certificate.objects.get(issue_no=2)
    assert first["Location"] == address_of(new)
    assert client.post(address_of(old), {"act": "reissue"})["Location"] == address_of(old)
    assert Certificate.objects.count() == 2
    page = page_of(client, old)
    assert "This certificate was replaced by a newer one." in page
    assert address_of(new) in page


def test_drawing_again_and_preparing_again(client, here, coordinator) -> None:
    issued, dead = as_issued(owed_endorsement(association=here)), owed_endorsement(association=here)
    Certificate.objects.filter(pk=dead.pk).update(state=State.DEAD, last_error="DrawingFailed at x")
    assert "Its design asks for something that it may not use." in page_of(client, dead)
    client.post(address_of(issued), {"act": "redraw"})
    client.post(address_of(dead), {"act": "retry"})
    assert set(Certificate.objects.values_list("state", flat=True)) == {State.OWED}
    issued.refresh_from_db()
    assert issued.issued_at == AT


@pytest.mark.parametrize("who", ["trainee", "holder", "reviewer", "elsewhere"])
def test_everybody_else_gets_404(client, here, who: str) -> None:
    certificate = as_issued(owed_endorsement(association=here, person__name="Marker Name"))
    person = {
        "trainee": PersonFactory,
        "holder": lambda: certificate.person,
        "reviewer": lambda: MembershipFactory(association=here, role="reviewer").person,
        "elsewhere": lambda: MembershipFactory(association__slug="elsewhere").person,
    }[who]()
    client.force_login(person.user)
    for address in (
        reverse("certificates:desk", args=["here"]),
        reverse("certificates:prepare", args=["here"]),
        address_of(certificate),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "revoke"}).status_code in (404, 405)
    certificate.refresh_from_db()
    assert (certificate.revoked_at, Job.objects.count()) == (None, 0)


def test_certificate_of_another_association_is_not_there(client, here, coordinator) -> None:
    assert client.get(address_of(as_issued(owed_endorsement()))).status_code == 404


def test_preparing_many_is_one_job_and_its_result_is_told(client, here, coordinator) -> None:
    address = reverse("certificates:prepare", args=["here"])
    owed_endorsement(association=here)
    assert "1 certificate is owed or was given up." in client.get(address).content.decode()
    for _click in range(2):
        client.post(address, {"what": batches.OWED, "after": "", "kind": ""})
    job = Job.objects.get()
    assert "waiting for its turn" in client.get(address).content.decode()

    failed = owed_endorsement(association=here)
    Job.objects.update(
        state="done",
        finished_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
        result={
            "total": 3,
            "done": 2,
            "elsewhere": 0,
            "failed": 1,
            "failures": [[failed.number, "OSError(ENOSPC) at certificates/files.py:30"]],
        },
    )
    page = client.get(address).content.decode()
    assert "2 of 3 were prepared." in page
    assert address_of(failed) in page
    assert "There was no room on the disk." in page
    assert f'name="after" value="{job.public_id}"' in page


def test_nonsense_asks_for_nothing(client, here, coordinator) -> None:
    address = reverse("certificates:prepare", args=["here"])
    for said in ({}, {"what": "own_data"}, {"what": batches.OWED, "kind": "nonsense"}):
        assert client.post(address, said).status_code == 302
    assert not Job.objects.exists()
    assert client.post(address_of(as_issued(owed_endorsement(association=here)))).status_code == 404
