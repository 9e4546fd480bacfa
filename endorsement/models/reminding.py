"""How an association reminds, what people want no mail about, and addresses that take none."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class ReminderSettings(models.Model):
    """When reminders of an association leave: between two hours of the day where the person is.

    While it is paused, what comes due stays owed. An association without a row has the hours below.
    """

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="reminder_settings"
    )
    from_hour = models.PositiveSmallIntegerField(
        _("not before"), default=8, validators=[MaxValueValidator(23)]
    )
    until_hour = models.PositiveSmallIntegerField(
        _("not after"), default=20, validators=[MaxValueValidator(24)]
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_hour__lt=F("until_hour"), until_hour__lte=24),
                name="reminders_leave_within_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.from_hour}-{self.until_hour}"


class ReminderChoice(models.Model):
    """A kind of reminder that a person wants no mail about. Duties have none."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reminder_choices")
    kind = models.CharField(max_length=30)
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="reminder_choice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class Bounce(models.Model):
    """An address that takes no mail: a mail server said so, a message came back, or a coordinator knows.

    It stands until somebody settles it: the address works after all, or there is another one.
    """

    class Source(models.TextChoices):
        SERVER = "server", _("refused by the mail server")
        MESSAGE = "message", _("came back")
        COORDINATOR = "coordinator", _("noted by a coordinator")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bounces")
    address = models.EmailField()
    status = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=12, choices=Source)
    bounced_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("address"), condition=Q(settled_at__isnull=True), name="one_open_bounce"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.status or self.source}"
