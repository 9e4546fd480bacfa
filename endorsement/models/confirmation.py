"""Asking somebody to confirm hours: one link for each pair of people, one line for each entry.

The answer that counts is a `Confirmation`; a line only tells where the asking stands.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.ledger import LedgerEntry
from endorsement.models.mailed_link import MailedLink
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class ConfirmationRequest(MailedLink):
    """What a person asks somebody to confirm.

    `confirmer_name` is what the person calls them: whether that address is known here, and under
    which name, the person does not learn. `reminded_at` is when a silent confirmer was reminded; to the
    host of `association` the mails lead.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="confirmation_requests"
    )
    confirmer = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="confirmations_asked"
    )
    confirmer_name = models.CharField(max_length=200, blank=True)
    association = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "confirmer"], name="confirmer_asked_once"),
        ]

    def __str__(self) -> str:
        return f"confirmation request {self.public_id}"


class ConfirmationLine(models.Model):
    """One entry on a request. `reason` and `note` say why an answer was "not right"."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CONFIRMED = "confirmed", _("confirmed")
        NOT_RIGHT = "not_right", _("not right")
        WITHDRAWN = "withdrawn", _("taken back")

    class Reason(models.TextChoices):
        HOURS = "hours", _("the hours are different")
        DAYS = "days", _("the days are different")
        FORM = "form", _("individual or group, or what it was about, is different")
        NOT_THERE = "not_there", _("I was not the one")
        CANNOT_TELL = "cannot_tell", _("I cannot tell any more")
        OTHER = "other", _("something else")

    request = models.ForeignKey(ConfirmationRequest, on_delete=models.CASCADE, related_name="lines")
    entry = models.ForeignKey(LedgerEntry, on_delete=models.CASCADE, related_name="asked_lines")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "entry"], name="entry_asked_about_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.entry}"
