"""The applicant's exam: choose a sitting, ask for what one needs, see what is passed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.exam import AccommodationForm
from endorsement.forms.refused import show
from endorsement.models import Application, Candidate
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, exams
from endorsement.services import exam as services
from endorsement.views.applications import category_name

State = Application.State


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_exam(request: PersonRequest, public_id: str) -> HttpResponse:
    """Sittings to choose from, one's own, and the parts with their dates."""
    application = applications.for_applicant(request.person, public_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = AccommodationForm(request.POST if act == "accommodation" else None)
    if request.method == "POST" and (act != "accommodation" or form.is_valid()):
        try:
            messages.success(request, _done(request, application, act, form))
        except Refused as refused:
            if act == "accommodation":
                show(form, refused)
            else:
                messages.error(request, str(refused))
        if not form.errors:
            return redirect("endorsement:application_exam", public_id)
    status = 422 if form.errors else 200
    return render(request, "endorsement/exams/own.html", _context(application, form), status=status)


def _done(
    request: PersonRequest, application: Application, act: str, form: AccommodationForm
) -> str:
    at, named = timezone.now(), request.POST.get("on", "")
    if act == "register":
        open_now = exams.of_association(application.association)
        chosen = get_object_or_404(open_now, public_id=named)
        services.register(sitting=chosen, application=application, person=request.person, at=at)
        return _("You are registered.")
    candidate = get_object_or_404(exams.of_applicant(application), public_id=named)
    if act == "unregister":
        services.unregister(candidate=candidate, person=request.person, at=at)
        return _("You gave your seat back.")
    if act == "accommodation":
        services.ask_for_accommodation(candidate=candidate, text=form.cleaned_data["text"], at=at)
        return _("The association will answer you.")
    raise Http404


def _context(application: Application, form: AccommodationForm) -> dict[str, Any]:
    today = application.association.day_of(timezone.now())
    own = list(exams.of_applicant(application))
    mine = {one.sitting_id for one in own}
    may = application.state == State.APPROVED_FOR_EXAM
    name = category_name(application)
    return {
        "application": application,
        "association": application.association,
        "category": name,
        "parts": exams.parts(application, today),
        "own": [_line(one, today) for one in own],
        "sittings": [one for one in exams.may_register(application, today) if one.pk not in mine]
        if may
        else [],
        "may_register": may,
        "form": form,
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {
                "label": name,
                "url": reverse("endorsement:application", args=[application.public_id]),
            },
            {"label": _("Exam")},
        ],
    }


def _line(one: Candidate, today: Any) -> dict[str, Any]:
    return {
        "row": one,
        "parts": [wording.word(part) for part in one.parts],
        "may_leave": today <= one.sitting.register_through,
        "may_ask": today <= one.sitting.accommodation_through
        and one.accommodation in ("", Candidate.Accommodation.ASKED),
    }
