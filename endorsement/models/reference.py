"""Reference ratings, given by people without an account through a link."""

import hashlib
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class Reference(models.Model):
    """One rater asked for one rating. The link's token is stored as a SHA-256 digest only.

    `rater_name` is what the person calls them: whether that address is known here, and under which
    name, the person does not learn. `waived` true: the person gave up the right to read the rating,
    and it reaches them nowhere.
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

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="references")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ratings")
    rater_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    waived = models.BooleanField()
    token_sha256 = models.CharField(max_length=64, unique=True)
    token_expires_at = models.DateTimeField()
    requested_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    recommendation = models.CharField(max_length=20, choices=Recommendation, blank=True)
    not_enough_information = models.PositiveSmallIntegerField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    comment = models.TextField(blank=True, max_length=4000)
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
                fields=["person", "association", "rater", "role"],
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
