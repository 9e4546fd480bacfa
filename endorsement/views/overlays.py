"""The coordinator sets what their association asks on top of the scheme."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.forms.overlay import OverlayForm
from endorsement.forms.refused import show
from endorsement.models import Association, Edition
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import editions
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
        except services.Overtaken as refused:
            show(form, refused)
            association.overlay.refresh_from_db()
            # The next save is a deliberate one.
            sent = request.POST.copy()
            sent["revision"] = str(association.overlay.revision)
            form.data = sent
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


def _edition(association: Association) -> Any:
    try:
        return editions.parsed(editions.current(association, association.day_of(timezone.now())))
    except Edition.DoesNotExist:
        return None
