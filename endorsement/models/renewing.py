"""What the holder of an endorsement hands in to renew it for one cycle, and what became of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from endorsement.models.renewal import RenewalCycle
from lms.backbone.ids import public_id


class Renewal(models.Model):
    """One for each cycle. States and moves are data in `endorsement.rules.renewing`;
    `services.renewal` moves them.

    `handed_in_on`: the day that counts, where the association is; what was handed in on time stays on
    time, however long a decision takes. Empty again where its holder took it back. `question`,
    `reopened` (requirements; empty: everything) and `answer_by_on` belong to the last return.
    """

    class State(models.TextChoices):
        BEGUN = "begun", _("not handed in yet")
        HANDED_IN = "handed_in", _("handed in")
        RETURNED = "returned", _("returned with a question")
        TAKEN_BACK = "taken_back", _("taken back by its holder")
        APPROVED = "approved", _("renewed")
        DECLINED = "declined", _("declined")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    cycle = models.OneToOneField(RenewalCycle, on_delete=models.PROTECT, related_name="renewal")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="renewals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="renewals")
    state = models.CharField(max_length=10, choices=State, default=State.BEGUN)
    handed_in_on = models.DateField(null=True, blank=True)
    question = models.TextField(blank=True, max_length=4000)
    reopened = models.JSONField(default=list, blank=True)
    answer_by_on = models.DateField(null=True, blank=True)
    # Why it was declined, as the holder reads it.
    reason = models.TextField(blank=True, max_length=4000)
    # Codes of what kept it from being clean when it was handed in last (`selectors.clean_renewals`).
    stains = models.JSONField(default=list, blank=True)
    # Nobody, where a rule approved it.
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # In whose number it was when a sample was drawn.
    draw = models.ForeignKey(
        "endorsement.AuditDraw",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
    )

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        indexes = [models.Index(fields=["association", "state", "handed_in_on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["begun", "taken_back"]) | Q(handed_in_on__isnull=False),
                name="renewal_beyond_begun_was_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "declined"], decided_at__isnull=False)
                | (~Q(state__in=["approved", "declined"]) & Q(decided_at__isnull=True)),
                name="renewal_decided_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class RenewalDocumentQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Those that their holder has not taken back."""
        return self.filter(taken_back_at__isnull=True)


class RenewalDocument(models.Model):
    """The portfolio as it was handed in: canonical JSON and its SHA-256; verdicts come from it.

    `as_of_on` is the day as of which it is judged. `attested`: the holder signed that what the criteria
    ask for was done, also where it is not entered; `no_sanction`: and that no licensing board has
    acted against them. What its holder took back is theirs alone again; the row stays, for the chain
    names its digest.
    """

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField()
    snapshot = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    as_of_on = models.DateField()
    attested = models.BooleanField(default=False)
    no_sanction = models.BooleanField(default=False)
    reopened = models.JSONField(default=list, blank=True)
    # Public ids of the entries that it counted.
    counted = models.JSONField(default=list, blank=True)
    handed_in_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = RenewalDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["renewal", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["renewal", "number"], name="renewal_document_once_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.renewal} {self.number}"


class RenewalOpinion(models.Model):
    """A reviewer was asked what they think of a renewal; the coordinator decides."""

    class Recommendation(models.TextChoices):
        APPROVE = "approve", _("renew it")
        RETURN = "return", _("ask for more")
        DECLINE = "decline", _("decline it")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="opinions")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="renewal_opinions")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    recommendation = models.CharField(max_length=10, choices=Recommendation, blank=True)
    comment = models.TextField(blank=True, max_length=4000)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["renewal", "reviewer"], name="renewal_opinion_once_per_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True)
                | (Q(given_at__gte=F("asked_at")) & ~Q(recommendation="")),
                name="renewal_opinion_given_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class RenewalTerms(models.Model):
    """How an association decides about renewals, and how it wants to be paid; never paid here.

    `pay_text` by language. A membership bought from `member_carries_from` on runs to the end of the next
    year. `one_fee`: of several endorsements of a person that are due on the same day,
    what was paid for one counts for the others.
    """

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="renewal_terms"
    )
    approve_clean = models.BooleanField(default=False)
    payment_first = models.BooleanField(default=False)
    one_fee = models.BooleanField(default=True)
    pay_url = models.URLField(blank=True, max_length=400)
    pay_text = models.JSONField(default=dict, blank=True)
    # The association's membership year, as "06-30"; empty: twelve months from the purchase.
    member_year_ends = models.CharField(max_length=5, blank=True)
    member_carries_from = models.CharField(max_length=5, blank=True)
    # So that of two people who change it at once the second is told.
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.association}: renewals"
