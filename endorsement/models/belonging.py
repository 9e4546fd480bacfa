"""That a person belongs to an association, as its criteria ask for it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class Belonging(models.Model):
    """Membership in an association through a day, or until further notice; no role in it.

    `organization` is the code of an association of the platform, or "other". Days change until somebody
    confirms them; from then on the database refuses it.
    """

    OTHER = "other"

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="belongings")
    organization = models.CharField(max_length=60)
    from_on = models.DateField()
    through_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    # The association's own list of members says it, so nobody has to prove it.
    listed_by = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-from_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organization", "from_on"], name="belongs_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(through_on__isnull=True) | Q(through_on__gte=F("from_on")),
                name="belonging_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="belonging_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.from_on}"


class BelongingProof(models.Model):
    """A file that proves a membership; another one takes its place until somebody confirms it.

    Content lies write-once in the evidence storage under its SHA-256.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    belonging = models.OneToOneField(Belonging, on_delete=models.CASCADE, related_name="proof")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()
    flagged_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class BelongingDetail(models.Model):
    """What may be erased: the association's name and the number that it gave the member."""

    belonging = models.OneToOneField(Belonging, on_delete=models.CASCADE, related_name="detail")
    name = models.CharField(_("name of the association"), max_length=200, blank=True)
    number = models.CharField(_("membership number"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name
