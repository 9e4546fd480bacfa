"""Fifty at once make one certificate."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from certificates.models import Certificate
from certificates.services import issuing, owing
from lms.backbone.models import Mail
from tests.factories.certificate import AT
from tests.factories.ledger import EntryFactory

pytestmark = pytest.mark.pdf
MANY = 50


def test_fifty_concurrent_calls_issue_one_certificate(committed_db: None) -> None:
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
