"""What a list of an association says of one person, and when two names are the same.

Pure: a row's values in, its plain form out; texts are compared without case, accents and separators.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date

from endorsement.rules.renewal import Cycle, RenewalRule, cycle_on

STATES = ("active", "lapsed", "inactive", "retired")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One row of a list of endorsees, members or providers; what a list of its kind has not is empty.

    For endorsees `category` is the code of what they hold; for providers `holdings` are the codes of
    what they hold elsewhere, and `vetted` whether the association has vetted them itself.
    """

    name: str = ""
    email: str = ""
    language: str = ""
    number: str = ""
    category: str = ""
    edition: str = ""
    awarded_on: date = date.min
    due_on: date | None = None
    state: str = "active"
    from_on: date | None = None
    through_on: date | None = None
    holdings: tuple[str, ...] = ()
    vetted: bool = False

    @property
    def key(self) -> str:
        """The number by which the row is found again."""
        return number_key(self.number)


DAYS = tuple(one.name for one in fields(Said) if one.name.endswith("_on"))


def number_key(number: str) -> str:
    """A number without case and separators: `mi 0042` and `MI-0042` are the same."""
    text = unicodedata.normalize("NFKC", number).upper()
    return "".join(letter for letter in text if letter.isalnum())


def plain_name(name: str) -> str:
    """A name as it is compared: without case, accents, punctuation and spare blanks."""
    text = unicodedata.normalize("NFKD", name).casefold()
    kept = (
        " " if not letter.isalnum() else letter
        for letter in text
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split())


def same_name(one: str, other: str) -> bool:
    return plain_name(one) == plain_name(other)


def is_family_name(typed: str, name: str) -> bool:
    """Whether what was typed is the end of a name, whole words of it, or all of it.

    “Cruz” and “de la Cruz” are family names of “Ana de la Cruz”, “ruz” is not. Written without spaces a
    name is one word, and has to be typed as it is.
    """
    words, wanted = plain_name(name).split(), plain_name(typed).split()
    return bool(wanted) and words[-len(wanted) :] == wanted


def cycle_of_import(
    rule: RenewalRule, *, awarded_on: date, due_on: date | None, on: date
) -> tuple[Cycle, bool]:
    """The cycle in which the due day falls, and whether the rule itself has that day.

    Without a due day it is the cycle in which `on` falls. A due day that the rule does not know is
    kept, and the other days move with it.
    """
    cycle = cycle_on(rule, awarded_on=awarded_on, on=due_on or on)
    if due_on is None or due_on == cycle.due_on:
        return cycle, True
    moved_by = due_on - cycle.due_on
    days = {
        name: getattr(cycle, name) + moved_by
        for name in cycle.__slots__
        if name.endswith(("_on", "_through")) and name != "starts_on" and getattr(cycle, name)
    }
    starts_on = min(cycle.starts_on, due_on)
    days["opens_on"] = min(max(days["opens_on"], starts_on), due_on)
    return replace(cycle, **days, starts_on=starts_on), False
