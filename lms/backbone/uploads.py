"""Judging an uploaded file by what it is, not by what it is called.

Each kind has a check that opens the whole file and returns the bytes to keep. Images are drawn anew,
which leaves out location, camera and anything hidden behind the picture.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_PIXELS = 40_000_000
PDF_TAIL = 1024  # bytes a writer may leave after the end mark


class BadUpload(ValueError):
    """The file is refused; the message is one clear sentence for the person who chose it."""


@dataclass(frozen=True)
class Kind:
    """An accepted kind of file: how it starts, its endings, and its check."""

    content_type: str
    starts_with: bytes
    endings: tuple[str, ...]
    check: Callable[[bytes], bytes]


def damaged() -> BadUpload:
    return BadUpload(
        _("This file is damaged or incomplete. Open it, save it again and upload that.")
    )


def check_pdf(content: bytes) -> bytes:
    """The same bytes: rewriting would break a signature that the file may carry.

    :raises BadUpload: when it is damaged, locked, runs a program, or hides something after its end.
    """
    end = content.rfind(b"%%EOF")
    if end == -1 or len(content) - end > PDF_TAIL:
        raise damaged()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.pages) == 0:
                raise damaged()
            if _runs_something(document):
                raise BadUpload(
                    _("This PDF contains a program. Print it to a new PDF and upload that.")
                )
    except pikepdf.PasswordError:
        raise BadUpload(
            _("This PDF is locked with a password. Save it without one and upload that.")
        ) from None
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        if isinstance(error, BadUpload):
            raise
        raise damaged() from None
    return content


def _runs_something(document: pikepdf.Pdf) -> bool:
    root = document.Root
    if "/JavaScript" in root.get("/Names", pikepdf.Dictionary()):
        return True
    opening = root.get("/OpenAction", None)
    if isinstance(opening, pikepdf.Dictionary):
        return str(opening.get("/S", "")) in {"/JavaScript", "/Launch"}
    return False


def check_png(content: bytes) -> bytes:
    """:raises BadUpload: when it cannot be drawn."""
    return _drawn_anew(content, "PNG")


def check_jpeg(content: bytes) -> bytes:
    """:raises BadUpload: when it cannot be drawn."""
    return _drawn_anew(content, "JPEG")


def _drawn_anew(content: bytes, format_name: str) -> bytes:
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=[format_name]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise BadUpload(
                    _("This picture is too large. Save it with fewer pixels and upload that.")
                )
            upright = ImageOps.exif_transpose(image)
            modes = {"PNG": ("L", "RGB", "RGBA"), "JPEG": ("L", "RGB")}[format_name]
            plain = upright if upright.mode in modes else upright.convert(_mode(upright, modes))
            clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
            clean.save(
                out, format=format_name, **({"quality": 90} if format_name == "JPEG" else {})
            )
    except BadUpload:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise damaged() from None
    return out.getvalue()


def _mode(image: Image.Image, modes: tuple[str, ...]) -> str:
    return "RGBA" if "RGBA" in modes and image.has_transparency_data else "RGB"


KINDS = (
    Kind("application/pdf", b"%PDF-", (".pdf",), check_pdf),
    Kind("image/png", b"\x89PNG\r\n\x1a\n", (".png",), check_png),
    Kind("image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg"), check_jpeg),
)
