"""Uploads are judged by what they are; content is kept once under its digest."""

import hashlib
import io
import zipfile
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lms.backbone.files import BadUpload, check_upload, path_of, store


def _pdf(**root: Any) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _image(format_name: str, mode: str = "RGB", size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 90).save(out, format=format_name)
    return out.getvalue()


def _jpeg_with_location() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "A camera's name"
    exif[0x0112] = 6  # turned by 90 degrees
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, format="JPEG", exif=exif, comment=b"hidden")
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x" * 3000)
    return out.getvalue()


def _locked() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def _check(name: str, content: bytes) -> Any:
    return check_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("certificate.pdf", _pdf(), "application/pdf"),
        ("SCAN.PDF", _pdf(), "application/pdf"),
        ("photo.png", _image("PNG"), "image/png"),
        ("photo.jpg", _image("JPEG"), "image/jpeg"),
        ("photo.JPEG", _image("JPEG", "L"), "image/jpeg"),
        ("palette.png", _image("PNG", "P"), "image/png"),
        ("print.jpg", _image("JPEG", "CMYK"), "image/jpeg"),
    ],
)
def test_accepted_file_has_its_type(name: str, content: bytes, content_type: str) -> None:
    checked = _check(name, content)
    assert (checked.name, checked.content_type) == (name, content_type)
    assert checked.size == len(checked.content) > 0


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)"))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.docx", b"PK", "Only PDF, PNG and JPEG"),
        ("drawing.svg", b"<svg/>", "Only PDF, PNG and JPEG"),
        ("page.html", b"<html></html>", "Only PDF, PNG and JPEG"),
        ("no-ending", _pdf(), "Only PDF, PNG and JPEG"),
        ("empty.pdf", b"", "empty"),
        ("page.pdf", b"<html><script>alert(1)</script></html>", "not what its ending"),
        ("photo.png", _image("JPEG"), "not what its ending"),
        ("photo.pdf", _image("PNG"), "not what its ending"),
        ("archive-first.pdf", _zip() + _pdf(), "not what its ending"),
        ("archive-last.pdf", _pdf() + _zip(), "damaged"),
        ("cut.pdf", _pdf()[:-200], "damaged"),
        ("header-only.pdf", b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
        ("cut.png", _image("PNG", size=(400, 400))[:-80], "damaged"),
        ("cut.jpg", _image("JPEG", size=(400, 400))[:300], "damaged"),
        ("locked.pdf", _locked(), "locked with a password"),
        ("program.pdf", _pdf(OpenAction=SCRIPT), "contains a program"),
    ],
)
def test_refused_file_gets_one_clear_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(BadUpload) as refused:
        _check(name, content)
    assert sentence in str(refused.value)


def test_file_above_the_limit_is_refused_with_the_limit(settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    with pytest.raises(BadUpload) as refused:
        _check("big.pdf", b"%PDF-" + b"0" * 1024 * 1024)
    assert str(refused.value) == "This file is larger than 1 MB. Choose a smaller one."


def test_picture_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(BadUpload, match="too large"):
        _check("bomb.png", _image("PNG", "1", (8000, 6000)))


def test_picture_is_drawn_anew_upright_and_without_metadata() -> None:
    checked = _check("photo.jpg", _jpeg_with_location())
    with Image.open(io.BytesIO(checked.content)) as image:
        assert (image.size, dict(image.getexif())) == ((6, 8), {})
    assert b"camera" not in checked.content
    assert b"hidden" not in checked.content


def test_what_hides_behind_a_picture_is_left_out() -> None:
    checked = _check("photo.png", _image("PNG") + _zip())
    assert b"PK\x03\x04" not in checked.content


@pytest.mark.parametrize(
    ("given", "kept"),
    [("..\\..\\win.pdf", "win.pdf"), ("a\x00b\n.pdf", "ab.pdf"), ("ñ ü.pdf", "ñ ü.pdf")],
)
def test_name_is_kept_without_path_and_control_characters(given: str, kept: str) -> None:
    upload = SimpleUploadedFile("x.pdf", _pdf())
    upload._name = given
    assert check_upload(upload).name == kept


def test_content_is_stored_once_under_its_digest() -> None:
    digest = store("evidence", "", b"content")
    path = path_of("evidence", "", digest)
    before = path.stat()
    assert digest == hashlib.sha256(b"content").hexdigest()
    assert path.parts[-2:] == (digest[:2], digest)
    assert store("evidence", "", b"content") == digest
    assert (path.read_bytes(), path.stat().st_ino) == (b"content", before.st_ino)
    assert [file.name for file in path.parent.iterdir()] == [digest]


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "g" * 64])
def test_path_that_is_no_digest_is_refused(digest: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        path_of("evidence", "", digest)
