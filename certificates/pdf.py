"""Drawing: the only module that imports WeasyPrint, and only the worker imports this module.

The PDF conforms to PDF/A-3a (archiving, tagged) and PDF/UA-1 (accessible) at once, and is a function of
the certificate's row: identifier, dates and fonts are fixed, so the bytes are the same every time.
"""

import hashlib
import io
import threading
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree

import segno
from django.template.loader import get_template
from PIL import Image, ImageFile
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certificates import files, fonts, hand_out_sheet, pictures, sheet
from certificates.models import Certificate
from certificates.xml_text import without_stray
from endorsement.models import HandOut

# WeasyPrint lets Pillow accept pictures that are cut off, in the whole process; uploads must not.
ImageFile.LOAD_TRUNCATED_IMAGES = False

BASE_URL = "certificate:sheet"
#: More than one, for a reader that smooths what it enlarges leaves the edges sharp then.
DOTS_OF_A_MODULE = 4
#: Style sheets of kinds that do not look like a certificate.
STYLES: dict[str, str] = {Certificate.Kind.TRANSCRIPT: "transcript"}
#: A font map is costly and not safe to share between threads: one a process, one drawing at a time.
_drawing = threading.Lock()


class DrawingFailed(Exception):
    """The page asked for something that is not ours to give."""


def draw(certificate: Certificate, *, credential: bytes = b"") -> bytes:
    """The certificate as a PDF, from its row and the design it names, with the credential attached where
    there is one. On one page where that can be.

    What does not fit is set smaller, step by step; what still does not goes on on a second page.

    :raises DrawingFailed: when the page asks for something that is not the platform's own.
    """
    assets = Assets(_assets(certificate))
    with _drawing:
        try:
            document = _laid_out(certificate, assets)
            attached = _attached(certificate, credential) if credential else []
            return _written(document, _identifier(certificate), attached)
        except FatalURLFetchingError as error:
            raise DrawingFailed(str(error)) from error


def draw_hand_out(hand_out: HandOut) -> bytes:
    """The hand-out as a PDF, from its row alone: the same bytes every time.

    :raises DrawingFailed: when its text asks for something that is not the platform's own.
    """
    with _drawing:
        try:
            document = _render(hand_out_sheet.html_of(hand_out), Assets({}), "hand_out")
            return _written(document, bytes.fromhex(hand_out.digest)[:16], [])
        except FatalURLFetchingError as error:
            raise DrawingFailed(str(error)) from error


def _assets(certificate: Certificate) -> dict[str, bytes]:
    """The code, and the pictures of the design."""
    named = pictures.named_by(certificate.design.says) if certificate.design else []
    return {
        "qr": _qr(sheet.address_of(certificate.number)),
        **{f"picture/{digest}": pictures.content_of(digest) for digest in named},
    }


def _identifier(certificate: Certificate) -> bytes:
    said = [certificate.number, certificate.payload_sha256]
    if certificate.design is not None:
        said.append(certificate.design.sha256)
    return hashlib.sha256(" ".join(said).encode()).digest()[:16]


class Assets(URLFetcher):
    """Serves what is named here and nothing else: no network, no file by path."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=["certificate"])
        self._assets = assets

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
        name = url.removeprefix("certificate:")
        if url == f"certificate:{name}" and name in self._assets:
            return URLFetcherResponse(url, self._assets[name], {"Content-Type": "image/png"})
        if url == f"certificate:{name}" and name.removeprefix("font/") in fonts.BY_NAME:
            content = fonts.content(name.removeprefix("font/"))
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        raise FatalURLFetchingError(f"A certificate may not use {url}")


def _laid_out(certificate: Certificate, assets: Assets) -> Document:
    if certificate.kind in STYLES:
        return _render(sheet.html_of(certificate), assets, STYLES[certificate.kind])
    document = _render(sheet.html_of(certificate), assets, "certificate")
    for tight in range(1, sheet.TIGHTEST + 1):
        if len(document.pages) == 1:
            break
        document = _render(sheet.html_of(certificate, tight=tight), assets, "certificate")
    return document


class AccessibleMetadata(DocumentMetadata):
    """PDF/A metadata that also claim PDF/UA-1, in the same RDF block.

    PDF/A does not know the `pdfuaid` namespace, so the block describes it as an extension.
    """

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        rdf = ElementTree.fromstring(super().generate_rdf_metadata(variant, version, conformance))  # noqa: S314
        rdf.extend(ElementTree.fromstring(_UNIVERSAL_ACCESS))  # noqa: S314
        return ElementTree.tostring(rdf, encoding="utf-8")


def _attached(certificate: Certificate, credential: bytes) -> list[Attachment]:
    """The same statement for machines, as PDF/A-3 asks: with its relation, its type and fixed dates."""
    issued = datetime.fromisoformat(sheet.document_of(certificate)["issued_at"])
    return [
        Attachment(
            file_obj=io.BytesIO(credential),
            name=files.CREDENTIAL,
            description="Open Badges 3.0",
            relationship="Data",
            created=issued,
            modified=issued,
        )
    ]


def _render(html: str, assets: Assets, style: str) -> Document:
    html = without_stray(html)
    return HTML(string=html, base_url=BASE_URL, url_fetcher=assets).render(
        font_config=_font_configuration(),
        stylesheets=[_faces(fonts.needed_for(html)), _style(style)],
        pdf_variant="pdf/a-3a",
    )


def _written(document: Document, identifier: bytes, attached: list[Attachment]) -> bytes:
    document.metadata = AccessibleMetadata(**vars(document.metadata))
    target = io.BytesIO()
    document.write_pdf(
        target, pdf_variant="pdf/a-3a", pdf_identifier=identifier, attachments=attached
    )
    return target.getvalue()


@cache
def _font_configuration() -> FontConfiguration:
    return FontConfiguration()


@cache
def _style(name: str) -> CSS:
    source = get_template(f"certificates/pdf/{name}.css").render()
    return CSS(string=source, font_config=_font_configuration(), url_fetcher=Assets({}))


@lru_cache(maxsize=32)
def _faces(faces: tuple[fonts.Face, ...]) -> CSS:
    source = fonts.style_sheet(faces)
    return CSS(string=source, font_config=_font_configuration(), url_fetcher=Assets({}))


def _qr(address: str) -> bytes:
    """The code as a picture in the page's own shades of gray: drawn in half the time of a path."""
    code = segno.make(address, error="m", micro=False)
    rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix_iter(border=4)]
    small = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
    size = len(rows) * DOTS_OF_A_MODULE
    target = io.BytesIO()
    small.resize((size, size), Image.Resampling.NEAREST).save(target, "PNG", compress_level=1)
    return target.getvalue()


_UNIVERSAL_ACCESS = """
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Description rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that this document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>
"""
for _prefix, _address in {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}.items():
    ElementTree.register_namespace(_prefix, _address)
