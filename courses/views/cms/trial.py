"""Trying the post-test of a module: for those who may edit it, in its draft or as it is on the site.

Nothing is kept, not even the paper: it goes out with its form and comes back, signed. Whoever may be here
may read the bank with its answers anyway.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets import Button

from courses.rules import paper, post_test, time_limit
from courses.selectors import trial
from courses.views.cms.screens import button_of_module, editor_of
from courses.views.post_test import left_until, on_paper
from endorsement.permissions import person_of
from lms.backbone.ids import public_id


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """What learners are told before they begin, and a button for each state that can be tried."""
    module = trial.module_for(request.user, pk)
    states = trial.states_of(module)
    if request.method == "POST":
        wanted = request.POST.get("state", "")
        if wanted not in {one.state for one in states if one.questions}:
            raise Http404
        return redirect("courses_cms:trial_paper", pk, _ticket(pk, wanted))
    context = {**_context(states[0]), "states": states}
    return render(request, "courses/trial/door.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def test(request: HttpRequest, pk: int, ticket: str) -> HttpResponse:
    """The paper; handed in without gaps, or after its time, it is marked."""
    module = trial.module_for(request.user, pk)
    drawn = _opened(ticket, _ticket_salt(pk))
    tried = trial.tried(module, drawn["state"])
    begun = datetime.fromtimestamp(drawn["at"], UTC)
    end = time_limit.deadline(begun, tried.module.time_limit, 0)
    if request.method == "POST":
        questions = _opened(request.POST.get("paper", ""), _paper_salt(ticket))
        answers = paper.answers_in(questions, dict(request.POST.lists()))
        problems = paper.problems(questions, answers)
        late = time_limit.is_late(end, timezone.now())
        if late or not problems:
            return _result(request, tried, questions, answers, late=late)
    else:
        questions, answers, problems = tried.paper(drawn["seed"]), {}, {}
    context = {
        **_context(tried),
        **_time(request, end),
        "questions": on_paper(questions, answers, problems, {}),
        "problems": problems,
        "paper": signing.dumps(questions, salt=_paper_salt(ticket), compress=True),
    }
    status = 422 if problems else 200
    return render(request, "courses/trial/paper.html", context, status=status)


def _result(
    request: HttpRequest,
    tried: trial.Tried,
    questions: Any,
    answers: Mapping[str, Any],
    *,
    late: bool,
) -> HttpResponse:
    score = post_test.score(questions, answers)
    places = tried.places()
    marked = [
        {"question": one, "answer": answers.get(one["key"]), "place": _written(places, one["key"])}
        for one in questions
    ]
    context = {
        **_context(tried),
        "score": score,
        "passed": score >= tried.module.pass_mark,
        "late": late,
        "again": tried.again(questions, answers),
        "marked": marked,
    }
    return render(request, "courses/trial/result.html", context)


def _written(places: Mapping[str, Any], key: str) -> str:
    """Where a question is edited; empty for one that is gone meanwhile."""
    if key not in places:
        return ""
    bank, block = places[key]
    return f"{editor_of(bank)}#block-{block}-section"


def _context(tried: trial.Tried) -> dict[str, Any]:
    return {
        "tried": tried,
        "page": tried.page,
        "module": tried.module,
        "minutes": tried.module.time_limit,
        "rest": post_test.rest_minutes(tried.module.wait_minutes),
        "back": editor_of(tried.bank or tried.page),
    }


def _time(request: HttpRequest, end: datetime | None) -> dict[str, Any]:
    if end is None:
        return {}
    zone = ZoneInfo(person_of(request.user).time_zone)
    return left_until(end, timezone.now(), zone)


def _ticket(pk: int, state: str) -> str:
    """Says what is drawn, from which state, since when."""
    drawn = {"state": state, "seed": public_id(), "at": int(timezone.now().timestamp())}
    return signing.dumps(drawn, salt=_ticket_salt(pk))


def _ticket_salt(pk: int) -> str:
    return f"courses.trial.{pk}"


def _paper_salt(ticket: str) -> str:
    return f"courses.trial.paper.{ticket}"


def _opened(signed: str, salt: str) -> Any:
    """:raises Http404: for what we did not sign."""
    try:
        return signing.loads(signed, salt=salt)
    except signing.BadSignature:
        raise Http404 from None


def button(page: Any, user: Any, *_args: Any, **_kwargs: Any) -> list[Button]:
    """In the menu of a module, a lesson and a bank."""
    return button_of_module(page, user, "trial", _("Try the test"), icon="help", priority=6)
