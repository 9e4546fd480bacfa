"""How an edition counts and decides for all of its categories, as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.criteria.fields import choice_field, without_nothing
from endorsement.forms.criteria.parts import boxes, hours_field, hours_value, in_order, words
from endorsement.forms.criteria.section import Plain, SectionForm
from endorsement.rules.facts import CREDIT_UNITS, Delivery, Kind
from endorsement.rules.scheme import Outcome

OUTCOMES: dict[str, Any] = {
    "approve": _("approve"),
    "approve_for_exam": _("approve for the exam"),
    "emerging": _("endorse as emerging"),
    "more_info": _("ask for more information"),
    "hold": _("hold"),
    "defer": _("defer"),
    "decline": _("decline"),
}


def outcomes_field(said: Any, hint: Any) -> forms.Field:
    choices = [(str(one), OUTCOMES[one]) for one in Outcome]
    return boxes(_("How a review may end"), choices, said, hint)


class OutcomesForm(SectionForm):
    """How a review may end, where a category says nothing else."""

    def build(self) -> None:
        hint = _("Leave all empty for: approve, ask for more information, decline.")
        self.fields["outcomes"] = outcomes_field(self.before.get("outcomes"), hint)

    def changed(self) -> Plain:
        said = in_order(self.cleaned_data["outcomes"], self.before.get("outcomes"))
        return self.set("outcomes", said)


class CreditsForm(SectionForm):
    """What a credit of a college or of a training is worth, where an entry states no hours."""

    KEY = "credit_hours"

    def build(self) -> None:
        said = self.before.get(self.KEY) or {}
        for unit in dict.fromkeys([*CREDIT_UNITS, *said]):
            name = wording.word(unit)
            label = _("Clock hours for one credit: %(unit)s") % {"unit": name}
            self.fields[unit] = hours_field(label, said.get(unit))

    def changed(self) -> Plain:
        units = [name for name in self.fields if name != "revision"]
        found = {unit: hours_value(self.cleaned_data[unit]) for unit in units}
        return self.set(self.KEY, {unit: one for unit, one in found.items() if one is not None})


class DoubleCountingForm(SectionForm):
    """Whether an hour may stand in two areas, for two requirements of a category, in two renewals."""

    KEY = "double_counting"

    def build(self) -> None:
        said = self.before.get(self.KEY) or {}
        self.fields["areas"] = choice_field(
            _("An hour that covers several areas"),
            [
                ("cover", _("counts for each of them")),
                ("split", _("counts for one of them only")),
            ],
            said.get("areas"),
            hint=_("If nothing is chosen it counts for each of them."),
        )
        hint = _("If nothing is chosen it counts for one of them only.")
        if self.before.get("format") == 1:
            hint = _("If nothing is chosen it counts for each of them.")
        self.fields["requirements"] = choice_field(
            _("An hour that fits several requirements of a category"),
            [
                ("separate", _("counts for one of them only")),
                ("share", _("counts for each of them")),
            ],
            said.get("requirements"),
            hint=hint,
        )
        self.fields["renewals"] = choice_field(
            _("An hour of somebody who renews several endorsements"),
            [
                ("share", _("counts for each of them")),
                ("separate", _("counts for one of them only")),
            ],
            said.get("renewals"),
            hint=_("If nothing is chosen it counts for each of them."),
        )

    def changed(self) -> Plain:
        keys = ("areas", "requirements", "renewals")
        return self.set(self.KEY, without_nothing({one: self.cleaned_data[one] for one in keys}))


class EvidenceOrderForm(SectionForm):
    """Sorts of evidence, strongest first, as reviewers see them."""

    KEY = "evidence_order"

    def build(self) -> None:
        said = self.before.get(self.KEY) or []
        sorts = words((*Delivery, *Kind))
        for number in range(max(len(sorts), len(said))):
            label = _("Place %(number)s") % {"number": number + 1}
            value = said[number] if number < len(said) else ""
            self.fields[f"place_{number}"] = choice_field(label, sorts, value)

    def clean(self) -> Plain:
        cleaned: Plain = super().clean() or {}
        seen: set[str] = set()
        for name in [one for one in self.fields if one.startswith("place_")]:
            said = cleaned.get(name)
            if said and said in seen:
                self.add_error(name, _("This sort has a place already."))
            seen.add(said or "")
        return cleaned

    def changed(self) -> Plain:
        names = [one for one in self.fields if one.startswith("place_")]
        return self.set(self.KEY, [one for name in names if (one := self.cleaned_data[name])])
