"""What the facilitators of a cohort wrote to its members."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.cohort import Cohort
from endorsement.models import Person
from lms.backbone.ids import public_id


class CohortMessage(models.Model):
    """Written once to those who were members then, all of them or whoever was behind.

    `sending` is made with the form: sending it twice writes once.
    """

    class Audience(models.TextChoices):
        ALL = "all", _("everybody")
        BEHIND = "behind", _("whoever is behind")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience)
    subject = models.CharField(max_length=120)
    text = models.TextField(max_length=3000)
    sending = models.UUIDField(unique=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message to a cohort")
        verbose_name_plural = _("messages to cohorts")

    def __str__(self) -> str:
        return self.subject


class CohortMessageCopy(models.Model):
    """The message for one of those it was written to, who go on reading it while they are members."""

    message = models.ForeignKey(CohortMessage, on_delete=models.CASCADE, related_name="copies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cohort_messages")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["message", "person"], name="cohort_message_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message}: {self.person}"
