"""Who was there: the code and the roster for those who lead a meeting, typing the code for the others."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import live_wording as wording
from courses.forms.live_attendance import CodeForm, RosterForm, WalkInForm
from courses.models import LiveMeeting, LiveSession
from courses.selectors import live
from courses.selectors import live_attendance as selector
from courses.services import live_attendance as services
from courses.views.live.planning import desk_crumb, session_crumb
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from lms.backbone.limits import too_many_about

CODES_PER_WINDOW = 10
WINDOW_SECONDS = 600


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def attend(request: PersonRequest, public_id: str) -> HttpResponse:
    """The code that was shown, typed by whoever was there. Tries are counted for each person."""
    session = live.by_id(public_id)
    if request.method != "POST":
        return redirect("live:session", public_id)
    who, name = str(request.person.ref), f"live:{session.public_id}"
    form = CodeForm(request.POST)
    if too_many_about(who, name, limit=CODES_PER_WINDOW, seconds=WINDOW_SECONDS):
        messages.warning(
            request, _("Many codes were tried. Please wait ten minutes, then try again.")
        )
    elif not form.is_valid():
        messages.warning(request, _("Type the code that was shown at the end of the meeting."))
    else:
        _enter(request, session, form.cleaned_data["code"])
    return redirect("live:session", public_id)


def _enter(request: PersonRequest, session: LiveSession, code: str) -> None:
    try:
        row = services.enter_code(
            session=session, person=request.person, code=code, at=timezone.now()
        )
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
        return
    if row.credited:
        messages.success(request, _("Your attendance is recorded. Thank you for being there."))
    else:
        messages.success(request, _("You are recorded for this meeting."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def code(request: PersonRequest, slug: str, public_id: str, number: int) -> HttpResponse:
    """A page to be shown to the room; asking for the code makes it."""
    session = live.for_staff(request.person, slug, public_id)
    meeting = selector.meeting_of(session, number)
    if request.method == "POST":
        try:
            services.show_code(
                meeting=meeting,
                by=request.person,
                at=timezone.now(),
                renew="renew" in request.POST,
            )
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
        return redirect("live:code", slug, public_id, number)
    zone = session.association.time_zone
    context = {
        **_context(session, meeting),
        "code": f"{meeting.code[:3]}-{meeting.code[3:]}" if meeting.code else "",
        "until": wording.moment(selector.code_closes(session, meeting), zone),
        "held": timezone.now() >= meeting.starts_at and not session.canceled,
        "crumbs": [desk_crumb(slug), session_crumb(session), {"label": _("Code")}],
    }
    return render(request, "courses/live/code.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def roster(request: PersonRequest, slug: str, public_id: str, number: int) -> HttpResponse:
    """Everybody with a seat, ticked by whoever led the meeting."""
    session = live.for_staff(request.person, slug, public_id)
    meeting = selector.meeting_of(session, number)
    form = RosterForm(
        sent(request),
        meeting=meeting,
        rows=list(selector.seated(session)),
        known=selector.by_registration(meeting),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.post_roster(
                meeting=meeting,
                minutes=form.minutes(),
                by=request.person,
                at=timezone.now(),
                because=form.cleaned_data.get("because", ""),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The roster is posted."))
            return redirect("live:planned", slug, public_id)
    return _roster(request, session, meeting, form, WalkInForm())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def walk_in(request: PersonRequest, slug: str, public_id: str, number: int) -> HttpResponse:
    """Somebody came without a seat: onto the roster."""
    session = live.for_staff(request.person, slug, public_id)
    meeting = selector.meeting_of(session, number)
    if request.method != "POST":
        return redirect("live:roster", slug, public_id, number)
    form = WalkInForm(request.POST)
    if form.is_valid():
        try:
            row = services.add_walk_in(
                session=session,
                email=form.cleaned_data["email"],
                by=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request, _("%(name)s is on the roster now.") % {"name": str(row.person)}
            )
            return redirect("live:roster", slug, public_id, number)
    rows = RosterForm(
        meeting=meeting,
        rows=list(selector.seated(session)),
        known=selector.by_registration(meeting),
    )
    return _roster(request, session, meeting, rows, form)


def _roster(
    request: PersonRequest,
    session: LiveSession,
    meeting: LiveMeeting,
    form: RosterForm,
    walk_in_form: WalkInForm,
) -> HttpResponse:
    context = {
        **_context(session, meeting),
        "form": form,
        "walk_in_form": walk_in_form,
        "held": timezone.now() >= meeting.starts_at and not session.canceled,
        "rule": wording.rule(session),
        "crumbs": [
            *(desk_crumb(session.association.slug), session_crumb(session)),
            {"label": _("Roster")},
        ],
    }
    status = 422 if form.errors or walk_in_form.errors else 200
    return render(request, "courses/live/roster.html", context, status=status)


def _context(session: LiveSession, meeting: LiveMeeting) -> dict[str, Any]:
    return {
        "association": session.association,
        "session": session,
        "meeting": meeting,
        "when": wording.when(meeting, session.association.time_zone),
    }
