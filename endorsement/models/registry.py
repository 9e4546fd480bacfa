"""The public registry: what a person lets it show, and what an association decides about it."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from lms.backbone.ids import public_id

#: What a browser calls the place that a page came from: https://www.example.org, without a path.
validate_origin = RegexValidator(
    r"\Ahttps://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?::\d{1,5})?\Z"
    r"|\Ahttp://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?\Z",
    _("Write it like https://www.example.org, without anything after the name."),
)


class RegistryListing(models.Model):
    """What a person lets an association's public registry show; nothing unless asked and ticked.

    The row is the answer: without one the person has not been asked yet. Everything but the name is
    shown beside the name alone.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="listings")
    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")
    show_name = models.BooleanField(_("my name and category"), default=False)
    show_county = models.BooleanField(_("my county"), default=False)
    # Room for people who look for reflective supervision, in which form and where.
    rsc_openings = models.BooleanField(_("my openings for reflective supervision"), default=False)
    rsc_individual = models.BooleanField(_("individual"), default=False)
    rsc_group = models.BooleanField(_("in a group"), default=False)
    rsc_in_person = models.BooleanField(_("in person"), default=False)
    rsc_online = models.BooleanField(_("online"), default=False)
    # Through a form that does not tell the address.
    may_write = models.BooleanField(_("that people may write to me"), default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "association"], name="listing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.association.slug}"


class ListedLanguage(models.Model):
    """A language in which a listed person works, of `wording.languages`; shown beside their name."""

    listing = models.ForeignKey(RegistryListing, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=8)

    class Meta:
        ordering = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["listing", "code"], name="listed_language_once"),
        ]

    def __str__(self) -> str:
        return self.code


class RegistryPolicy(models.Model):
    """What an association decides about its part of the registry; without a row, what is usual.

    `shown` are the standings that its registry shows, each with the association's word for it by
    language: `{"inactive": {"en": "Inactive", "es": "Inactiva"}}`. `sites` are the origins whose pages
    may show the registry in a frame.
    """

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="registry_policy"
    )
    # The agreement asks everybody who is endorsed for their name and category.
    required = models.BooleanField(default=False)
    shown = models.JSONField(default=dict, blank=True)
    sites = models.JSONField(default=list, blank=True)
    # So that of two people who change it at once the second is told.
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.association)
