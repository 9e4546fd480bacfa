"""By which criteria an award of before is kept: its category and the edition of its day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from endorsement.models import Association, Edition
from endorsement.rules import scheme as rules
from endorsement.selectors import cycle_rules, editions

#: Award and edition do not fit together in the usual way; said beside the row.
OLDEST, OTHER = "edition_oldest", "edition_other"


@dataclass(frozen=True)
class Criteria:
    """The published editions of an association's scheme, the oldest first, and its own names."""

    rows: tuple[tuple[Edition, rules.Edition], ...]
    labels: dict[str, dict[str, str]]

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name that a category has or had, in any language, and its code. The newest last."""
        for _row, parsed in self.rows:
            for code, category in parsed.categories.items():
                yield code, code
                yield from ((name, code) for name in category.name.values())
        for code, label in self.labels.items():
            yield from ((name, code) for name in label.values())

    def categories(self) -> dict[str, dict[str, str]]:
        """Every category there is or was, by code, with its newest name."""
        found: dict[str, dict[str, str]] = {}
        for _row, parsed in self.rows:
            found.update({code: dict(one.name) for code, one in parsed.categories.items()})
        return {**found, **{code: dict(one) for code, one in self.labels.items() if code in found}}

    def of(self, category: str, on: date) -> tuple[Edition, rules.Edition, str]:
        """The edition of an award on a day, and what is unusual about it.

        That is the one in force on the day. For a day before all of them it is the oldest, and for a
        category that the edition does not know, the nearest that knows it.

        :raises LookupError: for a category that no edition knows.
        """
        known = [one for one in self.rows if category in one[1].categories]
        if not known:
            raise LookupError(category)
        in_force = [one for one in self.rows if _covers(one[0], on)]
        if in_force and in_force[-1] in known:
            return (*in_force[-1], "")
        earlier = [one for one in known if one[0].effective_from <= on]
        if earlier:
            return (*earlier[-1], OTHER)
        return (*known[0], OTHER if in_force else OLDEST)

    def by_code(self, code: str) -> tuple[Edition, rules.Edition]:
        """The edition with this code.

        :raises LookupError: when there is none.
        """
        for one in self.rows:
            if one[0].code == code:
                return one
        raise LookupError(code)


def of_association(association: Association) -> Criteria:
    """The criteria of the association's scheme; none where it follows no scheme."""
    rows = Edition.objects.filter(
        scheme__overlays__association=association, state=Edition.State.PUBLISHED
    ).order_by("effective_from", "pk")
    overlay = getattr(association, "overlay", None)
    return Criteria(
        tuple((row, _with_own_days(row, association)) for row in rows.select_related("scheme")),
        dict(overlay.labels) if overlay else {},
    )


def _with_own_days(edition: Edition, association: Association) -> rules.Edition:
    """What the edition says, with the days of renewal that the association sets itself."""
    rule = cycle_rules.rule_for(edition, association)
    return replace(editions.parsed(edition), renewal=rule)


def _covers(edition: Edition, on: date) -> bool:
    through = edition.effective_through
    return edition.effective_from <= on and (through is None or on <= through)
