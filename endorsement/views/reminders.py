"""The coordinator's one page about reminders: sent, due, suppressed and why, failed, and what is coming."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from endorsement.forms.refused import show
from endorsement.forms.reminders import FilterForm, HoursForm
from endorsement.models import Association, Notice
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import reminders as selector
from endorsement.services.notices import managing, preview
from endorsement.services.notices.kinds import kind_of, title_of
from endorsement.views.coordination import desk_crumb
from lms.backbone.spreadsheet import csv_lines

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
    "more_time": gettext_lazy("was given more time"),
    "no_longer_valid": gettext_lazy("no longer valid"),
    "inactive": gettext_lazy("inactive"),
    "suspended": gettext_lazy("suspended"),
    "retired": gettext_lazy("retired"),
    "archived": gettext_lazy("archived"),
    "imported": gettext_lazy("from before the import"),
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
}


def reason_of(code: str) -> str:
    """Why something was not sent, in the reader's words."""
    return str(REASONS.get(code, code))


def standing_of(notice: Notice) -> str:
    """Where it stands, as the selector found it."""
    return str(TABS[notice.standing])  # type: ignore[attr-defined]


@require_safe
@signed_in
def reminders(request: PersonRequest, slug: str) -> HttpResponse:
    """What stands where; one list at a time."""
    association = association_for_coordinator(request.person, slug)
    return _page(request, association, HoursForm(initial=_hours(association)))


def _hours(association: Association) -> dict[str, int]:
    said = selector.settings_of(association)
    return {"from_hour": said.from_hour, "until_hour": said.until_hour}


def _page(
    request: PersonRequest, association: Association, hours: HoursForm, status: int = 200
) -> HttpResponse:
    tab = request.GET.get("show", selector.DUE)
    if tab not in TABS:
        raise Http404
    counts = selector.counts(association)
    context = {
        "association": association,
        "crumbs": [desk_crumb(association.slug), {"label": _("Reminders")}],
        "settings": selector.settings_of(association),
        "hours": hours,
        "tab": tab,
        "tab_name": TABS[tab],
        "tabs": [(code, name, counts.get(code)) for code, name in TABS.items()],
        "failed": counts[selector.FAILED],
        "filter": FilterForm(request.GET),
        "run": _run(request),
        **_list(request, association, tab),
    }
    return render(request, "endorsement/reminders/desk.html", context, status=status)


def _list(request: PersonRequest, association: Association, tab: str) -> dict[str, Any]:
    at = timezone.now()
    rows: Any
    draw: Callable[[Any], Any]
    if tab == COMING:
        rows, draw = preview.upcoming(association, at=at), _coming
    elif tab == CALLS:
        rows, draw = selector.call_list(association), _as_it_is
    elif tab == RUNS:
        rows, draw = selector.runs(association), _as_it_is
    else:
        name = request.GET.get("q", "").strip()
        rows = selector.notices(association, standing=tab, name=name, run=_run(request))
        draw = row_of
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "rows": [draw(one) for one in page]}


def _run(request: PersonRequest) -> datetime | None:
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


@require_safe
@signed_in
def reminders_table(request: PersonRequest, slug: str) -> StreamingHttpResponse:
    """Every notice of the association for a spreadsheet program."""
    association = association_for_coordinator(request.person, slug)
    response = StreamingHttpResponse(
        csv_lines(_lines(association)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="reminders-{association.slug}.csv"'
    return response


def _lines(association: Association) -> Iterator[tuple[Any, ...]]:
    yield (
        *(_("Name"), _("Reminder"), _("Step"), _("Day"), _("Run"), _("Stands"), _("Why not")),
        *(_("Finished"), _("Error")),
    )
    for notice in selector.notices(association).iterator(500):
        row = row_of(notice)
        yield (
            *(notice.person.name, row["kind"], row["rung"], notice.rung_on, notice.owed_at),
            *(standing_of(notice), row["why"], notice.finished_at, row["error"]),
        )


@require_POST
@signed_in
def reminders_act(request: PersonRequest, slug: str, action: str) -> HttpResponse:
    """Pause, resume, set the hours, try failed ones again, or send oneself a test."""
    association = association_for_coordinator(request.person, slug)
    act = ACTIONS.get(action)
    if act is None:
        raise Http404
    return act(request, association) or redirect(
        f"{reverse('endorsement:reminders', args=[slug])}{_back(request)}"
    )


def _back(request: PersonRequest) -> str:
    tab = request.POST.get("show", "")
    return f"?show={tab}" if tab in TABS else ""


def _pause(request: PersonRequest, association: Association) -> None:
    managing.pause(association=association, by=request.person, at=timezone.now())
    messages.success(request, _("Reminders are paused. What comes due meanwhile stays owed."))


def _resume(request: PersonRequest, association: Association) -> None:
    managing.resume(association=association, by=request.person, at=timezone.now())
    messages.success(
        request,
        _("Reminders leave again: of what came due meanwhile, the latest about each thing."),
    )


def _set_hours(request: PersonRequest, association: Association) -> HttpResponse | None:
    form = HoursForm(request.POST)
    if form.is_valid():
        try:
            managing.set_hours(association=association, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The hours are saved."))
            return None
    return _page(request, association, form, status=422)


def _retry(request: PersonRequest, association: Association) -> None:
    count = managing.retry_failed(association=association, at=timezone.now())
    said = ngettext(
        "%(count)s reminder will be tried again in a moment.",
        "%(count)s reminders will be tried again in a moment.",
        count,
    )
    messages.success(request, said % {"count": count})


def _test(request: PersonRequest, association: Association) -> None:
    mine = Notice.objects.filter(association=association).select_related("person", "association")
    key = request.POST.get("notice", "")
    notice = get_object_or_404(mine, pk=int(key) if key.isdecimal() and len(key) < 18 else 0)
    try:
        managing.send_test(notice=notice, to=request.person, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The test is on its way to you alone."))


ACTIONS: dict[str, Callable[[PersonRequest, Association], HttpResponse | None]] = {
    "pause": _pause,
    "resume": _resume,
    "hours": _set_hours,
    "retry": _retry,
    "test": _test,
}
