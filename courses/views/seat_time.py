"""The time in lessons: reports of browsers, and the button that asks whether it is enough."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from courses.selectors import journey
from courses.services import completion, seat_time
from courses.views.arriving import of_another_account
from courses.views.person import learner


@require_POST
@learner
def report(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """How long a page was read so far; answered with what is left, where a minimum time is asked for."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    if of_another_account(request):
        return JsonResponse({"other": True}, status=409)
    _before, step, _after = standing.around(lesson_key)
    visit = _visit(request.POST.get("visit", ""))
    seconds, ago = _whole(request, "seconds"), _whole(request, "ago")
    if visit is None or standing.completed:
        return HttpResponse(status=204)
    seat_time.report(
        enrollment=standing.own,
        lesson_key=step.page.lesson_key,
        visit=visit,
        seconds=seconds,
        ago=ago,
        at=timezone.now(),
    )
    if not standing.minimum_minutes:
        return HttpResponse(status=204)
    finished = journey.is_completed(standing.own)
    return JsonResponse(
        {
            "read": standing.minutes_read,
            "finished": reverse("courses:finished", args=[code]) if finished else "",
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
@learner
def finish(request: HttpRequest, code: str) -> HttpResponse:
    """Look whether the minimum time is reached, where nothing else is missing."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    if request.method == "POST" and not standing.completed:
        now = timezone.now()
        seat_time.act(person=standing.own.person, at=now)
        completion.complete(enrollment=standing.own, module=standing.module, at=now)
        standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    if standing.completed:
        return redirect("courses:finished", code=code)
    if standing.only_time_is_missing:
        messages.info(request, still_asked_for(standing.minutes_missing))
    return redirect(standing.page.get_url(request))


def still_asked_for(minutes: int) -> str:
    return ngettext(
        "%(minutes)d more minute of reading is asked for. Nothing you did is lost.",
        "%(minutes)d more minutes of reading are asked for. Nothing you did is lost.",
        minutes,
    ) % {"minutes": minutes}


def _visit(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _whole(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0
