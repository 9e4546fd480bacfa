"""Reference ratings, given by people without an account through a link."""

import hashlib
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from endorsement.models.scheme import Edition
from lms.backbone.ids import public_id


class Reference(models.Model):
    """One rater asked for one rating, by the form of an edition.

    Neither the link nor the short code is kept: a SHA-256 digest of the one, of the other, which is
    short, a digest that only this installation can make.

    `rater_name` is what the person calls them: whether that address is known here, and under which
    name, the person does not learn. `waived` true: the person gave up the right to read the rating,
    and it reaches them nowhere; it can be signed later and never taken back. `round` counts up when
    somebody is asked again after their rating can count no more.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("requested")
        COMPLETED = "completed", _("completed")
        DECLINED = "declined", _("declined by the rater")
        CANCELED = "canceled", _("canceled")

    class Recommendation(models.TextChoices):
        RECOMMEND = "recommend", _("I recommend this person")
        WITH_RESERVATIONS = "with_reservations", _("I recommend this person with reservations")
        NOT_RECOMMEND = "not_recommend", _("I do not recommend this person")

    class Known(models.TextChoices):
        UNDER_A_YEAR = "under_a_year", _("for less than a year")
        ONE_TO_TWO = "one_to_two", _("for one to two years")
        TWO_TO_FIVE = "two_to_five", _("for two to five years")
        OVER_FIVE = "over_five", _("for more than five years")

    class Seen(models.TextChoices):
        OFTEN = "often", _("yes, often")
        SOMETIMES = "sometimes", _("yes, a few times")
        TOLD = "told", _("no, but they told me about it, in supervision for example")
        NEVER = "never", _("no")

    class Received(models.TextChoices):
        LINK = "link", _("through the link or code")
        PHONE = "phone", _("by phone")
        PAPER = "paper", _("on paper")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="references")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    # Whose form it is; None for those asked before this was kept.
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ratings")
    rater_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    waived = models.BooleanField()
    waived_at = models.DateTimeField(null=True, blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    token_expires_at = models.DateTimeField()
    code_hmac = models.CharField(max_length=64, unique=True, null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    requested_at = models.DateTimeField()
    draft = models.JSONField(default=dict, blank=True)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    recommendation = models.CharField(max_length=20, choices=Recommendation, blank=True)
    not_enough_information = models.PositiveSmallIntegerField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    known_for = models.CharField(max_length=20, choices=Known, blank=True)
    stated_role = models.CharField(max_length=60, blank=True)
    direct_service = models.CharField(max_length=20, choices=Seen, blank=True)
    comment = models.TextField(blank=True, max_length=4000)
    received = models.CharField(max_length=5, choices=Received, default=Received.LINK)
    # Who typed a rating that came by phone or on paper.
    recorded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What the association found out about a rater who is not endorsed; None while nobody has asked.
    vetted = models.BooleanField(null=True, blank=True)
    vetted_on = models.DateField(null=True, blank=True)
    vetted_through = models.DateField(null=True, blank=True)
    vetted_at = models.DateTimeField(null=True, blank=True)
    vetted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "rater", "role", "round"],
                condition=Q(state__in=["requested", "completed"]),
                name="reference_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.public_id}"

    @staticmethod
    def digest(token: str) -> str:
        """What the database keeps of a link."""
        return hashlib.sha256(token.encode()).hexdigest()

    @staticmethod
    def code_digest(code: str) -> str:
        """What the database keeps of a short code, as it was made."""
        return salted_hmac("endorsement.reference.code", code, algorithm="sha256").hexdigest()

    @property
    def proof(self) -> str:
        """Stands in the address for a code that was typed; a new code makes another."""
        if not self.code_hmac:
            return ""
        return salted_hmac(
            "endorsement.reference.proof", self.code_hmac, algorithm="sha256"
        ).hexdigest()[:40]
