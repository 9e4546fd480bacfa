"""Certificates that could not be drawn, for those who answer for them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates import selectors, wording
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.services import issuing


@require_safe
@login_required
def failed(request: HttpRequest) -> HttpResponse:
    """Each with the reason of its last attempt."""
    context = {
        "title": _("Certificates that could not be prepared"),
        "retry": _("Prepare again"),
        "nothing": _("Every certificate that is owed is on its way or done."),
        "rows": [_row(one) for one in selectors.dead_for(request.user, at=timezone.now())],
    }
    return render(request, "certificates/failed.html", context)


def _row(certificate: Certificate) -> dict[str, Any]:
    title = in_language(selectors.document_of(certificate)["title"], get_language() or "en")
    return {
        "certificate": certificate,
        "title": title,
        "kind_title": wording.title_of(certificate.kind),
        "named": f"{title}, {certificate.name_as_issued}",
        "error": certificate.last_error,
        "retry_url": reverse("certificates:retry", args=[certificate.number]),
    }


@require_POST
@login_required
def retry(request: HttpRequest, number: str) -> HttpResponse:
    """Owe a certificate again that was given up."""
    now = timezone.now()
    certificate = selectors.dead_for(request.user, at=now).filter(number=number).first()
    if certificate is None:
        raise Http404
    issuing.retry(certificate=certificate, at=now)
    messages.success(request, _("The certificate is being prepared again."))
    return redirect("certificates:failed")
