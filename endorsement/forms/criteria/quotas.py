"""Minimums and limits by sort inside a total, as rows; each may be for some people only."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import choice_field, tick_field
from endorsement.forms.criteria.naming import Choices, Naming
from endorsement.forms.criteria.parts import (
    Cleaned,
    Fields,
    Offered,
    hours_field,
    hours_value,
    words,
)
from endorsement.forms.criteria.rows import SPARE, Rows
from endorsement.rules.facts import Delivery, Kind, Mode, RscFocus, RscFormat


class Minimums(Rows):
    """Hours of a sort inside the total; apart or overlapping. `limited`: a maximum makes sense.

    For whom one holds is kept from before: its condition has a page of its own.
    """

    def __init__(
        self,
        key: str,
        label: Any,
        offered: Offered,
        *,
        section: str,
        limited: bool = True,
        spare: int = SPARE,
    ) -> None:
        super().__init__(key, label, section=section)
        self.offered, self.limited, self.spare = offered, limited, spare

    def fields(self, value: Any, naming: Naming) -> Fields:
        return super().fields(_rows(value), naming)

    def legend(self, number: int) -> str:
        return f"{self.label}, {number}"

    def code_of(self, said: Any) -> str:
        return str(said.get("code", ""))

    def row(self, said: Any, naming: Naming) -> Fields:
        hours = said.get("hours")
        written = hours if isinstance(hours, dict) else {"min": hours}
        found = {
            "code": choice_field(_("what"), self.offered(naming), said.get("code")),
            "min": hours_field(_("at least"), written.get("min")),
        }
        if self.limited or "max" in written:
            found["max"] = hours_field(_("at most"), written.get("max"))
        found["apart"] = tick_field(
            _("these hours count for no other of these parts"), said.get("apart")
        )
        return found

    def item(self, row: dict[str, Any], old: Any) -> Any:
        if not row["code"]:
            return None
        hours = old.get("hours")
        when = hours.get("when") if isinstance(hours, dict) else None
        least, most = hours_value(row["min"]), hours_value(row.get("max"))
        if when is None and most is None:
            return row["code"], row["apart"], least
        written = {"min": least, "max": most, "when": when}
        kept = {key: one for key, one in written.items() if one is not None}
        return row["code"], row["apart"], kept

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        found: dict[str, Any] = {}
        apart: dict[str, Any] = {}
        for code, alone, hours in super().join(cleaned, _rows(old)) or ():
            (apart if alone else found)[code] = hours
        return {"disjoint": apart, **found} if apart else found or None

    def wrong(self, cleaned: Cleaned, old: Any) -> dict[str, Any]:
        found = self.twice(cleaned, "code")
        for number, (start, row) in enumerate(self.sent(cleaned)):
            hours = row["min"] is not None or row.get("max") is not None
            found |= _half_a_row(start, row, hours, spare=number >= len(_rows(old)))
        return found

    def field_at(self, way: list[str], value: Any) -> str:
        """`topics.disjoint.dei.min` is the first field of the row about dei that says so."""
        inner = way[2:] if way[1:2] == ["disjoint"] else way[1:]
        inner = inner[: inner.index("when")] if "when" in inner else inner
        code = ".".join(inner[:-1]) if inner[-1:] in (["min"], ["max"]) else ".".join(inner)
        for number, one in enumerate(_rows(value)):
            if one["code"] == code:
                last = inner[-1] if inner[-1] in ("min", "max") else "min"
                return f"{self.key}__{number}__{last}"
        return ""

    def fits(self, value: Any) -> bool:
        return value is None or isinstance(value, dict)


def _rows(value: Any) -> list[dict[str, Any]]:
    said = dict(value or {})
    apart = said.pop("disjoint", None) or {}
    return [
        *({"code": code, "apart": True, "hours": one} for code, one in apart.items()),
        *({"code": code, "apart": False, "hours": one} for code, one in said.items()),
    ]


def _half_a_row(start: str, row: dict[str, Any], hours: bool, *, spare: bool) -> dict[str, Any]:
    """A code without hours, or hours of nothing; a row that was there is taken out by its code."""
    if row["code"] and not hours:
        return {f"{start}{'min' if 'min' in row else 'max'}": _("Write how many hours.")}
    if hours and not row["code"] and spare:
        return {f"{start}code": _("Say what these hours are of.")}
    return {}


class Limits(Rows):
    """At most so many hours of a sort count."""

    SORTS = {
        "kind": Kind,
        "format": RscFormat,
        "focus": RscFocus,
        "delivery": Delivery,
        "mode": Mode,
    }

    def fields(self, value: Any, naming: Naming) -> Fields:
        return super().fields(_limits(value), naming)

    def legend(self, number: int) -> str:
        return gettext("Limit %(number)s") % {"number": number}

    def code_of(self, said: Any) -> str:
        return str(said.get("code", ""))

    def row(self, said: Any, naming: Naming) -> Fields:
        hours = said.get("hours")
        most = hours.get("max") if isinstance(hours, dict) else hours
        return {
            "code": choice_field(_("hours of"), self._offered(), said.get("code")),
            "max": hours_field(_("at most"), most),
        }

    def _offered(self) -> Choices:
        return [
            (f"{sort}.{code}", name)
            for sort, codes in self.SORTS.items()
            for code, name in words(codes)
        ]

    def item(self, row: dict[str, Any], old: Any) -> Any:
        if not row["code"]:
            return None
        hours = old.get("hours")
        when = hours.get("when") if isinstance(hours, dict) else None
        most = hours_value(row["max"])
        return row["code"], most if when is None else {"max": most, "when": when}

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        found: dict[str, Any] = {}
        for both, most in super().join(cleaned, _limits(old)) or ():
            sort, _dot, code = both.partition(".")
            found.setdefault(sort, {})[code] = most
        return found or None

    def wrong(self, cleaned: Cleaned, old: Any) -> dict[str, Any]:
        found = self.twice(cleaned, "code")
        for number, (start, row) in enumerate(self.sent(cleaned)):
            hours = row["max"] is not None
            found |= _half_a_row(start, row, hours, spare=number >= len(_limits(old)))
        return found

    def fits(self, value: Any) -> bool:
        return value is None or (isinstance(value, dict) and value.keys() <= self.SORTS.keys())


def _limits(value: Any) -> list[dict[str, Any]]:
    return [
        {"code": f"{sort}.{code}", "hours": one}
        for sort, limits in (value or {}).items()
        for code, one in limits.items()
    ]
