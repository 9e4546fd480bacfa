"""Blocks that stand for something to hear or to take along, written here instead of uploaded."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from courses.models.keys import KeyBlock
from courses.models.question_blocks import SourcesBlock
from courses.models.text_blocks import PROSE


class Medium(models.TextChoices):
    AUDIO = "audio", _("Audio")
    VIDEO = "video", _("Video")


class ScriptLineBlock(blocks.StructBlock):
    speaker = blocks.CharBlock(
        label=_("Who speaks"),
        max_length=80,
        help_text=_("A role or an invented first name, for example: supervisor."),
    )
    text = blocks.TextBlock(
        label=_("What is said"), rows=3, help_text=_("As people speak: short sentences.")
    )

    class Meta:
        label = _("Line")
        label_format = "{speaker}: {text}"


class ScriptBlock(blocks.StructBlock):
    """What a recording would say. Learners read it; whoever records it has the transcript already."""

    medium = blocks.ChoiceBlock(
        label=_("Written for"),
        choices=Medium.choices,
        default=Medium.AUDIO,
        help_text=_("What it could be recorded as. It is read here until somebody does."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    scene = blocks.TextBlock(
        label=_("Scene"),
        rows=2,
        help_text=_("What one would hear or see, and who these invented people are."),
    )
    lines = blocks.ListBlock(ScriptLineBlock(), label=_("Lines"), min_num=2)
    sources = SourcesBlock()

    def get_default(self) -> Any:
        """Two lines to fill in: nobody begins with an error."""
        line = self.child_blocks["lines"].child_block.get_default()
        return self.normalize({**super().get_default(), "lines": [line] * 2})

    class Meta:
        icon = "media"
        label = _("Script of a recording")
        template = "courses/blocks/script.html"
        form_layout = BlockGroup(
            children=["medium", "title", "scene", "lines"], settings=["sources"]
        )


class WrittenHandOutBlock(blocks.StructBlock):
    """A sheet to take along: a page of its own, and an accessible PDF that the platform draws."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    purpose = blocks.CharBlock(
        label=_("What it is"), max_length=300, help_text=_("What one does with it, in a sentence.")
    )
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=PROSE,
        help_text=_(
            "Best one page. It counts toward no hours: people use it at work, they do not read it here."
        ),
    )
    sources = SourcesBlock()
    key = KeyBlock()

    class Meta:
        icon = "doc-full"
        label = _("Hand-out written here")
        template = "courses/blocks/written_hand_out.html"
        form_layout = BlockGroup(children=["title", "purpose", "text", "key"], settings=["sources"])
