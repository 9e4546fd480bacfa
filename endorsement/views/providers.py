"""A coordinator's list of providers: decided once, for everybody, with dates."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms.providers import StandingForm
from endorsement.forms.refused import show
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import providers as selector
from endorsement.selectors import registry
from endorsement.services import provider as service
from endorsement.views.coordination import desk_crumb


@require_safe
@signed_in
def providers(request: PersonRequest, slug: str) -> HttpResponse:
    """Providers about whom somebody waits for a decision, and those decided on."""
    association = association_for_coordinator(request.person, slug)
    open_ones, decided = selector.for_coordinator(association)
    names = registry.category_names()
    context = {
        "association": association,
        "open_ones": open_ones,
        "decided": [
            {
                "person": known.person,
                # A decision, or a category that a list says they hold elsewhere.
                "decisions": [
                    (wording.pick(names.get(row.basis, {})) or row.get_basis_display(), row)
                    for row in known.decisions
                ],
            }
            for known in decided
        ],
        "crumbs": [desk_crumb(slug), {"label": _("Providers")}],
    }
    return render(request, "endorsement/portfolio/providers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def provider(request: PersonRequest, slug: str, ref: str) -> HttpResponse:
    """Decide about one provider."""
    association = association_for_coordinator(request.person, slug)
    known = selector.on_list(association, ref)
    initial = {"from_on": known.first_on}
    form = StandingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            service.decide(
                association=association,
                person=known.person,
                by=request.person,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The decision is recorded and holds for everybody."))
            return redirect("endorsement:providers", slug=slug)
    context = {
        "association": association,
        "known": known,
        "form": form,
        "crumbs": [
            desk_crumb(slug),
            {"label": _("Providers"), "url": reverse("endorsement:providers", args=[slug])},
            {"label": str(known.person)},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/portfolio/provider.html", context, status=status)
