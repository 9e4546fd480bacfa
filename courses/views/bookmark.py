"""Marking places in a lesson."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from courses.rules.lesson_text import excerpt_of
from courses.selectors import journey
from courses.selectors.lesson import block_at
from courses.services import bookmark
from courses.views.arriving import arrives_once
from courses.views.person import learner


@require_http_methods(["GET", "HEAD", "POST"])
@learner
@arrives_once
def mark(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """Mark the lesson or a place in it, or take the mark away: the form says which, not "the other"."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    sent = request.method == "POST"
    anchor = request.POST.get("block", "")[:80]
    keep = request.POST.get("keep") == "yes"
    if sent and not keep:
        bookmark.remove(enrollment=standing.own, lesson_key=lesson_key, block_key=anchor)
        if request.POST.get("list") == "module":
            return redirect(f"{standing.page.get_url(request)}#bookmarks")
        if request.POST.get("list") == "my_learning":
            return redirect("courses:my_learning")
    _before, step, _after = standing.around(lesson_key)
    if sent and keep:
        bookmark.keep(
            enrollment=standing.own,
            lesson_key=lesson_key,
            block_key=anchor,
            title=step.page.title,
            excerpt=excerpt_of(block_at(step.page, anchor)) if anchor else "",
            at=timezone.now(),
        )
    if sent and request.htmx:  # type: ignore[attr-defined]
        context = {"module": standing.module, "step": step, "anchor": anchor, "marked": keep}
        return render(request, "courses/_bookmark.html", context)
    return redirect(f"{step.page.get_url(request)}{'#' if anchor else ''}{anchor}")
