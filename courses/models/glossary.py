"""Terms that lessons use and learners look up, in plain words."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet

from courses.models.library import KEY, Source
from endorsement.models import Association
from endorsement.permissions import administers, writes_for


class GlossaryForm(WagtailAdminModelForm):
    """Whoever writes for an association defines terms for it, or shared ones, and no other's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if user is None or administers(user) or "association" not in self.fields:
            return
        mine = Association.objects.filter(pk__in=writes_for(user))
        self.fields["association"].queryset = mine

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        owner = self.instance.association if self.instance.pk else None
        if owner and owner not in self.fields["association"].queryset:
            self.add_error(None, _("This term belongs to another association, which changes it."))
        return cleaned


@register_snippet
class GlossaryTerm(TranslatableMixin, models.Model):
    """A term with its plain definition. Without an association every module uses it.

    In modules of an association its own definition of a word goes before a shared one.
    """

    key = models.CharField(
        _("key"),
        max_length=80,
        validators=[KEY],
        help_text=_("A short permanent name, the same in every language: clock-hour."),
    )
    association = models.ForeignKey(
        Association,
        verbose_name=_("only for modules of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: shared with every module."),
    )
    name = models.CharField(
        _("term"), max_length=120, help_text=_("As most lessons write it; others below.")
    )
    synonyms = models.TextField(
        _("other forms"),
        blank=True,
        max_length=600,
        help_text=_("Plurals, abbreviations and synonyms that lessons use, one a line."),
    )
    definition = models.TextField(
        _("definition"), max_length=600, help_text=_("One to three plain sentences.")
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Optional: what the definition rests on."),
    )

    base_form_class = GlossaryForm
    panels = [
        FieldPanel("name"),
        FieldPanel("definition"),
        FieldPanel("synonyms"),
        FieldPanel("source"),
        FieldPanel("association"),
        FieldPanel("key"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "locale"], name="term_once_per_language"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def forms(self) -> list[str]:
        """Every way in which lessons may write it."""
        return [self.name, *(line.strip() for line in self.synonyms.splitlines() if line.strip())]
