"""Somebody of another association who helps with one application."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.application import Application
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class GuestInvitation(models.Model):
    """From one day through another (inclusive, where the application's association is).

    It opens this application and nothing else of the association.
    """

    class Role(models.TextChoices):
        REVIEWER = "reviewer", _("reviewer")
        COORDINATOR = "coordinator", _("coordinator")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role)
    from_on = models.DateField()
    through_on = models.DateField()
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "person", "role"],
                condition=Q(ended_at__isnull=True),
                name="guest_invited_once",
            ),
            models.CheckConstraint(
                condition=Q(through_on__gte=F("from_on")), name="invitation_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.public_id}"
