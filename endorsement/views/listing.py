"""What a person lets an association's registry show: asked once, changed any day."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.forms.registry import ListingForm
from endorsement.forms.sent import sent
from endorsement.models import Association, RegistryListing
from endorsement.permissions import PersonRequest, signed_in
from endorsement.selectors import registry as selectors
from endorsement.selectors.registry_standing import policy_of, registry_of, said
from endorsement.services import listing
from endorsement.views.registry_lines import lines


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def registry_listing(request: PersonRequest, slug: str) -> HttpResponse:
    """Change what is shown, any day, with immediate effect. Sending nothing takes everything out."""
    association = get_object_or_404(
        Association.objects.select_related("registry_policy"), slug=slug, overlay__isnull=False
    )
    person, at = request.person, timezone.now()
    current = RegistryListing.objects.filter(person=person, association=association).first()
    form = ListingForm(sent(request), listing=current, county=person.county)
    if request.method == "POST" and form.is_valid():
        wishes = form.wishes()
        listing.change(person=person, association=association, at=at, **wishes)
        messages.success(request, _done(shown=wishes["show_name"]))
        return redirect("endorsement:applications")
    own = selectors.own_entry(current, at) if current else None
    return render(
        request,
        "endorsement/registry/listing.html",
        {
            "form": form,
            "association": association,
            "own": lines([own])[0] if own else None,
            "ticked": bool(current and current.show_name),
            **_of_association(association),
            "crumbs": [
                {"label": _("Applications"), "url": reverse("endorsement:applications")},
                {"label": _("Registry")},
            ],
        },
        status=422 if form.errors else 200,
    )


def _of_association(association: Association) -> dict[str, Any]:
    """Whether its agreement asks for listing, and which standings its registry shows by which words."""
    here = registry_of(association, timezone.now())
    own = policy_of(association).shown
    words = dict.fromkeys(said(here, standing) for standing in own)
    return {"required": here.required, "words": list(words)}


def _done(*, shown: bool) -> str:
    if shown:
        return _("The registry now shows exactly what you ticked.")
    return _("The registry shows nothing of you. You can change that any day.")
