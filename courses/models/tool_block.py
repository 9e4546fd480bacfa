"""A tool of others, in a lesson."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.models.keys import KeyBlock
from courses.models.text_blocks import PROSE
from courses.tools import custom
from courses.tools.addresses import is_safe, origin_of


class _Untranslated:
    """What a tool reads is the same in every language."""

    def get_translatable_segments(self, _value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, _segments: Any) -> Any:
        return value


class AddressBlock(_Untranslated, blocks.CharBlock):
    pass


class ParametersBlock(_Untranslated, blocks.TextBlock):
    pass


class ExternalToolBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Title"), max_length=200, help_text=_("What learners open, in a few words.")
    )
    tool = SnippetChooserBlock(
        "courses.ExternalTool",
        label=_("External tool"),
        help_text=_("Of your association, or one that another association shares."),
    )
    text = blocks.RichTextBlock(
        label=_("What to do there"), features=PROSE, help_text=_("And about how long it takes.")
    )
    instead = blocks.RichTextBlock(
        label=_("Instead of it"),
        features=PROSE,
        help_text=_(
            "The same content as text, or where to find it, for people who cannot use the tool or do "
            "not want to."
        ),
    )
    required = blocks.BooleanBlock(
        label=_("The lesson is done only when the tool says that it is finished"),
        required=False,
        default=False,
        help_text=_(
            "Only for tools that everybody can use, also with a screen reader, and that report back."
        ),
    )
    framed = blocks.BooleanBlock(
        label=_("It can also be opened inside the page"),
        required=False,
        default=False,
        help_text=_("Many tools only work in a tab of their own. Try it before you tick this."),
    )
    address = AddressBlock(
        label=_("Address inside the tool"),
        required=False,
        max_length=500,
        help_text=_(
            "Empty: the tool’s usual one. Otherwise on the same host, as the tool tells it."
        ),
    )
    parameters = ParametersBlock(
        label=_("Parameters for the tool"),
        required=False,
        rows=3,
        max_length=5000,
        help_text=_("One a line, for example: unit=3. The tool’s manual says which it knows."),
    )
    key = KeyBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        errors = {**_wrong_parameters(cleaned["parameters"]), **_wrong_address(cleaned)}
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "link-external"
        label = _("External tool")
        template = "courses/blocks/external_tool.html"
        form_layout = BlockGroup(
            children=["title", "tool", "text", "instead", "required", "key"],
            settings=["framed", "address", "parameters"],
        )


def _wrong_parameters(text: str) -> dict[str, ValidationError]:
    try:
        custom.read(text or "")
    except custom.BadParameters as bad:
        if not bad.line:
            return {"parameters": ValidationError(_("These are too many. Fifty can be told."))}
        sentence = _("“%(line)s” is no parameter. Write one a line, for example: unit=3")
        return {"parameters": ValidationError(sentence, params={"line": bad.line[:80]})}
    return {}


def _wrong_address(value: Any) -> dict[str, ValidationError]:
    tool, address = value["tool"], value["address"]
    if not address or tool is None:
        return {}
    same = origin_of(address) == origin_of(tool.launch_url)
    if same and is_safe(address, loopback=True):
        return {}
    sentence = _("This address is not on the tool’s host. It begins with %(host)s/")
    return {"address": ValidationError(sentence, params={"host": origin_of(tool.launch_url)})}
