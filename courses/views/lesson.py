"""Reading a lesson, answering in it, and marking it done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import LessonPage, ModulePage
from courses.selectors import bookmark, journey, note, play, tool
from courses.selectors.lesson import fetch_media
from courses.selectors.module import source_of, sources, taken_by, with_content
from courses.services import answers, learning, seat_time
from courses.views.arriving import arrives_once, done_at
from courses.views.person import learner, optional_person
from endorsement.models import Person
from endorsement.refusals import Refused


def show(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """A lesson for whoever has started the module; others are told kindly how to begin.

    Whoever is in the middle of an earlier version reads that one; a lesson that left the site is
    there for them alone.
    """
    person = optional_person(request)
    parent: ModulePage = page.get_parent().specific
    module = source_of(parent)
    here = page.live and module.live
    if person is None and not here:
        raise Http404
    if person is None:
        context = {"page": parent, "lesson": page, "next": page.get_url(request)}
        return render(request, "courses/sign_in_first.html", context, status=403)
    standing = journey.of_module(module, person)
    if here and standing.enrollment is not None:
        return _reading(request, standing, page)
    if not here or journey.versions_begun(module.code, person):
        # The version they are in the middle of has its own address; others find nothing there.
        return redirect(_own_lesson(module.code, person, page.lesson_key))
    messages.info(request, _("Start the module first, so that your progress is kept."))
    return redirect(parent.get_url(request))


def _own_lesson(code: str, person: Person, lesson_key: str) -> str:
    """:raises Http404: when the person has never begun the module."""
    taken_by(code, person)
    return reverse("courses:lesson", args=[code, lesson_key])


@require_safe
@learner
def kept(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """The permanent address of a lesson: leads to its page, or shows what is kept of it."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    if lesson_key not in [step.key for step in standing.steps]:
        return redirect("courses:module", code=code)
    _before, step, _after = standing.around(lesson_key)
    if not standing.kept:
        return redirect(step.page.get_url(request))
    return _reading(request, standing, step.page)


def _reading(request: HttpRequest, standing: journey.Journey, page: LessonPage) -> HttpResponse:
    learning.open_lesson(enrollment=standing.own, lesson=page, at=timezone.now())
    if standing.minimum_minutes and not standing.completed and journey.is_completed(standing.own):
        # The minimum time was the last thing missing, and the page before reached it.
        return redirect("courses:finished", code=standing.module.code)
    before, step, after = standing.around(page.lesson_key)
    fetch_media(page.body)
    context = {
        "page": page,
        "module": standing.module,
        "journey": standing,
        "before": before,
        "step": step,
        "after": after,
        "answers": journey.answers_in_lesson(standing.own, page.lesson_key),
        "opened": "open" in request.GET,
        "bookmarks": bookmark.in_lesson(standing.own, page.lesson_key),
        "notes": note.in_lesson(standing.own, page.lesson_key),
        "plays": play.in_lesson(standing.own, page.lesson_key, page.body),
        "tools": tool.in_lesson(standing.own, page.lesson_key, page.body),
    }
    return render(request, page.template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@learner
@arrives_once
def done(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """Mark as done and go on: to the next lesson, to one that was skipped, or to the post-test.

    Whoever comes back from signing in lands on the lesson.
    """
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    _before, step, after = standing.around(lesson_key)
    if request.method != "POST":
        return redirect(step.page.get_url(request))
    try:
        learning.complete_lesson(
            enrollment=standing.own,
            module=standing.module,
            lesson=step.page,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
        return redirect(step.page.get_url(request))
    if after is not None:
        return redirect(after.page.get_url(request))
    missing = [other for other in standing.steps if not other.done and other.key != lesson_key]
    if missing:
        return redirect(missing[0].page.get_url(request))
    return redirect("courses:test", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@learner
@arrives_once
def block(request: HttpRequest, code: str, lesson_key: str, block_key: str) -> HttpResponse:
    """An answer to a knowledge check, a choice in a case, or a reflection."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    _before, step, _after = standing.around(lesson_key)
    if request.method != "POST":
        return redirect(step.page.get_url(request))
    lesson = with_content(step.page)
    child = _child(lesson, block_key)
    seat_time.act(person=standing.own.person, at=timezone.now())
    problem = ""
    try:
        ACTIONS[child.block_type](request, standing.own, lesson, child.value)
    except Refused as refused:
        problem = str(refused.sentence)
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, standing, step, child, problem)
    if problem:
        messages.error(request, problem)
    return redirect(f"{lesson.get_url(request)}#{block_key}")


def _child(lesson: LessonPage, block_key: str) -> Any:
    for child in lesson.body:
        if child.block_type in ACTIONS and child.value["key"] == block_key:
            return child
    raise Http404


def _fragment(
    request: HttpRequest,
    standing: journey.Journey,
    step: journey.Step,
    child: Any,
    problem: str,
) -> HttpResponse:
    context = {
        "request": request,
        "csrf_token": get_token(request),
        "journey": standing,
        "module": standing.module,
        "step": step,
        "answers": journey.answers_in_lesson(standing.own, step.key),
        "library": sources(),
        "problem": problem,
        "saved": not problem,
    }
    return HttpResponse(child.render(context), status=422 if problem else 200)


def _answer(request: HttpRequest, enrollment: Any, lesson: LessonPage, value: Any) -> None:
    answers.answer_check(
        enrollment=enrollment,
        lesson_key=lesson.lesson_key,
        check=value,
        chosen=request.POST.getlist("option"),
        at=done_at(request),
    )


def _choose(request: HttpRequest, enrollment: Any, lesson: LessonPage, value: Any) -> None:
    if "restart" in request.POST:
        answers.restart_case(
            enrollment=enrollment,
            lesson_key=lesson.lesson_key,
            block_key=value["key"],
            at=done_at(request),
        )
        return
    answers.choose_in_case(
        enrollment=enrollment,
        lesson_key=lesson.lesson_key,
        case=value,
        step=request.POST.get("step", ""),
        option=request.POST.get("option", ""),
        at=done_at(request),
    )


def _write(request: HttpRequest, enrollment: Any, lesson: LessonPage, value: Any) -> None:
    # On a device without a connection the earlier text is not to be seen, so it is not replaced.
    write = answers.add_to_reflection if "add" in request.POST else answers.write_reflection
    write(
        enrollment=enrollment,
        lesson_key=lesson.lesson_key,
        block_key=value["key"],
        text=request.POST.get("text", ""),
        at=done_at(request),
    )


ACTIONS = {"knowledge_check": _answer, "vignette": _choose, "reflection": _write}
