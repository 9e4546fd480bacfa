"""The post-test: its door, the paper, the result."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from courses.models import Attempt
from courses.rules import paper
from courses.selectors import journey
from courses.selectors.review import to_read_again
from courses.services import post_test
from courses.views.person import learner
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@learner
def door(request: HttpRequest, code: str) -> HttpResponse:
    """What to expect, and the button that begins an attempt."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    if request.method == "POST":
        return _begin(request, standing)
    opens = standing.next_attempt_at
    now = timezone.now()
    context = {
        "page": standing.page,
        "module": standing.module,
        "journey": standing,
        "wait": post_test.wait_until(opens, request.person.time_zone)  # type: ignore[attr-defined]
        if opens and opens > now
        else "",
    }
    return render(request, "courses/test_door.html", context)


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
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    problems: Mapping[str, str] = {}
    if request.method == "POST":
        try:
            handed = post_test.hand_in_attempt(
                enrollment=standing.own,
                module=standing.module,
                number=number,
                fields=dict(request.POST.lists()),
                at=timezone.now(),
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


def _paper(
    request: HttpRequest,
    standing: journey.Journey,
    found: Attempt,
    problems: Mapping[str, str],
) -> HttpResponse:
    # Right answers and rationales stay on the server until the attempt is handed in.
    questions = [
        {
            **paper.shown(question),
            "answer": found.answers.get(question["key"]),
            "problem": problems.get(question["key"], ""),
            "template": f"courses/questions/paper_{_shape(question)}.html",
        }
        for question in found.questions
    ]
    context = {**_context(standing, found), "questions": questions, "problems": problems}
    status = 422 if problems else 200
    return render(request, "courses/test_paper.html", context, status=status)


def _shape(question: Mapping[str, Any]) -> str:
    kind = str(question.get("kind", ""))
    return kind if kind in {"matching", "ordering", "short_answer"} else "options"


def _result(request: HttpRequest, standing: journey.Journey, found: Attempt) -> HttpResponse:
    opens = standing.next_attempt_at
    waits = opens is not None and opens > timezone.now() and not standing.passed
    context = {
        **_context(standing, found),
        "again": to_read_again(standing, found),
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
