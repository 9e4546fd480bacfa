"""The coordinator's desk for registrations: accept or ask back, fees, an advisor, help."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import state_words
from endorsement.forms.kinds import FORMS
from endorsement.forms.refused import show
from endorsement.forms.registration import (
    AdvisorForm,
    MembershipForm,
    PaymentForm,
    RegistrationQuestionForm,
    TakeBackForm,
)
from endorsement.forms.section import DeskCommentForm, ReleaseCommentForm
from endorsement.models import Application, SectionComment
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.rules.workflow import MOVES
from endorsement.selectors import belongings, fees, intakes, registrations, sections
from endorsement.services import advising, belonging, conflict, fee, section
from endorsement.services import application as services
from endorsement.services import suggestion as suggestions
from endorsement.views import history, section_page
from endorsement.views.applications import category_name
from endorsement.views.coordination import desk_crumb

COORDINATOR = state_words.Audience.COORDINATOR
HELPS_WHILE = (Application.State.IN_PROGRESS, Application.State.MORE_INFORMATION)
ADVISES_WHILE = (*Application.BEFORE_SUBMISSION, Application.State.MORE_INFORMATION)


@require_safe
@signed_in
def registration_list(request: PersonRequest, slug: str) -> HttpResponse:
    """Who waits for an answer, the longest first, and who is preparing an application."""
    association = association_for_coordinator(request.person, slug)
    waiting = registrations.waiting(association, request.person)
    preparing = registrations.preparing(association, request.person)
    context = {
        "association": association,
        "waiting": [_row(one) for one in waiting],
        "preparing": [_row(one) for one in preparing],
        "intake": intakes.of_day(association, association.day_of(timezone.now())),
        "crumbs": [desk_crumb(slug), {"label": _("Registrations")}],
    }
    return render(request, "endorsement/coordination/registrations.html", context)


def _row(application: Application) -> dict[str, Any]:
    return {
        "row": application,
        "category": category_name(application),
        "said": state_words.said(application.state, COORDINATOR),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def registration_detail(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One registration: membership, fees, advisor, comments, and the answer."""
    application = registrations.for_coordinator(request.person, slug, public_id)
    forms = _forms(request, application)
    status = 200
    if request.method == "POST":
        if _act(request, application, forms):
            return redirect("endorsement:desk_registration", slug, public_id)
        status = 422
        application.refresh_from_db()
    context = {**_context(application), **forms}
    return render(request, "endorsement/coordination/registration.html", context, status=status)


def _context(application: Application) -> dict[str, Any]:
    association = application.association
    today = association.day_of(timezone.now())
    known = belongings.names()
    voice = SectionComment.Voice.COORDINATOR
    return {
        "application": application,
        "association": association,
        "category": category_name(application),
        "said": state_words.said(application.state, COORDINATOR),
        "can": set(MOVES.actions(application.state, "coordinator")),
        "needs_membership": belongings.is_required(association),
        "proofs": [
            {
                "row": one,
                "name": belongings.title(one, known),
                "number": belongings.details(one).number,
            }
            for one in belongings.proofs(application.person, association, today)
        ],
        "fees": fees.due(application),
        "advisor": registrations.advising_of(application),
        "may_advise": application.state in ADVISES_WHILE,
        "may_help": application.state in HELPS_WHILE,
        "kinds": [(kind, FORMS[kind].named) for kind in suggestions.KINDS],
        "suggestions": list(application.suggestions.select_related("entered_by")),
        "comments": [
            section_page.line(one) for one in sections.comments(application, reader=voice)
        ],
        "open": application.state not in Application.CLOSED,
        "handed_in": application.submitted_at is not None,
        "history": history.of(application),
        "crumbs": [
            desk_crumb(association.slug),
            {
                "label": _("Registrations"),
                "url": reverse("endorsement:desk_registrations", args=[association.slug]),
            },
            {"label": str(application.person)},
        ],
    }


def _forms(request: PersonRequest, application: Application) -> dict[str, Form]:
    """The forms of the page; only the one that was sent is bound."""
    sent = request.POST.get("act") if request.method == "POST" else None
    association = application.association
    today = association.day_of(timezone.now())

    def data(act: str) -> Any:
        return request.POST if sent == act else None

    return {
        "accept_form": Form(data("accept")),
        "question_form": RegistrationQuestionForm(data("ask")),
        "payment_form": PaymentForm(data("pay"), due=fees.due(application), on=today),
        "take_back_form": TakeBackForm(data("take_back"), application=application),
        "advisor_form": AdvisorForm(data("advise"), association=association, on=today),
        "membership_form": MembershipForm(data("membership"), person=application.person),
        "comment_form": DeskCommentForm(data("comment")),
        "release_form": ReleaseCommentForm(data("release"), application=application),
    }


class _Act(NamedTuple):
    """A form of the page, the service it calls, and what is said afterwards."""

    form: str
    service: Callable[..., Any]
    thanks: str


def _acts() -> dict[str, _Act]:
    return {
        "accept": _Act(
            "accept_form",
            services.accept_registration,
            _("The applicant is registered and will hear of it."),
        ),
        "ask": _Act(
            "question_form",
            services.ask_registration,
            _("Your question is on its way to the applicant."),
        ),
        "pay": _Act("payment_form", fee.record, _("The payment is recorded.")),
        "take_back": _Act(
            "take_back_form", fee.take_back, _("The payment is taken back and counts no more.")
        ),
        "advise": _Act("advisor_form", advising.assign, _("The advisor is chosen.")),
        "membership": _Act("membership_form", belonging.confirm, _("The membership is confirmed.")),
        "comment": _Act("comment_form", _comment, _("Your comment is there.")),
        "release": _Act("release_form", _release, _("The applicant can read it now.")),
    }


def _act(request: PersonRequest, application: Application, forms: dict[str, Form]) -> bool:
    act = _acts().get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    form = forms[act.form]
    if not form.is_valid():
        return False
    try:
        act.service(
            application=application,
            **form.cleaned_data,
            coordinator=request.person,
            at=timezone.now(),
        )
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        show(form, refused)
        return False
    messages.success(request, act.thanks)
    return True


def _comment(*, application: Application, comment: str, coordinator: Any, **more: Any) -> Any:
    return section.comment(
        application=application,
        by=coordinator,
        voice=SectionComment.Voice.COORDINATOR,
        text=comment,
        **more,
    )


def _release(
    *, application: Application, comment: Any, coordinator: Any, at: Any, **_more: Any
) -> Any:
    return section.release(application=application, comment=comment, coordinator=coordinator, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def registration_help(request: PersonRequest, slug: str, public_id: str, kind: str) -> HttpResponse:
    """Type an entry for the applicant, or upload their transcript; they confirm it before it counts."""
    application = registrations.for_coordinator(request.person, slug, public_id)
    if kind not in suggestions.KINDS or application.state not in HELPS_WHILE:
        raise Http404
    files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FORMS[kind](*files, person=application.person, association=application.association)
    if request.method == "POST" and form.is_valid():
        try:
            suggestions.suggest(
                application=application,
                content=form.content(),
                once=form.cleaned_data["once"],
                evidence=form.cleaned_data["file"],
                coordinator=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
            show(form, refused)
        else:
            messages.success(
                request,
                _("The applicant has been asked to confirm it. Until then it counts nowhere."),
            )
            return redirect("endorsement:desk_registration", slug, public_id)
    context = {
        "application": application,
        "association": application.association,
        "form": form,
        "title": _("Enter for %(name)s: %(kind)s")
        % {"name": application.person, "kind": form.named},
        "crumbs": [
            desk_crumb(slug),
            {
                "label": _("Registrations"),
                "url": reverse("endorsement:desk_registrations", args=[slug]),
            },
            {
                "label": str(application.person),
                "url": reverse("endorsement:desk_registration", args=[slug, public_id]),
            },
            {"label": str(form.named)},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/coordination/help.html", context, status=status)
