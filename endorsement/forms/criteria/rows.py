"""Parts of a requirement that are lists: providers, reference slots, parts of an exam.

There are always two empty rows; a row that is emptied is taken away.
"""

from typing import Any

from django.utils.translation import gettext as _

from endorsement.forms.criteria.blocks import together
from endorsement.forms.criteria.fields import (
    code_field,
    day_field,
    day_value,
    number_field,
    tick_field,
    without_nothing,
)
from endorsement.forms.criteria.naming import Naming
from endorsement.forms.criteria.parts import Cleaned, Fields, Part, boxes, in_order, is_codes

SPARE = 2


class Rows(Part):
    """A list; `row` makes the fields of one item, `item` its value or None for an empty one."""

    def row(self, said: Any, naming: Naming) -> Fields:
        raise NotImplementedError

    def item(self, row: dict[str, Any], old: Any) -> Any:
        raise NotImplementedError

    spare = SPARE
    # Whether an empty row is folded, because it has many fields.
    folds = False

    def legend(self, number: int) -> str:
        """What the row is called, with its number."""
        raise NotImplementedError

    def code_of(self, said: Any) -> str:
        """What the row is about, where that has a code."""
        return ""

    def fields(self, value: Any, naming: Naming) -> Fields:
        found: Fields = {}
        for number, said in enumerate([*(value or ()), *({} for _spare in range(self.spare))]):
            fields = self.row(said, naming)
            together(fields, self.legend(number + 1), folds=self.folds, row=self.code_of(said))
            for name, field in fields.items():
                found[f"{self.key}__{number}__{name}"] = field
        return found

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        before = dict(enumerate(old or ()))
        rows = enumerate(row for _start, row in self.sent(cleaned))
        items = [self.item(row, before.get(number, {})) for number, row in rows]
        return [one for one in items if one is not None] or None

    def sent(self, cleaned: Cleaned) -> list[tuple[str, dict[str, Any]]]:
        """The rows in their order, each with what the names of its fields begin with."""
        rows: dict[int, dict[str, Any]] = {}
        for name, value in cleaned.items():
            if name.startswith(f"{self.key}__"):
                number, inner = name.removeprefix(f"{self.key}__").split("__", 1)
                rows.setdefault(int(number), {})[inner] = value
        return [(f"{self.key}__{number}__", row) for number, row in sorted(rows.items())]

    def twice(self, cleaned: Cleaned, name: str) -> dict[str, Any]:
        """Fields of rows that name what an earlier row names."""
        seen: set[Any] = set()
        found: dict[str, Any] = {}
        for start, row in self.sent(cleaned):
            said = row.get(name)
            if said and said in seen:
                found[f"{start}{name}"] = _("There is a row about this already.")
            seen.add(said)
        return found


class Providers(Rows):
    """Who may give the hours, by the days on which they were given."""

    def legend(self, number: int) -> str:
        return _("Provider rule %(number)s") % {"number": number}

    def row(self, said: Any, naming: Naming) -> Fields:
        return {
            "bases": boxes(_("must then have been"), naming.bases, said.get("bases")),
            "from": day_field(_("for hours from this day on"), said.get("from")),
            "through": day_field(_("for hours through this day"), said.get("through")),
            "emerging": tick_field(_("an endorsement on the way is enough"), said.get("emerging")),
        }

    def item(self, row: dict[str, Any], old: Any) -> Any:
        if not row["bases"]:
            return None
        return without_nothing(
            {
                "bases": in_order(row["bases"], old.get("bases")),
                "from": day_value(row["from"]),
                "through": day_value(row["through"]),
                "emerging": row["emerging"],
            }
        )

    def fits(self, value: Any) -> bool:
        return value is None or all(is_codes(one.get("bases")) for one in value)


class Slots(Rows):
    """So many references by people in one of these roles."""

    def legend(self, number: int) -> str:
        return _("References, row %(number)s") % {"number": number}

    def row(self, said: Any, naming: Naming) -> Fields:
        return {
            "roles": boxes(
                _("by somebody in one of these roles"),
                naming.reference_roles,
                said.get("roles"),
            ),
            "count": number_field(_("how many"), said.get("count"), least=1),
        }

    def item(self, row: dict[str, Any], old: Any) -> Any:
        if not row["roles"]:
            return None
        found = {"roles": in_order(row["roles"], old.get("roles")), "count": row["count"]}
        return without_nothing(found)


class ExamParts(Rows):
    """Parts of an exam, each with the percentage that passes it."""

    def legend(self, number: int) -> str:
        return _("Part %(number)s") % {"number": number}

    def row(self, said: Any, naming: Naming) -> Fields:
        code, percent = said or ("", None)
        return {
            "code": code_field(_("code"), code),
            "percent": number_field(_("percent to pass"), percent, least=1),
        }

    def item(self, row: dict[str, Any], old: Any) -> Any:
        return (row["code"], row["percent"]) if row["code"] else None

    def fields(self, value: Any, naming: Naming) -> Fields:
        return super().fields(list((value or {}).items()), naming)

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        items = super().join(cleaned, None)
        return dict(items) if items else None

    def wrong(self, cleaned: Cleaned, old: Any) -> dict[str, Any]:
        return self.twice(cleaned, "code")
