"""How a person sees their own competencies, for nobody but themself."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person
from lms.backbone.ids import public_id


class SelfAssessment(models.Model):
    """One look at a framework's competencies on one day; saving again that day changes it.

    `answers` map a competency's reference to `{"step": 1…, "note": "…"}`, the step on the framework's
    scale; what was skipped is left out. It is private: no page but its person's shows it, and no
    snapshot holds it.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="self_assessments")
    framework = models.CharField(max_length=60)
    on = models.DateField()
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["-on", "framework"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "framework", "on"], name="self_assessment_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework} {self.on}"
