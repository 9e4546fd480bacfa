"""What a reviewer writes to somebody: the applicant, the other reviewers, the coordinator."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person
from endorsement.models.review import Review
from lms.backbone.ids import public_id


class ReviewComment(models.Model):
    """A comment with an audience. One for the applicant waits until the coordinator releases it.

    `released_text` is what the applicant reads; `text` stays as the reviewer wrote it.
    """

    class Audience(models.TextChoices):
        APPLICANT = "applicant", _("the applicant")
        REVIEWERS = "reviewers", _("the other reviewers")
        COORDINATOR = "coordinator", _("the coordinator")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="comments")
    audience = models.CharField(max_length=12, choices=Audience)
    # Empty when it is about the application as a whole.
    requirement = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=4000)
    # Of the form that was sent: a double click writes one comment.
    once = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    released_text = models.TextField(blank=True, max_length=4000)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["written_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "once"], name="review_comment_once"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False, audience="applicant"),
                name="comment_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
