"""Those who plan live sessions: coordinators and authors of an association."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses import live_wording as wording
from courses.forms.live import CallOffForm, SessionForm
from courses.models import LiveSession
from courses.selectors import live
from courses.services import live_session as services
from courses.views.live.sessions import lines
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.permissions import PersonRequest, memberships_today, signed_in
from endorsement.refusals import Refused
from lms.backbone.spreadsheet import csv_lines


@require_safe
@signed_in
def desks(request: PersonRequest) -> HttpResponse:
    """The association whose sessions the person plans; a choice for whoever works for several."""
    found = {
        one.association.slug: one.association
        for one in memberships_today(request.user)
        if one.role in live.STAFF
    }
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("live:desk", next(iter(found)))
    return render(request, "courses/live/desks.html", {"associations": found.values()})


@require_safe
@signed_in
def desk(request: PersonRequest, slug: str) -> HttpResponse:
    """Every session, and the modules that can have another."""
    association = live.association_for_staff(request.person, slug)
    context = {
        "association": association,
        "rows": [lines(one, None) for one in live.of_association(association)],
        "modules": live.live_modules(association),
        "now": timezone.now(),
    }
    return render(request, "courses/live/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    association = live.association_for_staff(request.person, slug)
    module = live.live_module(association, code)
    titles = live.titles_of(module)
    form = SessionForm(sent(request), association=association, titles=titles)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan(
                association=association,
                module=module,
                facts=form.facts(),
                by=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The session is planned, and visitors can find it."))
            return redirect("live:planned", slug, made.public_id)
    here = _("New session")
    return _form(
        request,
        form,
        title=here,
        association=association,
        crumbs=[desk_crumb(slug), {"label": here}],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    session = live.for_staff(request.person, slug, public_id)
    form = SessionForm(
        sent(request), association=session.association, session=session, titles=session.titles
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change(
                session=session, facts=form.facts(), by=request.person, at=timezone.now()
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The session is changed."))
            return redirect("live:planned", slug, public_id)
    return _form(
        request,
        form,
        title=_("Change the session"),
        association=session.association,
        crumbs=[desk_crumb(slug), session_crumb(session), {"label": _("Change")}],
    )


def _form(request: PersonRequest, form: SessionForm, **context: Any) -> HttpResponse:
    wrong = bool(form.errors) or any(row.errors for row in form.rows)
    status = 422 if form.is_bound and wrong else 200
    context = {**context, "form": form, "zone": wording.place(context["association"].time_zone)}
    return render(request, "courses/live/form.html", context, status=status)


@require_safe
@signed_in
def planned(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One session: seats, who has one, who waits, what can be done."""
    return _planned(request, live.for_staff(request.person, slug, public_id), CallOffForm())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_off(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    session = live.for_staff(request.person, slug, public_id)
    if request.method != "POST":
        return redirect("live:planned", slug, public_id)
    form = CallOffForm(request.POST)
    if form.is_valid():
        try:
            services.call_off(
                session=session,
                because=form.cleaned_data["because"],
                by=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The session is canceled, and everybody is told."))
            return redirect("live:planned", slug, public_id)
    return _planned(request, session, form)


def _planned(request: PersonRequest, session: LiveSession, form: CallOffForm) -> HttpResponse:
    rows = list(live.registered(session))
    seated = [row for row in rows if row.state == row.State.REGISTERED]
    context = {
        **lines(session, None),
        "association": session.association,
        "seated": seated,
        "waiting": [row for row in rows if row.state == row.State.WAITING],
        "begun": timezone.now() >= session.starts_at,
        "now": timezone.now(),
        "rule": wording.rule(session),
        "form": form,
        "crumbs": [desk_crumb(session.association.slug), {"label": session.title}],
    }
    status = 422 if form.errors else 200
    return render(request, "courses/live/planned.html", context, status=status)


@require_safe
@signed_in
def table(request: PersonRequest, slug: str, public_id: str) -> StreamingHttpResponse:
    """Who is registered, for a spreadsheet program."""
    session = live.for_staff(request.person, slug, public_id)
    zone = session.zone
    rows = [
        (
            row.person.name,
            row.person.email,
            row.get_state_display(),
            row.queued_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
            _("yes") if row.walk_in else "",
            row.credited,
        )
        for row in live.registered(session)
    ]
    head = (
        _("Name"),
        _("Email address"),
        _("State"),
        _("Asked for a seat at"),
        _("Came without a seat"),
        _("Hours"),
    )
    response = StreamingHttpResponse(
        csv_lines([head, *rows]), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="registrations-{public_id}.csv"'
    return response


def desk_crumb(slug: str) -> dict[str, str]:
    return {"label": _("Live sessions"), "url": reverse("live:desk", args=[slug])}


def session_crumb(session: LiveSession) -> dict[str, str]:
    slug = session.association.slug
    return {
        "label": session.title,
        "url": reverse("live:planned", args=[slug, session.public_id]),
    }
