"""Certificates: what was owed, what it says, and what became of it. The row is the truth."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.models.status import StatusList
from endorsement.models import Association, Person
from lms.backbone.ids import certificate_number, grouped
from lms.backbone.outbox import OutboxRow
from lms.backbone.turns import TurnQuerySet


class Certificate(OutboxRow):
    """One issue of one certificate. Unique by subject, kind and issue number, so owing twice owes once.

    `subject` names what it testifies to: `entry:<public_id>`, `endorsement:<public_id>`,
    `cycle:<endorsement's public_id>:<number>` or `transcript:<ref>:<digest of what was asked>`. `payload`
    is canonical JSON (certificates.payload), frozen when the row is made; the name stands beside it
    because a name can be erased, and follows the holder's details until it is issued. Days are inclusive
    in the payload's time zone. The PDF is a cache: it is drawn from this row alone.
    """

    class Kind(models.TextChoices):
        COMPLETION = "completion", _("certificate of completion")
        PATH = "path", _("certificate of a learning path")
        ATTENDANCE = "attendance", _("certificate of attendance")
        ENDORSEMENT = "endorsement", _("certificate of endorsement")
        RENEWAL = "renewal", _("certificate of renewal")
        TRANSCRIPT = "transcript", _("transcript")

    class Reason(models.TextChoices):
        """Why a certificate no longer stands: all the public ever learns."""

        ISSUED_IN_ERROR = "issued_in_error", _("It was issued in error.")
        RECORD_CORRECTED = "record_corrected", _("The record it was drawn from was corrected.")
        ENDORSEMENT_ENDED = "endorsement_ended", _("The endorsement is no longer in effect.")
        HOLDER_REQUEST = "holder_request", _("Its holder asked for it to be withdrawn.")

    class NameShown(models.TextChoices):
        """What the public page says of the holder's name; the holder chooses."""

        FULL = "full", _("my full name")
        INITIALS = "initials", _("my initials")
        HIDDEN = "hidden", _("no name")

    number = models.CharField(
        max_length=16, unique=True, default=certificate_number, editable=False
    )
    kind = models.CharField(max_length=12, choices=Kind)
    subject = models.CharField(max_length=80)
    issue_no = models.PositiveSmallIntegerField(default=1)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    association = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    name_as_issued = models.CharField(max_length=200, blank=True)
    name_shown = models.CharField(max_length=8, choices=NameShown, default=NameShown.FULL)
    payload = models.TextField()
    payload_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=8, default="en")
    valid_from_on = models.DateField()
    valid_through_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    # Of the file in place; `DrawnFile` has every one there was. Empty when it has to go.
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    # What it was printed in, fixed when it is issued; empty: the platform's own design.
    design = models.ForeignKey(
        "certificates.PublishedDesign",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    superseded_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=20, choices=Reason, blank=True)
    status_list = models.ForeignKey(
        StatusList, null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    status_index = models.PositiveIntegerField(null=True, blank=True)
    # Whether its holder hears of it by a mail of its own; of many issued anew at once one tells of all.
    told_alone = models.BooleanField(default=True)
    # The number of the last claim; see lms.backbone.turns.
    turn = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager[Any]] = TurnQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        abstract = False
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        indexes = [*OutboxRow.Meta.indexes, models.Index(fields=["person", "valid_from_on"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "kind", "issue_no"], name="certificate_once_per_issue"
            ),
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="certificate_has_its_own_bit"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
                name="certificate_revoked_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_through_on__isnull=True)
                | Q(valid_through_on__gte=models.F("valid_from_on")),
                name="certificate_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {grouped(self.number)}"
