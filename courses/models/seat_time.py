"""The clock of a person's reading, and the visits of pages that report."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.learning import LessonProgress
from endorsement.models import Person


class SeatClock(models.Model):
    """One for each person, over all modules: through which instant time is counted.

    `reading` is the lesson opened last, `minutes` what it states, `seen_at` when it was opened or acted
    in; `measured` is set as soon as the page reports by itself.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="seat_clock")
    counted_through = models.DateTimeField()
    reading = models.ForeignKey(
        LessonProgress, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    seen_at = models.DateTimeField()
    measured = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("seat clock")
        verbose_name_plural = _("seat clocks")

    def __str__(self) -> str:
        return f"{self.person}: {self.counted_through:%Y-%m-%d %H:%M}"


class LessonVisit(models.Model):
    """One opening of a lesson in a browser that counts; `seconds` is the most it told so far.

    It tells the sum since the page was opened. So a report that arrives twice, or after a later one,
    adds nothing.
    """

    progress = models.ForeignKey(LessonProgress, on_delete=models.CASCADE, related_name="visits")
    key = models.UUIDField()
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["progress", "key"], name="lesson_visit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.progress}: {self.key}"
