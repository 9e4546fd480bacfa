"""Importing entries from a table: choose, look, confirm."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms import import_rows
from endorsement.forms.import_columns import template_rows
from endorsement.forms.import_file import ImportForm
from endorsement.models import StagedImport
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import frameworks, staged_imports
from endorsement.services import entry_import as service
from endorsement.services.entry_content import EntryContent
from endorsement.views.measuring import measuring
from lms.backbone.spreadsheet import csv_lines
from lms.backbone.workbooks import XLSX, workbook

form_view = require_http_methods(["GET", "HEAD", "POST"])
ROWS_SHOWN = 100


@form_view
@signed_in
def import_start(request: PersonRequest) -> HttpResponse:
    """Choose a file. Nothing is added before it was looked at."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            staged = service.stage(
                person=request.person,
                name=form.cleaned_data["file"].name,
                table=form.table,
                at=timezone.now(),
            )
            return redirect("endorsement:import_preview", staged.public_id)
    context = {"form": form, "areas": frameworks.areas(), "crumbs": _crumbs()}
    status = 422 if form.errors else 200
    return render(request, "endorsement/imports/start.html", context, status=status)


@form_view
@signed_in
def import_preview(request: PersonRequest, public_id: str) -> HttpResponse:
    """What would be added, what is there already, what is wrong; then, confirmed, add it once."""
    staged = staged_imports.for_owner(request.person, public_id, timezone.now())
    if request.method == "POST":
        return _confirmed(request, staged)
    if staged.confirmed_at is not None:
        return redirect("endorsement:portfolio")
    try:
        reading = _reading(request, staged)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("endorsement:import_start")
    context = {
        "staged": staged,
        "reading": reading,
        "rows": [_row(number, content) for number, content in reading.contents[:ROWS_SHOWN]],
        "more": max(0, len(reading.contents) - ROWS_SHOWN),
        "problems": reading.problems[:ROWS_SHOWN],
        "more_problems": max(0, len(reading.problems) - ROWS_SHOWN),
        "crumbs": _crumbs({"label": _("Look before adding")}),
    }
    return render(request, "endorsement/imports/preview.html", context)


@require_safe
@signed_in
def import_template(_request: PersonRequest, ending: str) -> HttpResponse:
    """The template, with one row of each kind to write over."""
    if ending == "xlsx":
        response = HttpResponse(workbook(template_rows()), content_type=XLSX)
    else:
        lines: Iterable[str] = csv_lines(template_rows())
        response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    name = _("template")
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _reading(request: PersonRequest, staged: StagedImport) -> import_rows.Reading:
    person = request.person
    return import_rows.read(
        staged.table,
        person=person,
        today=timezone.localdate(timezone=ZoneInfo(person.time_zone)),
        known=staged_imports.there_already(person),
        association=measuring(request).association,
    )


def _confirmed(request: PersonRequest, staged: StagedImport) -> HttpResponse:
    try:
        contents = []
        if staged.confirmed_at is None:
            contents = [content for _number, content in _reading(request, staged).contents]
        added = service.confirm(
            staged=staged,
            contents=contents,
            association=measuring(request).association,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("endorsement:import_start")
    messages.success(
        request,
        ngettext("%(n)s entry was added as a draft.", "%(n)s entries were added as drafts.", added)
        % {"n": added},
    )
    return redirect("endorsement:portfolio")


def _row(number: int, content: EntryContent) -> dict[str, Any]:
    return {
        "number": number,
        "kind": wording.word(content.kind),
        "title": content.title or content.provider_name or content.organization,
        "first_on": content.first_on,
        "last_on": content.last_on if content.last_on != content.first_on else None,
        "hours": content.hours,
    }


def _crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
        {"label": _("Import from a table"), "url": reverse("endorsement:import_start")},
        *more,
    ]
