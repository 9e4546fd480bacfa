"""Who may give RSC that counts, from when through when, decided once for everybody."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person


class ProviderStanding(models.Model):
    """An association's decision about one provider; dates are inclusive.

    Standing that follows from an endorsement is read from the endorsement, not stored here. `basis` is
    a decision, or the code of a category that the provider holds elsewhere, taken from a list.
    """

    class Basis(models.TextChoices):
        VETTED = "vetted", _("vetted by the association")
        NOT_QUALIFIED = "not_qualified", _("does not qualify")

    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="provider_standings"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="provider_standings")
    basis = models.CharField(max_length=60, choices=Basis)
    from_on = models.DateField()
    through_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "person", "from_on"],
                condition=Q(basis__in=["vetted", "not_qualified"]),
                name="provider_decided_once",
            ),
            models.UniqueConstraint(
                fields=["association", "person", "basis", "from_on"], name="provider_holds_once"
            ),
            models.CheckConstraint(
                condition=Q(through_on__isnull=True) | Q(through_on__gte=F("from_on")),
                name="provider_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.basis}"


class ProviderQuestion(models.Model):
    """A person received RSC from somebody about whom the association has not decided yet.

    Puts the provider on the coordinator's list; the decision is a `ProviderStanding` for everybody.
    """

    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="provider_questions"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "person", "asked_by"], name="provider_asked_about_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association.slug}: {self.person}"
