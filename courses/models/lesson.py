"""A lesson: a stream of blocks."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from courses.models.blocks import LessonBlock
from courses.models.kept import Keepable
from courses.models.keys import new_key
from courses.models.languages import InReadersLanguage


class LessonPage(Keepable, InReadersLanguage, Page):
    """One lesson of a module. `lesson_key` is permanent: progress is stored under it."""

    lesson_key = models.SlugField(_("key"), max_length=80, default=new_key, editable=False)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, help_text=_("About how long it takes to read.")
    )
    # Keys of the module's objectives that it serves; tells what to read again after a failed test.
    objectives = models.JSONField(default=list, blank=True, editable=False)
    body = StreamField(
        LessonBlock(),
        verbose_name=_("content"),
        help_text=_("No child's or family's name, no session content, no recording of a session."),
    )

    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson_page.html"
    show_in_menus_default = False
    override_translatable_fields: ClassVar = [
        SynchronizedField("lesson_key"),
        SynchronizedField("minutes"),
        SynchronizedField("objectives"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [TitleFieldPanel("title"), FieldPanel("minutes"), FieldPanel("body")],
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
