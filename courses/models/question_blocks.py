"""Questions of a bank and of knowledge checks, as authors write them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from courses.models.choices import QuestionKind, source_choices
from courses.models.code_blocks import CodesBlock, NameBlock
from courses.models.keys import KeyBlock, KeyedListBlock


class SourcesBlock(CodesBlock):
    """Keys of the sources that a claim rests on."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Sources"))
        kwargs.setdefault(
            "help_text",
            _("What this rests on. Hold Ctrl (on a Mac: Command) to choose several."),
        )
        kwargs.setdefault("choices", source_choices)
        super().__init__(**kwargs)


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=500)
    correct = blocks.BooleanBlock(label=_("This answer is right"), required=False)
    rationale = blocks.TextBlock(
        label=_("Why"),
        rows=2,
        help_text=_("Shown after handing in: why this answer is right, or what speaks against it."),
    )
    key = KeyBlock()

    class Meta:
        icon = "tick"
        label = _("Answer")


EMPTY_OPTION = {"text": "", "correct": False, "rationale": "", "key": ""}


def check_options(kind: str, options: list[Any]) -> None:
    """:raises ValidationError: when the number of (right) answers does not fit the kind."""
    right = sum(bool(option["correct"]) for option in options)
    if right == 0:
        raise ValidationError(_("Mark at least one answer as right."))
    if kind != QuestionKind.MULTIPLE_RESPONSE and right != 1:
        raise ValidationError(_("Mark exactly one answer as right in this kind of question."))
    if kind == QuestionKind.TRUE_FALSE and len(options) != 2:
        raise ValidationError(_("True or false has exactly two answers: True and False."))


def check_partial(kind: str, options: list[Any]) -> None:
    """:raises ValidationError: when nothing could be chosen wrong, so that ticking all would pay."""
    if kind == QuestionKind.MULTIPLE_RESPONSE and all(option["correct"] for option in options):
        raise ValidationError(_("Partial credit needs at least one wrong answer to choose from."))


class PartialBlock(blocks.BooleanBlock):
    """Whether an answer that is right in part earns part of the credit; learners read which rule."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("default", False)
        kwargs.setdefault("label", _("Partial credit"))
        super().__init__(**kwargs)


class AskedBlock(blocks.StructBlock):
    """What every kind of question has."""

    text = blocks.TextBlock(
        label=_("Question"),
        rows=3,
        help_text=_("Invent the people in it: no child's or family's name, no real session."),
    )
    rationale = blocks.TextBlock(
        label=_("What to remember"), rows=2, help_text=_("Shown after handing in.")
    )
    objective = NameBlock(
        label=_("Objective"),
        required=False,
        max_length=80,
        help_text=_(
            "Optional: the number of the learning objective (1, 2, …). One question of every "
            "objective is drawn first."
        ),
    )
    applied = blocks.BooleanBlock(
        label=_("Applies knowledge to a case"),
        required=False,
        default=False,
        help_text=_("For your own overview: it asks to use what was learned, not to repeat it."),
    )
    sources = SourcesBlock()
    key = KeyBlock()

    def check_whole(self, value: Any) -> None:
        """What only the whole question can tell.

        :raises ValidationError: saying what does not fit.
        """

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            try:
                self.check_whole(cleaned)
            except ValidationError as error:
                raise StructBlockValidationError(non_block_errors=[error]) from error
        return cleaned


SETTINGS = ["objective", "applied", "sources"]


class QuestionBlock(AskedBlock):
    """A question with answers to choose from."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=QuestionKind.choices,
        default=QuestionKind.MULTIPLE_CHOICE,
        help_text=_("How many answers may be right."),
    )
    options = KeyedListBlock(
        OptionBlock(),
        default=[EMPTY_OPTION] * 3,
        label=_("Answers"),
        min_num=2,
        max_num=8,
        help_text=_("Their order is shuffled for every learner."),
    )
    partial = PartialBlock(
        help_text=_(
            "Only for multiple response. Credit is the share of the right answers chosen minus the "
            "share of the wrong ones chosen, so that ticking everything earns nothing."
        )
    )

    def check_whole(self, value: Any) -> None:
        check_options(value["kind"], list(value["options"]))
        if value["partial"]:
            check_partial(value["kind"], list(value["options"]))

    class Meta:
        icon = "help"
        label = _("Question with answers to choose from")
        label_format = "{text}"
        form_layout = BlockGroup(
            children=["kind", "text", "options", "partial", "rationale", "key"], settings=SETTINGS
        )
