"""Opening an uploaded file, in a process of its own that may use little memory and little time.

Started by `lms.backbone.uploads` as a program that knows nothing of the platform: the file comes in by
the standard input; out go one line, `ok` or the code of a refusal, and the bytes to keep. A hostile
file can only end this process.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 640 * 1024 * 1024
SECONDS = 15
# A page of a scanner at 400 dots an inch has 15 million.
MOST_PIXELS = 20_000_000
# A JPEG with more is drawn at half, a quarter or an eighth of its size, which costs no more memory.
MOST_PIXELS_OF_JPEG = 200_000_000
MOST_PAGES = 1000
MOST_OBJECTS = 300_000
MOST_VALUES = 2_000_000
DEEPEST = 100
PDF_TAIL = 1024  # bytes a writer may leave after the end mark

#: What a reader's program would do without being asked, or beyond this file.
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
    "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView",
}  # fmt: skip
RUNS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
CARRIES = {"/EF", "/EmbeddedFiles", "/AF"}
PLAYS = {"/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}
CREDENTIALS = {"application/ld+json", "application/json"}
MOST_BYTES_OF_CREDENTIAL = 256 * 1024
SCHEMES = {"http", "https", "mailto", "tel"}


class Unfit(Exception):
    """The file is refused; the message is a code that `uploads` has a sentence for."""


def judge_pdf(content: bytes) -> bytes:
    """The same bytes: rewriting would break a signature that the file may carry.

    Only a PDF with a credential inside, as certificates have, is kept without it.
    """
    import pikepdf

    end = content.rfind(b"%%EOF")
    if end == -1 or len(content) - end > PDF_TAIL:
        raise Unfit("damaged")
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            plain = _without_credentials(document)
        if plain:
            content = plain
        with pikepdf.open(io.BytesIO(content)) as document:
            _judge_document(document)
    except pikepdf.PasswordError:
        raise Unfit("locked") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError):
        raise Unfit("damaged") from None
    return content


def _without_credentials(document: Any) -> bytes:
    """The PDF saved without its attachments, if all of them are small JSON; otherwise nothing."""
    if document.is_encrypted or not document.attachments:
        return b""
    for spec in document.attachments.values():
        file = spec.get_file()
        if file.mime_type not in CREDENTIALS or not _is_json(file):
            return b""
    del document.Root.Names["/EmbeddedFiles"]
    if "/AF" in document.Root:
        del document.Root["/AF"]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _is_json(file: Any) -> bool:
    content = file.read_bytes()
    if len(content) > MOST_BYTES_OF_CREDENTIAL:
        return False
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _judge_document(document: Any) -> None:
    if document.is_encrypted:
        raise Unfit("locked")
    if len(document.objects) > MOST_OBJECTS:
        raise Unfit("complicated")
    pages = len(document.pages)
    if pages == 0:
        raise Unfit("damaged")
    if pages > MOST_PAGES:
        raise Unfit("pages")
    for found in _dictionaries(document):
        _judge_dictionary(found)


def _dictionaries(document: Any) -> Iterator[Any]:
    """Every dictionary of the file, those of streams too; each indirect object is seen once."""
    import pikepdf

    seen = 0
    direct = [document.trailer]
    for start in [*direct, *document.objects]:
        waiting = [(start, 0)]
        while waiting:
            value, depth = waiting.pop()
            seen += 1
            if seen > MOST_VALUES or depth > DEEPEST:
                raise Unfit("complicated")
            if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                yield value
                within = list(value.values()) if hasattr(value, "values") else []
            elif isinstance(value, pikepdf.Array):
                within = list(value)
            else:
                continue
            waiting += [(one, depth + 1) for one in within if not _indirect(one)]


def _indirect(value: Any) -> bool:
    return bool(getattr(value, "is_indirect", False))


def _judge_dictionary(found: Any) -> None:
    keys = set(found.keys())
    if keys & CARRIES or str(found.get("/Type", "")) == "/EmbeddedFile":
        raise Unfit("carries")
    if str(found.get("/Subtype", "")) == "/FileAttachment":
        raise Unfit("carries")
    if (
        keys & RUNS
        or str(found.get("/S", "")) in ACTIONS
        or str(found.get("/Subtype", "")) in PLAYS
        or ("/URI" in keys and _leads_astray(found["/URI"]))
    ):
        raise Unfit("runs")


def _leads_astray(address: Any) -> bool:
    """Whether a link is anything but one of the web, a mail or a telephone number."""
    if not hasattr(address, "__bytes__"):
        return False
    text = "".join(one for one in str(address) if one.isprintable() and not one.isspace())
    scheme, colon, _rest = text.partition(":")
    return bool(colon) and "/" not in scheme and scheme.lower() not in SCHEMES


def judge_png(content: bytes) -> bytes:
    return _drawn_anew(content, "PNG", ("L", "RGB", "RGBA"))


def judge_jpeg(content: bytes) -> bytes:
    return _drawn_anew(content, "JPEG", ("L", "RGB"))


def _drawn_anew(content: bytes, format_name: str, modes: tuple[str, ...]) -> bytes:
    """The picture alone: no place, no camera, no words, nothing behind it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=[format_name]) as image:
            _fit(image, format_name)
            ImageOps.exif_transpose(image, in_place=True)
            plain = image if image.mode in modes else image.convert(_mode(image, modes))
            plain.info = {}
            quality = {"quality": 90} if format_name == "JPEG" else {}
            plain.save(out, format=format_name, exif=b"", **quality)
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Unfit("damaged") from None
    return out.getvalue()


def _fit(image: Any, format_name: str) -> None:
    width, height = image.size
    if format_name == "JPEG" and MOST_PIXELS < width * height <= MOST_PIXELS_OF_JPEG:
        scale = next(one for one in (2, 4, 8) if width * height <= MOST_PIXELS * one * one)
        image.draft(None, (width // scale, height // scale))
    if image.width * image.height > MOST_PIXELS:
        raise Unfit("pixels")


def _mode(image: Any, modes: tuple[str, ...]) -> str:
    return "RGBA" if "RGBA" in modes and image.has_transparency_data else "RGB"


JUDGES = {"pdf": judge_pdf, "png": judge_png, "jpeg": judge_jpeg}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer, kept = b"ok", JUDGES[sys.argv[1]](sys.stdin.buffer.read())
    except Unfit as unfit:
        answer, kept = str(unfit).encode(), b""
    except (MemoryError, RecursionError):
        answer, kept = b"complicated", b""
    sys.stdout.buffer.write(answer + b"\n" + kept)


if __name__ == "__main__":
    main()
