"""A question bank that several modules of one association draw from."""

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail_localize.fields import TranslatableField

from courses.models.bank_blocks import SharedBankBlock
from courses.models.keys import new_key
from courses.models.languages import same
from courses.models.states import STATE_FIELDS
from endorsement.models import Association, Moderated


class SharedBank(
    Moderated,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    """Questions for every module of the association whose own bank includes them.

    Modules draw from what is published: a draft changes nothing for them before a moderator approves it.

    `code` is permanent and the same in every language: on a paper the keys of its questions begin
    with it, so that they are never mistaken for a module's own.
    """

    code = models.CharField(max_length=12, default=new_key, editable=False)
    association = models.ForeignKey(
        Association,
        verbose_name=_("association"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Only its authors see and use this."),
    )
    title = models.CharField(_("title"), max_length=200)
    questions = StreamField(
        SharedBankBlock(),
        verbose_name=_("questions"),
        help_text=_("Modules that include this bank draw from what is published here."),
    )
    # So that its revisions go with it.
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="shared_bank")
    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("questions"),
        *same("code association"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("shared question bank")
        verbose_name_plural = _("shared question banks")
        ordering = ["association", "title"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "locale"], name="shared_bank_once_a_language"),
        ]

    def __str__(self) -> str:
        return self.title

    def copy_for_translation(self, locale: Any, exclude_fields: Any = None) -> Any:
        """A draft of its own: neither published nor locked because the original is."""
        made = super().copy_for_translation(locale, [*(exclude_fields or ()), *STATE_FIELDS])
        made.live = False
        return made

    def get_preview_template(self, _request: HttpRequest, _mode_name: str) -> str:
        return "courses/question_bank_page.html"

    def get_preview_context(self, _request: HttpRequest, _mode_name: str) -> dict[str, Any]:
        questions = [{"kind": block.block_type, **block.value} for block in self.questions]
        return {"page": self, "questions": questions}
