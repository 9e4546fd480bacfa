"""A file over HTTP in the parts a player asks for, so that a video can be sought (RFC 9110, 13 and 14).

Django answers whole files only. One range is served; several at once are answered with the whole file,
as the standard allows: players ask for one.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII | re.IGNORECASE)
#: More digits name no place in any file, and would take long to read as a number.
MOST_DIGITS = 18


class NotSatisfiable(Exception):
    """The range lies behind the end of the file."""


def serve_file(request: HttpRequest, path: Path) -> HttpResponseBase:
    """The file, the part of it that was asked for (206), or 304, 412 or 416.

    :raises FileNotFoundError: when it is gone.
    """
    stat = path.stat()
    # Strong: a file of the CMS is never changed in place, and nanoseconds tell a new one apart.
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    modified = int(stat.st_mtime)
    unchanged = get_conditional_response(request, etag, modified)
    if unchanged is not None:
        return _described(unchanged, etag, modified)
    try:
        part = _part(request, stat.st_size, etag, modified)
    except NotSatisfiable:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{stat.st_size}"
        return _described(refused, etag, modified)
    return _described(_content(request, path, stat.st_size, part), etag, modified)


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte (inclusive) of the one range; None when the header is to be ignored.

    :raises NotSatisfiable: when it asks for nothing that the file has.
    """
    match = ONE_RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if max(len(first), len(last)) > MOST_DIGITS:
        raise NotSatisfiable
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise NotSatisfiable
        return size - length, size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NotSatisfiable
    return int(first), min(int(last), size - 1) if last else size - 1


def _part(request: HttpRequest, size: int, etag: str, modified: int) -> tuple[int, int] | None:
    header = request.headers.get("Range")
    # A range is defined for GET alone.
    if header is None or request.method != "GET":
        return None
    known = request.headers.get("If-Range")
    if known is not None and known.strip() not in {etag, http_date(modified)}:
        return None
    return parse_range(header, size)


def _content(
    request: HttpRequest, path: Path, size: int, part: tuple[int, int] | None
) -> HttpResponseBase:
    kind, encoding = mimetypes.guess_type(path.name)
    kind = kind or "application/octet-stream"
    answer: HttpResponseBase
    if request.method == "HEAD":
        answer = HttpResponse(content_type=kind)
        answer["Content-Length"] = str(size)
    elif part is None:
        answer = FileResponse(path.open("rb"), content_type=kind)
    else:
        first, last = part
        answer = StreamingHttpResponse(_read(path, first, last), content_type=kind, status=206)
        answer["Content-Length"] = str(last - first + 1)
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    if encoding:
        answer["Content-Encoding"] = encoding
    return answer


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _described(answer: HttpResponseBase, etag: str, modified: int) -> HttpResponseBase:
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(modified)
    answer["Accept-Ranges"] = "bytes"
    return answer
