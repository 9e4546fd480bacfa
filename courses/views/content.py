"""Playing packages on a host of their own, where nobody is signed in.

A package is a stranger's program. Here it meets no cookie and no page of the platform; what it may fetch,
send to and stand in is said by the policies below.
"""

import json
from dataclasses import asdict, dataclass
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

from courses.models import Package, PackagePlay, PackageSession
from courses.packages import launch
from courses.packages.cmi5 import launch as cmi5_facts
from courses.packages.manifest import Standard, Unit
from courses.packages.report import standing
from courses.selectors import cmi5
from courses.selectors.play import unit_of
from courses.services import cmi5_launch, cmi5_token, play_token
from courses.services import package as packages
from courses.services import play as plays
from courses.services.play_token import Ticket
from courses.views.policies import OPENED_FROM_A_SANDBOX, as_own_page, as_part_of_package, nothing
from lms.backbone.byte_ranges import serve_file
from lms.backbone.public_pages import language_asked

MOST_BYTES = 1_000_000


@require_safe
@xframe_options_exempt
def player(request: HttpRequest, token: str) -> HttpResponse:
    """The page around a package: what the package talks to, and the frame it stands in."""
    ticket = play_token.read(token)
    with translation.override(language_asked(request, "in") or settings.LANGUAGE_CODE):
        found = _opened(ticket) if ticket else None
        if ticket is None or found is None:
            sentence = _("This page is too old. Go back to the lesson and open it again.")
            return as_own_page(_said(sentence))
        context = {"title": found.unit.title, "start": _start(ticket, found, token)}
        page = render(request, "courses/packages/player.html", context)
    return as_own_page(page, ticket.origin)


@dataclass(frozen=True)
class Opened:
    """What a ticket opens; `session` is that of cmi5."""

    package: Package
    unit: Unit
    play: PackagePlay | None
    session: PackageSession | None


def _opened(ticket: Ticket) -> Opened | None:
    package = Package.objects.filter(public_id=ticket.package).first()
    play = PackagePlay.objects.filter(public_id=ticket.play, turn=ticket.turn).first()
    session = cmi5.by_key(ticket.session) if ticket.session else None
    if package is None or (ticket.play and play is None):
        return None
    # Its token was given out already: what is loaded again has to be opened again.
    if ticket.session and (session is None or session.fetched_at or session.ended_at):
        return None
    return Opened(package, unit_of(package, ticket.unit), play, session)


def _start(ticket: Ticket, found: Opened, token: str) -> dict[str, object]:
    """What the player is told (package-player.js)."""
    return {
        "standard": found.package.standard,
        "values": {} if found.session else _values(found),
        "token": token,
        "report": _here("report"),
        "entry": _entry(ticket, found),
        "platform": ticket.origin,
        "spoken": f"{settings.CONTENT_URL}{_here('statements')}" if found.session else "",
        "own_window": found.session is not None and cmi5.wants_own_window(found.session),
    }


def _values(found: Opened) -> dict[str, str]:
    play, own = found.play, found.play or found.package
    return launch.values(
        Standard(found.package.standard),
        play.report if play else {},
        learner=own.public_id,
        seconds=play.seconds if play else 0,
        mastery=found.unit.mastery,
        done=bool(play and play.done_at),
    )


def _entry(ticket: Ticket, found: Opened) -> str:
    if found.package.standard == Standard.H5P:
        return f"{_here('h5p', play_token.for_files(ticket))}?in={translation.get_language()}"
    address = _here("file", play_token.for_files(ticket), quote(found.unit.path))
    query, fragment = found.unit.query, ""
    if found.session:
        told = cmi5.told(found.session)
        link = _here("fetch", cmi5_token.fetch_link(found.session))
        endpoint = _here("about").removesuffix("about")
        more = cmi5_facts.query(
            told,
            endpoint=f"{settings.CONTENT_URL}{endpoint}",
            fetch=f"{settings.CONTENT_URL}{link}",
        )
        query = f"{query}&{more}" if query else more
        fragment = f"#{told.part.fragment}" if told.part.fragment else ""
    return f"{address}?{query}{fragment}" if query else address


def _here(name: str, *args: str) -> str:
    return reverse(name, args=args, urlconf=settings.CONTENT_URLCONF)


@require_safe
@xframe_options_exempt
def over(request: HttpRequest) -> HttpResponse:
    """Where a part of a cmi5 package leads when it is over, in its frame or its own window."""
    with translation.override(language_asked(request, "in") or settings.LANGUAGE_CODE):
        page = render(request, "courses/packages/over.html")
    page["Cross-Origin-Opener-Policy"] = OPENED_FROM_A_SANDBOX
    return as_own_page(page)


@csrf_exempt  # Nobody is signed in here: the token in the body is all that counts.
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Keep what a package set, and renew the token. 410: open it again; 409: opened elsewhere."""
    told = _told(request)
    ticket = play_token.read(str(told.get("token", ""))) if told else None
    if told is None or ticket is None:
        return as_own_page(HttpResponse(status=400 if told is None else 410))
    try:
        kept = _kept(ticket, told)
    except plays.NotKept as refused:
        return as_own_page(HttpResponse(status=409 if refused.elsewhere else 413))
    return as_own_page(JsonResponse({"token": play_token.issue(ticket), **kept}))


def _kept(ticket: Ticket, told: dict[str, Any]) -> dict[str, bool]:
    seconds, at = told.get("seconds", 0), timezone.now()
    who: Any = {
        "public_id": ticket.play,
        "turn": ticket.turn,
        "seconds": seconds if isinstance(seconds, int) else 0,
        "at": at,
    }
    if ticket.session:
        return asdict(cmi5_launch.keep_open(key=ticket.session, **who))
    values = told.get("values", {})
    if not ticket.play:
        return {"over": False, "done": _would_be_done(ticket, values)}
    kept = plays.keep_report(values=values, **who)
    return {"over": False, "done": kept.done_at is not None}


def _would_be_done(ticket: Ticket, values: Any) -> bool:
    """For an author who tries a package: whether a lesson that waits for it would be free now."""
    package = Package.objects.filter(public_id=ticket.package).first()
    if package is None or not launch.is_report(values):
        return False
    mastery = unit_of(package, ticket.unit).mastery
    return standing(Standard(package.standard), values, mastery).done


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
    return as_part_of_package(answer, opened[1])


def _place(package: str, path: str) -> Path | None:
    try:
        place = Path(safe_join(packages.folder_of(package), path))
    except (SuspiciousFileOperation, ValueError):
        return None
    return place if place.is_file() else None


def failed(_request: HttpRequest) -> HttpResponse:
    return as_own_page(HttpResponse("Something went wrong.", content_type="text/plain", status=500))


def _said(sentence: str) -> HttpResponse:
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=410)
