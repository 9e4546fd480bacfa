"""An application: a frozen copy of a portfolio, on its way to a decision."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from endorsement.models.scheme import Edition
from lms.backbone.ids import public_id


class Application(models.Model):
    """States and moves are data in `endorsement.rules.workflow`; `services.application` moves them.

    `snapshot` is the portfolio document (canonical JSON) as it was at the last submission, `sha256`
    its digest; what reviewers see is computed from it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("not registered yet")
        REGISTRATION_ASKED = "registration_asked", _("waiting for registration")
        IN_PROGRESS = "in_progress", _("being prepared")
        SUBMITTED = "submitted", _("submitted")
        COMPLETE = "complete", _("complete, waiting for reviewers")
        IN_REVIEW = "in_review", _("in review")
        AWAITING_DECISION = "awaiting_decision", _("waiting for the decision")
        MORE_INFORMATION = "more_information", _("more information needed")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        # Outcomes after which the way goes on.
        ON_HOLD = "on_hold", _("on hold")
        DEFERRED = "deferred", _("deferred, with conditions")
        EMERGING = "emerging", _("emerging")
        APPROVED_FOR_EXAM = "approved_for_exam", _("approved for the exam")
        EXAM_PASSED = "exam_passed", _("exam passed, waiting for the decision")
        APPEALED = "appealed", _("appealed")

    CLOSED = ("approved", "declined", "withdrawn")
    #: Before anything was handed in: the portfolio is still open, and so is the edition.
    BEFORE_SUBMISSION = ("draft", "registration_asked", "in_progress")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="applications"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="applications")
    category = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    snapshot = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    question = models.TextField(_("what the association asks for"), blank=True, max_length=4000)
    # What the applicant wrote to the association when asking to be registered.
    registration_note = models.TextField(blank=True, max_length=2000)
    registration_asked_at = models.DateTimeField(null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    wants_advisor = models.BooleanField(default=False)
    # The intake in which the last submission is reviewed; none where the association sets no days.
    intake_on = models.DateField(null=True, blank=True)
    # How often it was submitted; each submission is a new round of reviews.
    submissions = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["association", "state", "submitted_at"]),
            # All that the desk filters and counts by, so that it need not walk past the snapshots.
            models.Index(
                name="application_on_desk",
                fields=[
                    *("association", "submitted_at", "state", "person"),
                    *("edition", "category", "submissions"),
                ],
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "category"],
                condition=~Q(state__in=["approved", "declined", "withdrawn"]),
                name="one_open_application_per_category",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "registration_asked", "in_progress", "withdrawn"])
                | Q(submitted_at__isnull=False),
                name="application_beyond_draft_was_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.public_id}"

    @property
    def stream(self) -> str:
        """The stream of events of everything that happens to it."""
        return f"application:{self.public_id}"
