"""The transcript as a PDF: archived, accessible, numbered, drawn by the worker."""

import io
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from certificates.models import Certificate
from certificates.pdf import draw
from certificates.services import issuing, transcripts
from certificates.sheet import address_of
from lms.backbone.ids import grouped
from tests.certificates.test_pdf import PAINTING, _elements
from tests.factories.certificate import AT, content_of
from tests.factories.ledger import EntryFactory, RscFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework

pytestmark = [pytest.mark.pdf, pytest.mark.django_db]


@pytest.fixture
def certificate() -> Certificate:
    core_framework()
    person = PersonFactory(name="Ana Pérez")
    for _number in range(40):
        EntryFactory(person=person)
    RscFactory(person=person, detail__provider_name="Ruth Adeyemi")
    return transcripts.ask(person=person, first=None, through=None, language="en", once="x", at=AT)


def test_the_worker_draws_it_and_owes_the_link(certificate: Certificate) -> None:
    assert issuing.issue(pk=certificate.pk, at=AT)
    certificate.refresh_from_db()
    assert certificate.state == "done"
    assert content_of(certificate).startswith(b"%PDF-1.7")


def test_pages_are_tagged_numbered_and_say_what_the_row_says(certificate: Certificate) -> None:
    content = draw(certificate)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_metadata() as metadata:
            claims = [
                metadata[f"pdf{name}"] for name in ("aid:part", "aid:conformance", "uaid:part")
            ]
        assert claims == ["3", "A", "1"]
        kinds = {str(one.S) for one in _elements(pdf.Root.StructTreeRoot.K) if "/S" in one}
        assert {"/H1", "/H2", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= kinds
        assert _painted_outside(pdf) == set()
        count = len(pdf.pages)
    assert count > 1
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    whole = " ".join(" ".join(pages).split())
    for part in (
        "Ana Pérez",
        "121 hours",
        "Foundations of early development",
        "Ruth Adeyemi",
        "Self-reported",
        grouped(certificate.number),
        address_of(certificate.number).partition("://")[2],
        f"page 1 of {count}",
        f"page {count} of {count}",
    ):
        assert part.replace(" ", "") in whole.replace(" ", "")


def test_bytes_are_the_same_every_time(certificate: Certificate) -> None:
    assert draw(certificate) == draw(certificate)


def _painted_outside(pdf: Any) -> set[str]:
    outside = set()
    for page in pdf.pages:
        depth = 0
        for _operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            if depth == 0 and name in PAINTING:
                outside.add(name)
    return outside
