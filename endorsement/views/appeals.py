"""Answers and appeals of applicants, and hearing an appeal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.forms.decision import AnswerForm, AppealForm, UpholdForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Application
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, taken_part
from endorsement.services import appeal as services
from endorsement.services import application as moves
from endorsement.services import conflict
from endorsement.views.applications import category_name


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_answer(request: PersonRequest, public_id: str) -> HttpResponse:
    """Answer while the application is on hold."""
    application = applications.for_applicant(request.person, public_id)
    if request.method != "POST" and application.state != Application.State.ON_HOLD:
        return redirect("endorsement:application", public_id)
    form = AnswerForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            moves.answer(
                application=application,
                person=request.person,
                text=form.cleaned_data["text"],
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Your answer is with the association. Thank you."))
            return redirect("endorsement:application", public_id)
    context = {**_own_frame(application, _("Answer")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "endorsement/decisions/answer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_appeal(request: PersonRequest, public_id: str) -> HttpResponse:
    """Ask others to look again at a decline."""
    application = applications.for_applicant(request.person, public_id)
    if request.method != "POST" and application.state != Application.State.DECLINED:
        return redirect("endorsement:application", public_id)
    form = AppealForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.file(
                application=application,
                person=request.person,
                reasons=form.cleaned_data["reasons"],
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request, _("Your appeal is with the association. Others will look at it.")
            )
            return redirect("endorsement:application", public_id)
    context = {**_own_frame(application, _("Appeal")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "endorsement/decisions/appeal.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appeal_hear(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Hear an appeal: a new round by others, or the first decision stands."""
    application = applications.for_coordinator(request.person, slug, public_id)
    if application.state != Application.State.APPEALED:
        # Somebody, or this person's other tab, was quicker.
        messages.info(request, _("No appeal waits here any more."))
        return redirect("endorsement:coordinator_application", slug, public_id)
    hear = request.POST.get("act") == "hear"
    form = UpholdForm(request.POST if request.method == "POST" and not hear else None)
    if request.method == "POST" and (hear or form.is_valid()):
        by: dict[str, Any] = {
            "application": application,
            "coordinator": request.person,
            "at": timezone.now(),
        }
        try:
            if hear:
                services.hear(**by)
            else:
                services.uphold(letter=form.cleaned_data["letter"], **by)
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
            if hear:
                messages.error(request, str(refused))
                return redirect("endorsement:appeal_hear", slug, public_id)
            show(form, refused)
        else:
            messages.success(request, _heard(hear=hear))
            return redirect("endorsement:coordinator_application", slug, public_id)
    context = {
        "application": application,
        "association": application.association,
        "category": category_name(application),
        "appeal": application.appeal,
        "first": application.appeal.decision,
        "took_part": taken_part.took_part(application).order_by("name"),
        "barred": bool(taken_part.barred({request.person.pk}, application)),
        "form": form,
        "crumbs": [
            {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])},
            {
                "label": str(application.person),
                "url": reverse("endorsement:coordinator_application", args=[slug, public_id]),
            },
            {"label": _("Appeal")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/decisions/hear.html", context, status=status)


def _heard(*, hear: bool) -> str:
    if hear:
        return _("A new round begins. Now choose who reviews it.")
    return _("The first decision stands, and the applicant will hear of it.")


def _own_frame(application: Application, title: str) -> dict[str, Any]:
    name = category_name(application)
    return {
        "application": application,
        "association": application.association,
        "category": name,
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {
                "label": name,
                "url": reverse("endorsement:application", args=[application.public_id]),
            },
            {"label": title},
        ],
    }
