"""A cohort for its facilitators: how the members get on, as a page and as a table to take away."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.rules.pace import SEEN_AFTER, Pace
from courses.selectors import cohort as cohorts
from courses.selectors import cohort_progress as selector
from endorsement.permissions import PersonRequest, signed_in
from lms.backbone.spreadsheet import csv_lines


@never_cache
@require_safe
@signed_in
def progress(request: PersonRequest, public_id: str) -> HttpResponse:
    """Members by modules, those behind first; one pace alone when asked."""
    at = timezone.now()
    cohort = cohorts.for_facilitator(request.person, public_id, at)
    table = selector.table(cohort, at)
    shown = request.GET.get("pace", "")
    choices = [("", _("Everybody"), len(table.rows))]
    choices += [(one.value, label, table.count(one)) for one, label in _labels().items()]
    context = {
        "cohort": cohort,
        "table": table,
        "rows": table.only(shown),
        "choices": [
            {"value": value, "label": label, "count": count, "current": value == shown}
            for value, label, count in choices
        ],
        "headings": list(zip(table.modules, table.titles, strict=True)),
        "seen_through": cohort.through_on + SEEN_AFTER,
    }
    return render(request, "courses/cohorts/progress.html", context)


@never_cache
@require_safe
@signed_in
def progress_table(request: PersonRequest, public_id: str) -> StreamingHttpResponse:
    """The same for a spreadsheet program."""
    at = timezone.now()
    cohort = cohorts.for_facilitator(request.person, public_id, at)
    lines = list(_lines(selector.table(cohort, at)))
    response = StreamingHttpResponse(csv_lines(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cohort-{cohort.public_id}.csv"'
    return response


def _lines(table: selector.Table) -> list[list[object]]:
    labels = _labels()
    heading: list[object] = [
        *(_("Member"), _("Standing"), _("Modules done"), _("Modules needed"), _("Last active")),
    ]
    for title in table.titles:
        heading += [
            _("%(title)s: percent") % {"title": title},
            _("%(title)s: completed on") % {"title": title},
        ]
    lines = [heading]
    for row in table.rows:
        line: list[object] = [
            str(row.person.name),
            labels[row.pace],
            row.counted,
            row.needed,
            row.active_on.isoformat() if row.active_on else "",
        ]
        for cell in row.cells:
            line += [cell.percent, cell.done_on.isoformat() if cell.done_on else ""]
        lines.append(line)
    return lines


def _labels() -> dict[Pace, str]:
    return {
        Pace.BEHIND: _("Behind"),
        Pace.ON_TIME: _("On time"),
        Pace.DONE: _("Done"),
    }
