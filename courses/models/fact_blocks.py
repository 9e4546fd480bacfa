"""Facts of a module as authors enter them: objectives, coverage, hours by area and topic."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.models.choices import (
    TOPICS,
    EvaluationKind,
    area_choices,
    competency_choices,
    module_choices,
    source_choices,
)
from courses.models.code_blocks import CodeBlock
from courses.models.keys import HiddenBlock, KeyBlock, KeyedStreamBlock

HOURS = {"max_digits": 5, "decimal_places": 1, "min_value": Decimal("0.1")}


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
    ref = CodeBlock(label=_("Competency or area"), choices=competency_choices)
    at = blocks.CharBlock(
        label=_("Where"),
        required=False,
        max_length=80,
        help_text=_("Optional: the last part of the lesson's address, where it is met."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Covered competency")


class AreaHoursBlock(blocks.StructBlock):
    area = CodeBlock(label=_("Area"), choices=area_choices)
    hours = blocks.DecimalBlock(label=_("Clock hours"), **HOURS)

    class Meta:
        icon = "time"
        label = _("Hours for an area")


class TopicHoursBlock(blocks.StructBlock):
    topic = blocks.ChoiceBlock(label=_("Topic"), choices=TOPICS)
    hours = blocks.DecimalBlock(label=_("Clock hours"), **HOURS)

    class Meta:
        icon = "time"
        label = _("Hours for a topic")


class EvaluationItemBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Answered with"), choices=EvaluationKind.choices, default=EvaluationKind.SCALE
    )
    text = blocks.CharBlock(label=_("Question"), max_length=500)
    objective = HiddenBlock()
    key = KeyBlock()

    class Meta:
        icon = "form"
        label = _("Evaluation question")
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
    return [
        ("item", {"kind": kind.value, "key": key, "text": str(text), "objective": ""})
        for kind, key, text in asked
    ]
