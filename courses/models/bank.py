"""The question bank of a module.

A bank is a page below its module rather than a snippet: it gets drafts, preview, moderation and the
permissions of its association from the tree. It is never shown to a visitor. It may include shared
banks of its association, which are snippets (docs/decisions/0011-shared-banks.md).
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django.urls import reverse
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
from courses.models.shared_bank import SharedBank


class BankForm(WagtailAdminPageForm):
    """A finished bank holds at least as many questions as the module draws."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        module = self.parent_page.specific if self.parent_page else None
        self._check_shared(cleaned, getattr(module, "association_id", None))
        draw = getattr(module, "draw", 0)
        if not self.is_deferred_validation and size_of(cleaned.get("questions")) < draw:
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

    def _check_shared(self, cleaned: dict[str, Any], association: int | None) -> None:
        blocks = [one for one in cleaned.get("questions") or [] if one.block_type == "shared"]
        if any(one.value and one.value.association_id != association for one in blocks):
            self.add_error(
                "questions",
                _("A shared bank belongs to another association. Choose one of your own."),
            )


Keyed = tuple[str, Any]
NONE: frozenset[int] = frozenset()


def blocks_of(questions: Any, locale: Any) -> Iterator[Keyed]:
    """Every question with what its key begins with."""
    for shared, block in parts_of(questions, locale):
        yield prefix_of(shared), block


def prefix_of(shared: SharedBank | None) -> str:
    """What keys of its questions begin with; those of a module's own bank with nothing."""
    return f"{shared.code}-" if shared else ""


def parts_of(
    questions: Any, locale: Any, without: frozenset[int] = NONE
) -> Iterator[tuple[SharedBank | None, Any]]:
    """Every question with where it comes from: a bank's own (None), and those of the shared banks that
    are published, in this language where there is a translation. `without` are shared banks by their
    primary keys, as if they were gone.
    """
    for block in questions or ():
        if block.block_type != "shared":
            yield None, block
            continue
        shared = block.value and in_language(block.value, locale, without)
        if shared is not None and shared.live and block.value.pk not in without:
            for one in shared.questions:
                yield shared, one


def in_language(shared: SharedBank, locale: Any, without: frozenset[int] = NONE) -> SharedBank:
    """The published translation of a shared bank, or itself."""
    if locale is None or shared.locale_id == locale.pk:
        return shared
    found = SharedBank.objects.filter(
        translation_key=shared.translation_key, locale=locale, live=True
    ).exclude(pk__in=without)
    return found.first() or shared


def size_of(questions: Any) -> int:
    """How many questions can be drawn."""
    return sum(1 for _keyed in blocks_of(questions, None))


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
    # Of a bank that is read from what was kept: languages of questions that are not in its own, by key.
    kept_languages: Mapping[str, str] = MappingProxyType({})

    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "courses/question_bank_page.html"
    search_fields: ClassVar[list[object]] = []

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The preview for authors, the only ones who see this page."""
        questions = [
            {"kind": block.block_type, **block.value}
            for _prefix, block in blocks_of(self.questions, self.locale)
        ]
        tried_at = reverse("courses_cms:trial", args=[self.get_parent().pk]) if self.pk else ""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "questions": questions, "tried_at": tried_at}

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
