"""The post-test: its door, the paper, the result."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.models import Attempt
from courses.rules import paper, time_limit
from courses.rules.post_test import rest_minutes
from courses.selectors import journey
from courses.selectors.accommodation import extra_percent
from courses.selectors.review import to_read_again
from courses.services import post_test
from courses.views.arriving import of_another_account
from courses.views.person import learner
from endorsement.models import Person
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@learner
def door(request: HttpRequest, code: str) -> HttpResponse:
    """What to expect, and the button that begins an attempt."""
    now = timezone.now()
    standing = _standing(request, code, now)
    if request.method == "POST":
        return _begin(request, standing)
    opens = standing.next_attempt_at
    context = {
        "page": standing.page,
        "module": standing.module,
        "journey": standing,
        "wait": post_test.wait_until(opens, request.person.time_zone)  # type: ignore[attr-defined]
        if opens and opens > now
        else "",
        "rest": rest_minutes(standing.module.wait_minutes),
        **_time(standing, now),
    }
    return render(request, "courses/test_door.html", context)


def _standing(request: HttpRequest, code: str, now: datetime) -> journey.Journey:
    """Where the learner stands; an attempt whose time is over is handed in first."""
    person: Person = request.person  # type: ignore[attr-defined]
    standing = journey.enrolled(code, person)
    left = standing.open_attempt
    if left is None or not time_limit.is_over(left.deadline, now):
        return standing
    post_test.close_overdue(enrollment=standing.own, module=standing.module, at=now)
    return journey.enrolled(code, person)


def _time(standing: journey.Journey, now: datetime) -> dict[str, Any]:
    """Minutes the learner has for an attempt, how many of them are extra, and what is left of an
    open one.
    """
    limit = standing.module.time_limit
    extra = extra_percent(standing.own.person, standing.module.code, now) if limit else 0
    allowed = time_limit.minutes(limit, extra)
    found: dict[str, Any] = {"minutes": allowed, "extra_minutes": allowed - limit}
    attempt = standing.open_attempt
    if attempt is not None and attempt.deadline is not None:
        zone = ZoneInfo(standing.own.person.time_zone)
        found |= left_until(attempt.deadline, now, zone)
    return found


def left_until(deadline: datetime, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """What a paper says of the time that is left. The deadline is what a clock on the wall shows: an aware
    one a template would turn into the platform's zone.
    """
    seconds = int((deadline - now).total_seconds())
    return {
        "deadline": deadline.astimezone(zone).replace(tzinfo=None),
        "seconds_left": max(0, seconds),
        "minutes_left": max(0, -(-seconds // 60)),
    }


def _begin(request: HttpRequest, standing: journey.Journey) -> HttpResponse:
    try:
        attempt = post_test.start_attempt(
            enrollment=standing.own, module=standing.module, at=timezone.now()
        )
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
        return redirect("courses:test", code=standing.module.code)
    return redirect("courses:attempt", code=standing.module.code, number=attempt.number)


@require_http_methods(["GET", "HEAD", "POST"])
@learner
def attempt(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The paper while it is open, the result afterwards. Handing in twice shows the result again."""
    now = timezone.now()
    standing = _standing(request, code, now)
    problems: Mapping[str, str] = {}
    if request.method == "POST":
        try:
            handed = post_test.hand_in_attempt(
                enrollment=standing.own,
                module=standing.module,
                number=number,
                fields=dict(request.POST.lists()),
                at=now,
            )
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
            return redirect("courses:test", code=code)
        problems = handed.problems
        if not problems:
            return redirect("courses:attempt", code=code, number=number)
    found = journey.attempt_of(standing.own, number)
    if found.handed_in_at is None:
        return _paper(request, standing, found, problems)
    return _result(request, standing, found)


@require_POST
@learner
def save(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep what stands on the paper: by the button, or one question a time as a device sends it, which
    may have kept it for a while (paper.js).
    """
    if of_another_account(request):
        return JsonResponse({"other": True}, status=409)
    now = timezone.now()
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    try:
        kept = post_test.save_answers(
            enrollment=standing.own,
            module=standing.module,
            number=number,
            fields=dict(request.POST.lists()),
            only=request.POST.get("only", ""),
            done_at=_done_at(request),
            at=now,
        )
    except Refused as refused:
        if request.htmx:  # type: ignore[attr-defined]
            return JsonResponse({"said": str(refused.sentence)}, status=409)
        messages.warning(request, str(refused.sentence))
        return redirect("courses:test", code=code)
    if request.htmx:  # type: ignore[attr-defined]
        return _told(kept, now.astimezone(ZoneInfo(standing.own.person.time_zone)))
    if kept.handed_in_at is None:
        messages.success(request, _("Your answers are saved. You can go on here later."))
    return redirect("courses:attempt", code=code, number=number)


def _told(kept: Attempt, now: datetime) -> HttpResponse:
    """To the script that sent one question: when it was saved, or that the attempt has ended."""
    if kept.handed_in_at is not None:
        return JsonResponse({"said": post_test.came_too_late(kept)}, status=409)
    return JsonResponse(
        {"said": _("Saved at %(time)s") % {"time": time_format(now, "TIME_FORMAT")}}
    )


def _done_at(request: HttpRequest) -> datetime | None:
    """When an answer was given, by the server's clock as the page knew it; None: now."""
    told = request.POST.get("done_at", "")
    if not (told.isdecimal() and len(told) < 15):
        return None
    return datetime.fromtimestamp(int(told) / 1000, UTC)


def _paper(
    request: HttpRequest,
    standing: journey.Journey,
    found: Attempt,
    problems: Mapping[str, str],
) -> HttpResponse:
    now = timezone.now()
    context = {
        **_context(standing, found),
        **_time(standing, now),
        "now": int(now.timestamp() * 1000),
        "questions": on_paper(found.questions, found.answers, problems, found.answered_at),
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "courses/test_paper.html", context, status=status)


def on_paper(
    questions: Sequence[Mapping[str, Any]],
    answers: Mapping[str, Any],
    problems: Mapping[str, str],
    answered_at: Mapping[str, int],
) -> list[dict[str, Any]]:
    """Right answers and rationales stay on the server until the attempt is handed in."""
    return [
        {
            **paper.shown(question),
            "answer": answers.get(question["key"]),
            "problem": problems.get(question["key"], ""),
            "answered_at": answered_at.get(question["key"], 0),
            "template": f"courses/questions/paper_{_shape(question)}.html",
        }
        for question in questions
    ]


def _shape(question: Mapping[str, Any]) -> str:
    kind = str(question.get("kind", ""))
    return kind if kind in {"matching", "ordering", "short_answer"} else "options"


def _result(request: HttpRequest, standing: journey.Journey, found: Attempt) -> HttpResponse:
    opens = standing.next_attempt_at
    waits = opens is not None and opens > timezone.now() and not standing.passed
    context = {
        **_context(standing, found),
        "again": to_read_again(standing, found.questions, found.answers),
        "wait": post_test.wait_until(opens, request.person.time_zone)  # type: ignore[attr-defined]
        if opens and waits
        else "",
    }
    return render(request, "courses/test_result.html", context)


def _context(standing: journey.Journey, found: Attempt) -> dict[str, Any]:
    return {
        "page": standing.page,
        "module": standing.module,
        "journey": standing,
        "attempt": found,
    }
