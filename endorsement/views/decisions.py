"""The coordinator decides: first which outcome, then its days, its conditions and its letter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement.forms.decision import FORMS, RevokeForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Application, Endorsement
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.rules.outcomes import open_outcomes
from endorsement.rules.scheme import Outcome
from endorsement.selectors import applications, editions, verdicts
from endorsement.services import application as services
from endorsement.services import award, conflict
from endorsement.views import letter_draft
from endorsement.views.applications import category_name

_SERVICES: dict[Outcome, Any] = {
    Outcome.APPROVE: services.decide,
    Outcome.APPROVE_FOR_EXAM: services.approve_for_exam,
    Outcome.EMERGING: services.grant_emerging,
    Outcome.MORE_INFO: services.ask_more,
    Outcome.HOLD: services.hold,
    Outcome.DEFER: services.defer,
    Outcome.DECLINE: services.decide,
}
TITLES: dict[Outcome, tuple[Any, Any]] = {
    Outcome.APPROVE: (
        gettext_lazy("Approve"),
        gettext_lazy("Grant the endorsement. Its certificate follows."),
    ),
    Outcome.APPROVE_FOR_EXAM: (
        gettext_lazy("Approve for the exam"),
        gettext_lazy("The applicant may register for a sitting."),
    ),
    Outcome.EMERGING: (
        gettext_lazy("Emerging"),
        gettext_lazy("Award it on the way, through a day, until what is missing is there."),
    ),
    Outcome.MORE_INFO: (
        gettext_lazy("Ask for more information"),
        gettext_lazy("Only what you ask about reopens; everything else stays as it is."),
    ),
    Outcome.HOLD: (
        gettext_lazy("Put on hold"),
        gettext_lazy("Wait through a day, or until the applicant answers."),
    ),
    Outcome.DEFER: (
        gettext_lazy("Defer with conditions"),
        gettext_lazy("Name what is to be done, and from when it is reviewed again."),
    ),
    Outcome.DECLINE: (
        gettext_lazy("Decline"),
        gettext_lazy("The applicant can appeal; others then look at it."),
    ),
}


def choices(application: Application) -> list[Outcome]:
    """What the edition lets the coordinator choose now."""
    category = editions.parsed(application.edition).categories[application.category]
    return open_outcomes(application.state, category.outcomes)


@require_safe
@signed_in
def decision(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Which outcome?"""
    application = applications.for_coordinator(request.person, slug, public_id)
    cards = [
        {
            "title": TITLES[one][0],
            "text": TITLES[one][1],
            "url": reverse("endorsement:decision_outcome", args=[slug, public_id, one.value]),
        }
        for one in choices(application)
    ]
    context = {**_frame(application), "cards": cards, "title": _("Decide")}
    return render(request, "endorsement/decisions/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def decision_outcome(
    request: PersonRequest, slug: str, public_id: str, outcome: str
) -> HttpResponse:
    """The days, the conditions and the letter of one outcome."""
    application = applications.for_coordinator(request.person, slug, public_id)
    if outcome not in set(Outcome):
        raise Http404
    chosen = Outcome(outcome)
    found = verdicts.of_application(application)
    form = FORMS[chosen](
        sent(request),
        asked=letter_draft.asked(found),
        today=application.association.day_of(timezone.now()),
        draft=letter_draft.draft(application, chosen, request.person),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _SERVICES[chosen](
                application=application,
                coordinator=request.person,
                at=timezone.now(),
                **form.said(),
            )
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
            show(form, refused)
        else:
            messages.success(
                request, _("The decision is recorded, and the applicant will hear of it.")
            )
            return redirect("endorsement:coordinator_application", slug, public_id)
    context = {
        **_frame(application),
        "form": form,
        "outcome": outcome,
        "title": TITLES[chosen][0],
        "text": TITLES[chosen][1],
        "possible": chosen in choices(application),
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/decisions/outcome.html", context, status=status)


@require_POST
@signed_in
def hold_resume(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """End a hold before its day."""
    application = applications.for_coordinator(request.person, slug, public_id)
    try:
        services.resume(application=application, coordinator=request.person, at=timezone.now())
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The hold is over. You can decide now."))
    return redirect("endorsement:coordinator_application", slug, public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def endorsement_revoke(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Take an endorsement away, with a reason from the list."""
    association = association_for_coordinator(request.person, slug)
    held = Endorsement.objects.filter(association=association).exclude(person=request.person)
    endorsement = get_object_or_404(held.select_related("person"), public_id=public_id)
    back = reverse("endorsement:desk_endorsement", args=[slug, public_id])
    form = RevokeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            award.revoke(
                endorsement=endorsement,
                coordinator=request.person,
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                at=timezone.now(),
            )
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
            show(form, refused)
        else:
            messages.success(request, _("The endorsement is no longer valid."))
            return redirect(back)
    context = {
        "association": association,
        "endorsement": endorsement,
        "category": category_name(endorsement),
        "form": form,
        "back": back,
        "crumbs": [
            {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])},
            {
                "label": _("Endorsements"),
                "url": reverse("endorsement:desk_endorsements", args=[slug]),
            },
            {"label": str(endorsement.person), "url": back},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/decisions/revoke.html", context, status=status)


def _frame(application: Application) -> dict[str, Any]:
    slug = application.association.slug
    return {
        "application": application,
        "association": application.association,
        "category": category_name(application),
        "crumbs": [
            {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])},
            {
                "label": str(application.person),
                "url": reverse(
                    "endorsement:coordinator_application", args=[slug, application.public_id]
                ),
            },
            {"label": _("Decide")},
        ],
    }
