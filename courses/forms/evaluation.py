"""The evaluation, asked with the module's own questions."""

from collections import Counter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import ModulePage
from courses.rules.evaluation import MULTIPLE, TEXT, YES_NO, Asked
from courses.rules.evaluation import SCALE as ON_SCALE
from courses.selectors.evaluation import questions

SCALE = [
    ("1", _("1: not at all")),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", _("5: very much")),
]
ANSWERS: dict[str, list[tuple[str, Any]]] = {
    ON_SCALE: SCALE,
    YES_NO: [("yes", _("Yes")), ("no", _("No"))],
}


class EvaluationForm(forms.Form):
    """One field for each question of the page's evaluation, in the language of the page."""

    def __init__(self, *args: Any, module: ModulePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.privacy_fields: tuple[str, ...] = ()
        asked = questions(module)
        times = Counter(question.text for question in asked)
        for question in asked:
            self.fields[question.key] = _field(question, alone=times[question.text] == 1)
            if question.kind == TEXT:
                self.privacy_fields += (question.key,)


def _field(question: Asked, *, alone: bool) -> forms.Field:
    label, hint = question.text, question.about
    if not alone:
        # Groups of the same words could not be told apart by their names.
        label, hint = f"{label} {hint}".strip(), ""
    if question.kind == TEXT:
        return forms.CharField(
            label=label,
            help_text=hint,
            required=question.required,
            max_length=2000,
            widget=forms.Textarea({"rows": 4}),
        )
    choices = ANSWERS.get(question.kind) or list(question.options)
    if question.kind == MULTIPLE:
        return forms.MultipleChoiceField(
            label=label,
            help_text=hint,
            required=question.required,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=question.required,
        choices=choices,
        widget=forms.RadioSelect,
    )
