"""References: asked for by the applicant, given by a rater through a mailed link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from endorsement import wording
from endorsement.forms.reference import SCALE, AskForm, RatingForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Association, Edition, Reference
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.rules import scheme as rules
from endorsement.selectors import editions, references
from endorsement.services import reference as services

ACTIONS = ("resend", "cancel")


def _edition(association: Association) -> rules.Edition:
    """:raises Http404: when the association asks for nothing today."""
    try:
        return editions.parsed(editions.current(association, association.day_of(timezone.now())))
    except Edition.DoesNotExist as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reference_list(request: PersonRequest, slug: str) -> HttpResponse:
    """Whom the person asked, and a form to ask somebody else."""
    association = get_object_or_404(Association, slug=slug, overlay__isnull=False)
    edition = _edition(association)
    form = AskForm(sent(request), edition=edition)
    if request.method == "POST" and form.is_valid():
        try:
            services.request(
                person=request.person,
                association=association,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request,
                _("We have written to %(name)s.") % {"name": form.cleaned_data["rater_name"]},
            )
            return redirect("endorsement:references", slug)
    context: dict[str, Any] = {
        "association": association,
        "form": form,
        "references": [
            {"row": one, "role": _role(edition, one)}
            for one in references.asked_by(request.person, association)
        ],
        "readable": [
            {"row": one, "role": _role(edition, one), "answers": _answers(edition, one)}
            for one in references.readable(request.person, association)
        ],
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {"label": _("References")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/references/list.html", context, status=status)


def _role(edition: rules.Edition, reference: Reference) -> str:
    return wording.pick(edition.reference_roles.get(reference.role, {})) or reference.role


def _answers(edition: rules.Edition, reference: Reference) -> list[dict[str, str]]:
    said = {value: str(label) for value, label in SCALE}
    return [
        {
            "label": wording.pick(item.text),
            "value": said.get(reference.answers.get(item.code, ""), "–"),
        }
        for item in edition.reference_form
    ]


@require_POST
@signed_in
def reference_act(request: PersonRequest, public_id: str, action: str) -> HttpResponse:
    """Send the link again, or take the request back."""
    reference = references.for_applicant(request.person, public_id)
    if action not in ACTIONS:
        raise Http404
    try:
        if action == "resend":
            services.resend(reference=reference, at=timezone.now())
            messages.success(request, _("A new link is on its way; the old one stopped working."))
        else:
            services.cancel(reference=reference)
            messages.info(request, _("The request is taken back; its link stopped working."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("endorsement:references", reference.association.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference_give(request: HttpRequest, token: str) -> HttpResponse:
    """The rater's page, in the rater's language. Opening it changes nothing: scanners open links.

    A link that never was and one that does not work any more get the same answer.
    """
    try:
        reference = references.by_token(token, timezone.now())
    except Http404:
        # Not 404: without a language in the address that would lead to the CMS's own page.
        return render(request, "endorsement/references/gone.html", status=410)
    with translation.override(reference.rater.language):
        request.LANGUAGE_CODE = reference.rater.language
        return _give(request, reference, token)


def _give(request: HttpRequest, reference: Reference, token: str) -> HttpResponse:
    edition = _edition(reference.association)
    form = RatingForm(sent(request), edition=edition)
    if request.method == "POST":
        if "decline" in request.POST:
            return _decline(request, reference, token)
        if form.is_valid() and _complete(reference, form):
            return redirect("reference_give", token)
    context = {
        "reference": reference,
        "form": form,
        "role": _role(edition, reference),
        "open": reference.state == Reference.State.REQUESTED,
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/references/give.html", context, status=status)


def _complete(reference: Reference, form: RatingForm) -> bool:
    try:
        services.complete(
            reference=reference,
            answers=form.answers(),
            recommendation=form.cleaned_data["recommendation"],
            comment=form.cleaned_data["comment"],
            at=timezone.now(),
        )
    except Refused as refused:
        show(form, refused)
        return False
    return True


def _decline(request: HttpRequest, reference: Reference, token: str) -> HttpResponse:
    try:
        services.decline(reference=reference)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("reference_give", token)
