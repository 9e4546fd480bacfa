"""Associations that do not run on this platform, so that people find theirs."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from lms.backbone.folding import fold, folded_words


def key_of(name: str, region: str) -> str:
    """Name and place without capitals, accents and marks between words."""
    return "|".join(" ".join(folded_words(text)) for text in (name, region))


class DirectoryEntry(models.Model):
    """An association elsewhere: a line of the directory, without staff, people or rules.

    `key` is its name and place without capitals and accents: importing the same table again finds
    the same row. What is said of a real association has its source and the day it was read.
    """

    key = models.CharField(max_length=320, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    region = models.CharField(_("state or country"), max_length=100)
    website = models.URLField(_("website"), max_length=300, blank=True)
    scheme = models.CharField(
        _("scheme"),
        max_length=200,
        blank=True,
        help_text=_("By which criteria it endorses, in a few words. Empty: not known."),
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("An email address, a phone number or the address of a contact page."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where this was read.")
    )
    checked_on = models.DateField(_("read on"), null=True, blank=True)

    class Meta:
        verbose_name = _("association elsewhere")
        verbose_name_plural = _("associations elsewhere")
        ordering = ["region", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The key follows what is said; the address stays what it was first.

        :raises ValidationError: when another entry has the same name and place.
        """
        self.key = key_of(self.name, self.region)
        self.slug = self.slug or free_slug(self.name)
        if DirectoryEntry.objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError(
                _("There is an entry of this name in this state or country already.")
            )


def free_slug(name: str) -> str:
    """The part of an address that names it and that nobody else has."""
    start = slugify(fold(name))[:70].strip("-") or "association"
    taken = set(
        DirectoryEntry.objects.filter(slug__startswith=start).values_list("slug", flat=True)
    )
    taken |= set(Association.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    slug, number = start, 1
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug
