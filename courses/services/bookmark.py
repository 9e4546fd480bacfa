"""Marking a place in a lesson, and taking the mark away."""

from datetime import datetime

from django.db import transaction

from courses.models import Bookmark, Enrollment


@transaction.atomic
def keep(
    *,
    enrollment: Enrollment,
    lesson_key: str,
    block_key: str,
    title: str,
    excerpt: str,
    at: datetime,
) -> Bookmark:
    """Mark a lesson, or with `block_key` a place in it. Marking twice is one bookmark."""
    bookmark, _created = Bookmark.objects.get_or_create(
        enrollment=enrollment,
        lesson_key=lesson_key,
        block_key=block_key,
        defaults={"title": title, "excerpt": excerpt, "saved_at": at},
    )
    return bookmark


@transaction.atomic
def remove(*, enrollment: Enrollment, lesson_key: str, block_key: str) -> None:
    """Take a bookmark away; without one nothing happens."""
    Bookmark.objects.filter(
        enrollment=enrollment, lesson_key=lesson_key, block_key=block_key
    ).delete()
