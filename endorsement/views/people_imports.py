"""A coordinator brings the association's people along: choose a list, look, confirm, undo."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement.forms.people_import import ColumnsForm, PeopleFileForm, answers
from endorsement.forms.refused import show
from endorsement.models import ImportedRow, PeopleImport
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import held, people_imports
from endorsement.selectors.people_columns import template_rows
from endorsement.selectors.people_preview import Preview, heading, look
from endorsement.services import people_import as service
from endorsement.services import people_import_undo
from endorsement.views import people_lines
from endorsement.views.coordination import desk_crumb
from lms.backbone import jobs
from lms.backbone.spreadsheet import csv_lines
from lms.backbone.workbooks import XLSX, workbook

ROWS_SHOWN = 50
State = PeopleImport.State
form_view = require_http_methods(["GET", "HEAD", "POST"])


@form_view
@signed_in
def imports(request: PersonRequest, slug: str) -> HttpResponse:
    """Every list that was brought, and a form for another one."""
    association = association_for_coordinator(request.person, slug)
    at = timezone.now()
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = PeopleFileForm(request.POST, request.FILES)
        if form.is_valid():
            batch = service.stage(
                association=association,
                kind=form.cleaned_data["kind"],
                name=form.cleaned_data["file"].name,
                table=form.table,
                by=request.person,
                at=at,
            )
            return redirect("endorsement:people_import", slug, batch.public_id)
    context = {
        "association": association,
        "form": form,
        "batches": people_imports.of_association(association, at)[:ROWS_SHOWN],
        "kinds": PeopleImport.Kind.choices,
        "waiting": held.cycles(association).count(),
        "crumbs": crumbs(slug),
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/people_imports/list.html", context, status=status)


@require_safe
@signed_in
def template(request: PersonRequest, slug: str, kind: str, ending: str) -> HttpResponse:
    """The template of a kind of list, with two rows to write over."""
    association_for_coordinator(request.person, slug)
    if kind not in PeopleImport.Kind.values:
        raise Http404
    rows = template_rows(kind)
    if ending == "xlsx":
        response = HttpResponse(workbook(rows), content_type=XLSX)
    else:
        text = "".join(csv_lines(rows))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.{ending}"'
    return response


@form_view
@signed_in
def people_import(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One list: what it would write before it is confirmed, what it wrote afterwards."""
    batch = people_imports.for_coordinator(request.person, slug, public_id, timezone.now())
    if batch.state != State.STAGED:
        if request.method == "POST":
            _confirm(request, batch)
            return redirect("endorsement:people_import", slug, public_id)
        return _written(request, batch)
    preview = look(batch, at=timezone.now())
    if request.method == "POST":
        if "answers" in request.POST:
            _answer(request, preview)
        elif "confirm" in request.POST and not preview.missing:
            _confirm(request, batch)
        return redirect("endorsement:people_import", slug, public_id)
    return _preview(request, preview)


@form_view
@signed_in
def columns(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Correct what the columns, the days and the names of categories mean."""
    batch = people_imports.for_coordinator(request.person, slug, public_id, timezone.now())
    if batch.state != State.STAGED:
        return redirect("endorsement:people_import", slug, public_id)
    preview = look(batch, at=timezone.now())
    form = ColumnsForm(request.POST if request.method == "POST" else None, preview=preview)
    if request.method == "POST" and form.is_valid():
        try:
            service.arrange(batch=batch, **form.arranged())
        except Refused as refused:
            show(form, refused)
        else:
            return redirect("endorsement:people_import", slug, public_id)
    context = {
        "association": batch.association,
        "batch": batch,
        "form": form,
        "sample": [cells for (cells,) in batch.rows.values_list("cells")[:3]],
        "crumbs": crumbs(slug, batch, {"label": _("Columns")}),
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/people_imports/columns.html", context, status=status)


@require_POST
@signed_in
def discard(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Throw a list away that was not confirmed."""
    batch = people_imports.for_coordinator(request.person, slug, public_id, timezone.now())
    try:
        service.discard(batch=batch)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("endorsement:people_import", slug, public_id)
    messages.info(request, _("The list is thrown away. Nothing of it was written."))
    return redirect("endorsement:people_imports", slug)


@form_view
@signed_in
def undo(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Take an import back, after saying what would stay and why."""
    batch = people_imports.for_coordinator(request.person, slug, public_id, timezone.now())
    if request.method == "POST":
        try:
            undone = people_import_undo.undo(batch=batch, by=request.person, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request,
                ngettext("%(n)s row was taken back.", "%(n)s rows were taken back.", undone)
                % {"n": undone},
            )
        return redirect("endorsement:people_import", slug, public_id)
    if batch.state != State.DONE:
        return redirect("endorsement:people_import", slug, public_id)
    staying = list(people_import_undo.stays(batch))
    context = {
        "association": batch.association,
        "batch": batch,
        "stays": staying[:ROWS_SHOWN],
        "more": max(0, len(staying) - ROWS_SHOWN),
        "goes": batch.rows.filter(outcome=ImportedRow.Outcome.ADDED).count() - len(staying),
        "crumbs": crumbs(slug, batch, {"label": _("Undo")}),
    }
    return render(request, "endorsement/people_imports/undo.html", context)


def crumbs(slug: str, batch: PeopleImport | None = None, *more: dict[str, str]) -> list[Any]:
    """The way back to the desk."""
    start = {"label": _("Going live"), "url": reverse("endorsement:people_imports", args=[slug])}
    if batch is None:
        return [desk_crumb(slug), {"label": _("Going live")}, *more]
    here = reverse("endorsement:people_import", args=[slug, batch.public_id])
    return [desk_crumb(slug), start, {"label": batch.name, "url": here} if more else
            {"label": batch.name}, *more]  # fmt: skip


def _answer(request: PersonRequest, preview: Preview) -> None:
    try:
        service.answer(batch=preview.batch, answers=answers(request.POST, preview))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your answers are kept."))


def _confirm(request: PersonRequest, batch: PeopleImport) -> None:
    try:
        confirmed = service.confirm(batch=batch, by=request.person, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return
    if batch.state == State.STAGED and confirmed.state == State.DONE:
        messages.success(request, _("The list is written. Nobody has been sent a mail."))


def _preview(request: PersonRequest, preview: Preview) -> HttpResponse:
    batch = preview.batch
    lines = people_lines.of_preview(preview)
    page = Paginator(lines, ROWS_SHOWN).get_page(request.GET.get("page"))
    context = {
        "association": batch.association,
        "batch": batch,
        "preview": preview,
        "missing": [heading(code) for code in preview.missing],
        "counts": preview.counts(),
        "questions": people_lines.questions(preview, ROWS_SHOWN),
        "page": page,
        "crumbs": crumbs(batch.association.slug, batch),
    }
    return render(request, "endorsement/people_imports/preview.html", context)


def _written(request: PersonRequest, batch: PeopleImport) -> HttpResponse:
    rows = batch.rows.filter(outcome=ImportedRow.Outcome.LEFT_OUT).order_by("number")
    job = jobs.latest(request.user, service.KIND) if batch.state == State.WRITING else None
    if job is not None and job.params.get("import") != batch.public_id:
        job = None
    context = {
        "association": batch.association,
        "batch": batch,
        "panel": jobs.panel_of(job, at=timezone.now()) if job else None,
        "page": Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("page")),
        "waiting": held.cycles(batch.association).count(),
        "crumbs": crumbs(batch.association.slug, batch),
    }
    return render(request, "endorsement/people_imports/done.html", context)
