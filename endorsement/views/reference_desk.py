"""The references of one application, at the coordinator's desk: send again, print, type for a rater."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement.forms.reference import RecordForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Application, Reference
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, editions, reference_sets, references
from endorsement.selectors.reference_sets import Standing
from endorsement.services import conflict, reference_link
from endorsement.services import rating as ratings
from endorsement.views.coordination import desk_crumb
from endorsement.views.rating import edition_of
from endorsement.views.references import letter, role_of


@require_safe
@signed_in
def application_references(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Everybody who was asked, where each stands, and what can be done about it."""
    application = applications.for_coordinator(request.person, slug, public_id)
    on = application.association.day_of(timezone.now())
    criteria = editions.parsed(application.edition)
    limits = reference_sets.limits(application.person, application.association, on)
    lines = []
    for one in references.of_application(application):
        standing, day = reference_sets.standing(one, limits, on)
        lines.append(
            {
                "row": one,
                "role": role_of(criteria, one),
                "standing": str(standing),
                "day": day,
                "open": standing in (Standing.WAITING, Standing.RAN_OUT),
            }
        )
    context = {
        "application": application,
        "association": application.association,
        "references": lines,
        "most": limits.most_not_enough,
        "may_act": application.state not in Application.CLOSED,
        "crumbs": [*_crumbs(application), {"label": _("References")}],
    }
    return render(request, "endorsement/coordination/references.html", context)


@require_POST
@signed_in
def application_reference_resend(
    request: PersonRequest, slug: str, public_id: str, reference_id: str
) -> HttpResponse:
    """A new link and code, in the applicant's stead."""
    application = applications.for_coordinator(request.person, slug, public_id)
    reference = references.at_desk(application, reference_id)
    try:
        reference_link.check_desk(
            reference=reference, application=application, coordinator=request.person
        )
        reference_link.resend(reference=reference, at=timezone.now())
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        messages.error(request, str(refused))
    else:
        messages.success(request, _("A new link is on its way; the old one stopped working."))
    return redirect("endorsement:application_references", slug, public_id)


@never_cache
@require_POST
@signed_in
def application_reference_letter(
    request: PersonRequest, slug: str, public_id: str, reference_id: str
) -> HttpResponse:
    """The letter with a new code, shown this once: the code is kept nowhere."""
    application = applications.for_coordinator(request.person, slug, public_id)
    reference = references.at_desk(application, reference_id)
    try:
        code = reference_link.code_for_letter(
            reference=reference,
            application=application,
            coordinator=request.person,
            at=timezone.now(),
        )
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        messages.error(request, str(refused))
        return redirect("endorsement:application_references", slug, public_id)
    back = reverse("endorsement:application_references", args=[slug, public_id])
    with translation.override(reference.rater.language):
        request.LANGUAGE_CODE = reference.rater.language
        context = {**letter(reference, code), "back": back}
        return render(request, "endorsement/references/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_reference_record(
    request: PersonRequest, slug: str, public_id: str, reference_id: str
) -> HttpResponse:
    """Type what a rater said by phone or wrote on paper."""
    application = applications.for_coordinator(request.person, slug, public_id)
    reference = references.at_desk(application, reference_id)
    if reference.state != Reference.State.REQUESTED:
        raise Http404
    criteria = edition_of(reference)
    form = RecordForm(sent(request), edition=criteria, initial={"stated_role": reference.role})
    if request.method == "POST" and form.is_valid():
        try:
            ratings.record(
                reference=reference,
                application=application,
                coordinator=request.person,
                at=timezone.now(),
                **form.given(),
            )
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
            show(form, refused)
        else:
            messages.success(
                request, _("The rating is recorded, and the rater is told that you typed it.")
            )
            return redirect("endorsement:application_references", slug, public_id)
    back = reverse("endorsement:application_references", args=[slug, public_id])
    context: dict[str, Any] = {
        "application": application,
        "association": application.association,
        "reference": reference,
        "role": role_of(criteria, reference),
        "late": application.submitted_at is not None,
        "form": form,
        "crumbs": [
            *_crumbs(application),
            {"label": _("References"), "url": back},
            {"label": str(reference.rater)},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/coordination/reference_record.html", context, status=status)


def _crumbs(application: Application) -> list[dict[str, str]]:
    slug = application.association.slug
    page = reverse("endorsement:coordinator_application", args=[slug, application.public_id])
    return [desk_crumb(slug), {"label": str(application.person), "url": page}]
