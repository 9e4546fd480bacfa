"""Questions that are answered by putting together, putting in order, or writing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from courses.models.keys import KeyBlock, KeyedListBlock
from courses.models.question_blocks import SETTINGS, AskedBlock, PartialBlock
from courses.rules.short_answer import normalized


class PairBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Line"), max_length=300)
    match = blocks.CharBlock(label=_("Its answer"), max_length=200)
    key = KeyBlock()

    class Meta:
        icon = "link"
        label = _("Line")


EMPTY_PAIR = {"text": "", "match": "", "key": ""}


class MatchingBlock(AskedBlock):
    """Every line has one answer; the answers stand in one list, shuffled, for all lines."""

    pairs = KeyedListBlock(
        PairBlock(), default=[EMPTY_PAIR] * 3, label=_("Lines"), min_num=2, max_num=10
    )
    decoys = blocks.ListBlock(
        blocks.CharBlock(label=_("Answer"), max_length=200),
        default=[],
        max_num=6,
        label=_("Extra answers that fit no line"),
        help_text=_("Optional. They keep the last line from answering itself."),
    )
    partial = PartialBlock(help_text=_("Every line that is right counts the same."))

    def check_whole(self, value: Any) -> None:
        lines = [normalized(pair["text"]) for pair in value["pairs"]]
        right = {normalized(pair["match"]) for pair in value["pairs"]}
        decoys = {normalized(text) for text in value["decoys"]}
        if len(set(lines)) != len(lines):
            raise ValidationError(_("Two lines say the same."))
        if right & decoys:
            raise ValidationError(_("An extra answer is the answer of a line."))
        if len(right | decoys) < 2:
            raise ValidationError(_("Give at least two different answers to choose from."))

    class Meta:
        icon = "link"
        label = _("Matching")
        label_format = "{text}"
        form_layout = BlockGroup(
            children=["text", "pairs", "decoys", "partial", "rationale", "key"], settings=SETTINGS
        )


class ItemBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Item"), max_length=300)
    key = KeyBlock()

    class Meta:
        icon = "list-ol"
        label = _("Item")


class OrderingBlock(AskedBlock):
    """Items written in the right order; learners see them shuffled."""

    items = KeyedListBlock(
        ItemBlock(),
        default=[{"text": "", "key": ""}] * 3,
        label=_("Items in the right order"),
        min_num=2,
        max_num=10,
        help_text=_("Their order is shuffled for every learner."),
    )
    partial = PartialBlock(
        help_text=_(
            "Of every two items: the share in the right order minus the share in the wrong order, "
            "so that the order turned around earns nothing."
        )
    )

    def check_whole(self, value: Any) -> None:
        texts = [normalized(item["text"]) for item in value["items"]]
        if len(set(texts)) != len(texts):
            raise ValidationError(_("Two items say the same."))

    class Meta:
        icon = "list-ol"
        label = _("Ordering")
        label_format = "{text}"
        form_layout = BlockGroup(
            children=["text", "items", "partial", "rationale", "key"], settings=SETTINGS
        )


class ShortAnswerBlock(AskedBlock):
    """A few words that are typed."""

    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Answer"), max_length=200),
        label=_("Answers that are right"),
        min_num=1,
        max_num=20,
        help_text=_(
            "Every wording that you accept, with and without accents. Spaces, kinds of quotation "
            "marks and hyphens and a period at the end make no difference."
        ),
    )
    case_sensitive = blocks.BooleanBlock(
        label=_("Capital and small letters must be the same"), required=False, default=False
    )

    def check_whole(self, value: Any) -> None:
        if not all(normalized(text) for text in value["accepted"]):
            raise ValidationError(_("An answer needs a letter or a digit."))

    class Meta:
        icon = "pilcrow"
        label = _("Short answer")
        label_format = "{text}"
        form_layout = BlockGroup(
            children=["text", "accepted", "case_sensitive", "rationale", "key"], settings=SETTINGS
        )
