"""The evaluation, asked with the module's own questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import ModulePage
from courses.models.choices import EvaluationKind

SCALE = [
    ("1", _("1: not at all")),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", _("5: very much")),
]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class EvaluationForm(forms.Form):
    """One field for each evaluation question; own words may be left empty."""

    def __init__(self, *args: Any, module: ModulePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.privacy_fields: tuple[str, ...] = ()
        for block in module.evaluation:
            self.fields[block.value["key"]] = _field(block.value)
            if block.value["kind"] == EvaluationKind.TEXT:
                self.privacy_fields += (block.value["key"],)


def _field(item: Any) -> forms.Field:
    if item["kind"] == EvaluationKind.TEXT:
        return forms.CharField(
            label=item["text"],
            required=False,
            max_length=2000,
            widget=forms.Textarea({"rows": 4}),
        )
    choices = SCALE if item["kind"] == EvaluationKind.SCALE else YES_NO
    return forms.ChoiceField(label=item["text"], choices=choices, widget=forms.RadioSelect)
