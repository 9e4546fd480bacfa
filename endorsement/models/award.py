"""Endorsements: who holds which category, since when, and in which state."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.application import Application
from endorsement.models.association import Association
from endorsement.models.person import Person
from endorsement.models.scheme import Edition
from lms.backbone.ids import public_id


class Endorsement(models.Model):
    """An award of a category. The days it is good for are those of its renewal cycles."""

    class State(models.TextChoices):
        """The same words as `rules.endorsement_moves.State`, where every legal move stands."""

        ACTIVE = "active", _("active")
        INACTIVE = "inactive", _("inactive")
        SUSPENDED = "suspended", _("suspended")
        RETIRED = "retired", _("retired")
        ARCHIVED = "archived", _("archived")
        LAPSED = "lapsed", _("lapsed")
        REVOKED = "revoked", _("no longer valid")

    #: Whoever is in one of these still holds the category and does not apply for it anew.
    HELD = (State.ACTIVE, State.INACTIVE, State.SUSPENDED)

    class RevokedReason(models.TextChoices):
        """Why an endorsement was taken away; whatever else is said stays inside the association."""

        GRANTED_IN_ERROR = "granted_in_error", _("It was granted in error.")
        UNTRUE_RECORD = "untrue_record", _("What was handed in was not true.")
        ETHICS = "ethics", _("A breach of the code of ethics.")
        LICENSE_LOST = "license_lost", _("A licensing board took the license away.")
        HOLDER_REQUEST = "holder_request", _("Its holder gave it up.")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="endorsements")
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="endorsements"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=60)
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="endorsement"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    # Since which day it is in this state (empty: since the award), and the last day somebody inactive
    # may come back.
    state_since_on = models.DateField(null=True, blank=True)
    state_through_on = models.DateField(null=True, blank=True)
    awarded_on = models.DateField()
    # An emerging award is on the way, and counts on these days only where the edition says so. The
    # days stay on file once it has become a full one.
    emerging = models.BooleanField(default=False)
    emerging_from_on = models.DateField(null=True, blank=True)
    emerging_through = models.DateField(null=True, blank=True)
    # The number that the association gave before it came here; `original_key` is the same without
    # case and separators, by which it is found.
    original_number = models.CharField(max_length=60, blank=True)
    original_key = models.CharField(max_length=60, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)
    # An award of before has a certificate of ours from the day on which a coordinator asks for it.
    certify_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=20, choices=RevokedReason, blank=True)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        indexes = [
            models.Index(
                fields=["state_through_on"],
                name="endorsement_state_ends",
                condition=models.Q(state_through_on__isnull=False),
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "category"],
                condition=models.Q(state__in=["active", "inactive", "suspended"]),
                name="one_held_endorsement_per_category",
            ),
            models.CheckConstraint(
                condition=models.Q(emerging=False)
                | models.Q(emerging_from_on__isnull=False, emerging_through__isnull=False),
                name="emerging_endorsement_with_its_days",
            ),
            models.UniqueConstraint(
                fields=["association", "original_key"],
                condition=~models.Q(original_key=""),
                name="original_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.public_id}"

    @property
    def stream(self) -> str:
        """The stream of events of everything that happens to it."""
        return f"endorsement:{self.public_id}"
