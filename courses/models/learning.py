"""What a person did with a module. Answers and reflections are the writer's alone.

Everything is keyed by code, version, lesson key and block key, never by a page, so that it stays
when pages move, change or are translated.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from endorsement.models import LedgerEntry, Person


class Enrollment(models.Model):
    """A person takes one version of a module, in any language. `completed_at` is set once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrollments")
    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    # The lesson last opened: where "Resume" leads while it is not done.
    last_lesson = models.CharField(max_length=80, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # When the learner went on with a newer version instead; what was done in this one stays.
    switched_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(
        LedgerEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "code", "version"], name="enrolled_once_per_version"
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(completed_at__gte=F("started_at")),
                name="enrollment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.code} {self.version}"

    def seat_seconds(self) -> int:
        """Time in all lessons so far."""
        return self.lessons.aggregate(all=Sum("seat_seconds"))["all"] or 0


class LessonProgress(models.Model):
    """A lesson that was opened; done when `completed_at` is set.

    `seat_seconds` is the time the page was in front of an active reader, as far as the browser could
    tell, or the server by the learner's acts. It is never subtracted from the stated hours.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="lessons")
    lesson_key = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    seat_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "lesson_key"], name="lesson_progress_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.lesson_key}"


class BlockState(models.Model):
    """Where a learner stands in a knowledge check or a case: `answer` is what they chose so far.

    A check holds {"options": [key, …]}, a case {"path": [[question, option], …]}.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="blocks")
    lesson_key = models.CharField(max_length=80)
    block_key = models.CharField(max_length=80)
    answer = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "lesson_key", "block_key"], name="block_state_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.block_key}"


class Reflection(models.Model):
    """A private text. No author, moderator or administrator page shows it."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="reflections")
    lesson_key = models.CharField(max_length=80)
    block_key = models.CharField(max_length=80)
    text = models.TextField(max_length=5000, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "lesson_key", "block_key"], name="reflection_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.block_key}"


class Attempt(models.Model):
    """One try at the post-test.

    `questions` is the paper drawn and shuffled on the server, with the right answers and rationales
    as they stood; it never leaves the server before the attempt is handed in. `score` is percent,
    rounded down.

    `time_limit` is the module's limit in minutes as the attempt began (0: none), `deadline` when it
    ends, the person's extra time included. `timed_out`: the time was up before it was handed in.

    `answered_at` tells when each question was answered last, in milliseconds since 1970, by its key: an
    answer that a device kept meanwhile does not undo a later one.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField()
    questions = models.JSONField()
    answers = models.JSONField(default=dict)
    answered_at = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(default=False)
    time_limit = models.PositiveSmallIntegerField(default=0)
    deadline = models.DateTimeField(null=True, blank=True)
    timed_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["enrollment", "number"]
        indexes: ClassVar = [
            models.Index(
                fields=["deadline"],
                condition=Q(handed_in_at__isnull=True, deadline__isnull=False),
                name="open_attempt_by_deadline",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrollment", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=Q(handed_in_at__isnull=True),
                name="one_open_attempt",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True) | Q(score__isnull=False),
                name="handed_in_attempt_has_a_score",
            ),
            models.CheckConstraint(
                condition=Q(time_limit=0, deadline__isnull=True)
                | Q(time_limit__gt=0, deadline__gt=F("started_at")),
                name="attempt_with_a_limit_has_a_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.number}"


class EvaluationResponse(models.Model):
    """A learner's evaluation of the module; authors see totals of five or more only.

    `asked` are the questions as they stood, in the language that the module was written in: when an
    author changes their words, the answers stay with what was asked.
    """

    enrollment = models.OneToOneField(
        Enrollment, on_delete=models.CASCADE, related_name="evaluation"
    )
    answers = models.JSONField()
    asked = models.JSONField(default=list)
    handed_in_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrollment}: evaluation"


class ErasedEvaluation(models.Model):
    """The gap that an evaluation leaves when its person is erased: nobody, and no answer.

    Totals are formed of five answers in the order in which they came (rules/totals.py). `place` is the
    number that the evaluation had, `answered` are keys of the questions that were not left empty.
    """

    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    asked = models.JSONField()
    answered = models.JSONField()
    handed_in_at = models.DateTimeField()
    place = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["code"], name="erased_evaluation_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}: erased evaluation"
