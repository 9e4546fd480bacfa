"""A lesson: a stream of blocks."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
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

from courses.models.blocks import LessonBlock
from courses.models.codes_field import CodesField
from courses.models.kept import Keepable
from courses.models.keys import new_key
from courses.models.languages import InReadersLanguage, same


class LessonForm(WagtailAdminPageForm):
    """The objectives to choose from are those of the module's newest draft, with their numbers.

    Kept are their keys, so that a lesson goes on serving what it served when their order changes.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("objectives")
        if field is not None:
            field.choices = self._objectives()
            if not field.choices:
                field.help_text = _("Save the learning objectives of the module first.")

    def _objectives(self) -> list[tuple[str, str]]:
        if self.parent_page is None:
            return []
        module = self.parent_page.specific.get_latest_revision_as_object()
        return [
            (block.value["key"], f"{number}: {block.value['text']}")
            for number, block in enumerate(module.objectives, start=1)
            if block.value["key"]
        ]


class LessonPage(Keepable, InReadersLanguage, Page):
    """One lesson of a module. `lesson_key` is permanent: progress is stored under it."""

    lesson_key = models.SlugField(_("key"), max_length=80, default=new_key, editable=False)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, help_text=_("About how long it takes to read.")
    )
    objectives = CodesField(
        _("serves objectives"),
        help_text=_(
            "Optional: the learning objectives that this lesson serves. Whoever answers a question about "
            "one of them wrong is told to read it again."
        ),
    )
    body = StreamField(
        LessonBlock(),
        verbose_name=_("content"),
        help_text=_("No child's or family's name, no session content, no recording of a session."),
    )

    base_form_class = LessonForm
    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson_page.html"
    show_in_menus_default = False
    override_translatable_fields: ClassVar = same("lesson_key minutes objectives")
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("minutes"),
                    FieldPanel("objectives"),
                    FieldPanel("body"),
                ],
                heading=_("Lesson"),
            ),
            ObjectList([FieldPanel("slug"), CommentPanel()], heading=_("Address")),
        ]
    )

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def kept_address(self, code: str) -> str:
        return reverse("courses:lesson", args=[code, self.lesson_key])

    def with_content_json(self, content: Any) -> Any:
        """A draft never carries another key than its page: a copied page has its own."""
        page = super().with_content_json(content)
        page.lesson_key = self.lesson_key
        return page

    def minimal_clean(self) -> None:
        self._settle_key()
        super().minimal_clean()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._settle_key()
        super().full_clean(*args, **kwargs)

    def _settle_key(self) -> None:
        """A lesson copied within its module is another lesson."""
        if not self.path or self.pk:
            return
        siblings = LessonPage.objects.child_of(self.get_parent())
        if siblings.filter(lesson_key=self.lesson_key).exists():
            self.lesson_key = new_key()
