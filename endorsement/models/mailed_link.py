"""A link that works without an account, for whoever reads the mail it went out in."""

import hashlib

from django.db import models


class MailedLink(models.Model):
    """The database keeps a SHA-256 digest of the link only, and when the last two mails left."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    token_expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_before_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def digest(token: str) -> str:
        """What the database keeps of a link."""
        return hashlib.sha256(token.encode()).hexdigest()
