"""An applicant looks at what newer criteria would mean before handing in, and may choose them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement.models import Application, Edition
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, criteria_preview, editions
from endorsement.services import application_edition
from endorsement.views.applications import category_name


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_edition_change(request: PersonRequest, public_id: str) -> HttpResponse:
    """Both editions side by side, and the button that takes today's."""
    application = applications.for_applicant(request.person, public_id)
    if request.method == "POST":
        try:
            application_edition.take_current(
                application=application, person=request.person, at=timezone.now()
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Your application is now measured by today's criteria."))
        return redirect("endorsement:application", public_id)
    association = application.association
    if application.state not in Application.BEFORE_SUBMISSION:
        raise Http404
    try:
        today = editions.current(association, association.day_of(timezone.now()))
    except Edition.DoesNotExist:
        raise Http404 from None
    if today.pk == application.edition_id:
        return redirect("endorsement:application", public_id)
    lines = criteria_preview.between(
        application.edition,
        today,
        application.category,
        request.person,
        association,
        association.day_of(timezone.now()),
    )
    name = category_name(application)
    context = {
        "application": application,
        "association": association,
        "category": name,
        "today": today,
        "possible": application.category in editions.parsed(today).categories,
        "lines": lines,
        "crumbs": [
            {"label": _("Applications"), "url": reverse("endorsement:applications")},
            {"label": name, "url": reverse("endorsement:application", args=[public_id])},
            {"label": _("Newer criteria")},
        ],
    }
    return render(request, "endorsement/applications/edition.html", context)
