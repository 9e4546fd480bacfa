"""The blocks of a lesson. Names of blocks and fields are permanent: stored pages use them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AbstractMediaChooserBlock

from courses.models.choices import Tone, diagram_choices, resource_choices, source_choices
from courses.models.code_blocks import CodeBlock
from courses.models.keys import KeyBlock, KeyedListBlock, KeyedStreamBlock
from courses.models.question_blocks import SourcesBlock

PROSE = ["bold", "italic", "h3", "ol", "ul", "link"]
STEP = RegexValidator(
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
    _("Use lower-case letters, digits and hyphens only."),
)
END = "end"
EMPTY_CHOICE = {"text": "", "feedback": "", "next": "", "key": ""}
EMPTY_ANSWER = {"text": "", "correct": False, "feedback": "", "key": ""}


class ProseBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)
    sources = SourcesBlock()

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "courses/blocks/prose.html"
        form_layout = BlockGroup(children=["text"], settings=["sources"])


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(label=_("Kind"), choices=Tone.choices, default=Tone.NOTE)
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)
    sources = SourcesBlock()

    class Meta:
        icon = "info-circle"
        label = _("Highlighted box")
        template = "courses/blocks/callout.html"
        form_layout = BlockGroup(children=["tone", "title", "text"], settings=["sources"])


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=60, help_text=_("For example: 1 in 6"))
    label = blocks.CharBlock(label=_("What it counts"), max_length=300)
    source = CodeBlock(label=_("Source"), choices=source_choices)
    year = blocks.IntegerBlock(
        label=_("Year"),
        required=False,
        min_value=1900,
        max_value=2100,
        help_text=_("Leave empty when the source carries no date; it is never guessed."),
    )
    note = blocks.CharBlock(
        label=_("How to read it"), required=False, max_length=500, help_text=_("Limits, place.")
    )
    sources = SourcesBlock()

    class Meta:
        icon = "order"
        label = _("Key figure")
        template = "courses/blocks/key_figure.html"
        form_layout = BlockGroup(
            children=["value", "label", "source", "year", "note"], settings=["sources"]
        )


class ImageBlock(blocks.StructBlock):
    """A chosen image, or one of the drawings that ship."""

    image = ImageChooserBlock(label=_("Image"), required=False)
    file = CodeBlock(label=_("or a drawing that ships"), choices=diagram_choices, required=False)
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
    recording = RecordingChooserBlock(label=_("Audio or video"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    sources = SourcesBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        recording = cleaned["recording"]
        if recording and not self.is_deferred_validation and not recording.transcript.strip():
            raise StructBlockValidationError(
                block_errors={
                    "recording": ValidationError(
                        _("This recording has no transcript yet. Add one to the recording first.")
                    )
                }
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Audio or video")
        template = "courses/blocks/recording.html"
        form_layout = BlockGroup(children=["recording", "caption"], settings=["sources"])


class PanelBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(PanelBlock(), label=_("Parts"), min_num=1)
    sources = SourcesBlock()

    class Meta:
        icon = "list-ul"
        label = _("Parts that open and close")
        template = "courses/blocks/accordion.html"
        form_layout = BlockGroup(children=["items"], settings=["sources"])


class ChoiceOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("What one could do"), max_length=500)
    feedback = blocks.TextBlock(label=_("What follows"), rows=3)
    next = blocks.CharBlock(
        label=_("Goes on with step"),
        required=False,
        max_length=80,
        help_text=_("The short name of a step below, or: end. Empty: the step that follows."),
    )
    key = KeyBlock()


class TurnBlock(blocks.StructBlock):
    key = blocks.CharBlock(
        label=_("Short name of this step"),
        max_length=80,
        validators=[STEP],
        help_text=_("One word, for example: morning. Choices lead to it by this name."),
    )
    text = blocks.TextBlock(label=_("Question"), rows=3)
    options = KeyedListBlock(
        ChoiceOptionBlock(), default=[EMPTY_CHOICE] * 2, label=_("Choices"), min_num=2
    )

    class Meta:
        label = _("Step")
        label_format = "{text}"


class VignetteBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(
        label=_("The case"),
        features=PROSE,
        help_text=_("An invented family: no child's or family's name, no real session."),
    )
    questions = blocks.ListBlock(TurnBlock(), label=_("Steps"), min_num=1)
    sources = SourcesBlock()
    key = KeyBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            self._check_steps(cleaned)
        return cleaned

    @staticmethod
    def _check_steps(cleaned: Any) -> None:
        steps = [turn["key"] for turn in cleaned["questions"]]
        named = {o["next"] for turn in cleaned["questions"] for o in turn["options"]} - {"", None}
        problem: str | None = None
        if len(set(steps)) != len(steps):
            problem = str(_("Two steps have the same short name."))
        elif unknown := sorted(named - {*steps, END}):
            problem = _("There is no step named “%(name)s”.") % {"name": unknown[0]}
        if problem:
            raise StructBlockValidationError(block_errors={"questions": ValidationError(problem)})

    class Meta:
        icon = "group"
        label = _("Case with choices")
        template = "courses/blocks/vignette.html"
        form_layout = BlockGroup(
            children=["title", "text", "questions", "key"], settings=["sources"]
        )


class CheckOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=500)
    correct = blocks.BooleanBlock(label=_("This answer is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback"), rows=2, help_text=_("Shown to whoever chose this answer.")
    )
    key = KeyBlock()


class KnowledgeCheckBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Question"), rows=3)
    options = KeyedListBlock(
        CheckOptionBlock(), default=[EMPTY_ANSWER] * 2, label=_("Answers"), min_num=2
    )
    sources = SourcesBlock()
    key = KeyBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        right = any(option["correct"] for option in cleaned["options"])
        if not self.is_deferred_validation and not right:
            raise StructBlockValidationError(
                block_errors={"options": ValidationError(_("Mark at least one answer as right."))}
            )
        return cleaned

    class Meta:
        icon = "help"
        label = _("Knowledge check (not graded)")
        template = "courses/blocks/knowledge_check.html"
        form_layout = BlockGroup(children=["text", "options", "key"], settings=["sources"])


class ReflectionBlock(blocks.StructBlock):
    prompt = blocks.TextBlock(
        label=_("Prompt"), rows=3, help_text=_("What people write here only they can read.")
    )
    minutes = blocks.IntegerBlock(
        label=_("Minutes"), min_value=0, max_value=60, default=0, required=False
    )
    sources = SourcesBlock()
    key = KeyBlock()

    class Meta:
        icon = "edit"
        label = _("Private reflection")
        template = "courses/blocks/reflection.html"
        form_layout = BlockGroup(children=["prompt", "minutes", "key"], settings=["sources"])


class ResourceCardBlock(blocks.StructBlock):
    resource = CodeBlock(label=_("Resource"), choices=resource_choices)
    sources = SourcesBlock()

    class Meta:
        icon = "link-external"
        label = _("Resource card")
        template = "courses/blocks/resource_card.html"
        form_layout = BlockGroup(children=["resource"], settings=["sources"])


class HandOutBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    text = blocks.CharBlock(label=_("What it is"), max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("Hand-out to download")
        template = "courses/blocks/hand_out.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"), max_length=300)
    header = blocks.ListBlock(blocks.CharBlock(max_length=200), label=_("Headers"), min_num=2)
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(max_length=1000, required=False), label=_("Row")),
        label=_("Rows"),
        min_num=1,
        help_text=_("The first cell of a row is its header."),
    )
    sources = SourcesBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        width = len(cleaned["header"])
        if not self.is_deferred_validation and any(len(row) != width for row in cleaned["rows"]):
            raise StructBlockValidationError(
                block_errors={
                    "rows": ValidationError(_("Every row has as many cells as there are headers."))
                }
            )
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"
        form_layout = BlockGroup(children=["caption", "header", "rows"], settings=["sources"])


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"), rows=4, help_text=_("Verbatim."))
    attribution = blocks.CharBlock(label=_("Who said it, where"), max_length=300)
    source = CodeBlock(label=_("Source"), choices=source_choices)
    sources = SourcesBlock()

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "courses/blocks/quotation.html"
        form_layout = BlockGroup(children=["text", "attribution", "source"], settings=["sources"])


class LessonBlock(KeyedStreamBlock):
    prose = ProseBlock()
    callout = CalloutBlock()
    key_figure = KeyFigureBlock()
    image = ImageBlock()
    recording = RecordingBlock()
    accordion = AccordionBlock()
    vignette = VignetteBlock()
    knowledge_check = KnowledgeCheckBlock()
    reflection = ReflectionBlock()
    resource_card = ResourceCardBlock()
    hand_out = HandOutBlock()
    table = TableBlock()
    quotation = QuotationBlock()
