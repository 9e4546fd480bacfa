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
        """Every outcome that criteria know; which of them an edition offers is its own matter."""

        APPROVE = "approve", _("approve")
        APPROVE_FOR_EXAM = "approve_for_exam", _("approve for the exam")
        EMERGING = "emerging", _("endorse as emerging")
        MORE_INFO = "more_info", _("ask for more information")
        HOLD = "hold", _("hold")
        DEFER = "defer", _("defer")
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
    # Two once the reviewers disagreed and look at it again; what was handed in before is a version.
    version = models.PositiveSmallIntegerField(default=1)
    # Asked because the others disagreed; reads neither of them before handing in.
    third = models.BooleanField(default=False)
    # The requirement the reviewer worked on last, so as to go on there.
    place = models.CharField(max_length=120, blank=True)

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
    """What a reviewer found about one requirement of the edition.

    An empty verdict is left open; the reason typed so far is kept all the same.
    """

    class Verdict(models.TextChoices):
        ACCEPT = "accept", _("accept")
        REJECT = "reject", _("reject")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="findings")
    requirement = models.CharField(max_length=120)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "requirement"], name="finding_once_per_requirement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.verdict}"


class ReviewItem(models.Model):
    """One piece of evidence that a reviewer lets count for a requirement, or does not.

    `item` is the key of the evidence in the verdict: an entry, a reference, or a paper's document. An
    empty verdict is left open.
    """

    Verdict = ReviewFinding.Verdict

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="items")
    requirement = models.CharField(max_length=120)
    item = models.CharField(max_length=120)
    verdict = models.CharField(max_length=8, choices=ReviewFinding.Verdict, blank=True)
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "requirement", "item"], name="item_once_per_requirement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} {self.item}: {self.verdict}"


class CompetencyTick(models.Model):
    """Whether a reviewer finds one knowledge or skill area met; None is left open.

    `competency` is its reference.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ticks")
    competency = models.CharField(max_length=120)
    met = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "competency"], name="tick_once_per_competency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency}: {self.met}"


class ReviewVersion(models.Model):
    """What a reviewer had handed in before they looked at it again; it stays as it was.

    `document` is JSON as `selectors.opinions` writes it: recommendation, comment, findings, items, ticks.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    recommendation = models.CharField(max_length=20, choices=Review.Recommendation)
    document = models.TextField()
    handed_in_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="review_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.number}"
