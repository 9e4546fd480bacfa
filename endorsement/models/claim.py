"""Whoever was imported is invited to take their record into an account of their own."""

from typing import ClassVar

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.mailed_link import MailedLink
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class ClaimInvitation(MailedLink):
    """One invitation for a person's record in an association, by link, and by a code on paper.

    `asked_by` is somebody who came through it with another address than the association has on file;
    the record becomes theirs once a coordinator approves.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="claim_invitations"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claim_invitations")
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    code_hmac = models.CharField(max_length=64, unique=True, null=True, blank=True)
    asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="claims_asked"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to claim a record")
        verbose_name_plural = _("invitations to claim a record")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "person"], name="claim_invitation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.association.slug} {self.public_id}"

    @staticmethod
    def code_digest(code: str) -> str:
        """What the database keeps of a short code, as it was made."""
        return salted_hmac("endorsement.claim.code", code, algorithm="sha256").hexdigest()
