"""What keeps two people from acting on each other's applications and cannot be computed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person
from lms.backbone.ids import public_id


class DeclaredConflict(models.Model):
    """Somebody said that two people are too close; it binds in both directions.

    It says no more than a kind, and whoever said it may take it back. Either of the two may say it, or a
    coordinator. The row goes when one of the two is erased.
    """

    class Kind(models.TextChoices):
        FAMILY = "family", _("family")
        FRIEND = "friend", _("close friends")
        CO_WORKER = "co_worker", _("work together")
        SUPERVISOR = "supervisor", _("one supervises the other")
        BUSINESS = "business", _("business together")
        OTHER = "other", _("another reason")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts_of_others")
    kind = models.CharField(_("what ties them"), max_length=12, choices=Kind)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # What whoever said it calls the other: whether an address is known here nobody learns.
    other_name = models.CharField(max_length=200, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "other", "declared_by"], name="conflict_declared_once"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="conflict_is_between_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class FormerEmployer(models.Model):
    """An employer that a person no longer names under their details, and the day they changed it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_employers")
    name = models.CharField(max_length=200)
    through_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "name", "through_on"], name="former_employer_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
