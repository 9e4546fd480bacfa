"""A package made with another tool, in a lesson."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.models.keys import KeyBlock
from courses.models.text_blocks import PROSE


class PackageBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Title"), max_length=200, help_text=_("What learners open, in a few words.")
    )
    package = SnippetChooserBlock(
        "courses.Package",
        label=_("Package"),
        help_text=_("A package of your association. It opens on a page of its own."),
    )
    instead = blocks.RichTextBlock(
        label=_("Instead of it"),
        features=PROSE,
        help_text=_(
            "The same content as text, or where to find it, for people who cannot use the package "
            "with a keyboard, a screen reader or a slow connection."
        ),
    )
    required = blocks.BooleanBlock(
        label=_("The lesson is done only when the package says that it is finished"),
        required=False,
        default=False,
        help_text=_(
            "Only for packages that everybody can use, also with a screen reader, and that say when "
            "they are finished: try it first."
        ),
    )
    key = KeyBlock()

    class Meta:
        icon = "download"
        label = _("Package (SCORM, cmi5, H5P)")
        template = "courses/blocks/package.html"
        form_layout = BlockGroup(
            children=["title", "package", "instead", "required", "key"], settings=[]
        )
