"""The applicant registers: which category might fit, what the association asks, the button."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import state_words, wording
from endorsement.forms.refused import show
from endorsement.forms.registration import RegisterForm
from endorsement.forms.sent import sent
from endorsement.models import Application, Edition
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, belongings, missing, overlays, registrations
from endorsement.selectors.measure import Measure, measure
from endorsement.services import advising
from endorsement.services import application as services
from endorsement.services.evidence import FOLDER, STORAGE
from endorsement.views.applications import category_name, steps
from lms.backbone.private_files import hand_out_stored


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def registration(request: PersonRequest, public_id: str) -> HttpResponse:
    """The category check, membership and fees, and the button that asks to be registered."""
    application = applications.for_applicant(request.person, public_id)
    association = application.association
    today = association.day_of(timezone.now())
    form = RegisterForm(
        sent(request),
        association=association,
        on=today,
        initial={
            "note": application.registration_note,
            "wants_advisor": application.wants_advisor,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.register(
                application=application,
                person=request.person,
                note=form.cleaned_data["note"],
                wants_advisor=form.cleaned_data.get("wants_advisor", False),
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request,
                _("%(association)s has your registration. We will write to you when it answers.")
                % {"association": association.name},
            )
            return redirect("endorsement:application", public_id)
    if application.state != Application.State.DRAFT and not form.errors:
        return redirect("endorsement:application", public_id)
    name = category_name(application)
    context = {
        "application": application,
        "association": association,
        "category": name,
        "said": state_words.said(application.state, state_words.Audience.APPLICANT),
        "form": form,
        "steps": steps(application),
        "terms": overlays.terms(association, application.category, today),
        **_check(application),
        **_membership(application),
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {"label": name},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/applications/register.html", context, status=status)


def _check(application: Application) -> dict[str, Any]:
    """Which category might fit: every one of the association's, measured now."""
    association = application.association
    try:
        found = measure(application.person, association, association.day_of(timezone.now()))
    except Edition.DoesNotExist:
        return {"checks": [], "fits": []}
    checks = [_line(one, found, application.category) for one in found.standings]
    nearest = missing.nearest(found)
    return {
        "checks": checks,
        "fits": [one["name"] for one in checks if one["verdict"].met],
        "nearest": wording.pick(nearest.category.name) if nearest else "",
    }


def _line(standing: Any, found: Measure, chosen: str) -> dict[str, Any]:
    names = found.names()
    gap = standing.gap
    return {
        "code": standing.category.code,
        "name": wording.pick(standing.category.name),
        "verdict": standing.verdict,
        "label": wording.state(standing.verdict),
        "have": wording.sentence(standing.verdict, names),
        "gap": f"{wording.title(gap, names)}: {wording.sentence(gap, names)}" if gap else "",
        "chosen": standing.category.code == chosen,
    }


def _membership(application: Application) -> dict[str, Any]:
    association = application.association
    overlay = association.overlay
    if overlay.membership_rule == overlay.MembershipRule.NONE:
        return {"asks_membership": False}
    today = association.day_of(timezone.now())
    known = belongings.names()
    return {
        "asks_membership": True,
        "needs_membership": belongings.is_required(association),
        "proofs": [
            {"row": one, "name": belongings.title(one, known)}
            for one in belongings.proofs(application.person, association, today)
        ],
    }


@require_POST
@signed_in
def registration_category(request: PersonRequest, public_id: str, category: str) -> HttpResponse:
    """Apply for another category than the one chosen first."""
    application = applications.for_applicant(request.person, public_id)
    try:
        services.choose_category(
            application=application, person=request.person, category=category, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("You are registering for “%(category)s” now.")
            % {"category": category_name(application)},
        )
    return redirect("endorsement:registration", public_id)


@require_POST
@signed_in
def advisor_answer(request: PersonRequest, public_id: str, answer: str) -> HttpResponse:
    """The applicant wishes for an advisor, accepts the one who was found, or ends it."""
    application = applications.for_applicant(request.person, public_id)
    said = {
        "want": _("The association knows that you would like an advisor."),
        "agree": _("Your advisor may read your application now."),
        "end": _("No advisor reads your application any more."),
    }
    if answer not in said:
        raise Http404
    try:
        if answer == "want":
            advising.want(application=application, wanted=True, at=timezone.now())
        else:
            advising.answer(application=application, agreed=answer == "agree", at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said[answer])
    return redirect("endorsement:application", public_id)


@require_safe
@signed_in
def suggestion_file(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """The file that came with an entry which waits for the applicant."""
    row = registrations.suggestion_for_viewer(request.person, public_id)
    if not row.sha256:
        raise Http404
    try:
        return hand_out_stored(
            request, STORAGE, FOLDER, row.sha256, name=row.name, content_type=row.content_type
        )
    except FileNotFoundError as error:
        raise Http404 from error
