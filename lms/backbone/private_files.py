"""Private files, handed out by one door: to this person, by this address, within a minute.

Whoever may have a file is sent on to the same address with a key: a signature over account, session,
address and time. What stays behind in a history, a log or a chat opens nothing; the address without a
key asks anew whether the person may. Behind a proxy that `PRIVATE_FILES_PREFIX` names, the proxy sends
the bytes (`X-Accel-Redirect`) and the web process only decides.
"""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.http import content_disposition_header, urlencode

from lms.backbone.files import path_of

KEY = "key"
GOOD_FOR = timedelta(minutes=1)
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
IN_PAGE = (
    "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline';"
    " frame-ancestors 'self'"
)
_SIGNER = signing.TimestampSigner(salt="lms.backbone.private_files")


def hand_out_stored(
    request: HttpRequest,
    storage: str,
    folder: str,
    digest: str,
    *,
    name: str,
    content_type: str,
    in_page: bool = False,
) -> HttpResponseBase:
    """`hand_out` of content that is kept under its digest."""
    path = path_of(storage, folder, digest)
    return hand_out(request, path, name=name, content_type=content_type, in_page=in_page)


def hand_out(
    request: HttpRequest, path: Path, *, name: str, content_type: str, in_page: bool = False
) -> HttpResponseBase:
    """The file as a download that no browser interprets and no cache keeps.

    `in_page` lets a page of ours show it instead, if it is of a kind that runs nothing: a PDF, which the
    browser's own viewer draws, or a picture. The caller has already decided that this account may have it.
    Without a key the answer leads to the same address with one; a key that has run out or is somebody
    else's gets 410 and the way back.

    :raises FileNotFoundError: when the file is gone.
    """
    path.stat()
    if KEY not in request.GET:
        return _closed(HttpResponseRedirect(f"{request.path}?{urlencode({KEY: _key(request)})}"))
    if not _fits(request):
        page = render(request, "private_file_gone.html", {"again": request.path}, status=410)
        return _closed(page)
    shown = in_page and content_type in SHOWN
    return _closed(_content(path, name, content_type, in_page=shown), in_page=shown)


def _key(request: HttpRequest) -> str:
    """Time and signature; what is signed is left out, for the address holds it already."""
    whose = _whose(request)
    return _SIGNER.sign(whose).removeprefix(f"{whose}:")


def _fits(request: HttpRequest) -> bool:
    try:
        _SIGNER.unsign(f"{_whose(request)}:{request.GET[KEY]}", max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    return True


def _whose(request: HttpRequest) -> str:
    # The session as well: signing out ends what was opened.
    session = salted_hmac("lms.backbone.private_files", request.session.session_key or "")
    return f"{request.user.pk}:{session.hexdigest()}:{request.path}"


def _content(path: Path, name: str, content_type: str, *, in_page: bool) -> HttpResponseBase:
    if not settings.PRIVATE_FILES_PREFIX:
        return FileResponse(
            path.open("rb"), as_attachment=not in_page, filename=name, content_type=content_type
        )
    # The proxy measures the file itself.
    answer = HttpResponse(content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(not in_page, name) or (
        "inline" if in_page else "attachment"
    )
    place = path.resolve().relative_to(Path(settings.PRIVATE_ROOT).resolve())
    answer["X-Accel-Redirect"] = f"{settings.PRIVATE_FILES_PREFIX}{place.as_posix()}"
    return answer


def _closed(answer: HttpResponseBase, *, in_page: bool = False) -> HttpResponseBase:
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Content-Type-Options"] = "nosniff"
    if in_page:
        # A sandbox would keep the browser's viewer from drawing it. Only pages of ours may frame it.
        answer["Content-Security-Policy"] = IN_PAGE
        answer["X-Frame-Options"] = "SAMEORIGIN"
    elif answer.has_header("Content-Disposition"):
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
