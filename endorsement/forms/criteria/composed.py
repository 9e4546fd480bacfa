"""Parts of a requirement that hold several values: minimums by sort, limits, areas, raters."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import number_field, tick_field, without_nothing
from endorsement.forms.criteria.naming import Naming
from endorsement.forms.criteria.parts import (
    Cleaned,
    Fields,
    Offered,
    Part,
    boxes,
    hours_field,
    hours_value,
    in_order,
    is_codes,
    words,
)
from endorsement.rules.facts import Delivery, Kind, Mode, RscFocus, RscFormat


class Minimums(Part):
    """Hours of each sort inside the total; apart or overlapping."""

    def __init__(self, key: str, label: Any, offered: Offered, *, section: str) -> None:
        super().__init__(key, label, section=section)
        self.offered = offered

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = dict(value or {})
        disjoint = said.pop("disjoint", None)
        hours = disjoint or said
        known = self.offered(naming)
        codes = [*known, *((one, one) for one in hours if one not in dict(known))]
        found: Fields = {
            f"{self.key}__{code}": hours_field(f"{self.label}: {name}", hours.get(code))
            for code, name in codes
        }
        found[f"{self.key}__apart"] = tick_field(
            _("%(part)s: an hour serves one of these only") % {"part": self.label},
            bool(disjoint),
        )
        return found

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        start = f"{self.key}__"
        hours = {
            name.removeprefix(start): hours_value(value)
            for name, value in cleaned.items()
            if name.startswith(start) and name != f"{start}apart" and value is not None
        }
        if not hours:
            return None
        return {"disjoint": hours} if cleaned[f"{start}apart"] else hours

    def fits(self, value: Any) -> bool:
        if value is None:
            return True
        if not isinstance(value, dict):
            return False
        said = dict(value)
        disjoint = said.pop("disjoint", None)
        if disjoint and said:
            return False
        hours = disjoint or said
        return isinstance(hours, dict) and not any(
            isinstance(one, dict | list) for one in hours.values()
        )


class Limits(Part):
    """At most so many hours of a sort count."""

    SORTS = {
        "kind": Kind,
        "format": RscFormat,
        "focus": RscFocus,
        "delivery": Delivery,
        "mode": Mode,
    }

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        return {
            f"{self.key}__{sort}__{code}": hours_field(
                _("At most so many hours: %(sort)s") % {"sort": name},
                (said.get(sort) or {}).get(code),
            )
            for sort, codes in self.SORTS.items()
            for code, name in words(codes)
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        found: dict[str, Any] = {}
        for sort, codes in self.SORTS.items():
            limits = {
                str(code): hours_value(cleaned[f"{self.key}__{sort}__{code}"]) for code in codes
            }
            limits = {code: most for code, most in limits.items() if most is not None}
            if limits:
                found[sort] = limits
        return found or None

    def fits(self, value: Any) -> bool:
        return value is None or (
            isinstance(value, dict)
            and value.keys() <= self.SORTS.keys()
            and all(
                isinstance(one, dict) and not any(isinstance(most, dict) for most in one.values())
                for one in value.values()
            )
        )


class Areas(Part):
    """Which areas must be covered, how many of them, by how much."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        return {
            f"{self.key}__of": boxes(_("Areas to cover"), naming.areas, said.get("of")),
            f"{self.key}__at_least": number_field(
                _("At least so many of these areas"),
                said.get("at_least"),
                hint=_("Leave it empty for all of them."),
                least=1,
            ),
            f"{self.key}__items": number_field(
                _("Entries for each area"), said.get("items"), least=1
            ),
            f"{self.key}__hours": hours_field(_("Hours for each area"), said.get("hours")),
            f"{self.key}__split": tick_field(
                _("An hour counts for one area only"), said.get("split")
            ),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        start = f"{self.key}__"
        before = (old or {}).get("of")
        return (
            without_nothing(
                {
                    "of": in_order(cleaned[f"{start}of"], before),
                    "at_least": cleaned[f"{start}at_least"],
                    "items": cleaned[f"{start}items"],
                    "hours": hours_value(cleaned[f"{start}hours"]),
                    "split": cleaned[f"{start}split"],
                }
            )
            or None
        )

    def fits(self, value: Any) -> bool:
        if value is None:
            return True
        return (
            isinstance(value, dict)
            and is_codes(value.get("of"))
            and value.get("split") is not False
        )


class OfSort(Part):
    """Only entries of these sorts are looked at: one box in each row that has any."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        rows: dict[str, tuple[Any, Any]] = {
            "topics": (_("Only on these topics"), naming.topics),
            "areas": (_("Only in these areas"), naming.areas),
            "formats": (_("Only in this form"), words(RscFormat)),
            "focus": (_("Only with this focus"), words(RscFocus)),
            "deliveries": (_("Only given like this"), words(Delivery)),
            "modes": (_("Only where people met like this"), words(Mode)),
            "age_bands": (_("Only for these age bands"), naming.age_bands),
        }
        return {
            f"{self.key}__{row}": boxes(label, choices, said.get(row))
            for row, (label, choices) in rows.items()
            if choices or said.get(row)
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        start = f"{self.key}__"
        found = {key: value for key, value in (old or {}).items() if f"{start}{key}" not in cleaned}
        for name, chosen in cleaned.items():
            row = name.removeprefix(start)
            if name.startswith(start) and chosen:
                found[row] = in_order(chosen, (old or {}).get(row))
        return found or None

    def fits(self, value: Any) -> bool:
        return value is None or (
            isinstance(value, dict) and all(is_codes(one) for one in value.values())
        )


class Sources(Part):
    """More than so many percent by one provider, the rest by so many others at most."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        return {
            f"{self.key}__main_percent": number_field(
                _("More than so many percent by one provider"), said.get("main_percent")
            ),
            f"{self.key}__others": number_field(
                _("The rest by at most so many others"), said.get("others")
            ),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        found = {one: cleaned[f"{self.key}__{one}"] for one in ("main_percent", "others")}
        return {key: value for key, value in found.items() if value is not None} or None


class Raters(Part):
    """So many of the raters must be endorsed or vetted."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value if isinstance(value, dict) else {"count": value} if value else {}
        return {
            f"{self.key}__count": number_field(
                _("So many of the raters are endorsed or vetted"), said.get("count")
            ),
            f"{self.key}__categories": boxes(
                _("Endorsed in one of these"),
                naming.categories,
                said.get("categories"),
                _("Leave all empty for any category."),
            ),
            f"{self.key}__endorsed_only": tick_field(
                _("Being vetted is not enough"), said.get("vetted") is False
            ),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        count = cleaned[f"{self.key}__count"]
        more = without_nothing({"categories": cleaned[f"{self.key}__categories"]})
        if cleaned[f"{self.key}__endorsed_only"]:
            more["vetted"] = False
        if not more:
            return count or None
        return {"count": count or 1, **more}
