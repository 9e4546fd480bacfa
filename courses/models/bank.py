"""The question bank of a module.

A bank is a page below its module rather than a snippet: it gets drafts, preview, moderation and the
permissions of its association from the tree. It is never shown to a visitor.
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.models.bank_blocks import BankBlock
from courses.models.languages import InReadersLanguage


class BankForm(WagtailAdminPageForm):
    """A finished bank holds at least as many questions as the module draws."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        draw = getattr(self.parent_page.specific, "draw", 0) if self.parent_page else 0
        if not self.is_deferred_validation and len(cleaned.get("questions") or []) < draw:
            self.add_error(
                "questions",
                ngettext(
                    "The post-test draws %(draw)d question: write at least so many.",
                    "The post-test draws %(draw)d questions: write at least so many.",
                    draw,
                )
                % {"draw": draw},
            )
        return cleaned


class QuestionBankPage(InReadersLanguage, Page):
    questions = StreamField(
        BankBlock(),
        verbose_name=_("questions"),
        help_text=_(
            "About twice as many as the post-test draws, so that a second attempt is a new one."
        ),
    )

    base_form_class = BankForm
    edit_handler = TabbedInterface(
        [
            ObjectList([TitleFieldPanel("title"), FieldPanel("questions")], heading=_("Questions")),
            ObjectList([FieldPanel("slug"), CommentPanel()], heading=_("Address")),
        ]
    )
    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "courses/question_bank_page.html"
    search_fields: ClassVar[list[object]] = []

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The preview for authors, the only ones who see this page."""
        questions = [{"kind": block.block_type, **block.value} for block in self.questions]
        return {**super().get_context(request, *args, **kwargs), "questions": questions}

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
