"""A package of a lesson: its parts, and the page in which one is played."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.models import LessonPage, Package
from courses.packages.manifest import Standard, Unit
from courses.selectors import journey, play
from courses.selectors.module import with_content
from courses.services import cmi5_launch, play_token
from courses.services import play as services
from courses.services.play_token import Ticket
from courses.views.person import learner


@require_safe
@learner
def play_unit(
    request: HttpRequest, code: str, lesson_key: str, block_key: str, number: int
) -> HttpResponse:
    """One part of a package in a frame from the host of packages."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    _before, step, _after = standing.around(lesson_key)
    lesson = with_content(step.page)
    block = _block(lesson, block_key)
    units = play.units_of(block["package"]) if block["package"] else []
    if not 0 < number <= len(units) or not settings.CONTENT_URL:
        return redirect(f"{lesson.get_url(request)}#{block_key}")
    unit = units[number - 1]
    ticket = _opened(
        _origin(request),
        enrollment=standing.own,
        lesson_key=lesson_key,
        block_key=block_key,
        package=block["package"],
        unit_key=unit.key,
        at=timezone.now(),
    )
    context = {
        "page": lesson,
        "journey": standing,
        "title": block["title"],
        "unit": unit,
        "several": len(units) > 1,
        "back": f"{lesson.get_url(request)}#{block_key}",
        "frame": player_address(ticket),
        "content_url": settings.CONTENT_URL,
    }
    return framing_packages(render(request, "courses/packages/play.html", context))


def _opened(origin: str, *, package: Package, unit_key: str, **where: Any) -> Ticket:
    session = ""
    if package.standard == Standard.CMI5:
        language = get_language() or "en"
        opened, begun = cmi5_launch.launch_unit(
            package=package, unit_key=unit_key, language=language, **where
        )
        session = str(begun.key)
    else:
        opened = services.open_unit(package=package, unit_key=unit_key, **where)
    return Ticket(
        package=package.public_id,
        unit=unit_key,
        origin=origin,
        play=opened.public_id,
        turn=opened.turn,
        session=session,
    )


def _block(lesson: LessonPage, block_key: str) -> Any:
    for child in lesson.body:
        if child.block_type == "package" and child.value["key"] == block_key:
            return child.value
    raise Http404


def framing_packages(answer: HttpResponse) -> HttpResponse:
    """A page of ours in which one frame from the host of packages may stand."""
    answer._csp_update = {"frame-src": [settings.CONTENT_URL]}  # type: ignore[attr-defined]
    return answer


def try_out(request: HttpRequest, package: Package, unit: Unit) -> str:
    """Where an author plays a package; nothing of it is kept."""
    session = ""
    if package.standard == Standard.CMI5:
        language = get_language() or "en"
        tried = cmi5_launch.try_unit(
            package=package, unit_key=unit.key, language=language, at=timezone.now()
        )
        session = str(tried.key)
    return player_address(Ticket(package.public_id, unit.key, _origin(request), session=session))


def player_address(ticket: Ticket) -> str:
    """The frame's address on the host of packages, in the reader's language."""
    path = reverse("player", args=[play_token.issue(ticket)], urlconf=settings.CONTENT_URLCONF)
    return f"{settings.CONTENT_URL}{path}?in={get_language()}"


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
