"""A list of people as it would be written: every row with its verdict, and the counts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from endorsement.models import PeopleImport
from endorsement.selectors import import_criteria, people_columns, people_wording
from endorsement.selectors.import_criteria import Criteria
from endorsement.selectors.people_changes import Wanted, judge
from endorsement.selectors.people_matches import Match, Verdict
from endorsement.selectors.people_rows import Read, Reading, read


@dataclass
class Preview:
    """What is missing before anything can be read, or what every row would do."""

    batch: PeopleImport
    criteria: Criteria
    reading: Reading
    missing: list[str] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)

    @property
    def wrong(self) -> list[Read]:
        """Rows that cannot be read as they are."""
        return [one for one in self.reading.rows if one.said is None]

    def counts(self) -> dict[str, int]:
        """How many rows there are of each verdict; what cannot be read is wrong."""
        found = Counter(str(one.verdict) for one in self.matches)
        found[Verdict.WRONG] += len(self.wrong)
        return {verdict.value: found[verdict.value] for verdict in Verdict}

    def left_out(self) -> Iterator[tuple[int, str]]:
        """Rows that would not be written, each with its sentence."""
        yield from ((one.number, one.sentence) for one in self.wrong)
        for one in self.matches:
            reason = people_wording.why_not(one)
            if reason:
                yield one.number, reason

    @property
    def writes(self) -> int:
        """How many rows would add or change something."""
        counts = self.counts()
        return counts[Verdict.NEW] + counts[Verdict.MERGES] + counts[Verdict.CHANGED]


def look(batch: PeopleImport, *, at: datetime) -> Preview:
    """Read the whole list and judge every row as of now."""
    criteria = import_criteria.of_association(batch.association)
    missing = people_columns.missing(batch.kind, batch.columns)
    if missing:
        return Preview(batch, criteria, Reading(), missing)
    rows = list(batch.rows.values_list("number", "cells", "answer").order_by("number"))
    today = batch.association.day_of(at)
    reading = read(batch, [(number, cells) for number, cells, _a in rows], criteria, today)
    answers = {number: answer for number, _cells, answer in rows}
    wanted = [
        Wanted(one.number, one.said, answers[one.number], tuple(one.notes))
        for one in reading.rows
        if one.said is not None
    ]
    matches = judge(batch.association, batch.kind, wanted, criteria, today)
    return Preview(batch, criteria, reading, [], matches)


def heading(code: str) -> str:
    """What a column is called in the template."""
    return _(people_columns.HEADINGS[code])
