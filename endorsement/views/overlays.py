"""The coordinator sets what their association asks on top of the scheme."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.overlay import OverlayForm
from endorsement.forms.own_days import OwnDaysForm
from endorsement.forms.refused import show, show_overtaken
from endorsement.forms.sent import sent
from endorsement.models import Association, Edition
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Overtaken, Refused
from endorsement.selectors import cycle_rules, editions
from endorsement.selectors.overlays import overlay_of
from endorsement.services import overlay as services
from endorsement.views.coordination import desk_crumb


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def overlay(request: PersonRequest, slug: str) -> HttpResponse:
    """Fees, deadlines, reviewers, membership, names of categories."""
    association = association_for_coordinator(request.person, slug)
    if overlay_of(association) is None:
        # It follows no scheme yet, so there is nothing on top of which it could ask for more.
        raise Http404
    form = OverlayForm(
        request.POST if request.method == "POST" else None,
        overlay=association.overlay,
        edition=_edition(association),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change(
                association=association,
                terms=form.terms(),
                seen=form.cleaned_data["revision"],
                by=request.person,
                at=timezone.now(),
            )
        except Overtaken as refused:
            association.overlay.refresh_from_db()
            show_overtaken(form, refused, revision=association.overlay.revision)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Saved. Everybody sees it from now on."))
            return redirect("endorsement:overlay", slug)
    context: dict[str, Any] = {
        "association": association,
        "form": form,
        "crumbs": [
            desk_crumb(slug),
            {"label": _("Fees, deadlines and names")},
        ],
    }
    return render(
        request,
        "endorsement/coordination/overlay.html",
        context,
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def overlay_renewal(request: PersonRequest, slug: str) -> HttpResponse:
    """When endorsements of the association are renewed, on top of its scheme."""
    association = association_for_coordinator(request.person, slug)
    document = _document(association)
    if "renewal" not in document:
        # Nothing is ever renewed, so there is nothing to set.
        raise Http404
    form = OwnDaysForm(sent(request), overlay=association.overlay, document=document)
    scheme_holds = request.method == "POST" and "as_scheme" in request.POST
    if scheme_holds or (request.method == "POST" and form.is_valid()):
        try:
            services.set_renewal(
                association=association,
                own={} if scheme_holds else form.own(),
                seen=_seen(request),
                by=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            form.is_valid()
            show(form, refused)
        else:
            messages.success(request, _("Saved. Every period that begins from now on goes by it."))
            return redirect("endorsement:overlay_renewal", slug)
    context: dict[str, Any] = {
        "association": association,
        "form": form,
        "has_own": bool(association.overlay.renewal),
        "not_fitting": [
            {"edition": edition, "sentences": [wording.misfit(one) for one in errors]}
            for edition, errors in cycle_rules.not_fitting(
                association, association.day_of(timezone.now())
            )
        ],
        "crumbs": [desk_crumb(slug), {"label": _("Renewal days")}],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "endorsement/coordination/own_days.html", context, status=status)


def _seen(request: PersonRequest) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() else 0


def _document(association: Association) -> dict[str, Any]:
    if overlay_of(association) is None:
        return {}
    try:
        edition = editions.current(association, association.day_of(timezone.now()))
    except Edition.DoesNotExist:
        return {}
    found: dict[str, Any] = json.loads(edition.document)
    return found


def _edition(association: Association) -> Any:
    try:
        return editions.parsed(editions.current(association, association.day_of(timezone.now())))
    except Edition.DoesNotExist:
        return None
