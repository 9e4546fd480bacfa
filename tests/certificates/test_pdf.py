"""The page as a PDF: archived, accessible, and the same every time."""

import hashlib
import io
import os
import subprocess
import sys
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from certificates.models import Certificate
from certificates.pdf import Assets, draw
from certificates.sheet import address_of
from lms.backbone import canonical
from tests.worker import ROOT

pytestmark = pytest.mark.pdf

NUMBER = "7Q2M4K9D0ABCXYZ5"
NAMES = {
    "long": "María-Alejandra Fernández de la Cruz y Montgomery-Washington",
    "vietnamese": "Nguyễn Thị Ánh Tuyết",
    "arabic": "فاطمة الزهراء",
    "hebrew": "רחל כהן",
    "chinese": "王小明",
    "korean": "김민준",
    "hindi": "सीता शर्मा",
    "thai": "สมหญิง ใจดี",
    "khmer": "សុខ ចាន់ធី",
    "combining": "Z̃oë x̱wəlméxʷ",
}

PAINTING = {"Do", "Tj", "TJ", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "EI"}


def sample(name: str = "Ana Pérez", language: str = "en", **changes: Any) -> Certificate:
    document = {
        "format": 1,
        "kind": "completion",
        "language": language,
        "zone": "America/Chicago",
        "issued_at": "2026-06-01T15:00:00.000000Z",
        "issued_on": "2026-06-01",
        "organization": {"name": "Two Rivers", "short_name": "TR", "accent_color": "#1f6f6b"},
        "title": {"en": "Early attachment", "es": "El apego temprano"},
        "first_on": "2026-06-01",
        "completed_on": "2026-06-01",
        "hours": "1.50",
        "framework": "core@1",
        "areas": [
            {"ref": "core:foundations", "name": {"en": "Foundations"}, "hours": "1.00"},
            {"ref": "core:reflection", "name": {"en": "Reflection"}, "hours": None},
        ],
        "topics": [{"code": "dei", "hours": "0.50"}],
        "delivery": "self_paced",
        "code": "attachment",
        "version": 1,
        "provider": "",
        **changes,
    }
    text = canonical.text(document)
    return Certificate(
        number=NUMBER,
        kind=document["kind"],
        name_as_issued=name,
        payload=text,
        payload_sha256=canonical.digest(text),
        language=language,
    )


def test_certificate_of_a_path_lists_its_modules_on_one_page() -> None:
    modules = [
        {
            "code": f"m{number}",
            "version": 1,
            "title": {"en": f"Module {number} about early relationships and what they need"},
            "completed_on": "2026-06-01",
            "hours": "1.50",
        }
        for number in range(12)
    ]
    reader = PdfReader(io.BytesIO(draw(sample(kind="path", hours=None, areas=[], modules=modules))))
    text = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    assert "has completed the learning path Early attachment" in text
    assert text.count("1.5 hours") == 12


@pytest.fixture(scope="module")
def opened() -> Any:
    with pikepdf.open(io.BytesIO(draw(sample()))) as pdf:
        yield pdf


def test_metadata_claim_archiving_and_accessibility(opened: Any) -> None:
    with opened.open_metadata() as metadata:
        claims = {
            name: metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        }
        title = metadata["dc:title"]
    assert claims == {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert title == "Certificate of completion: Early attachment – Ana Pérez"


def test_metadata_describe_their_extension_in_the_same_block(opened: Any) -> None:
    xml = opened.Root.Metadata.read_bytes()
    assert xml.count(b"<rdf:RDF") == 1
    assert b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in xml


def test_document_is_tagged_titled_and_has_a_language(opened: Any) -> None:
    root = opened.Root
    assert str(root.Lang) == "en"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert "/OutputIntents" in root
    assert len(opened.pages) == 1
    assert [float(n) for n in opened.pages[0].MediaBox] == [0, 0, 792, 612]


def test_structure_has_headings_lists_and_an_alternative_text(opened: Any) -> None:
    elements = list(_elements(opened.Root.StructTreeRoot.K))
    kinds = {str(element.S) for element in elements if "/S" in element}
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Figure", "/Link"} <= kinds
    figures = [e for e in elements if e.get("/S") == "/Figure"]
    assert [str(e.Alt) for e in figures] == [f"QR code that leads to {address_of(NUMBER)}"]


def test_lists_hold_nothing_but_their_items(opened: Any) -> None:
    lists = [e for e in _elements(opened.Root.StructTreeRoot.K) if e.get("/S") == "/L"]
    assert {str(child.S) for e in lists for child in e.K} == {"/LI"}


def test_nothing_is_painted_outside_the_structure(opened: Any) -> None:
    depth, outside = 0, set()
    for operands, operator in pikepdf.parse_content_stream(opened.pages[0]):
        name = str(operator)
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        if depth == 0 and name in PAINTING:
            outside.add((name, str(operands)))
    assert outside == set()


def test_link_leads_to_the_verification_address(opened: Any) -> None:
    links = [note for note in opened.pages[0].Annots if note.Subtype == "/Link"]
    assert [str(note.A.URI) for note in links] == [address_of(NUMBER)]
    assert all("/Contents" in note for note in links)


def test_every_font_is_embedded(opened: Any) -> None:
    fonts = [
        item
        for item in opened.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_page_says_what_the_row_says() -> None:
    text = PdfReader(io.BytesIO(draw(sample()))).pages[0].extract_text()
    said = " ".join(text.split())
    for part in (
        "Ana Pérez",
        "Early attachment",
        "June 1, 2026",
        "1.5 hours",
        "Foundations: 1 hour",
        "Reflection: covered",
        "Diversity, equity and inclusion: 0.5 hours",
        "7Q2M-4K9D-0ABC-XYZ5",
    ):
        assert part in said


def test_page_is_in_the_certificates_language() -> None:
    with pikepdf.open(io.BytesIO(draw(sample(language="es")))) as pdf:
        assert str(pdf.Root.Lang) == "es"
    text = PdfReader(io.BytesIO(draw(sample(language="es")))).pages[0].extract_text()
    assert "El apego temprano" in text
    assert "1 de junio de 2026" in text


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_name_in_any_script_is_set_without_a_missing_glyph(name: str) -> None:
    with pikepdf.open(io.BytesIO(draw(sample(name=name)))) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        # WeasyPrint writes a font with missing glyphs under an encoding of its own.
        encodings = {str(f.Encoding) for f in fonts if f.get("/Subtype") == "/Type0"}
        assert encodings == {"/Identity-H"}
        families = {str(f.BaseFont) for f in fonts}
        assert not any("DejaVu" in family for family in families)
        assert len(pdf.pages) == 1


@pytest.mark.parametrize("name", ["Ana Pérez", NAMES["hebrew"], NAMES["chinese"]])
def test_bytes_are_the_same_every_time_in_every_process(name: str) -> None:
    program = (
        "import hashlib, django; django.setup();"
        "from tests.certificates.test_pdf import sample;"
        "from certificates.pdf import draw;"
        f"print(hashlib.sha256(draw(sample({name!r}))).hexdigest())"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
    }
    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )
    here = {hashlib.sha256(draw(sample(name))).hexdigest() for _ in range(2)}
    assert here == {other.stdout.decode().strip()}


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "file:///etc/passwd",
        "data:text/plain,x",
        "certificate:font/../../secret",
        "certificate:qr2",
    ],
)
def test_drawing_is_served_only_named_assets(address: str) -> None:
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        Assets({"qr": b""}).fetch(address)


def test_web_process_does_not_load_the_pdf_engine() -> None:
    program = (
        "import sys, django; django.setup(); import lms.urls, lms.wsgi, certificates.tasks;"
        "print(any(name.partition('.')[0] == 'weasyprint' for name in sys.modules))"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "False"


def _elements(node: Any) -> Any:
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from _elements(item)
    elif isinstance(node, pikepdf.Dictionary):
        yield node
        if "/K" in node:
            yield from _elements(node.K)
