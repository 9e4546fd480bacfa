"""Blocks to try something: cases with choices, knowledge checks, private reflections.

Names of blocks and fields are permanent; learners' answers are stored under the blocks' keys.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from courses.models.code_blocks import NameBlock
from courses.models.keys import KeyBlock, KeyedListBlock
from courses.models.question_blocks import SourcesBlock
from courses.models.text_blocks import PROSE

STEP = RegexValidator(
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
    _("Use lower-case letters, digits and hyphens only."),
)
END = "end"
EMPTY_CHOICE = {"text": "", "feedback": "", "next": "", "key": ""}
EMPTY_ANSWER = {"text": "", "correct": False, "feedback": "", "key": ""}


class ChoiceOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("What one could do"),
        max_length=500,
        help_text=_("Something that people really do, also when it is not the best."),
    )
    feedback = blocks.TextBlock(
        label=_("What follows"), rows=3, help_text=_("What it brings about, without blame.")
    )
    next = NameBlock(
        label=_("Goes on with step"),
        required=False,
        max_length=80,
        help_text=_("The short name of a step below, or: end. Empty: the step that follows."),
    )
    key = KeyBlock()

    class Meta:
        label = _("Choice")
        label_format = "{text}"


class TurnBlock(blocks.StructBlock):
    key = NameBlock(
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

    class Meta:
        label = _("Answer")
        label_format = "{text}"


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
        label=_("Minutes"),
        min_value=0,
        max_value=60,
        default=0,
        required=False,
        help_text=_("How long one thinks and writes; counts toward the hours up to a quarter."),
    )
    sources = SourcesBlock()
    key = KeyBlock()

    class Meta:
        icon = "edit"
        label = _("Private reflection")
        template = "courses/blocks/reflection.html"
        form_layout = BlockGroup(children=["prompt", "minutes", "key"], settings=["sources"])
