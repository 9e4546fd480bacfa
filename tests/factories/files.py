"""Uploads as a browser sends them."""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from lms.backbone.files import Checked, check_upload


def pdf(name: str = "certificate.pdf", text: str = "") -> SimpleUploadedFile:
    """A one-page PDF; `text` makes its content differ."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        document.docinfo["/Title"] = text or "certificate"
        document.save(out, deterministic_id=True)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")


def checked(name: str = "certificate.pdf", text: str = "") -> Checked:
    return check_upload(pdf(name, text))
