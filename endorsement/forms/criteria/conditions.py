"""When a requirement applies at all."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import (
    day_field,
    day_value,
    number_field,
    without_nothing,
)
from endorsement.forms.criteria.naming import Naming
from endorsement.forms.criteria.parts import (
    Cleaned,
    Fields,
    Part,
    boxes,
    in_order,
    is_codes,
    words,
)
from endorsement.rules.facts import EducationLevel

SORTS = [
    ("", _("For everybody")),
    ("provides_rsc", _("For people who give reflective supervision")),
    ("no_rsc", _("For people who do not give reflective supervision")),
    ("degree", _("For people with a degree of a level or above")),
    ("held", _("For people who have held an endorsement for some time")),
    ("first_renewal", _("At the first renewal")),
    ("later_renewal", _("At every renewal after the first")),
    ("mid_cycle", _("For people endorsed after the first day of the cycle")),
    ("day", _("Between two days")),
]
ANSWERS: dict[str, dict[str, Any]] = {
    "provides_rsc": {"attribute": "provides_rsc", "equals": True},
    "no_rsc": {"attribute": "provides_rsc", "equals": False},
    "first_renewal": {"first_renewal": True},
    "later_renewal": {"first_renewal": False},
    "mid_cycle": {"mid_cycle": True},
}


class When(Part):
    """A condition of one sort; several together are written in a file and kept."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        held = (value or {}).get("held") or {}
        day = (value or {}).get("day") or {}
        start = f"{self.key}__"
        return {
            f"{start}sort": forms.ChoiceField(
                label=self.label, required=False, choices=SORTS, initial=_sort(value) or ""
            ),
            f"{start}degree": forms.ChoiceField(
                label=_("Level of the degree"),
                required=False,
                choices=[("", _("Nothing chosen")), *levels()],
                initial=(value or {}).get("degree") or "",
            ),
            f"{start}held": boxes(
                _("Endorsements held"), naming.categories, held.get("categories")
            ),
            f"{start}months": number_field(
                _("Held for so many months"),
                held.get("months") or (12 * held["years"] if "years" in held else None),
            ),
            f"{start}from": day_field(_("Applies from this day on"), day.get("from")),
            f"{start}through": day_field(_("Applies through this day"), day.get("through")),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        start = f"{self.key}__"
        sort = cleaned[f"{start}sort"]
        if sort == "degree":
            return {"degree": cleaned[f"{start}degree"]}
        if sort == "held":
            before = ((old or {}).get("held") or {}).get("categories")
            held = {
                "categories": in_order(cleaned[f"{start}held"], before),
                "months": cleaned[f"{start}months"],
            }
            return {"held": without_nothing(held)}
        if sort == "day":
            days = {one: day_value(cleaned[f"{start}{one}"]) for one in ("from", "through")}
            return {"day": without_nothing(days)}
        return dict(ANSWERS[sort]) if sort else None

    def fits(self, value: Any) -> bool:
        return value is None or _sort(value) is not None


def levels() -> list[tuple[str, str]]:
    """Levels of education; “degree” is any degree at all."""
    return [("degree", str(_("any degree"))), *words(EducationLevel)]


def _sort(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    for sort, said in ANSWERS.items():
        if value == said:
            return sort
    if value.keys() == {"degree"}:
        return "degree"
    held = value.get("held")
    if value.keys() == {"held"} and isinstance(held, dict):
        fits = held.keys() <= {"categories", "months", "years"} and is_codes(held.get("categories"))
        return "held" if fits else None
    return "day" if value.keys() == {"day"} and isinstance(value["day"], dict) else None
