"""What stands in a lesson, read as it is stored."""

from typing import Any

from django.http import Http404

from courses.models import LessonPage
from courses.rules.lesson_text import anchor_of
from courses.selectors.module import with_content


def block_at(lesson: LessonPage, anchor: str) -> dict[str, Any]:
    """The stored block that an anchor leads to.

    :raises Http404: when the lesson has none.
    """
    for block in with_content(lesson).body.raw_data:
        if anchor and anchor_of(block["value"], block.get("id")) == anchor:
            found: dict[str, Any] = block
            return found
    raise Http404
