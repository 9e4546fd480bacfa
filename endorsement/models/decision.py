"""What a coordinator decided about an application, round by round; nothing of it is ever changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.application import Application
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class Submission(models.Model):
    """One handing in: the snapshot of its round stays, so that the next can be compared with it.

    `reopened`: the requirements that the applicant was asked about; empty means everything was open.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    snapshot = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    reopened = models.JSONField(default=list, blank=True)
    submitted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "number"], name="submission_once_per_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.number}"


class Decision(models.Model):
    """An outcome, with its days and the letter that a coordinator wrote.

    `until_on`: the last day of a hold or of an emerging award, or the first of a re-review.
    """

    class Outcome(models.TextChoices):
        APPROVE = "approve", _("approved")
        APPROVE_FOR_EXAM = "approve_for_exam", _("approved for the exam")
        EMERGING = "emerging", _("emerging")
        MORE_INFO = "more_info", _("more information")
        HOLD = "hold", _("on hold")
        DEFER = "defer", _("deferred")
        DECLINE = "decline", _("declined")
        UPHOLD = "uphold", _("appeal not granted")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=16, choices=Outcome)
    round = models.PositiveSmallIntegerField()
    until_on = models.DateField(null=True, blank=True)
    appeal_through = models.DateField(null=True, blank=True)
    letter = models.TextField(blank=True, max_length=8000)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["hold", "defer", "emerging"]) | Q(until_on__isnull=False),
                name="decision_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.public_id}"


class DecisionPoint(models.Model):
    """One requirement of a decision: what was asked about, or a condition of a deferral."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="points")
    requirement = models.CharField(max_length=120)
    text = models.TextField(blank=True, max_length=2000)
    amount = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "requirement"], name="point_once_per_requirement"
            ),
        ]

    def __str__(self) -> str:
        return self.requirement


class Answer(models.Model):
    """What the applicant answered while the application was on hold."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField(blank=True, max_length=4000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.decision)


class Appeal(models.Model):
    """A second look at a decline, once; the first round stays as it was."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="appeal")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    reasons = models.TextField(blank=True, max_length=8000)
    filed_at = models.DateTimeField()
    heard_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    heard_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.decision)
