"""The coordinator's desk of one association: the queue, one application, the decision."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement.forms.application import AssignForm, DecisionForm, QuestionForm, ReleaseForm
from endorsement.forms.refused import show
from endorsement.forms.vetting import VettingForm
from endorsement.models import Application
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.rules.workflow import actions
from endorsement.selectors import applications, portfolio, references, verdicts
from endorsement.selectors.overlays import overlay_of
from endorsement.services import application as services
from endorsement.services import reference as ratings
from endorsement.services import review as reviews
from endorsement.views import history, judged, section_page
from endorsement.views.applications import category_name

A_PAGE = 50


def desk_crumb(slug: str) -> dict[str, str]:
    """The way back to the desk, first among the crumbs of everything that belongs to it."""
    return {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])}


@require_safe
@signed_in
def coordinator_queue(request: PersonRequest, slug: str) -> HttpResponse:
    """What is open, longest waiting first; any state on request."""
    association = association_for_coordinator(request.person, slug)
    queue = applications.queue(association, request.person)
    state = request.GET.get("state", "")
    states = [
        choice
        for choice in Application.State.choices
        if choice[0] not in Application.BEFORE_SUBMISSION
    ]
    if state in dict(states):
        queue = queue.filter(state=state)
    else:
        queue = queue.exclude(state__in=Application.CLOSED)
    page = Paginator(queue, A_PAGE).get_page(request.GET.get("page"))
    own = overlay_of(association)
    return render(
        request,
        "endorsement/coordination/queue.html",
        {
            "association": association,
            "rows": [{"row": one, "category": category_name(one)} for one in page],
            "page": page,
            "state": state,
            "states": states,
            "today": association.day_of(timezone.now()),
            # An association has a desk also before it follows a scheme.
            "needed": own.reviewers_required if own else 0,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def coordinator_application(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One application: the evidence, the reviews once all are in, and what can be done now."""
    application = applications.for_coordinator(request.person, slug, public_id)
    forms = _forms(request, application)
    wrong = False
    if request.method == "POST":
        if _act(request, application, forms):
            return redirect("endorsement:coordinator_application", slug, public_id)
        wrong = True
        application.refresh_from_db()
    found = verdicts.of_application(application)
    shown = judged.requirements(application, found) if found else []
    open_reviews = {one.pk: one for one in applications.opinions(application)}
    context = {
        "application": application,
        "association": application.association,
        "category": category_name(application),
        "erased": found is None,
        "verdict": found.verdict if found else None,
        "requirements": shown,
        "titles": {one.id: one.row.title for one in shown},
        "can": set(actions(application.state, "coordinator")),
        "needed": application.association.overlay.reviewers_required,
        "reviews": [
            {"row": one, "opinion": open_reviews.get(one.pk)}
            for one in application.reviews.select_related("reviewer").order_by("assigned_at", "pk")
        ],
        "raters": references.to_vet(application),
        "may_vet": application.state not in Application.CLOSED,
        "said": section_page.said(portfolio.said_in(application.snapshot)),
        "history": history.of(application),
        "crumbs": [
            desk_crumb(slug),
            {"label": str(application.person)},
        ],
        **forms,
    }
    return render(
        request, "endorsement/coordination/application.html", context, status=422 if wrong else 200
    )


def _forms(request: PersonRequest, application: Application) -> dict[str, Form]:
    """The forms of the page; only the one that was sent is bound."""
    sent = request.POST.get("act") if request.method == "POST" else None
    association = application.association
    today = association.day_of(timezone.now())

    def data(act: str) -> Any:
        return request.POST if sent == act else None

    return {
        "complete_form": Form(data("confirm_complete")),
        "question_form": QuestionForm(data("ask_more")),
        "assign_form": AssignForm(data("assign"), association=association, on=today),
        "release_form": ReleaseForm(data("release"), application=application),
        "decision_form": DecisionForm(data("decide")),
        "vetting_form": VettingForm(data("vet"), application=application),
    }


@dataclass(frozen=True)
class _Act:
    """A form of the page, the service it calls, and what is said afterwards."""

    form: str
    service: Callable[..., Any]
    thanks: str
    of_application: bool = True


def _acts() -> dict[str, _Act]:
    return {
        "confirm_complete": _Act(
            "complete_form",
            services.confirm_complete,
            _("The application is complete. Now choose who reviews it."),
        ),
        "ask_more": _Act(
            "question_form",
            services.ask_more,
            _("Your question is on its way to the applicant."),
        ),
        "assign": _Act("assign_form", services.assign_reviewer, _("The reviewer has been asked.")),
        "release": _Act(
            "release_form",
            reviews.release,
            _("The assignment is taken back. Ask somebody else."),
            of_application=False,
        ),
        "decide": _Act(
            "decision_form",
            services.decide,
            _("The decision is recorded, and the applicant will hear of it."),
        ),
        "vet": _Act("vetting_form", ratings.vet, _("What you found about the rater is recorded.")),
    }


def _act(request: PersonRequest, application: Application, forms: dict[str, Form]) -> bool:
    act = _acts().get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    form = forms[act.form]
    if not form.is_valid():
        return False
    subject = {"application": application} if act.of_application else {}
    try:
        act.service(**subject, **form.cleaned_data, coordinator=request.person, at=timezone.now())
    except Refused as refused:
        show(form, refused)
        return False
    messages.success(request, act.thanks)
    return True
