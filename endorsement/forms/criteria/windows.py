"""Parts of a requirement about time: in which days something lies, over how long it is spread."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import (
    day_field,
    day_value,
    number_field,
    tick_field,
    without_nothing,
)
from endorsement.forms.criteria.naming import Naming
from endorsement.forms.criteria.parts import Cleaned, Fields, Part


class Within(Part):
    """In which days something must lie: everything that is filled in must hold."""

    KEYS = {"months", "years", "cycle", "any_months", "from", "through"}

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = {"cycle": True} if value == "cycle" else value or {}
        months = said.get("months") or (12 * said["years"] if "years" in said else None)
        found = {
            f"{self.key}__months": number_field(_("In the last so many months"), months, least=1),
            f"{self.key}__any_months": number_field(
                _("In any stretch of so many months"), said.get("any_months"), least=1
            ),
            f"{self.key}__from": day_field(_("From this day on"), said.get("from")),
            f"{self.key}__through": day_field(_("Through this day"), said.get("through")),
        }
        if naming.purpose != "award" or said.get("cycle"):
            label = _("In the renewal cycle")
            found[f"{self.key}__cycle"] = tick_field(label, said.get("cycle"))
        return found

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        found = without_nothing(
            {
                "months": cleaned[f"{self.key}__months"],
                "any_months": cleaned[f"{self.key}__any_months"],
                "cycle": cleaned.get(f"{self.key}__cycle"),
                "from": day_value(cleaned[f"{self.key}__from"]),
                "through": day_value(cleaned[f"{self.key}__through"]),
            }
        )
        return "cycle" if found == {"cycle": True} else found or None

    def fits(self, value: Any) -> bool:
        if value is None or value == "cycle":
            return True
        return isinstance(value, dict) and value.keys() <= self.KEYS


class Spread(Part):
    """From the first to the last day at least and at most so many months."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        return {
            f"{self.key}__at_least": number_field(
                _("Spread over at least so many months"), said.get("at_least"), least=1
            ),
            f"{self.key}__at_most": number_field(
                _("Spread over at most so many months"), said.get("at_most"), least=1
            ),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        keys = ("at_least", "at_most")
        return without_nothing({one: cleaned[f"{self.key}__{one}"] for one in keys}) or None
