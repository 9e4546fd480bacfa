"""Private notes: written beside a lesson, read, printed and taken along by their writer."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.rules.lesson_text import excerpt_of
from courses.selectors import journey
from courses.selectors import note as notes
from courses.selectors.lesson import block_at
from courses.services import note as services
from courses.views.arriving import arrives_once, done_at
from courses.views.person import learner
from endorsement.permissions import signed_in
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@learner
@arrives_once
def write(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """Keep a note at the lesson or a place in it; the script that saves by itself is answered in JSON."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    _before, step, _after = standing.around(lesson_key)
    anchor = request.POST.get("block", "")[:80]
    here = f"{step.page.get_url(request)}#note-{anchor}"
    if request.method != "POST":
        return redirect(here)
    if "add" in request.POST:
        return _add(request, standing, step, anchor)
    text, seen = request.POST.get("text", ""), request.POST.get("seen", "")
    background = request.headers.get("Accept") == "application/json"
    try:
        kept = services.write(
            enrollment=standing.own,
            lesson_key=lesson_key,
            block_key=anchor,
            excerpt=excerpt_of(block_at(step.page, anchor)) if anchor else "",
            text=text,
            seen=int(seen[:9]) if seen.isdecimal() else 0,
            at=timezone.now(),
        )
    except Refused as refused:
        if background:
            return JsonResponse({"said": str(refused.sentence)}, status=409)
        context = {
            "page": step.page,
            "module": standing.module,
            "journey": standing,
            "step": step,
            "anchor": anchor,
            "problem": str(refused.sentence),
            "typed": text,
            "note": notes.in_lesson(standing.own, lesson_key).get(anchor),
        }
        return render(request, "courses/note.html", context, status=422)
    if background:
        return JsonResponse({"said": _("Kept."), "seen": kept.revision if kept else 0})
    return redirect(here)


def _add(
    request: HttpRequest, standing: journey.Journey, step: journey.Step, anchor: str
) -> HttpResponse:
    """What was written in a lesson on the learner's device, whose queue sends it."""
    try:
        services.add(
            enrollment=standing.own,
            lesson_key=step.key,
            block_key=anchor,
            excerpt=excerpt_of(block_at(step.page, anchor)) if anchor else "",
            text=request.POST.get("text", ""),
            at=done_at(request),
        )
    except Refused as refused:
        return JsonResponse({"said": str(refused.sentence)}, status=409)
    return redirect(f"{step.page.get_url(request)}#note-{anchor}")


@require_safe
@never_cache
@signed_in
def show(request: HttpRequest, code: str = "") -> HttpResponse:
    """All that one wrote, in one module or in every one; for the writer alone."""
    books = notes.notebooks(request.person, code)  # type: ignore[attr-defined]
    context = {"books": books, "code": code, "written": any(book.written for book in books)}
    return render(request, "courses/notes.html", context)


@require_safe
@never_cache
@signed_in
def download(request: HttpRequest, code: str = "") -> HttpResponse:
    """The same as a plain text, which every phone and every word processor opens."""
    books = notes.notebooks(request.person, code)  # type: ignore[attr-defined]
    text = render_to_string("courses/notes.txt", {"books": books})
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    name = f"notes-{code}.txt" if code else "notes.txt"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
