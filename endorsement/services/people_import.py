"""Bringing along an association's people: staged, looked at, confirmed, written in steps, once.

An import is written by whoever confirms it while it is short, and by a job when it is long; both take the
rows that wait, a hundred at a time, each hundred in a transaction. Stopped anywhere, the next one goes on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from endorsement.models import Association, Endorsement, ImportedRow, Overlay, PeopleImport, Person
from endorsement.refusals import Refused
from endorsement.selectors import import_criteria, people_wording
from endorsement.selectors.people_changes import Wanted, judge
from endorsement.selectors.people_columns import recognized
from endorsement.selectors.people_matches import Match, Verdict
from endorsement.selectors.people_preview import Preview, look
from endorsement.selectors.people_rows import read
from endorsement.services import event, people_import_rows
from endorsement.services.people_import_rows import Writing
from lms.backbone import jobs
from lms.backbone.cells import plain
from lms.backbone.jobs import Result, Running

KIND = "people_import"
KEPT = timedelta(days=14)
STEP = 100
#: So many rows are written at once when they are confirmed; more of them are written by a job.
AT_ONCE = 500
State, Outcome = PeopleImport.State, ImportedRow.Outcome


@transaction.atomic
def stage(
    *,
    association: Association,
    kind: str,
    name: str,
    table: Sequence[Sequence[str]],
    by: Person,
    at: datetime,
) -> PeopleImport:
    """Keep an uploaded list for two weeks, so that it can be looked at before anything is written.

    Effects, in order: the import, with the columns its headings name; its rows that say anything.
    """
    batch = PeopleImport.objects.create(
        association=association,
        kind=kind,
        name=name[:200],
        heading=list(table[0]),
        columns=recognized(kind, table[0]),
        uploaded_by=by,
        created_at=at,
        expires_at=at + KEPT,
    )
    ImportedRow.objects.bulk_create(
        (
            ImportedRow(batch=batch, number=number, cells=list(cells))
            for number, cells in enumerate(table[1:], start=2)
            if any(cells)
        ),
        batch_size=500,
    )
    return batch


@transaction.atomic
def arrange(
    *,
    batch: PeopleImport,
    columns: Mapping[str, int],
    month_first: bool | None,
    categories: Mapping[str, str],
) -> PeopleImport:
    """Set in which column each fact stands, how days are read, and what the file calls categories.

    :raises Refused: when the import was confirmed, or a column is taken for two facts.
    """
    row = _staged(batch)
    if len(set(columns.values())) < len(columns):
        raise Refused(_("A column can hold one thing only. Choose another one for each."))
    row.columns, row.month_first = dict(columns), month_first
    row.categories = {plain(word): code for word, code in categories.items() if code}
    row.save(update_fields=["columns", "month_first", "categories"])
    return row


@transaction.atomic
def answer(*, batch: PeopleImport, answers: Mapping[int, str]) -> None:
    """Keep whether rows are about somebody known (their pseudonym) or about somebody else ("other").

    :raises Refused: when the import was confirmed.
    """
    row = _staged(batch)
    for number, said in answers.items():
        row.rows.filter(number=number).update(answer=said[:36])


@transaction.atomic
def confirm(*, batch: PeopleImport, by: Person, at: datetime) -> PeopleImport:
    """Have the import written, once, whoever confirms it how often.

    Effects, in order: the import is claimed; rows that cannot be taken are left out, with the reason;
    the others are written now when they are few, else by a job that is owed.

    :raises Refused: when it is gone.
    """
    mine = PeopleImport.objects.filter(pk=batch.pk)
    found = mine.select_for_update().first()
    if found is None:
        raise Refused(_("This import is no longer there. Please upload the file again."))
    if found.state == State.WRITING:
        # Called off in the middle: the rows that wait are written all the same.
        _owe(found, by, at)
    if found.state != State.STAGED:
        return found
    preview = look(found, at=at)
    mine.update(
        state=State.WRITING, confirmed_by=by, confirmed_at=at, month_first=preview.reading.order
    )
    found.refresh_from_db()
    _settle(found, preview)
    if found.rows.filter(outcome="").count() <= AT_ONCE:
        write(batch=found, at=at)
    else:
        _owe(found, by, at)
    return found


def _owe(batch: PeopleImport, by: Person, at: datetime) -> None:
    if by.user_id is not None:
        jobs.owe(
            kind=KIND,
            key=f"{KIND}:{batch.public_id}",
            owner_id=by.user_id,
            params={"import": batch.public_id, "association": batch.association.slug},
            language=get_language() or "en",
            at=at,
        )


def _settle(batch: PeopleImport, preview: Preview) -> None:
    """What was found over the whole file holds for each row; see `people_matches.match_all`."""
    for number, reason in preview.left_out():
        batch.rows.filter(number=number).update(
            outcome=Outcome.LEFT_OUT, reason=reason[:300], cells=[], answer=""
        )
    new = [one.number for one in preview.matches if one.verdict == Verdict.NEW]
    for start in range(0, len(new), 1000):
        batch.rows.filter(number__in=new[start : start + 1000]).update(answer=ImportedRow.OTHER)


def write(
    *, batch: PeopleImport, at: datetime, went_on: Callable[[int], None] = lambda _done: None
) -> int:
    """Write the rows that wait, a hundred at a time; how many were. `went_on` is told after each hundred.

    A step is one transaction and finds anew what the record says, so that two imports at once, or one
    that was stopped, write each row once.
    """
    done = 0
    while True:
        wrote = _write_step(batch.pk, at)
        if not wrote:
            break
        done += wrote
        went_on(done)
    PeopleImport.objects.filter(pk=batch.pk, state=State.WRITING).update(
        state=State.DONE, finished_at=at
    )
    batch.refresh_from_db()
    return done


@transaction.atomic
def _write_step(pk: int, at: datetime) -> int:
    batch = PeopleImport.objects.select_related("association").get(pk=pk)
    # One import of an association at a time: what the other wrote is found by the look below.
    list(Overlay.objects.select_for_update().filter(association=batch.association))
    rows = list(batch.rows.filter(outcome="").order_by("number")[:STEP])
    if not rows or batch.confirmed_by is None:
        return 0
    criteria = import_criteria.of_association(batch.association)
    writing = Writing(batch.association, batch.kind, criteria, batch.confirmed_by, at)
    for row, match in zip(rows, _matches(batch, rows, writing), strict=True):
        _write_row(writing, row, match)
    return len(rows)


def _matches(
    batch: PeopleImport, rows: list[ImportedRow], writing: Writing
) -> Iterable[Match | str]:
    """What becomes of each row now; a sentence where it cannot be taken."""
    today = writing.association.day_of(writing.at)
    reading = read(batch, [(row.number, row.cells) for row in rows], writing.criteria, today)
    wanted = [
        Wanted(one.number, one.said, row.answer, tuple(one.notes))
        for row, one in zip(rows, reading.rows, strict=True)
        if one.said is not None
    ]
    judged = judge(writing.association, batch.kind, wanted, writing.criteria, today)
    found = {one.number: one for one in judged}
    for one in reading.rows:
        match = found.get(one.number)
        yield match if match is not None else one.sentence


def _write_row(writing: Writing, row: ImportedRow, match: Match | str) -> None:
    reason = match if isinstance(match, str) else people_wording.why_not(match)
    if not reason and isinstance(match, Match):
        try:
            people_import_rows.write(writing, row, match)
        except Refused as refused:
            reason = str(refused)
    if reason:
        ImportedRow.objects.filter(pk=row.pk).update(
            outcome=Outcome.LEFT_OUT, reason=reason[:300], cells=[], answer=""
        )


def run(job: Running) -> Result:
    """Write a long import in the background, going on where it was stopped."""
    batch = PeopleImport.objects.get(public_id=job.params["import"])
    total = batch.rows.count()
    before = total - batch.rows.filter(outcome="").count()

    def went_on(done: int) -> None:
        job.progress(before + done, total, checkpoint={"written": before + done})

    write(batch=batch, at=job.at, went_on=went_on)
    return Result(facts=_counts(batch))


def _counts(batch: PeopleImport) -> dict[str, Any]:
    return {
        outcome.value: batch.rows.filter(outcome=outcome).count()
        for outcome in (Outcome.ADDED, Outcome.CHANGED, Outcome.SAME, Outcome.LEFT_OUT)
    }


@transaction.atomic
def want_certificates(*, batch: PeopleImport, by: Person, at: datetime) -> int:
    """Have certificates issued for the valid awards of a list that have none; how many were asked for.

    Effects, in order: the awards say since when; an event for each. The next sweep of certificates, or a
    coordinator who prepares what is owed, issues them.
    """
    rows = Endorsement.objects.filter(
        pk__in=batch.rows.exclude(endorsement=None).values("endorsement"),
        state=Endorsement.State.ACTIVE,
        imported_at__isnull=False,
        certify_at__isnull=True,
    ).select_related("association")
    asked = list(rows.select_for_update(of=("self",)))
    Endorsement.objects.filter(pk__in=[one.pk for one in asked]).update(certify_at=at)
    for one in asked:
        event.record(
            association=one.association,
            stream=one.stream,
            kind="endorsement.certificate_asked",
            actor=by,
            payload={"original_number": one.original_number},
            at=at,
        )
    return len(asked)


@transaction.atomic
def discard(*, batch: PeopleImport) -> None:
    """Throw a list away that nobody confirmed.

    :raises Refused: when it was confirmed.
    """
    _staged(batch).delete()


def sweep(*, at: datetime) -> int:
    """Delete lists that nobody confirmed in two weeks; how many went."""
    due = PeopleImport.objects.filter(state=State.STAGED, expires_at__lte=at)
    return sum(count for name, count in due.delete()[1].items() if name.endswith("PeopleImport"))


def _staged(batch: PeopleImport) -> PeopleImport:
    row = PeopleImport.objects.select_for_update().filter(pk=batch.pk).first()
    if row is None or row.state != State.STAGED:
        raise Refused(_("This import was confirmed already, so it cannot be changed any more."))
    return row
