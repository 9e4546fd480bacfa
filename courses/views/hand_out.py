"""A hand-out of a lesson: as a page, and as the PDF that the platform draws."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.models import LessonPage
from courses.selectors import hand_out
from courses.selectors.journey import Journey, Step, enrolled
from courses.selectors.module import with_content
from courses.views.person import learner
from endorsement.selectors import hand_out as drawn
from endorsement.services import hand_out as service
from lms.backbone.private_files import hand_out as hand_over


@dataclass(frozen=True)
class Place:
    """Where a learner is: the way through the module, the lesson, and the hand-out in it."""

    journey: Journey
    step: Step
    lesson: LessonPage
    value: Any

    @property
    def document(self) -> hand_out.Document:
        return hand_out.document_of(self.journey.module, self.journey.page, self.lesson, self.value)


def _place(request: HttpRequest, code: str, lesson_key: str, block_key: str) -> Place:
    """:raises Http404: for whoever has not begun the module, and for what is not there."""
    standing = enrolled(code, request.person)  # type: ignore[attr-defined]
    _before, step, _after = standing.around(lesson_key)
    lesson = with_content(step.page)
    return Place(standing, step, lesson, hand_out.block_in(lesson, block_key))


@require_safe
@learner
def hand_out_page(request: HttpRequest, code: str, lesson_key: str, block_key: str) -> HttpResponse:
    """The same words as the PDF, for reading and printing here."""
    place = _place(request, code, lesson_key, block_key)
    context = {
        "page": place.lesson,
        "module": place.journey.module,
        "in_module": place.journey.page,
        "step": place.step,
        "value": place.value,
        "document": place.document,
    }
    return render(request, "courses/hand_out.html", context)


@require_safe
@never_cache
@learner
def hand_out_file(
    request: HttpRequest, code: str, lesson_key: str, block_key: str
) -> HttpResponseBase:
    """The PDF. While it is not drawn yet it is owed, and the page with the same words says so."""
    place = _place(request, code, lesson_key, block_key)
    document = place.document
    row = drawn.found(document)
    if row is not None and drawn.file_of(row).exists():
        name = f"{slugify(document['title']) or 'hand-out'}.pdf"
        return hand_over(request, drawn.file_of(row), name=name, content_type="application/pdf")
    if row is None:
        service.owe(document=document, at=timezone.now())
    else:
        service.owe_again(hand_out=row, at=timezone.now())
    messages.info(
        request, _("The PDF is being prepared. Here is the same text; try again in a minute.")
    )
    return redirect("courses:hand_out", code, lesson_key, block_key)
