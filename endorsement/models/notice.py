"""Reminders that are owed: one row for each step of a ladder, one message for each person and day."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from lms.backbone.ids import public_id
from lms.backbone.models import Mail
from lms.backbone.outbox import OutboxQuerySet, OutboxRow


class DayMessage(models.Model):
    """What a person is owed on one day, in their time zone: one mail, however many notices it carries."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="day_messages")
    on = models.DateField()
    mail = models.OneToOneField(
        Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "on"], name="one_message_per_person_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.on}"


class NoticeQuerySet(OutboxQuerySet):
    def ungathered(self) -> Self:
        """Those that no mail on its way carries, of associations that have not paused."""
        mailless = Q(message__isnull=True) | Q(message__mail__isnull=True)
        return self.filter(
            # A notice that joined a message while it left waits for the next one.
            mailless | Q(message__mail__state=Mail.State.DONE)
        ).exclude(association__reminder_settings__paused_at__isnull=False)

    def overdue(self, at: datetime) -> Self:
        """Those that no gathering has taken; what a mail carries waits with it, for quiet hours too."""
        return self.owed(at).ungathered()


class Notice(OutboxRow):
    """One rung of a ladder about one subject, by one channel: sent, overtaken or suppressed once.

    `subject` says what it is about, such as `cycle:<pk>`; `kind` which part of the platform knows. A
    subject that several people are told about names the person as well. `message` is the mail it goes
    out in; until that has left the notice is owed.
    """

    objects: ClassVar[models.Manager[Any]] = NoticeQuerySet.as_manager()

    class Outcome(models.TextChoices):
        SENT = "sent", _("sent")
        OVERTAKEN = "overtaken", _("overtaken by a later reminder")
        SUPPRESSED = "suppressed", _("suppressed")

    # None where no association asks: hours confirmed between two people, a module of the platform.
    association = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=120)
    rung = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, default="mail")
    rung_on = models.DateField()
    owed_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    message = models.ForeignKey(
        DayMessage, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )

    class Meta(OutboxRow.Meta):
        abstract = False
        indexes = [
            *OutboxRow.Meta.indexes,
            models.Index(fields=["association", "-owed_at"], name="notice_by_association"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "rung", "channel"], name="notice_once_per_rung"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.rung}"
