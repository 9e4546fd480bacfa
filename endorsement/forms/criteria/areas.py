"""Which areas or competencies must be covered: a list of them, or rows with hours for each."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import choice_field, number_field, without_nothing
from endorsement.forms.criteria.naming import Naming
from endorsement.forms.criteria.parts import (
    Answer,
    Cleaned,
    Fields,
    Part,
    boxes,
    hours_field,
    hours_value,
    in_order,
    is_codes,
)
from endorsement.forms.criteria.rows import Rows

AS_THE_EDITION_SAYS = _("as the edition says for all requirements")


class HoursOfAreas(Rows):
    """An area in each row, with its hours."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        return super().fields(_rows(value), naming)

    def legend(self, number: int) -> str:
        return gettext("Area with hours of its own, %(number)s") % {"number": number}

    def row(self, said: Any, naming: Naming) -> Fields:
        return {
            "area": choice_field(_("what"), naming.competencies, said.get("area")),
            "hours": hours_field(_("at least"), said.get("hours")),
        }

    def item(self, row: dict[str, Any], old: Any) -> Any:
        return (row["area"], hours_value(row["hours"])) if row["area"] else None

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return dict(super().join(cleaned, None) or ()) or None

    def wrong(self, cleaned: Cleaned, old: Any) -> dict[str, Any]:
        found = self.twice(cleaned, "area")
        for number, (start, row) in enumerate(self.sent(cleaned)):
            if row["area"] and row["hours"] is None:
                found.setdefault(f"{start}hours", _("Write how many hours."))
            if row["hours"] is not None and not row["area"] and number >= len(_rows(old)):
                found[f"{start}area"] = _("Say what these hours are of.")
        return found


def _rows(value: Any) -> list[dict[str, Any]]:
    table = value if isinstance(value, dict) else {}
    return [{"area": area, "hours": hours} for area, hours in table.items()]


class Of(Part):
    """The areas: ticked, or in rows with hours; both at once say nothing."""

    def __init__(self, key: str, label: Any, **more: Any) -> None:
        super().__init__(key, label, **more)
        self.rows = HoursOfAreas(f"{key}__rows", label)

    def fields(self, value: Any, naming: Naming) -> Fields:
        listed = value if isinstance(value, list) else []
        return {
            self.key: boxes(self.label, naming.competencies, listed, self.hint),
            **self.rows.fields(value, naming),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return self.rows.join(cleaned, old) or in_order(cleaned[self.key], old) or None

    def wrong(self, cleaned: Cleaned, old: Any) -> dict[str, Any]:
        found = self.rows.wrong(cleaned, old)
        if cleaned[self.key] and self.rows.join(cleaned, old):
            found[self.key] = _(
                "Tick areas, or write hours for each below. Both at once would be two lists."
            )
        return found

    def fits(self, value: Any) -> bool:
        return is_codes(value) or isinstance(value, dict)


class Areas(Part):
    """Areas that hours must cover, how many of them, by how much."""

    def __init__(self, key: str, label: Any, **more: Any) -> None:
        super().__init__(key, label, **more)
        self.of = Of(f"{key}__of", _("Areas to cover"))
        self.split = split(f"{key}__split")

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        return {
            **self.of.fields(said.get("of"), naming),
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
            **self.split.fields(said.get("split"), naming),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        start = f"{self.key}__"
        found = without_nothing(
            {
                "of": self.of.join(cleaned, (old or {}).get("of")),
                "at_least": cleaned[f"{start}at_least"],
                "items": cleaned[f"{start}items"],
                "hours": hours_value(cleaned[f"{start}hours"]),
            }
        )
        split = self.split.join(cleaned, None)
        return {**found, "split": split} if split is not None else found or None

    def wrong(self, cleaned: Cleaned, old: Any) -> dict[str, Any]:
        return self.of.wrong(cleaned, (old or {}).get("of"))

    def fits(self, value: Any) -> bool:
        return value is None or (isinstance(value, dict) and self.of.fits(value.get("of")))


def split(key: str) -> Answer:
    """Whether an hour that covers two areas counts for one of them only."""
    return Answer(key, _("An hour counts for one area only"), unsaid=AS_THE_EDITION_SAYS)
