"""What is written in the sections of an application: the applicant's own words, and a conversation."""

from typing import ClassVar

from django.db import models

from endorsement.models.application import Application
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class SectionNote(models.Model):
    """The applicant's own words for those who read a section; part of what is handed in.

    `revision` tells two windows apart, so that neither overwrites the other unseen.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    section = models.CharField(max_length=20)
    text = models.TextField(blank=True, max_length=4000)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "section"], name="one_note_for_a_section"
            ),
        ]

    def __str__(self) -> str:
        return self.section


class SectionComment(models.Model):
    """A line of the conversation about a section, between applicant, advisor and coordinator.

    What a coordinator writes is theirs alone until it is released. `once` is a key of the form.
    """

    class Voice(models.TextChoices):
        APPLICANT = "applicant"
        ADVISOR = "advisor"
        COORDINATOR = "coordinator"

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=20)
    voice = models.CharField(max_length=12, choices=Voice)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    once = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.public_id
