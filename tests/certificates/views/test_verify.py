"""Anyone may check a certificate."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from certificates.models import Certificate
from certificates.services import owing, standing
from certificates.views.verification import LOOKS
from endorsement.models import EntryDetail, LedgerEntry
from lms.backbone.ids import check_character, grouped
from tests.factories.certificate import AT, as_issued, owed_completion, owed_endorsement
from tests.factories.ledger import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> Certificate:
    return as_issued(owed_completion(person__name="Ana Pérez"))


def test_address_is_permanent_and_without_language() -> None:
    assert reverse("verify", args=["7Q2M4K9D0ABCXYZ5"]) == "/v/7Q2M4K9D0ABCXYZ5"
    assert reverse("verify_form") == "/v/"


def test_page_says_that_it_stands_and_for_whom(client, certificate) -> None:
    response = client.get(f"/v/{certificate.number}")

    page = response.content.decode()
    assert response.status_code == 200
    assert "This certificate is valid." in page
    assert "Ana Pérez" in page
    assert grouped(certificate.number) in page
    assert '<meta name="robots" content="noindex">' in page
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "typed",
    [
        lambda number: grouped(number),
        lambda number: number.lower(),
        lambda number: grouped(number).replace("-", " "),
        lambda number: number.replace("0", "o").replace("1", "l"),
    ],
    ids=["grouped", "small letters", "spaces", "look-alikes"],
)
def test_number_typed_from_paper_leads_to_the_page(client, certificate, typed) -> None:
    body = "0123456789ABCDE"
    Certificate.objects.filter(pk=certificate.pk).update(number=body + check_character(body))
    certificate.refresh_from_db()
    by_form = client.get("/v/", {"number": typed(certificate.number)})
    assert (by_form.status_code, by_form["Location"]) == (302, f"/v/{certificate.number}")
    spoken = client.get("/v/", {"number": typed(certificate.number), "lang": "es"})
    assert spoken["Location"] == f"/v/{certificate.number}?lang=es"
    by_address = client.get(f"/v/{typed(certificate.number)}")
    assert (by_address.status_code, by_address["Location"]) == (302, f"/v/{certificate.number}")


def test_form_explains_a_number_that_cannot_be(client) -> None:
    page = client.get("/v/", {"number": "1234"}).content.decode()
    assert "This cannot be a certificate number." in page


@pytest.mark.parametrize("number", ["0000000000000000", "nonsense", "AAAA-BBBB"])
def test_unknown_number_gets_a_kind_404(client, number: str) -> None:
    response = client.get(f"/v/{number}", follow=True)
    assert response.status_code == 404
    assert "We know no certificate with this number" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"


def test_machine_gets_the_same_facts(client) -> None:
    certificate = as_issued(owed_endorsement(person__name="Ana Pérez"))
    with time_machine.travel(AT, tick=False):
        response = client.get(f"/v/{certificate.number}", headers={"accept": "application/json"})

    assert response.json() == {
        "format": 1,
        "number": certificate.number,
        "address": f"http://localhost:8000/v/{certificate.number}",
        "standing": "valid",
        "endorsement_holds": True,
        "reason": None,
        "kind": "endorsement",
        "title": {"en": "Family Associate", "es": "Asociada Familiar"},
        "organization": certificate.association.name,
        "holder": "Ana Pérez",
        "valid_from": "2026-05-04",
        "valid_through": "2026-12-31",
        "renewed_through": None,
        "areas": [],
        "topics": [],
        "issued_on": "2026-06-01",
        "awarded_on": "2026-05-04",
        "category": "family_associate",
        "edition": "2026",
    }


def test_it_says_what_bodies_ask_of_a_certificate(client) -> None:
    """Who taught it, which approvals were held, CEUs under one of them; the name only as allowed."""
    entry = EntryFactory(system=True, hours=Decimal("1.50"), person__name="Ana Pérez")
    presenters = [{"name": "Ada Lee", "credentials": "LICSW"}]
    approval = {
        "body": "IACET",
        "rules_of": "iacet",
        "provider_number": "1000",
        "number": "2000-7",
        "credit": "ethics",
        "text": {"en": "Accredited by IACET.", "es": "Acreditado por IACET."},
    }
    EntryDetail.objects.filter(entry=entry).update(
        presenters=presenters, approvals=[approval], provider_name="The Harbor School"
    )
    row = owing.owe_for_entry(entry=LedgerEntry.objects.get(), at=AT)
    certificate = as_issued(row)
    standing.show_name(certificate=certificate, shown=Certificate.NameShown.HIDDEN)

    page = client.get(f"/v/{certificate.number}").content.decode()
    spanish = client.get(f"/v/{certificate.number}?lang=es").content.decode()
    machine = client.get(f"/v/{certificate.number}", headers={"accept": "application/json"}).json()

    for said in ("Ada Lee, LICSW", "The Harbor School", "<dt>CEUs</dt><dd>0.15</dd>"):
        assert said in page
    for said in ("Accredited by IACET.", "IACET provider number: 1000.", "2000-7", "Ethics"):
        assert said in page
    assert "Acreditado por IACET." in spanish
    assert "<dd>0.15</dd>" in spanish
    assert (machine["presenters"], machine["approvals"]) == (presenters, [approval])
    assert (machine["ceu"], machine["provider"]) == ("0.15", "The Harbor School")
    assert "Ana" not in page + spanish + repr(machine)


def test_machine_learns_of_an_unknown_number(client) -> None:
    response = client.get("/v/0000000000000000", headers={"accept": "application/json"})
    assert (response.status_code, response.json()) == (404, {"standing": "unknown"})


def test_hidden_name_is_nowhere(client, certificate) -> None:
    standing.show_name(certificate=certificate, shown=Certificate.NameShown.HIDDEN)

    page = client.get(f"/v/{certificate.number}").content.decode()
    machine = client.get(f"/v/{certificate.number}", headers={"accept": "application/json"})

    assert "Ana Pérez" not in page
    assert machine.json()["holder"] is None


def test_superseded_page_shows_neither_former_name_nor_newer_number(client, certificate) -> None:
    certificate.person.name = "Beatriz Newname"
    certificate.person.save()
    new = standing.reissue(certificate=certificate, at=AT)

    page = client.get(f"/v/{certificate.number}").content.decode()

    assert "This certificate was replaced by a newer one." in page
    for secret in ("Ana Pérez", "Beatriz Newname", new.number, grouped(new.number)):
        assert secret not in page


@pytest.mark.parametrize("reason", Certificate.Reason)
def test_revoked_page_says_one_of_the_short_reasons(client, certificate, reason) -> None:
    standing.revoke(certificate=certificate, reason=reason, at=AT)
    page = client.get(f"/v/{certificate.number}").content.decode()
    assert f"This certificate is no longer valid. {reason.label}" in page


def test_expired_page_says_so_from_the_next_day(client) -> None:
    certificate = as_issued(owed_endorsement(association__time_zone="America/Chicago"))
    for at, sentence in (
        (datetime(2027, 1, 1, 5, 59, tzinfo=UTC), "This certificate is valid."),
        (datetime(2027, 1, 1, 6, 0, tzinfo=UTC), "This certificate has expired."),
    ):
        with time_machine.travel(at, tick=False):
            assert sentence in client.get(f"/v/{certificate.number}").content.decode()


def test_language_is_the_readers(client) -> None:
    certificate = as_issued(owed_endorsement())
    address = f"/v/{certificate.number}"
    spanish = client.get(address, headers={"accept-language": "es-MX,es;q=0.9"})
    asked = client.get(f"{address}?lang=es")
    english = client.get(f"{address}?lang=xx")
    assert "Asociada Familiar" in spanish.content.decode()
    assert "Asociada Familiar" in asked.content.decode()
    assert "Family Associate" in english.content.decode()
    assert {"Accept", "Accept-Language"} <= {part.strip() for part in asked["Vary"].split(",")}


def test_too_many_looks_get_a_clear_sentence(client, certificate) -> None:
    for _ in range(LOOKS):
        assert client.get("/v/0000000000000000").status_code == 404
    response = client.get(f"/v/{certificate.number}")
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert "Please wait a minute" in response.content.decode()
    elsewhere = client.get(f"/v/{certificate.number}", REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200


def test_only_looking_is_allowed(client, certificate) -> None:
    assert client.post(f"/v/{certificate.number}").status_code == 405
