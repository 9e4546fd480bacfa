"""What lessons refer to: sources of claims and cards of resources."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PreviewableMixin, TranslatableMixin
from wagtail.snippets.models import register_snippet

from courses.models.choices import ResourceAudience, ResourceKind, ResourceTopic
from courses.models.codes_field import CodesField

KEY = RegexValidator(
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
    _("Use lower-case letters, digits and hyphens only, for example: cdc-2022-survey."),
)


@register_snippet
class Source(models.Model):
    """Where a claim comes from. Without `year` the page is undated and was read on `read_on`."""

    key = models.CharField(
        _("key"),
        max_length=80,
        unique=True,
        validators=[KEY],
        help_text=_("A short permanent name: publisher and year, for example: cdc-2022-survey."),
    )
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("author or publisher"), max_length=200)
    address = models.URLField(_("web address"), max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Leave empty when it carries no date.")
    )
    read_on = models.DateField(
        _("read on"), null=True, blank=True, help_text=_("For a page without a date.")
    )
    claims = models.TextField(
        _("what it says"),
        blank=True,
        help_text=_("The sentences in it that our claims rest on, one a line. For editors only."),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("address"),
        FieldPanel("year"),
        FieldPanel("read_on"),
        FieldPanel("claims"),
        FieldPanel("key"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


@register_snippet
class ResourceCard(PreviewableMixin, TranslatableMixin, models.Model):
    """Something to read, join or use elsewhere, with the date on which its address was checked."""

    code = models.CharField(
        _("key"),
        max_length=80,
        validators=[KEY],
        help_text=_("A short permanent name, the same in every language."),
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=ResourceKind)
    what = models.TextField(_("what it is"), help_text=_("One or two sentences in your own words."))
    for_whom = models.TextField(
        _("whom it helps"), blank=True, help_text=_("For example: families, supervisors.")
    )
    topics = CodesField(
        _("topics"), of=ResourceTopic.choices, help_text=_("The library is filtered by them.")
    )
    audiences = CodesField(
        _("audiences"), of=ResourceAudience.choices, help_text=_("Whom it helps most.")
    )
    languages = CodesField(
        _("languages"),
        of=settings.LANGUAGES,
        help_text=_("In which of these languages it can be read there."),
    )
    url = models.URLField(_("web address"), max_length=500)
    checked_on = models.DateField(
        _("address checked on"), help_text=_("The day somebody last followed the link.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("what"),
        FieldPanel("for_whom"),
        FieldPanel("topics"),
        FieldPanel("audiences"),
        FieldPanel("languages"),
        FieldPanel("url"),
        FieldPanel("checked_on"),
        FieldPanel("code"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "locale"], name="resource_once_per_language"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_preview_template(self, request: Any, mode_name: str) -> str:  # noqa: ARG002
        return "courses/snippet_preview.html"
