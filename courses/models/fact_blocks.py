"""Facts of a module as authors enter them: objectives, coverage, hours by area and topic."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.models.choices import (
    TOPICS,
    EvaluationKind,
    Needed,
    area_choices,
    competency_choices,
    module_choices,
    source_choices,
)
from courses.models.code_blocks import CodeBlock, NameBlock
from courses.models.keys import KeyBlock, KeyedListBlock, KeyedStreamBlock

OF_OWN_ANSWERS = {EvaluationKind.SINGLE_CHOICE, EvaluationKind.MULTIPLE_CHOICE}
HOURS = {"max_digits": 5, "decimal_places": 1, "min_value": Decimal("0.1")}
IN_TENTHS = _("In tenths: 0.5 is half an hour.")


class ObjectiveBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("After this module you can …"),
        max_length=500,
        help_text=_("Begin with a verb that can be seen or measured: name, explain, choose."),
    )
    key = KeyBlock()

    class Meta:
        icon = "tick-inverse"
        label = _("Objective")
        label_format = "{text}"


class CoverBlock(blocks.StructBlock):
    ref = CodeBlock(
        label=_("Competency or area"),
        choices=competency_choices,
        help_text=_("Coverage is free: a module covers as many as it touches."),
    )
    at = NameBlock(
        label=_("Where"),
        required=False,
        max_length=80,
        help_text=_(
            "Where it is met: the last part of a lesson’s address, or the number of an objective "
            "(1, 2, …) that a question asks about."
        ),
    )

    class Meta:
        icon = "list-ul"
        label = _("Covered competency")


class AreaHoursBlock(blocks.StructBlock):
    area = CodeBlock(
        label=_("Area"),
        choices=area_choices,
        help_text=_("The one area these hours are for where a scheme counts no hour twice."),
    )
    hours = blocks.DecimalBlock(label=_("Clock hours"), help_text=IN_TENTHS, **HOURS)

    class Meta:
        icon = "time"
        label = _("Hours for an area")


class TopicHoursBlock(blocks.StructBlock):
    topic = blocks.ChoiceBlock(
        label=_("Topic"), choices=TOPICS, help_text=_("One that schemes ask hours in.")
    )
    hours = blocks.DecimalBlock(label=_("Clock hours"), help_text=IN_TENTHS, **HOURS)

    class Meta:
        icon = "time"
        label = _("Hours for a topic")


class EvaluationOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=300)
    key = KeyBlock()

    class Meta:
        icon = "tick"
        label = _("Answer")


class NeededBlock(blocks.ChoiceBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", Needed.choices)
        kwargs.setdefault("default", Needed.USUAL)
        kwargs.setdefault("label", _("Has it to be answered?"))
        super().__init__(**kwargs)


class EvaluationItemBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Answered with"),
        choices=EvaluationKind.choices,
        default=EvaluationKind.SCALE,
        help_text=_("Scales and yes or no become charts; own words are read from five answers on."),
    )
    text = blocks.CharBlock(label=_("Question"), max_length=500)
    options = KeyedListBlock(
        EvaluationOptionBlock(),
        default=[],
        label=_("Your answers"),
        required=False,
        max_num=12,
        help_text=_("Only for a question that is answered with your answers: at least two."),
    )
    needed = NeededBlock()
    objective = NameBlock(
        label=_("Objective"),
        required=False,
        max_length=80,
        help_text=_("Optional: the number of the learning objective that it asks about (1, 2, …)."),
    )
    key = KeyBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        chosen = cleaned["kind"] in OF_OWN_ANSWERS
        if not self.is_deferred_validation and chosen and len(cleaned["options"]) < 2:
            raise StructBlockValidationError(
                block_errors={"options": ValidationError(_("Write at least two answers."))}
            )
        return cleaned

    class Meta:
        icon = "form"
        label = _("Evaluation question")
        label_format = "{text}"


class ObjectivesAskedBlock(blocks.StructBlock):
    """One question on the scale for each objective of the module, whatever they are later on."""

    text = blocks.CharBlock(
        label=_("Question"),
        max_length=300,
        default=_("How well did the module help you with this objective?"),
        help_text=_("Asked once for each learning objective, which stands behind it."),
    )
    needed = NeededBlock()
    key = KeyBlock()

    class Meta:
        icon = "list-ol"
        label = _("A question for each objective")
        label_format = "{text}"


class ObjectivesBlock(KeyedStreamBlock):
    objective = ObjectiveBlock()


class CoversBlock(blocks.StreamBlock):
    cover = CoverBlock()


class SplitBlock(blocks.StreamBlock):
    share = AreaHoursBlock()


class TopicsBlock(blocks.StreamBlock):
    share = TopicHoursBlock()


class EvaluationBlock(KeyedStreamBlock):
    item = EvaluationItemBlock()
    objectives = ObjectivesAskedBlock()

    class Meta:
        block_counts = {"objectives": {"max_num": 1}}


class PresentersBlock(blocks.StreamBlock):
    presenter = SnippetChooserBlock("courses.Presenter", label=_("Presenter"), icon="user")


class OfferedUnderBlock(blocks.StructBlock):
    approval = SnippetChooserBlock(
        "courses.Approval",
        label=_("Approval"),
        help_text=_("One that your organization holds; a moderator writes it down."),
    )
    number = blocks.CharBlock(
        label=_("Approval number of this module"),
        required=False,
        max_length=60,
        help_text=_("Where the body gives every title a number of its own."),
    )
    credit = blocks.CharBlock(
        label=_("Category of credit"),
        required=False,
        max_length=80,
        help_text=_("As the body calls it, for example: ethics."),
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Offered under")


class ApprovalsBlock(blocks.StreamBlock):
    offered = OfferedUnderBlock()


class PrerequisitesBlock(blocks.StreamBlock):
    module = CodeBlock(label=_("Good to take before"), choices=module_choices, icon="doc-full")
    required = CodeBlock(
        label=_("Must be completed before"),
        choices=module_choices,
        icon="lock",
        help_text=_(
            "Nobody new can start without it. Whoever has begun goes on, any completed version counts, "
            "and a module that left the site is no longer asked for."
        ),
    )


class ReferencesBlock(blocks.StreamBlock):
    source = CodeBlock(label=_("Source"), choices=source_choices, icon="openquote")


def usual_evaluation() -> list[tuple[str, dict[str, Any]]]:
    """What every module asks unless its author asks something else."""
    asked = [
        (EvaluationKind.SCALE, "useful", _("How useful is this module for your work?")),
        (EvaluationKind.SCALE, "clear", _("How clear was it?")),
        (EvaluationKind.YES_NO, "respectful", _("Did it speak respectfully of families?")),
        (EvaluationKind.TEXT, "change", _("What will you do differently at work?")),
    ]
    of_objectives = str(_("How well did the module help you with this objective?"))
    # Whole values: the editor's form is drawn from them as they stand here.
    usual = {"needed": Needed.USUAL.value}
    free = {**usual, "options": [], "objective": ""}
    return [
        ("objectives", {**usual, "key": "objectives", "text": of_objectives}),
        *(
            ("item", {**free, "kind": kind.value, "key": key, "text": str(text)})
            for kind, key, text in asked
        ),
    ]
