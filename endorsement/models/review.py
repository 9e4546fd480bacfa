"""A reviewer's own judgment of an application, unseen by the other until both have handed in."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.application import Application
from endorsement.models.association import Association
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class Review(models.Model):
    """One reviewer's part of one round.

    Where an association lets reviewers work one after the other, a later one is `waiting` (and knows
    nothing of it) until it is their turn. `next_rung_on` is the day of the next reminder.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for its turn")
        ASSIGNED = "assigned", _("assigned")
        HANDED_IN = "handed_in", _("handed in")
        RECUSED = "recused", _("recused")

    # Still to be handed in.
    OPEN = ("waiting", "assigned")

    class Recommendation(models.TextChoices):
        APPROVE = "approve", _("approve")
        MORE_INFORMATION = "more_information", _("ask for more information")
        DECLINE = "decline", _("decline")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.ASSIGNED)
    assigned_at = models.DateTimeField()
    due_on = models.DateField()
    # When the reviewer said yes; empty while they have not answered.
    accepted_at = models.DateTimeField(null=True, blank=True)
    next_rung_on = models.DateField(null=True, blank=True)
    recommendation = models.CharField(max_length=20, choices=Recommendation, blank=True)
    comment = models.TextField(_("comment for the coordinator"), blank=True, max_length=4000)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_rung_on"],
                name="review_open_by_next_rung",
                condition=models.Q(state="assigned"),
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "reviewer", "round"], name="reviewer_once_per_round"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ReviewFinding(models.Model):
    """What a reviewer found about one requirement of the edition."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept", _("accept")
        REJECT = "reject", _("reject")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="findings")
    requirement = models.CharField(max_length=120)
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "requirement"], name="finding_once_per_requirement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.verdict}"
