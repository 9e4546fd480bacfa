"""A page for each section of an application; what is typed there saves itself."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from endorsement import state_words
from endorsement.forms.refused import show
from endorsement.forms.section import CommentForm, NoteForm
from endorsement.models import Application, SectionComment
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Overtaken, Refused
from endorsement.rules.sections import Section
from endorsement.rules.workflow import MOVES
from endorsement.selectors import applications, portfolio, registrations, sections, verdicts
from endorsement.selectors.verdicts import Judged
from endorsement.services import section as services
from endorsement.services import suggestion as suggestions
from endorsement.views import section_page
from endorsement.views.applications import category_name

ADDRESS = "endorsement:application_section"
Voice = SectionComment.Voice


def judged_now(application: Application) -> Judged | None:
    """The portfolio as it is while it can be handed in, the snapshot from then on."""
    if application.state in (*Application.BEFORE_SUBMISSION, Application.State.MORE_INFORMATION):
        return verdicts.of_draft(application, application.association.day_of(timezone.now()))
    return verdicts.of_application(application)


def section_or_404(name: str) -> Section:
    try:
        return Section(name)
    except ValueError:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_section(request: PersonRequest, public_id: str, section: str) -> HttpResponse:
    """What belongs to the section, what the criteria ask, a text of one's own, and comments."""
    application = applications.for_applicant(request.person, public_id)
    here = section_or_404(section)
    acting = request.POST.get("act", "") if request.method == "POST" else ""
    note = NoteForm(
        request.POST if acting == "note" else None,
        note=sections.note(application, here.value),
    )
    comment = CommentForm(request.POST if acting == "comment" else None)
    if acting == "note":
        answered = _save_note(request, application, here, note)
    elif acting == "comment":
        answered = _comment(request, application, here, comment)
    elif request.method == "POST":
        raise Http404
    else:
        answered = None
    if answered is not None:
        return answered
    context = _context(application, here)
    context |= {"note_form": note, "comment_form": comment}
    status = 422 if acting else 200
    return render(request, "endorsement/applications/section.html", context, status=status)


def _save_note(
    request: PersonRequest, application: Application, section: Section, form: NoteForm
) -> HttpResponse | None:
    """Saved: the page again, or for the script the time and the revision. None: the form says why not."""
    background = request.headers.get("Accept") == "application/json"
    if form.is_valid():
        try:
            note = services.save_note(
                application=application,
                section=section.value,
                text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"] or 0,
                at=timezone.now(),
            )
        except Overtaken as refused:
            show(form, refused)
            _show_both(form, application, section)
        except Refused as refused:
            show(form, refused)
        else:
            if background:
                zone = ZoneInfo(application.association.time_zone)
                clock = time_format(note.saved_at.astimezone(zone), "TIME_FORMAT")
                said = _("Saved at %(time)s") % {"time": clock}
                return JsonResponse({"said": said, "seen": note.revision})
            messages.success(request, _("Your text is saved."))
            return redirect(ADDRESS, application.public_id, section.value)
    if background:
        first = next(iter(form.errors.values()))[0]
        return JsonResponse({"said": str(first)}, status=409)
    return None


def _show_both(form: NoteForm, application: Application, section: Section) -> None:
    """The text that is kept stands beside the one that was sent; the next save is a deliberate one."""
    form.note = sections.note(application, section.value)
    form.data = {**dict(form.data.items()), "seen": str(form.note.revision if form.note else 0)}
    form.overtaken = True  # type: ignore[attr-defined]


def _comment(
    request: PersonRequest, application: Application, section: Section, form: CommentForm
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        services.comment(
            application=application,
            section=section.value,
            by=request.person,
            voice=Voice.APPLICANT,
            text=form.cleaned_data["comment"],
            once=form.cleaned_data["once"],
            at=timezone.now(),
        )
    except Refused as refused:
        show(form, refused)
        return None
    messages.success(request, _("Your comment is there."))
    return redirect(reverse(ADDRESS, args=[application.public_id, section.value]) + "#comments")


def _context(application: Application, here: Section) -> dict[str, Any]:
    found = judged_now(application)
    preparing = "submit" in MOVES.actions(application.state, "applicant")
    about = state_words.SECTIONS[here]
    name = category_name(application)
    shown: dict[str, Any] = {}
    if found is not None:
        part = sections.parts(found)[here]
        editable = application.state in Application.BEFORE_SUBMISSION or preparing
        shown = {
            "status": section_page.standing(part).value,
            "label": section_page.label(section_page.standing(part)),
            "rows": section_page.rows(found, part, links=editable),
            "entries": section_page.entries(found, here, links=editable),
            "editable": editable,
            **(section_page.own_things(application, found, here) if editable else {}),
        }
    return {
        "application": application,
        "association": application.association,
        "person": application.person,
        "category": name,
        "section": here.value,
        "title": about.title,
        "text": about.text,
        "preparing": preparing,
        "said": portfolio.said_in(application.snapshot).get(here.value, ""),
        "comments": section_page.comments(application, here, reader=Voice.APPLICANT),
        "advisor": registrations.advising_of(application),
        "open": application.state not in Application.CLOSED,
        **section_page.neighbors(application, here, ADDRESS),
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {
                "label": name,
                "url": reverse("endorsement:application", args=[application.public_id]),
            },
            {"label": about.title},
        ],
        **shown,
    }


@require_POST
@signed_in
def suggestion_answer(request: PersonRequest, public_id: str, answer: str) -> HttpResponse:
    """The applicant confirms or declines what the association entered for them."""
    row = registrations.suggestion_for_applicant(request.person, public_id)
    if answer not in ("confirm", "decline"):
        raise Http404
    act = suggestions.confirm if answer == "confirm" else suggestions.decline
    try:
        act(suggestion=row, person=request.person, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        done = {
            "confirm": _("The entry is in your portfolio and counts."),
            "decline": _("The entry is declined. It never counted."),
        }
        messages.success(request, done[answer])
    section = {"education": "education", "work": "work"}.get(row.kind, "training")
    return redirect(ADDRESS, row.application.public_id, section)
