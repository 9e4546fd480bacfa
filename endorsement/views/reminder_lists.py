"""The lists of the coordinator's page about reminders: what is in them, on the page and in a table."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement.models import Association, Bounce, Notice
from endorsement.selectors import reminders as selector
from endorsement.services.notices import preview
from endorsement.services.notices.kinds import kind_of, title_of

A_PAGE = 50
COMING, CALLS, RUNS = "coming", "calls", "runs"
TABS = {
    selector.DUE: gettext_lazy("Due"),
    selector.SENT: gettext_lazy("Sent"),
    selector.SUPPRESSED: gettext_lazy("Suppressed"),
    selector.OVERTAKEN: gettext_lazy("Overtaken"),
    selector.FAILED: gettext_lazy("Failed"),
    COMING: gettext_lazy("The next 30 days"),
    RUNS: gettext_lazy("Runs"),
    CALLS: gettext_lazy("Call list"),
}
REASONS = {
    "renewed": gettext_lazy("has renewed"),
    "lapsed": gettext_lazy("has lapsed meanwhile"),
    "not_lapsed": gettext_lazy("has not lapsed after all"),
    "over": gettext_lazy("the days of grace were over"),
    "reinstated": gettext_lazy("was reinstated meanwhile"),
    "more_time": gettext_lazy("was given more time"),
    "held": gettext_lazy("from the time of a break"),
    "no_longer_valid": gettext_lazy("no longer valid"),
    "inactive": gettext_lazy("inactive"),
    "suspended": gettext_lazy("suspended"),
    "retired": gettext_lazy("retired"),
    "archived": gettext_lazy("archived"),
    "before_import": gettext_lazy("from before the import"),
    "erased": gettext_lazy("erased their record"),
    "deceased": gettext_lazy("has died"),
    "no_address": gettext_lazy("has no address"),
    "bounced": gettext_lazy("no address takes mail"),
    "unsubscribed": gettext_lazy("does not want it"),
    "answered": gettext_lazy("has answered"),
    "sent_again": gettext_lazy("was sent again meanwhile"),
    "handed_in": gettext_lazy("is handed in"),
    "given_back": gettext_lazy("was given back"),
    "not_in_review": gettext_lazy("not in review any more"),
    "another_day": gettext_lazy("is due on another day"),
    "no_role": gettext_lazy("has no such role any more"),
    "completed": gettext_lazy("is completed"),
    "went_on": gettext_lazy("went on with it"),
    "not_needed": gettext_lazy("not needed any more"),
    "gone": gettext_lazy("what it was about is gone"),
    "unknown_kind": gettext_lazy("what it was about is gone"),
}


def reason_of(code: str) -> str:
    """Why something was not sent, in the reader's words."""
    return str(REASONS.get(code, code))


def standing_of(notice: Notice) -> str:
    """Where it stands, as the selector found it."""
    return str(TABS[notice.standing])  # type: ignore[attr-defined]


class List(NamedTuple):
    """Rows of a list, how the page draws one, and how a table does: its headings and a row's cells."""

    rows: Any
    draw: Callable[[Any], Any]
    headings: tuple[str, ...]
    cells: Callable[[Any], Iterable[Any]]

    def lines(self) -> Iterator[Iterable[Any]]:
        """The whole list as a table, read as it is written."""
        yield self.headings
        read = getattr(self.rows, "iterator", None)
        for row in read(chunk_size=500) if read else self.rows:
            yield self.cells(row)


def listed(request: HttpRequest, association: Association, tab: str) -> List:
    """The list of a tab, with the filters that its address names."""
    if tab == COMING:
        rows = preview.upcoming(association, at=timezone.now())
        return List(
            rows, _coming, (_("Day"), _("Name"), _("Reminder"), _("Why not")), _coming_cells
        )
    if tab == CALLS:
        known = (_("Name"), _("Address"), _("How it is known"), _("Day"), _("Code"))
        return List(selector.call_list(association), _as_it_is, known, _call_cells)
    if tab == RUNS:
        became = (_("Run"), *(str(TABS[code]) for code in selector.STANDINGS))
        return List(selector.runs(association), _as_it_is, became, _run_cells)
    found = selector.notices(
        association,
        standing=tab,
        name=request.GET.get("q", "").strip(),
        run=run_of(request),
    )
    headings = (
        *(_("Name"), _("Reminder"), _("Step"), _("Day"), _("Run"), _("Stands"), _("Why not")),
        *(_("Finished"), _("Error")),
    )
    return List(found, row_of, headings, _notice_cells)


def run_of(request: HttpRequest) -> datetime | None:
    """The run whose notices are wanted, if one is named."""
    try:
        return parse_datetime(request.GET.get("run", ""))
    except ValueError:
        return None


def _as_it_is(row: Any) -> Any:
    return row


def row_of(notice: Notice) -> dict[str, Any]:
    """A notice in words."""
    kind = kind_of(notice.kind)
    mail = notice.message.mail if notice.message else None
    return {
        "notice": notice,
        "person": notice.person,
        "kind": title_of(notice.kind),
        "rung": kind.name_of(notice.rung) if kind else notice.rung,
        "why": reason_of(notice.reason) if notice.reason else "",
        "error": notice.last_error or (mail.last_error if mail else ""),
        "leaves_at": mail.due_at if mail and not notice.finished_at else None,
    }


def _coming(row: preview.DayOfPerson) -> dict[str, Any]:
    return {
        "on": row.on,
        "person": row.person,
        "parts": [
            {"kind": kind.title, "rung": kind.name_of(one.rung), "about": one.about}
            for kind, one in row.parts
        ],
        "why": reason_of(row.reason) if row.reason else "",
    }


def _notice_cells(notice: Notice) -> Iterable[Any]:
    row = row_of(notice)
    return (
        *(notice.person.name, row["kind"], row["rung"], notice.rung_on, notice.owed_at),
        *(standing_of(notice), row["why"], notice.finished_at, row["error"]),
    )


def _coming_cells(row: preview.DayOfPerson) -> Iterable[Any]:
    drawn = _coming(row)
    parts = [
        ": ".join(filter(None, (str(one["kind"]), one["about"], str(one["rung"]))))
        for one in drawn["parts"]
    ]
    return row.on, row.person.name, "; ".join(parts), drawn["why"]


def _call_cells(row: Bounce) -> Iterable[Any]:
    return row.person.name, row.address, row.get_source_display(), row.bounced_at, row.status


def _run_cells(row: selector.Run) -> Iterable[Any]:
    return row.at, *row.counts.values()
