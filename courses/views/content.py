"""Playing packages on a host of their own, where nobody is signed in.

A package is a stranger's program. Here it meets no cookie and no page of the platform; what it may fetch,
send to and stand in is said by the policies below.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils._os import safe_join
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from courses.models import Package, PackagePlay
from courses.packages import launch
from courses.packages.manifest import Standard, Unit
from courses.selectors.play import unit_of
from courses.services import package as packages
from courses.services import play as plays
from courses.services import play_token
from courses.services.play_token import Ticket
from lms.backbone.byte_ranges import serve_file

MOST_BYTES = 1_000_000
#: A package may run what it brought, and fetch and send nowhere else.
PACKAGE_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; form-action 'none';"
    # The page of the player and the platform's page around it: each of them is asked about.
    " base-uri 'self'; frame-ancestors 'self'"
)


@require_safe
@xframe_options_exempt
def player(request: HttpRequest, token: str) -> HttpResponse:
    """The page around a package: what the package talks to, and the frame it stands in."""
    ticket = play_token.read(token)
    found = _opened(ticket) if ticket else None
    if ticket is None or found is None:
        return _policy(_said(_("This page is too old. Go back to the lesson and open it again.")))
    package, unit, play = found
    with translation.override(request.GET.get("in", settings.LANGUAGE_CODE)):
        context = {"title": unit.title, "start": _start(ticket, package, unit, play, token)}
        page = render(request, "courses/packages/player.html", context)
    return _policy(page, ticket.origin)


def _opened(ticket: Ticket) -> tuple[Package, Unit, PackagePlay | None] | None:
    package = Package.objects.filter(public_id=ticket.package).first()
    play = PackagePlay.objects.filter(public_id=ticket.play, turn=ticket.turn).first()
    if package is None or (ticket.play and play is None):
        return None
    return package, unit_of(package, ticket.unit), play


def _start(
    ticket: Ticket, package: Package, unit: Unit, play: PackagePlay | None, token: str
) -> dict[str, object]:
    """What the player is told (package-player.js)."""
    files = play_token.for_files(ticket)
    entry = reverse("file", args=[files, quote(unit.path)], urlconf="courses.content_urls")
    return {
        "standard": package.standard,
        "values": launch.values(
            Standard(package.standard),
            play.report if play else {},
            learner=play.public_id if play else package.public_id,
            seconds=play.seconds if play else 0,
            mastery=unit.mastery,
            done=bool(play and play.done_at),
        ),
        "token": token,
        "report": reverse("report", urlconf="courses.content_urls"),
        "entry": f"{entry}?{unit.query}" if unit.query else entry,
        "platform": ticket.origin,
    }


@csrf_exempt  # Nobody is signed in here: the token in the body is all that counts.
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Keep what a package set, and renew the token. 410: open it again; 409: opened elsewhere."""
    told = _told(request)
    ticket = play_token.read(str(told.get("token", ""))) if told else None
    if told is None or ticket is None:
        return _policy(HttpResponse(status=400 if told is None else 410))
    if not ticket.play:
        return _policy(JsonResponse({"token": play_token.issue(ticket), "done": False}))
    seconds = told.get("seconds", 0)
    try:
        kept = plays.keep_report(
            public_id=ticket.play,
            turn=ticket.turn,
            values=told.get("values", {}),
            seconds=seconds if isinstance(seconds, int) else 0,
            at=timezone.now(),
        )
    except plays.NotKept as refused:
        return _policy(HttpResponse(status=409 if refused.elsewhere else 413))
    done = kept.done_at is not None
    return _policy(JsonResponse({"token": play_token.issue(ticket), "done": done}))


def _told(request: HttpRequest) -> dict[str, Any] | None:
    length = request.headers.get("content-length") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return None
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


@require_safe
@xframe_options_exempt
def file(request: HttpRequest, ticket: str, path: str) -> HttpResponseBase:
    """A file of a package, for whoever was given the way to it."""
    opened = play_token.files_of(ticket)
    place = _place(opened[0], path) if opened else None
    if opened is None or place is None:
        return nothing(request)
    answer = serve_file(request, place)
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = f"{PACKAGE_POLICY} {opened[1]}"
    answer._csp_exempt = True  # type: ignore[attr-defined]
    return answer


def _place(package: str, path: str) -> Path | None:
    try:
        place = Path(safe_join(packages.folder_of(package), path))
    except (SuspiciousFileOperation, ValueError):
        return None
    return place if place.is_file() else None


def nothing(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The answer to every address that is none."""
    return _policy(HttpResponse("Not found.", content_type="text/plain", status=404))


def failed(_request: HttpRequest) -> HttpResponse:
    return _policy(HttpResponse("Something went wrong.", content_type="text/plain", status=500))


def _said(sentence: str) -> HttpResponse:
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=410)


def _policy(answer: HttpResponse, origin: str = "") -> HttpResponse:
    """Our own pages here: nothing from elsewhere, in a frame of the platform's page alone."""
    answer["Content-Security-Policy"] = (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
        f" frame-ancestors {origin or '*'}"
    )
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer._csp_exempt = True  # type: ignore[attr-defined]
    return answer
