"""Fifty at once make one certificate, and fifty requests one new issue."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from certificates.models import Certificate
from certificates.services import issuing, owing
from endorsement.models import Person
from lms.backbone.models import Mail
from tests.factories.certificate import AT, as_issued, owed_completion
from tests.factories.ledger import EntryFactory

MANY = 50


def test_fifty_concurrent_calls_issue_one_certificate(
    committed_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is drawn matters not here: fifty at once are a matter of the database.
    monkeypatch.setattr(issuing, "_drawn", lambda row, _restyle: f"%PDF {row.number}".encode())
    entry = EntryFactory(system=True)
    start = Barrier(MANY)

    def owe_and_issue(_n: int) -> tuple[int, bool]:
        try:
            start.wait()
            certificate = owing.owe_for_entry(entry=entry, at=AT)
            assert certificate is not None
            return certificate.pk, issuing.issue(pk=certificate.pk, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        results = list(pool.map(owe_and_issue, range(MANY)))

    certificate = Certificate.objects.get()
    assert {pk for pk, _issued in results} == {certificate.pk}
    assert sum(issued for _pk, issued in results) == 1
    assert (certificate.state, certificate.attempts) == (Certificate.State.DONE, 1)
    assert Mail.objects.count() == 1


def test_fifty_requests_at_once_have_it_issued_anew_once(
    committed_db: None, on_postgresql: None
) -> None:
    """The button that a holder presses, through every layer of the web process."""
    old = as_issued(owed_completion())
    holder = old.person
    Person.objects.filter(pk=holder.pk).update(name="Ana Newname")
    signed_in = Client()
    signed_in.force_login(holder.user)
    start = Barrier(MANY)

    def press(_n: int) -> tuple[int, str]:
        client = Client()
        client.cookies = signed_in.cookies
        try:
            start.wait()
            answer = client.post(reverse("certificates:issue_anew", args=[old.number]))
            return answer.status_code, answer.headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(press, range(MANY)))

    first, second = Certificate.objects.order_by("issue_no")
    assert (first.superseded_by, second.name_as_issued) == (second, "Ana Newname")
    # Whoever came second is led to the same one.
    assert set(answers) == {(302, reverse("certificates:detail", args=[second.number]))}
