"""Looking at one's own competencies, and planning what to learn."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.models import DevelopmentGoal, LedgerEntry, Person
from endorsement.selectors import frameworks, ledger, own_growth
from endorsement.services.self_assessment import LONGEST_NOTE
from lms.backbone.ids import public_id

#: Four steps in kind words; nobody is judged by them.
SCALE = [
    ("1", _("New to me")),
    ("2", _("I am learning this")),
    ("3", _("Part of my work")),
    ("4", _("I can show others")),
]
SKIP = ("", _("Not now"))


def scale_of(framework: str) -> list[tuple[str, Any]]:
    """The steps of a framework's self-assessment as value and words."""
    own = frameworks.scale(framework)
    return [(str(step), name) for step, name in enumerate(own, 1)] or SCALE


class SelfAssessmentForm(forms.Form):
    """A choice for each competency, and a private note for those one wants to remember.

    The choices are the levels of the framework's own scale, else four steps.
    """

    privacy_fields = ()

    def __init__(self, *args: Any, framework: str, answers: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = frameworks.areas(framework)
        steps = scale_of(framework)
        # Levels of a framework are sentences, which stand one below the other.
        self.stacked = steps is not SCALE
        for area in self.areas:
            for reference, name in area.competencies:
                said = answers.get(reference, {})
                self.fields[f"step_{reference}"] = forms.ChoiceField(
                    label=name,
                    choices=[*steps, SKIP],
                    required=False,
                    initial=str(said.get("step", "")),
                    widget=forms.RadioSelect,
                )
                self.fields[f"note_{reference}"] = forms.CharField(
                    label=_("Note to myself about “%(name)s”") % {"name": name},
                    required=False,
                    max_length=LONGEST_NOTE,
                    initial=said.get("note", ""),
                    widget=forms.TextInput(attrs={"autocomplete": "off"}),
                )

    def parts(self) -> Iterator[tuple[str, list[tuple[BoundField, BoundField]]]]:
        """Each area with the fields of its competencies."""
        for area in self.areas:
            yield (
                area.name,
                [(self[f"step_{ref}"], self[f"note_{ref}"]) for ref, _n in area.competencies],
            )

    def answers(self) -> dict[str, dict[str, Any]]:
        """What was answered, for the service; a note alone is no answer."""
        said = self.cleaned_data
        return {
            name.removeprefix("step_"): {
                "step": int(value),
                "note": said.get(name.replace("step_", "note_", 1), ""),
            }
            for name, value in said.items()
            if name.startswith("step_") and value
        }


class GoalForm(forms.Form):
    """What one will do, about which competency, by when, and with what."""

    privacy_fields = ("what",)

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    what = forms.CharField(
        label=_("What I will do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    competency = forms.ChoiceField(label=_("Competency"), required=False)
    by_on = day_field(label=_("By when"), required=False)
    offer_code = forms.ChoiceField(label=_("A training here"), required=False)
    entry = forms.ChoiceField(label=_("An entry of my portfolio"), required=False)

    def __init__(
        self, *args: Any, person: Person, goal: DevelopmentGoal | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _said_before(goal) if goal else {"once": public_id()}
        super().__init__(*args, **kwargs)
        self.rows: dict[str, LedgerEntry] = {row.public_id: row for row in ledger.net(person)}
        none = ("", _("None"))
        choices: dict[str, list[Any]] = {
            "competency": [(area.name, area.competencies) for area in frameworks.areas()],
            "offer_code": [(code, title) for code, title, _address in own_growth.offers()],
            "entry": [(key, ledger.title(row)) for key, row in self.rows.items()],
        }
        for name, options in choices.items():
            self.fields[name].choices = [none, *options]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Arguments of the service."""
        said = self.cleaned_data
        names = ("what", "competency", "by_on", "offer_code")
        return {name: said[name] for name in names} | {"entry": self.rows.get(said["entry"])}


def _said_before(goal: DevelopmentGoal) -> dict[str, Any]:
    return {
        "what": goal.what,
        "competency": goal.competency,
        "by_on": goal.by_on,
        "offer_code": goal.offer_code,
        "entry": goal.entry.public_id if goal.entry else "",
    }
