"""Only entries of some sorts, and other rules for the hours of certain days."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import (
    answer_field,
    answer_value,
    choice_field,
    day_field,
    day_value,
)
from endorsement.forms.criteria.naming import Choices, Naming
from endorsement.forms.criteria.parts import (
    Cleaned,
    Codes,
    Fields,
    Part,
    boxes,
    in_order,
    is_codes,
    words,
)
from endorsement.forms.criteria.rows import Rows
from endorsement.rules import facts as f

BY_CODES = "fields"


class OfSort(Part):
    """Only entries of these sorts are looked at: one box in each row that has any."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        found: Fields = {
            f"{self.key}__{row}": boxes(label, choices, said.get(row))
            for row, (label, choices) in _offered(naming).items()
            if choices or said.get(row)
        }
        return {**found, **self._codes().fields(said.get(BY_CODES), naming)}

    def _codes(self) -> Codes:
        label = _("Only education in these fields")
        return Codes(f"{self.key}__{BY_CODES}", label, hint=_("Codes, separated by commas."))

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        start = f"{self.key}__"
        found = {key: value for key, value in (old or {}).items() if f"{start}{key}" not in cleaned}
        for name, chosen in cleaned.items():
            row = name.removeprefix(start)
            if not name.startswith(start) or not chosen:
                continue
            if row == BY_CODES:
                found[row] = self._codes().join(cleaned, None)
            else:
                found[row] = in_order(chosen, (old or {}).get(row))
        return found or None

    def fits(self, value: Any) -> bool:
        return value is None or (
            isinstance(value, dict) and all(is_codes(one) for one in value.values())
        )


def _offered(naming: Naming) -> dict[str, tuple[Any, Choices]]:
    return {
        "topics": (_("Only on these topics"), naming.topics),
        "areas": (_("Only in these areas"), naming.competencies),
        "kinds": (_("Only of these kinds"), words(f.Kind)),
        "formats": (_("Only in this form"), words(f.RscFormat)),
        "focus": (_("Only with this focus"), words(f.RscFocus)),
        "deliveries": (_("Only given like this"), words(f.Delivery)),
        "modes": (_("Only where people met like this"), words(f.Mode)),
        "roles": (_("Only in these roles at work"), words(f.WORK_ROLES)),
        "disciplines": (_("Only with people in these fields of work"), words(f.DISCIPLINES)),
        "age_bands": (_("Only for these age bands"), naming.age_bands),
    }


class Accrued(Rows):
    """What else holds for hours of certain days."""

    spare = 1
    folds = True

    def legend(self, number: int) -> str:
        return gettext("Rule for certain days %(number)s") % {"number": number}

    def row(self, said: Any, naming: Naming) -> Fields:
        same = _("as for other hours")
        found = {
            "from": day_field(_("for hours from this day on"), said.get("from")),
            "through": day_field(_("for hours through this day"), said.get("through")),
            "verification": choice_field(
                _("who must stand behind an entry"),
                words(f.Verification),
                said.get("verification"),
            ),
            "only_accepted": answer_field(
                _("only trainings the association accepted"),
                said.get("only_accepted"),
                unsaid=same,
            ),
            "peers_count": answer_field(
                _("hours among peers count"), said.get("peers_count"), unsaid=same
            ),
        }
        return {**found, **self._where().fields(said.get("where"), naming)}

    def _where(self) -> OfSort:
        return OfSort("where", "")

    def item(self, row: dict[str, Any], old: Any) -> Any:
        found = {
            "from": day_value(row["from"]),
            "through": day_value(row["through"]),
            "verification": row["verification"] or None,
            "only_accepted": answer_value(row["only_accepted"]),
            "peers_count": answer_value(row["peers_count"]),
            "where": self._where().join(
                {name: one for name, one in row.items() if name.startswith("where__")},
                old.get("where"),
            ),
        }
        # Without its days a rule says nothing, but nobody's work is thrown away for that.
        return {key: one for key, one in found.items() if one is not None} or None

    def fits(self, value: Any) -> bool:
        return value is None or (
            isinstance(value, list)
            and all(isinstance(one, dict) and self._where().fits(one.get("where")) for one in value)
        )
