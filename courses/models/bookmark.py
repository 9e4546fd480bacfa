"""Places in lessons that a learner wants to find again."""

from typing import ClassVar

from django.db import models

from courses.models.learning import Enrollment


class Bookmark(models.Model):
    """A lesson, or with `block_key` a place in it, that its reader marked.

    `title` and `excerpt` are what stood there, so that a list of bookmarks reads no lesson.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="bookmarks")
    lesson_key = models.CharField(max_length=80)
    block_key = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=255)
    excerpt = models.CharField(max_length=120, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "lesson_key", "block_key"], name="bookmark_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.lesson_key} {self.block_key}"
