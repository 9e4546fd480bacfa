"""The holder's pages, and what a stranger gets there."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from certificates import files, selectors
from certificates.models import Certificate
from endorsement.models import Endorsement, LedgerEntry
from tests.factories.certificate import (
    AT,
    as_issued,
    content_of,
    drawn,
    owed_completion,
    owed_endorsement,
)
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}
State = Certificate.State


@pytest.fixture
def person():
    return PersonFactory(name="Ana Pérez")


@pytest.fixture
def holder(client, person):
    client.force_login(person.user)
    return client


def _entry_address(certificate: Certificate) -> str:
    return reverse("certificates:for_entry", args=[certificate.subject.partition(":")[2]])


def test_panel_asks_again_until_the_download_is_there(holder, person) -> None:
    certificate = owed_completion(timezone.now(), person=person)
    address = _entry_address(certificate)

    waiting = holder.get(address, headers=HTMX).content.decode()
    assert f'hx-get="{address}"' in waiting
    assert "hx-trigger=" in waiting
    assert "<html" not in waiting

    as_issued(certificate)
    ready = holder.get(address, headers=HTMX).content.decode()
    assert "hx-get" not in ready
    assert reverse("certificates:download", args=[certificate.number]) in ready


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(hours=1)])
def test_page_without_script_has_a_link_to_look_again(holder, person, ago) -> None:
    certificate = owed_completion(timezone.now() - ago, person=person)
    page = holder.get(_entry_address(certificate)).content.decode()
    assert "<html" in page
    assert f'<a href="{_entry_address(certificate)}">Look again</a>' in page


@pytest.mark.parametrize(
    "why", [{"due_at": AT}, {"last_error": "OSError at certificates/files.py:30"}]
)
def test_what_takes_longer_says_so_and_turns_no_wheel(holder, person, why) -> None:
    certificate = owed_completion(timezone.now(), person=person)
    Certificate.objects.update(**why)
    panel = holder.get(_entry_address(certificate), headers=HTMX).content.decode()
    assert "Your certificate is taking longer than usual" in panel
    assert "hx-get" not in panel
    assert "<progress" not in panel


def test_dead_certificate_says_what_happened_and_stops_asking(holder, person) -> None:
    certificate = owed_completion(person=person)
    Certificate.objects.update(state=State.DEAD, last_error="MemoryError: secret detail")
    page = holder.get(_entry_address(certificate), headers=HTMX).content.decode()
    assert "Your certificate could not be prepared" in page
    assert "We were told" in page
    assert "hx-get" not in page
    assert "secret detail" not in page


def test_training_whose_row_is_missing_is_being_prepared(holder, person) -> None:
    entry = EntryFactory(system=True, person=person)
    page = holder.get(reverse("certificates:for_entry", args=[entry.public_id]))
    assert "Your certificate is being prepared" in page.content.decode()


def test_endorsement_has_its_panel(holder, person) -> None:
    certificate = as_issued(owed_endorsement(person=person))
    public_id = Endorsement.objects.get().public_id
    page = holder.get(reverse("certificates:for_endorsement", args=[public_id])).content.decode()
    assert reverse("certificates:download", args=[certificate.number]) in page


@pytest.mark.pdf
def test_download_is_a_private_attachment(holder, person) -> None:
    certificate = drawn(owed_completion(person=person))
    response = holder.get(reverse("certificates:download", args=[certificate.number]), follow=True)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="completion-')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response.getvalue() == content_of(certificate)


def test_download_of_a_missing_file_has_it_drawn_again(holder, person) -> None:
    certificate = as_issued(owed_completion(person=person))
    assert not storages["certificates"].exists(files.name_of(certificate.number))

    response = holder.get(reverse("certificates:download", args=[certificate.number]))

    detail = reverse("certificates:detail", args=[certificate.number])
    assert (response.status_code, response["Location"]) == (302, detail)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.issued_at) == (State.OWED, AT)
    assert "being prepared" in holder.get(detail).content.decode()


def test_holder_chooses_what_the_public_sees_of_the_name(holder, person) -> None:
    certificate = as_issued(owed_completion(person=person))
    address = reverse("certificates:show_name", args=[certificate.number])
    for answer, shown in (
        ("initials", "A. P."),
        ("hidden", ""),
        ("full", "Ana Pérez"),
        ("nonsense", "Ana Pérez"),
    ):
        holder.post(address, {"name_shown": answer})
        certificate.refresh_from_db()
        assert selectors.holder_shown(certificate) == shown
    assert holder.get(address).status_code == 405


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_for_many(
    holder, person, rows: int, django_assert_max_num_queries
) -> None:
    for _ in range(rows):
        as_issued(owed_completion(person=person))
    as_issued(owed_completion())
    with django_assert_max_num_queries(8):
        page = holder.get(reverse("certificates:mine")).content.decode()
    assert page.count('<article class="card') == rows


def test_empty_list_says_when_one_appears(holder) -> None:
    assert (
        "There is no certificate yet" in holder.get(reverse("certificates:mine")).content.decode()
    )


@pytest.mark.parametrize("name", ["detail", "download", "show_name"])
def test_stranger_gets_404_for_anothers_certificate(holder, name: str) -> None:
    certificate = as_issued(owed_completion(person__name="Marker Name"))
    method = holder.post if name == "show_name" else holder.get
    response = method(reverse(f"certificates:{name}", args=[certificate.number]))
    assert response.status_code == 404
    assert "Marker Name" not in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_stranger_gets_404_for_anothers_training_and_endorsement(holder, headers) -> None:
    owed_completion()
    owed_endorsement()
    entry, endorsement = LedgerEntry.objects.get(), Endorsement.objects.get()
    for address in (
        reverse("certificates:for_entry", args=[entry.public_id]),
        reverse("certificates:for_endorsement", args=[endorsement.public_id]),
    ):
        assert holder.get(address, headers=headers).status_code == 404


def test_visitor_is_asked_to_sign_in(client) -> None:
    certificate = as_issued(owed_completion())
    for name in ("detail", "download"):
        response = client.get(reverse(f"certificates:{name}", args=[certificate.number]))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("number", ["%00", "a%00b", "%0d%0a"])
def test_an_address_that_no_certificate_can_have_is_not_found(holder, number):
    assert holder.get(f"/en/certificates/{number}/").status_code == 404
    assert holder.get(f"/en/certificates/for/training/{number}/").status_code == 404
