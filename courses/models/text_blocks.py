"""Blocks to read: text, boxes, figures, tables. Names of blocks and fields are permanent."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from courses.models.choices import Tone, source_choices
from courses.models.code_blocks import CodeBlock
from courses.models.question_blocks import SourcesBlock

PROSE = ["bold", "italic", "h3", "ol", "ul", "link"]


class ProseBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)
    sources = SourcesBlock()

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "courses/blocks/prose.html"
        form_layout = BlockGroup(children=["text"], settings=["sources"])


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=Tone.choices,
        default=Tone.NOTE,
        help_text=_("Its color and the word above the title follow from it."),
    )
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
    label = blocks.CharBlock(
        label=_("What it counts"),
        max_length=300,
        help_text=_("Of whom and of what, for example: of children from birth to age 5."),
    )
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


class PanelBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        label = _("Part")
        label_format = "{title}"


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(PanelBlock(), label=_("Parts"), min_num=1)
    sources = SourcesBlock()

    class Meta:
        icon = "list-ul"
        label = _("Parts that open and close")
        template = "courses/blocks/accordion.html"
        form_layout = BlockGroup(children=["items"], settings=["sources"])


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

    def get_default(self) -> Any:
        """As large as the smallest table: nobody begins with an error."""
        return self.normalize({**super().get_default(), "header": [""] * 2, "rows": [[""] * 2]})

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

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Each cell with its column: where there is no room for columns a row is read as a block."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        rows = [list(zip(value["header"], row, strict=False)) for row in value["rows"]]
        return {**context, "rows": rows}

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"
        form_layout = BlockGroup(children=["caption", "header", "rows"], settings=["sources"])


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"), rows=4, help_text=_("Verbatim."))
    attribution = blocks.CharBlock(
        label=_("Who said it, where"),
        max_length=300,
        help_text=_("A public voice. Never a family or somebody in their care."),
    )
    source = CodeBlock(label=_("Source"), choices=source_choices)
    sources = SourcesBlock()

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "courses/blocks/quotation.html"
        form_layout = BlockGroup(children=["text", "attribution", "source"], settings=["sources"])
