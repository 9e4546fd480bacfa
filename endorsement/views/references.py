"""References as the applicant sees them: what is asked for, whom they asked, what they may read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import asking, wording
from endorsement.forms.reference import AskForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Association, Edition, Reference
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.rules import scheme as rules
from endorsement.selectors import reference_sets, references
from endorsement.selectors.reference_sets import ReferenceSet, Standing
from endorsement.services import reference as services
from endorsement.services import reference_link
from endorsement.views.ratings import rating
from endorsement.views.requirements import Words, row
from lms.backbone import ids

ACTIONS = ("resend", "cancel", "waive")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reference_list(request: PersonRequest, slug: str) -> HttpResponse:
    """What the category asks for, whom the person asked, and a form to ask somebody else."""
    association = get_object_or_404(Association, slug=slug, overlay__isnull=False)
    found = _set(request, association)
    form = AskForm(sent(request), edition=found.criteria)
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
            return redirect(request.get_full_path())
    context = {"association": association, "form": form, **_context(request, association, found)}
    status = 422 if form.errors else 200
    return render(request, "endorsement/references/list.html", context, status=status)


def _set(request: PersonRequest, association: Association) -> ReferenceSet:
    """:raises Http404: when the association asks for nothing today."""
    on = association.day_of(timezone.now())
    try:
        return reference_sets.set_of(
            request.person, association, on, request.GET.get("category", "")
        )
    except Edition.DoesNotExist as error:
        raise Http404 from error


def _context(
    request: PersonRequest, association: Association, found: ReferenceSet
) -> dict[str, Any]:
    own = list(references.asked_by(request.person, association))
    criteria = found.criteria
    labels = {one.public_id: (one.rater_name, "") for one in own}
    words = Words(found.names, labels, {})
    return {
        "category": wording.pick(found.category.name),
        "applied": found.applied,
        "choices": [
            {
                "code": one.code,
                "name": wording.pick(one.name),
                "chosen": one.code == found.category.code,
            }
            for one in reference_sets.asking(criteria)
        ],
        "asked": [
            {"row": row(verdict, words), "sentence": asking.sentence(criterion, found.names)}
            for criterion, verdict in found.asked
        ],
        "references": [_line(one, association, found) for one in own],
        "readable": [
            rating(one, criteria, found.names)
            for one in references.readable(request.person, association)
        ],
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {"label": _("References")},
        ],
    }


def _line(one: Reference, association: Association, found: ReferenceSet) -> dict[str, Any]:
    """What the person is told of one reference: where it stands, never what it says."""
    standing, day = reference_sets.standing(one, found.limits, association.day_of(timezone.now()))
    return {
        "row": one,
        "role": role_of(found.criteria, one),
        "standing": str(standing),
        "day": day,
        "open": standing in (Standing.WAITING, Standing.RAN_OUT),
        "may_sign": not one.waived and standing not in (Standing.DECLINED, Standing.CANCELED),
    }


def role_of(edition: rules.Edition, reference: Reference) -> str:
    return wording.pick(edition.reference_roles.get(reference.role, {})) or reference.role


@require_POST
@signed_in
def reference_act(request: PersonRequest, public_id: str, action: str) -> HttpResponse:
    """Send the link again, take the request back, or sign the waiver after all."""
    reference = references.for_applicant(request.person, public_id)
    if action not in ACTIONS:
        raise Http404
    try:
        if action == "resend":
            reference_link.resend(reference=reference, at=timezone.now())
            messages.success(request, _("A new link is on its way; the old one stopped working."))
        elif action == "waive":
            services.sign_waiver(reference=reference, at=timezone.now())
            messages.success(
                request, _("You gave up the right to read this reference. The rater is told.")
            )
        else:
            services.cancel(reference=reference)
            messages.info(request, _("The request is taken back; its link stopped working."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("endorsement:references", reference.association.slug)


@never_cache
@require_safe
@signed_in
def reference_letter(request: PersonRequest, public_id: str) -> HttpResponse:
    """A letter to hand to the rater, without a code: with one, the applicant could rate themself."""
    reference = references.for_applicant(request.person, public_id)
    if reference.state != Reference.State.REQUESTED:
        raise Http404
    return render(request, "endorsement/references/letter.html", letter(reference))


def letter(reference: Reference, code: str = "") -> dict[str, Any]:
    """What the printed letter says; with a code only for the coordinator who asked for one."""
    return {
        "reference": reference,
        "association": reference.association,
        "code": ids.grouped(code),
        "typed_at": reference_link.address_to_type(),
        "until": reference.association.day_of(reference.token_expires_at),
    }
