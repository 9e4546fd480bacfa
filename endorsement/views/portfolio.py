"""The portfolio at a glance, and everything in it to take away."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from endorsement import wording
from endorsement.forms.kinds import FORMS
from endorsement.forms.timeline import TimelineForm
from endorsement.models import Edition, LedgerEntry
from endorsement.permissions import PersonRequest, signed_in, today_in
from endorsement.selectors import export as exporting
from endorsement.selectors import ledger, measure, overview
from endorsement.selectors import portfolio as facts
from endorsement.views.areas import by_area
from endorsement.views.measuring import measuring
from lms.backbone.spreadsheet import csv_lines
from lms.backbone.workbooks import XLSX, workbook

ENTRIES_A_PAGE = 20


@require_safe
@signed_in
def portfolio(request: PersonRequest) -> HttpResponse:
    """Totals, where one stands, hours by area, and the entries, newest first."""
    person = request.person
    chosen = measuring(request)
    rows = list(ledger.net(person))
    timeline = TimelineForm(request.GET or None, years=overview.years(rows))
    wanted = timeline.wanted() if timeline.is_bound else ("", None)
    page = Paginator(overview.of_time(rows, *wanted), ENTRIES_A_PAGE).get_page(
        request.GET.get("page")
    )
    sums = overview.totals(rows)
    context: dict[str, Any] = {
        "measuring": chosen,
        "forms": [(kind, form.named) for kind, form in FORMS.items()],
        "rows": rows,
        "page": page,
        "timeline": timeline,
        "filtered": wanted != ("", None),
        "items": [_item(row) for row in page],
        "totals": [(wording.word(kind), amount) for kind, amount in sums.items()],
        "areas": by_area(rows),
        "standings": _standings(request, chosen.association),
    }
    return render(request, "endorsement/portfolio/overview.html", context)


def _standings(request: PersonRequest, association: Any) -> list[dict[str, Any]]:
    if association is None:
        return []
    try:
        found = measure.measure(request.person, association, today_in(association))
    except Edition.DoesNotExist:
        return []
    return [
        {"category": one.category, "verdict": one.verdict, "label": wording.state(one.verdict)}
        for one in found.standings
    ]


def _item(row: LedgerEntry) -> dict[str, Any]:
    level = ledger.verification(row)
    return {
        "row": row,
        "title": ledger.title(row),
        "organization": ledger.words(row).organization,
        "verification": wording.word(level),
        "level": level,
        "draft": row.permanent_at is None,
    }


@require_safe
@signed_in
def export_document(request: PersonRequest) -> HttpResponse:
    """The portfolio document (format 1) as a file."""
    association = measuring(request).association
    today = (
        today_in(association)
        if association
        else timezone.localdate(timezone=ZoneInfo(request.person.time_zone))
    )
    document = facts.own_document(request.person, association, today)
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _attached(response, _("portfolio") + ".json")


@require_safe
@signed_in
def export_table(request: PersonRequest) -> StreamingHttpResponse:
    """Every row of the ledger as a table for a spreadsheet program."""
    response = StreamingHttpResponse(
        csv_lines(exporting.rows(request.person)), content_type="text/csv; charset=utf-8"
    )
    return _attached(response, _("portfolio") + ".csv")


@require_safe
@signed_in
def export_workbook(request: PersonRequest) -> HttpResponse:
    """The same table as a workbook."""
    response = HttpResponse(workbook(exporting.rows(request.person)), content_type=XLSX)
    return _attached(response, _("portfolio") + ".xlsx")


def _attached(response: Any, name: str) -> Any:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
