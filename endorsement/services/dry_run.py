"""A dry run: whose standing a draft of criteria would change, before anybody publishes it.

The worker measures everybody with a portfolio by the edition in force and by the draft. People are
told apart by a pseudonym; a coordinator also reads the names of those who applied to their
association or are endorsed by it.
"""

import csv
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, gettext

from endorsement import wording
from endorsement.models import Association, Edition, Person
from endorsement.refusals import Refused
from endorsement.rules import drafting
from endorsement.rules.scheme import Edition as Criteria
from endorsement.rules.scheme import parse_edition
from endorsement.rules.standings import ABSENT, Counts, Shift, shifts, touched
from endorsement.selectors import criteria_desk, editions, frameworks, portfolios
from endorsement.selectors.measure import biggest_gap
from lms.backbone import jobs
from lms.backbone.jobs import Part, Result, Running, in_parts, path_of
from lms.backbone.models import Job
from lms.backbone.spreadsheet import csv_safe

KIND = "dry_run"
#: So many people are looked at together, and so many make a part that one worker takes.
CHUNK, PART = 50, 200
FILE = "people.csv"
#: So many people are shown on the page; all of them are in the file.
SHOWN = 200


def forget_names(*, at: datetime) -> None:
    """After somebody was erased: lists in which names may stand are gone; they can be asked for anew.

    A list says whom an association knew on its day, and nothing else tells whether the person is in it.
    """
    finished = Job.objects.filter(kind=KIND, state=Job.State.DONE).exclude(result_file="")
    for job in finished:
        if job.params.get("association"):
            jobs.expire(job=job, at=at)


def ask(*, edition: Edition, owner_id: int, association: Association | None, at: datetime) -> Job:
    """Owe a dry run of what the edition says now, over all associations that follow it or over one.

    Asking again on the same day, for the same words, finds the same run.

    :raises Refused: when the parser refuses what the edition says.
    """
    if drafting.problems(criteria_desk.document_of(edition), frameworks.known()):
        raise Refused(gettext("This draft still has mistakes; people cannot be measured by it."))
    on = criteria_desk.today_for(edition, at)
    slug = association.slug if association else ""
    return jobs.owe(
        kind=KIND,
        key=f"{KIND}:{edition.public_id}:{edition.revision}:{slug}:{owner_id}:{on}",
        owner_id=owner_id,
        params={
            "edition": edition.public_id,
            "revision": edition.revision,
            "association": slug,
            "on": on.isoformat(),
        },
        language=get_language() or "en",
        at=at,
    )


def run(job: Running) -> Result:
    """Measure everybody, in parts that several workers share, and put together what they found.

    Effects, in order: the parts, each with its lines in a file of its own; the whole file, in the order
    of the people, the same however many workers there were. Memory holds the counts.
    """
    work = _Work(job.params)
    parts = in_parts(job, work.pieces)
    counts = Counts()
    path = job.workspace() / FILE
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        _write(file, work.heading())
        for part in parts:
            counts.join(Counts(**part.found))
            with path_of(part).open("rb") as lines:
                shutil.copyfileobj(lines, file)
    return Result(
        path,
        name=f"dry-run-{work.code}.csv",
        content_type="text/csv; charset=utf-8",
        facts=work.facts(counts, path),
    )


def run_part(part: Part) -> dict[str, Any]:
    """Measure the people of one part, chunk by chunk, and write down whose standing changes."""
    work = _Work(part.params)
    counts = Counts()
    with part.path.open("wb") as file:
        for association, people in work.chunks(part.piece):
            for person, found in work.measured(people, association):
                counts.add(found)
                _write(file, *work.lines(person, association, found))
            part.go_on()
    return {"people": counts.people, "shifts": counts.shifts}


class _Work:
    """The two editions, the associations, and how a person's change is written down."""

    def __init__(self, params: dict[str, Any]) -> None:
        edition = Edition.objects.get(public_id=params["edition"])
        self.on = date.fromisoformat(params["on"])
        document = criteria_desk.document_at(edition, params["revision"])
        self.code = edition.code
        self.after: Criteria = parse_edition(document, frameworks.known())
        before = criteria_desk.in_force(edition, self.on)
        self.before = editions.parsed(before) if before else None
        self.base = before.code if before else ""
        self.touched = touched(self.before, self.after)
        followers = criteria_desk.followers(edition).order_by("pk")
        self.default = portfolios.default_of(followers)
        slug = params["association"]
        self.associations = [one for one in followers if not slug or one.slug == slug]
        # A run of one association is its coordinator's.
        self.named = (
            set(portfolios.known_to(self.associations[0]).values_list("pk", flat=True))
            if slug and self.associations
            else set()
        )
        self.names = {
            **criteria_desk.names(document),
            **(self.before.names() if self.before else {}),
        }

    def people(self, association: Association) -> Any:
        return portfolios.people_of(association, default=association == self.default)

    def pieces(self) -> Iterator[tuple[int, dict[str, int]]]:
        """PART people each, by the first and the last of their keys."""
        for one in self.associations:
            keys = list(self.people(one).values_list("pk", flat=True))
            for start in range(0, len(keys), PART):
                part = keys[start : start + PART]
                yield len(part), {"association": one.pk, "first": part[0], "last": part[-1]}

    def chunks(self, piece: dict[str, int]) -> Iterator[tuple[Association, list[Person]]]:
        """The people of a part, CHUNK at a time."""
        association = next(one for one in self.associations if one.pk == piece["association"])
        rows = self.people(association).filter(pk__range=(piece["first"], piece["last"]))
        last = 0
        while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
            yield association, chunk
            last = chunk[-1].pk

    def measured(
        self, people: list[Person], association: Association
    ) -> Iterator[tuple[Person, list[Shift]]]:
        if not self.touched:
            yield from ((person, []) for person in people)
            return
        for person, known in portfolios.of_many(people, association, self.on):
            yield person, list(shifts(self.before, self.after, known, self.on, self.touched))

    def heading(self) -> list[str]:
        return [
            gettext("Person"),
            gettext("Name"),
            gettext("Association"),
            gettext("Category"),
            gettext("By the edition in force"),
            gettext("By the draft"),
            gettext("What would be missing"),
        ]

    def lines(
        self, person: Person, association: Association, found: list[Shift]
    ) -> Iterator[list[str]]:
        for shift in found:
            if shift.changed:
                yield [
                    pseudonym(person),
                    person.name if person.pk in self.named else "",
                    association.short_name,
                    wording.word(shift.category, self.names),
                    said(shift.before),
                    said(shift.after),
                    self._missing(shift),
                ]

    def _missing(self, shift: Shift) -> str:
        gap = biggest_gap(shift.verdict) if shift.verdict and not shift.verdict.met else None
        if gap is None:
            return ""
        title = wording.title(gap, self.names)
        return f"{title}: {wording.sentence(gap, self.names)}"

    def facts(self, counts: Counts, path: Path) -> dict[str, Any]:
        """What the page shows: counts by category, and the first people of the file."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row, _number in zip(csv.reader(file), range(SHOWN + 1), strict=False)]
        return {
            "people": counts.people,
            "base": self.base,
            "on": self.on.isoformat(),
            "categories": [
                {"name": self.names.get(code, {"en": code}), "shifts": counts.shifts.get(code, {})}
                for code in self.touched
            ],
            # Names stay in the file: the row of a job holds codes and numbers.
            "rows": [[row[0], *row[2:]] for row in rows[1:]],
            "more": _lines_of(path) > len(rows),
        }


def pseudonym(person: Person) -> str:
    """What a person is called where names have no place."""
    return f"P-{person.ref.hex[:10].upper()}"


def said(state: str) -> str:
    """A standing in words."""
    if state == ABSENT:
        return gettext("no such category")
    return gettext(wording.STATES[state])  # type: ignore[index]


def _write(file: Any, *rows: list[str]) -> None:
    for row in rows:
        file.write(_line(row).encode("utf-8"))


def _line(row: list[str]) -> str:
    cells = [csv_safe(cell).replace('"', '""') for cell in row]
    return ",".join(f'"{cell}"' for cell in cells) + "\r\n"


def _lines_of(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _line in file)
