"""The blocks of a lesson. Names of blocks and fields are permanent: stored pages use them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AbstractMediaChooserBlock

from courses.models.choices import diagram_choices, resource_choices
from courses.models.code_blocks import CodeBlock
from courses.models.keys import KeyedStreamBlock
from courses.models.package_block import PackageBlock
from courses.models.practice_blocks import KnowledgeCheckBlock, ReflectionBlock, VignetteBlock
from courses.models.question_blocks import SourcesBlock
from courses.models.text_blocks import (
    AccordionBlock,
    CalloutBlock,
    KeyFigureBlock,
    ProseBlock,
    QuotationBlock,
    TableBlock,
)
from courses.models.tool_block import ExternalToolBlock
from courses.models.written_blocks import ScriptBlock, WrittenHandOutBlock

#: How pictures of lessons are drawn: templates/courses/blocks/image.html.
PICTURE = "width-1200 format-webp"


class ImageBlock(blocks.StructBlock):
    """A chosen image, or one of the drawings that ship."""

    image = ImageChooserBlock(
        label=_("Image"),
        required=False,
        help_text=_("From your association’s images. Nobody recognizable without consent."),
    )
    file = CodeBlock(
        label=_("or a drawing that ships"),
        choices=diagram_choices,
        required=False,
        help_text=_("Instead of an image."),
    )
    alt = blocks.TextBlock(
        label=_("Alternative text"),
        rows=2,
        help_text=_("Say what the picture shows, for people who cannot see it. Required."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(
        label=_("Credit"), required=False, max_length=200, help_text=_("Who made it, license.")
    )
    sources = SourcesBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned["image"]) == bool(cleaned["file"]):
            raise StructBlockValidationError(
                block_errors={"image": ValidationError(_("Choose an image or a drawing, one."))}
            )
        return cleaned

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "courses/blocks/image.html"
        form_layout = BlockGroup(
            children=["image", "file", "alt", "caption", "credit"], settings=["sources"]
        )


class RecordingChooserBlock(AbstractMediaChooserBlock):
    """An audio or video recording with its captions and transcript."""


class RecordingBlock(blocks.StructBlock):
    recording = RecordingChooserBlock(
        label=_("Audio or video"),
        help_text=_("With a transcript, a video with captions too. No recording of a session."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    sources = SourcesBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        recording = cleaned["recording"]
        missing = recording.missing if recording and not self.is_deferred_validation else ""
        if missing:
            raise StructBlockValidationError(block_errors={"recording": ValidationError(missing)})
        return cleaned

    class Meta:
        icon = "media"
        label = _("Audio or video")
        template = "courses/blocks/recording.html"
        form_layout = BlockGroup(children=["recording", "caption"], settings=["sources"])


class ResourceCardBlock(blocks.StructBlock):
    resource = CodeBlock(label=_("Resource"), choices=resource_choices)
    sources = SourcesBlock()

    class Meta:
        icon = "link-external"
        label = _("Resource card")
        template = "courses/blocks/resource_card.html"
        form_layout = BlockGroup(children=["resource"], settings=["sources"])


class HandOutBlock(blocks.StructBlock):
    document = DocumentChooserBlock(
        label=_("File"), help_text=_("A PDF is read by everybody when it is tagged (accessible).")
    )
    text = blocks.CharBlock(
        label=_("What it is"), max_length=300, help_text=_("What one does with it, in a sentence.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Hand-out to download")
        template = "courses/blocks/hand_out.html"


class LessonBlock(KeyedStreamBlock):
    prose = ProseBlock()
    callout = CalloutBlock()
    key_figure = KeyFigureBlock()
    image = ImageBlock()
    recording = RecordingBlock()
    script = ScriptBlock()
    accordion = AccordionBlock()
    vignette = VignetteBlock()
    knowledge_check = KnowledgeCheckBlock()
    reflection = ReflectionBlock()
    resource_card = ResourceCardBlock()
    hand_out = HandOutBlock()
    written_hand_out = WrittenHandOutBlock()
    table = TableBlock()
    quotation = QuotationBlock()
    package = PackageBlock()
    external_tool = ExternalToolBlock()
