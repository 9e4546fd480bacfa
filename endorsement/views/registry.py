"""The public registry, and what a person lets it show."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement.forms.registry import ListingForm, SearchForm
from endorsement.forms.sent import sent
from endorsement.models import Association, RegistryListing
from endorsement.permissions import PersonRequest, signed_in
from endorsement.selectors import registry as selectors
from endorsement.services import listing
from endorsement.views.applications import category_name
from lms.backbone.limits import too_many

A_PAGE = 25
# Enough for a whole center behind one address; too few to copy the registry away.
LOOKS, PERIOD_SECONDS = 60, 60


@require_safe
def registry(request: HttpRequest) -> HttpResponse:
    """Search for people who hold an endorsement and asked to be listed."""
    if too_many(request, "registry", limit=LOOKS, seconds=PERIOD_SECONDS):
        refused = render(request, "endorsement/registry/too_many.html", status=429)
        refused["Retry-After"] = str(PERIOD_SECONDS)
        return refused
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(selectors.listed(**wanted), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "endorsement/registry/list.html",
        {
            "form": form,
            "page": page,
            "people": [{"row": one, "category": category_name(one)} for one in page],
            "searched": any(wanted.values()),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def registry_listing(request: PersonRequest, slug: str) -> HttpResponse:
    """Change what is shown, any day, with immediate effect."""
    association = get_object_or_404(Association, slug=slug, overlay__isnull=False)
    current = RegistryListing.objects.filter(person=request.person, association=association).first()
    form = ListingForm(sent(request), instance=current)
    if request.method == "POST" and form.is_valid():
        listing.change(
            person=request.person,
            association=association,
            at=timezone.now(),
            **{name: form.cleaned_data[name] for name in ListingForm.Meta.fields},
        )
        messages.success(request, _("The registry now shows exactly what you ticked."))
        return redirect("endorsement:applications")
    return render(
        request,
        "endorsement/registry/listing.html",
        {
            "form": form,
            "association": association,
            "crumbs": [
                {"label": _("Applications"), "url": reverse("endorsement:applications")},
                {"label": _("Registry")},
            ],
        },
    )
