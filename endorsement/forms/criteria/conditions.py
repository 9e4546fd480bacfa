"""Conditions as forms: when a requirement applies, for whom a minimum or a limit holds.

A condition of one sort is fields; one that is built of others is a sort as well, and those inside it
have a page of their own each (`views/criteria/conditions.py`).
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.blocks import Block, blocks, together
from endorsement.forms.criteria.fields import (
    choice_field,
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
from endorsement.rules.drafting import parts_of
from endorsement.rules.facts import EducationLevel, HoldingState

SORTS = [
    ("", _("For everybody")),
    ("provides_rsc", _("For people who give reflective supervision")),
    ("no_rsc", _("For people who do not give reflective supervision")),
    ("degree", _("For people with a degree of a level or above")),
    ("held", _("For people who have held an endorsement for some time")),
    ("first_renewal", _("At the first renewal")),
    ("later_renewal", _("At every renewal after the first")),
    ("mid_cycle", _("For people endorsed after the first day of the cycle")),
    ("whole_cycle", _("For people endorsed for the whole cycle")),
    ("day", _("Between two days")),
    ("attribute", _("By something else that is known about a person")),
    ("all", _("Where all of several conditions hold")),
    ("any", _("Where one of several conditions holds")),
    ("not", _("Where a condition does not hold")),
]
COMPOUND = ("all", "any", "not")
ANSWERS: dict[str, dict[str, Any]] = {
    "provides_rsc": {"attribute": "provides_rsc", "equals": True},
    "no_rsc": {"attribute": "provides_rsc", "equals": False},
    "first_renewal": {"first_renewal": True},
    "later_renewal": {"first_renewal": False},
    "mid_cycle": {"mid_cycle": True},
    "whole_cycle": {"mid_cycle": False},
}


class When(Part):
    """A condition; one that is built of others keeps them."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        held, day = said.get("held") or {}, said.get("day") or {}
        sort = sort_of(value)
        found = {
            "sort": forms.ChoiceField(
                label=self.label, required=False, choices=SORTS, initial=sort or ""
            ),
            **_of_degree(said),
            **_of_held(held, naming),
            **_of_days(day),
            **_of_attribute(said if sort == "attribute" else {}),
        }
        return {f"{self.key}__{name}": field for name, field in found.items()}

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        said = {name: cleaned[f"{self.key}__{name}"] for name in NAMES}
        sort = said["sort"]
        if sort in COMPOUND:
            return _rebuilt(sort, old)
        if sort in ANSWERS:
            return dict(ANSWERS[sort])
        return DETAILED[sort](said, old) if sort else None

    def fits(self, value: Any) -> bool:
        return value is None or value == {} or sort_of(value) is not None


def _of_degree(said: Cleaned) -> Fields:
    field = choice_field(_("Level of the degree"), levels(), said.get("degree"))
    return together({"degree": field}, _("If it is about a degree"), folds=True)


def _of_held(held: Cleaned, naming: Naming) -> Fields:
    months = held.get("months") or (12 * held["years"] if "years" in held else None)
    fields = {
        "held": boxes(_("Endorsements held"), naming.categories, held.get("categories")),
        "months": number_field(_("Held for so many months"), months),
        "states": boxes(
            _("Held endorsements that are"),
            words(HoldingState),
            held.get("states"),
            _("Leave all empty for active ones only."),
        ),
    }
    return together(fields, _("If it is about an endorsement"), folds=True)


def _of_days(day: Cleaned) -> Fields:
    fields = {
        "from": day_field(_("Applies from this day on"), day.get("from")),
        "through": day_field(_("Applies through this day"), day.get("through")),
    }
    return together(fields, _("If it is about days"), folds=True)


def _of_attribute(other: Cleaned) -> Fields:
    fields: Fields = {
        "attribute": forms.RegexField(
            r"^[a-z][a-z0-9_]*$",
            label=_("Code of what is known"),
            required=False,
            initial=other.get("attribute"),
            error_messages={
                "invalid": _("Use small letters, digits and underscores, a letter first.")
            },
        ),
        "equals": forms.CharField(
            label=_("It is one of these"),
            help_text=_("Separated by commas; true and false are answers."),
            required=False,
            max_length=500,
            initial=_written(other.get("equals")),
        ),
    }
    return together(fields, _("If it is about something else"), folds=True)


NAMES = ("sort", "degree", "held", "months", "states", "from", "through", "attribute", "equals")


class PeersCount(Part):
    """No, yes, or for some people: then it is a condition, which has a page of its own."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        choices = [
            ("", _("They do not count")),
            ("yes", _("They count")),
            ("some", _("They count for some people")),
        ]
        said = "some" if isinstance(value, dict) else "yes" if value is True else ""
        return {
            self.key: forms.ChoiceField(
                label=self.label, required=False, choices=choices, initial=said
            )
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        if cleaned[self.key] == "some":
            return old if isinstance(old, dict) else {}
        return True if cleaned[self.key] else None


def levels() -> list[tuple[str, str]]:
    """Levels of education; “degree” is any degree at all."""
    return [("degree", str(_("any degree"))), *words(EducationLevel)]


def sort_of(value: Any) -> str | None:
    """The code of the sort; None for what says nothing that the form knows."""
    if not isinstance(value, dict):
        return None
    for sort, said in ANSWERS.items():
        if value == said:
            return sort
    keys = set(value)
    if keys == {"attribute", "equals"}:
        return "attribute"
    (key,) = keys if len(keys) == 1 else ("",)
    if key in COMPOUND or key == "degree":
        return str(key)
    inner = value.get(key)
    if key == "held" and isinstance(inner, dict):
        return "held" if is_codes(inner.get("categories")) else None
    return "day" if key == "day" and isinstance(inner, dict) else None


def _rebuilt(sort: str, old: Any) -> dict[str, Any]:
    """The same conditions under another word; a single one becomes the first of several."""
    if isinstance(old, dict) and sort in old:
        return old
    single = sort_of(old) not in (None, *COMPOUND)
    inside = [old] if single else [one for _way, one in parts_of(old)]
    if sort != "not":
        return {sort: inside}
    return {"not": inside[0] if len(inside) == 1 else old or {}}


def _degree(said: Cleaned, _old: Any) -> dict[str, Any]:
    return {"degree": said["degree"]}


def _held(said: Cleaned, old: Any) -> dict[str, Any]:
    before = old.get("held") if isinstance(old, dict) else None
    known = before or {}
    held = {
        "categories": in_order(said["held"], known.get("categories")),
        "months": said["months"],
        "states": in_order(said["states"], known.get("states")),
    }
    return {"held": without_nothing(held)}


def _day(said: Cleaned, _old: Any) -> dict[str, Any]:
    return {"day": without_nothing({one: day_value(said[one]) for one in ("from", "through")})}


def _attribute(said: Cleaned, _old: Any) -> dict[str, Any]:
    values = [_read(one.strip()) for one in said["equals"].split(",") if one.strip()]
    return {
        "attribute": said["attribute"],
        "equals": values[0] if len(values) == 1 else values,
    }


DETAILED = {"degree": _degree, "held": _held, "day": _day, "attribute": _attribute}


def _written(value: Any) -> str:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return ", ".join(str(one).lower() if isinstance(one, bool) else str(one) for one in values)


def _read(text: str) -> str | int | bool:
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isdecimal() and len(text) < 10 else text


class ConditionForm(forms.Form):
    """One condition, wherever it stands."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, condition: Any, naming: Naming, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})
        self.part = When("when", _("Whom it is for"))
        self.before = condition
        self.fields.update(self.part.fields(condition, naming))

    def condition(self) -> Any:
        """What it says now; None for everybody. Valid forms only."""
        return self.part.join(self.cleaned_data, self.before)

    def blocks(self) -> list[Block]:
        return blocks(self.visible_fields())
