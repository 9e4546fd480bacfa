"""Parts of a requirement about time: in which days something lies, over how long it is spread."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.blocks import together
from endorsement.forms.criteria.conditions import levels
from endorsement.forms.criteria.fields import (
    choice_field,
    day_field,
    day_value,
    number_field,
    tick_field,
    without_nothing,
)
from endorsement.forms.criteria.naming import Naming
from endorsement.forms.criteria.parts import Cleaned, Fields, Part, boxes, in_order


class Within(Part):
    """In which days something must lie: everything that is filled in must hold."""

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
        for key, label in EVENTS.items():
            found |= _event_fields(f"{self.key}__{key}", label, said.get(key), naming)
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
                **{
                    key: _event_value(f"{self.key}__{key}", cleaned, _plain(old).get(key))
                    for key in EVENTS
                },
                "from": day_value(cleaned[f"{self.key}__from"]),
                "through": day_value(cleaned[f"{self.key}__through"]),
            }
        )
        return "cycle" if found == {"cycle": True} else found or None

    def fits(self, value: Any) -> bool:
        return value is None or value == "cycle" or isinstance(value, dict)


EVENTS = {"after": _("Only after an event"), "before": _("Only before an event")}


def _plain(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _event_fields(key: str, label: Any, value: Any, naming: Naming) -> Fields:
    """A finished degree, an endorsement, or simply a day."""
    said = _plain(value)
    day = None if isinstance(value, dict) else value
    sorts = [
        ("", _("does not matter")),
        ("degree", _("the first finished degree of a level or above")),
        ("endorsed", _("an endorsement")),
        ("day", _("a day")),
    ]
    found = {
        key: forms.ChoiceField(
            label=_("Event"),
            required=False,
            choices=sorts,
            initial="day" if day else next(iter(said), ""),
        ),
        f"{key}__degree": choice_field(_("Level of the degree"), levels(), said.get("degree")),
        f"{key}__day": day_field(_("Day"), day),
        f"{key}__endorsed": boxes(_("Endorsement"), naming.categories, said.get("endorsed")),
    }
    return together(found, label, folds=True)


def _event_value(key: str, cleaned: Cleaned, old: Any) -> Any:
    sort = cleaned[key]
    if sort == "day":
        return day_value(cleaned[f"{key}__day"])
    if sort == "degree":
        return {"degree": cleaned[f"{key}__degree"]}
    if sort == "endorsed":
        return {"endorsed": in_order(cleaned[f"{key}__endorsed"], _plain(old).get("endorsed"))}
    return None


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
