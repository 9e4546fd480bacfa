"""Private notes beside what is read."""

from typing import ClassVar

from django.db import models

from courses.models.learning import Enrollment


class Note(models.Model):
    """What a learner wrote for themselves at a lesson, or with `block_key` at a place in it.

    No author, moderator, facilitator or administrator page shows it. `excerpt` is what stood at the
    place; `revision` tells a second window that the text was changed meanwhile.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="notes")
    lesson_key = models.CharField(max_length=80)
    block_key = models.CharField(max_length=80, blank=True)
    excerpt = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=5000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "lesson_key", "block_key"], name="note_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.lesson_key} {self.block_key}"
