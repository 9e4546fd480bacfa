"""Who teaches a module, and under whose approval it is offered. Each belongs to one association."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import PreviewableMixin, TranslatableMixin

from courses.models.languages import same
from courses.models.media import CreditedImage
from courses.models.owned import Owned
from courses.rules.approval_bodies import BODIES


class Presenter(PreviewableMixin, TranslatableMixin, Owned):
    """A person who teaches modules, as certificates and module pages name them."""

    name = models.CharField(_("name"), max_length=200)
    credentials = models.CharField(
        _("credentials"),
        max_length=300,
        blank=True,
        help_text=_("As certificates print them: degrees, licenses, endorsements. Short."),
    )
    bio = models.TextField(
        _("about the presenter"),
        max_length=1500,
        blank=True,
        help_text=_("Two or three sentences for the module’s page, with the presenter’s consent."),
    )
    photo = models.ForeignKey(
        CreditedImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
        help_text=_("Optional. The image needs a description, which is read out instead of it."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("credentials"),
        FieldPanel("bio"),
        FieldPanel("photo"),
        FieldPanel("association"),
    ]
    override_translatable_fields: ClassVar = same("name credentials")

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("presenter")
        verbose_name_plural = _("presenters")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    def get_preview_template(self, request: Any, mode_name: str) -> str:  # noqa: ARG002
        return "courses/snippet_preview.html"

    def clean(self) -> None:
        super().clean()
        if self.photo is not None and not self.photo.description.strip():
            raise ValidationError(
                {"photo": _("This image has no description yet. Add one to the image first.")}
            )


class Approval(Owned):
    """An approval that an organization holds; its statement is printed only while it does."""

    name = models.CharField(
        _("approval body"), max_length=120, help_text=_("As it is printed, for example: NASW.")
    )
    rules_of = models.CharField(
        _("rules of"),
        max_length=20,
        blank=True,
        choices=[(code, body.name) for code, body in BODIES.items()],
        help_text=_("Whose published rules a module is checked against before it is published."),
    )
    provider_number = models.CharField(
        _("provider number"),
        max_length=60,
        blank=True,
        help_text=_("The number the body gave your organization."),
    )
    statement_en = models.TextField(
        _("statement in English"),
        max_length=1000,
        help_text=_("Word for word as the body prescribes it."),
    )
    statement_es = models.TextField(
        _("statement in Spanish"),
        max_length=1000,
        blank=True,
        help_text=_("Only if the body allows one; without it the English statement is printed."),
    )
    from_on = models.DateField(_("valid from"), help_text=_("The first day of the approval."))
    through_on = models.DateField(
        _("valid through"),
        null=True,
        blank=True,
        help_text=_("The last day of it. Empty: until further notice."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("rules_of"),
        FieldPanel("provider_number"),
        FieldPanel("statement_en"),
        FieldPanel("statement_es"),
        FieldRowPanel([FieldPanel("from_on"), FieldPanel("through_on")]),
        FieldPanel("association"),
    ]

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["name", "from_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(through_on__isnull=True) | Q(through_on__gte=F("from_on")),
                name="approval_ends_after_it_begins",
                violation_error_message=_("An approval ends on or after the day it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: date) -> bool:
        """Both days are inclusive."""
        return self.from_on <= day and (self.through_on is None or day <= self.through_on)

    @property
    def statement(self) -> dict[str, str]:
        """The statement by language."""
        texts = {"en": self.statement_en, "es": self.statement_es}
        return {language: text for language, text in texts.items() if text.strip()}
