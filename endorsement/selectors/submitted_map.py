"""The competency map of an application: what was handed in, with what the applicant says they learned.

It is read from the snapshot, so nothing that the applicant writes or links afterwards is in it.
"""

import json
from collections.abc import Iterable

from endorsement import wording
from endorsement.models import Application
from endorsement.rules.crosswalk import translated
from endorsement.rules.facts import Entry, area_of
from endorsement.selectors import competency_rows, frameworks, portfolio
from endorsement.selectors.competency_rows import AreaRows, Evidence
from endorsement.selectors.verdicts import Judged
from endorsement.wording import Names

#: Sentences by the key of an entry and the competency that it was linked to.
Learned = dict[tuple[str, str], str]


def of_application(application: Application, judged: Judged) -> list[AreaRows]:
    """The areas of the application's category, unmet ones first, in two queries for each framework."""
    areas = [area for one in judged.edition.frameworks for area in frameworks.areas(one)]
    return competency_rows.arranged(areas, judged.verdict, _pieces(application, judged))


def _pieces(application: Application, judged: Judged) -> dict[str, list[Evidence]]:
    """Evidence by reference, the newest first."""
    learned = _learned(application.snapshot)
    counted = competency_rows.used(judged.verdict)
    names = judged.names()
    pieces: dict[str, list[Evidence]] = {}
    # As the edition reads it: what another framework calls by another name is where it belongs.
    read = translated(judged.portfolio, judged.edition.crosswalk)
    for entry in sorted(read.entries, key=lambda one: (one.first_on, one.key), reverse=True):
        for reference in {*entry.covers, *entry.split}:
            piece = Evidence(
                kind=competency_rows.kind_of(entry.kind, entry.delivery),
                label=entry.title or wording.word(entry.kind, names),
                counts=(area_of(reference), entry.key) in counted,
                sentence=learned.get((entry.key, reference), ""),
                handed_in=entry,
            )
            pieces.setdefault(reference, []).append(piece)
    for reference, piece in _ratings(judged, names):
        pieces.setdefault(reference, []).append(piece)
    return pieces


def _learned(snapshot: str) -> Learned:
    said = json.loads(snapshot).get(portfolio.LEARNED, ())
    return {(one["entry"], one["competency"]): one["sentence"] for one in said}


def _ratings(judged: Judged, names: Names) -> Iterable[tuple[str, Evidence]]:
    """That a rating about an area had come: the form's areas, and from whom."""
    items = judged.edition.rating_form.items
    areas = list(dict.fromkeys(item.area for item in items if item.area))
    given = [one for one in judged.portfolio.references if one.completed_on is not None]
    for one in sorted(given, key=lambda each: (each.completed_on, each.key), reverse=True):
        for area in areas:
            yield area, Evidence(kind="rating", label=wording.word(one.role, names))


def entries_of(areas: Iterable[AreaRows]) -> dict[str, Entry]:
    """Every entry that stands somewhere in the map, by its key."""
    return {
        one.handed_in.key: one.handed_in
        for area in areas
        for row in area.rows
        for one in row.evidence
        if one.handed_in is not None
    }
