"""The human being whom ledger, applications, ratings, awards and events point to."""

import uuid
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("%(name)s is not a time zone."), params={"name": name})


class Person(models.Model):
    """A trainee, rater, provider or endorsee, with or without an account.

    An address, in any case, is one living person's; see `services/addresses.py` for whose it becomes.

    Erasing empties every field but `ref`, which stays as the pseudonym that decisions carry.
    """

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
    )
    name = models.CharField(
        _("name as printed"),
        max_length=200,
        blank=True,
        help_text=_("As it should stand on certificates, in any script."),
    )
    email = models.EmailField(_("email address"), blank=True)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="America/New_York",
        validators=[validate_time_zone],
    )
    county = models.CharField(_("county"), max_length=100, blank=True)
    employer = models.CharField(_("employer"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)
    # The day an association recorded it: from then on nothing is written to them.
    deceased_on = models.DateField(null=True, blank=True)
    # Two records of one human being became one; what says this row's `ref` means that person.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["email"])]
        constraints = [
            # Erased people have no address, and somebody living may have none.
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(erased_at__isnull=True) & ~Q(email=""),
                name="one_living_person_per_address",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(user__isnull=True, email=""),
                name="merged_person_has_no_account_or_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(_("Person without a name"))
