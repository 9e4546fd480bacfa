"""What belongs to being registered: fees that were paid, an advisor, entries typed by the association."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.application import Application
from endorsement.models.association import Association, Fee
from endorsement.models.ledger import LedgerEntry
from endorsement.models.person import Person
from endorsement.models.renewing import Renewal
from lms.backbone.ids import public_id


class FeePayment(models.Model):
    """A fee of an application or a renewal that reached the association, or was waived; never card data.

    `once` is a key of the form that was sent. A row that was recorded by mistake is taken back and
    stays: money is not erased.
    """

    class Method(models.TextChoices):
        CHECK = "check", _("check")
        EMPLOYER = "employer", _("paid by the employer")
        TRANSFER = "transfer", _("bank transfer")
        CASH = "cash", _("cash")
        WAIVED = "waived", _("waived")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    renewal = models.ForeignKey(
        Renewal, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Fee.Purpose)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3)
    method = models.CharField(max_length=10, choices=Method)
    reference = models.CharField(max_length=80, blank=True)
    paid_on = models.DateField()
    once = models.CharField(max_length=60, unique=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_is_not_negative"),
            models.CheckConstraint(
                condition=Q(application__isnull=False, renewal__isnull=True)
                | Q(application__isnull=True, renewal__isnull=False),
                name="payment_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.amount} {self.currency}"


class Advising(models.Model):
    """An advisor beside an application: reads it while it is prepared, once the applicant agrees."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="advising")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    advisor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="advising")
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at__isnull=True),
                name="one_advisor_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("assigned_at")),
                name="advising_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class EntrySuggestion(models.Model):
    """An entry or a transcript that the association typed or uploaded for an applicant.

    It counts for nothing until the applicant confirms it; then it is an entry of theirs.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting for the applicant")
        CONFIRMED = "confirmed", _("confirmed by the applicant")
        DECLINED = "declined", _("declined by the applicant")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="suggestions"
    )
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=LedgerEntry.Kind)
    # Everything that the entry would say, as `services.suggestion` writes it; erasable.
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    once = models.CharField(max_length=60, unique=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(
        LedgerEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestion"
    )

    class Meta:
        ordering = ["entered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
