"""Certificates that could not be drawn, for those who answer for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates import selectors, wording
from certificates.payload import in_language
from certificates.services import issuing


@require_safe
@login_required
def failed(request: HttpRequest) -> HttpResponse:
    """Each with the reason of its last attempt."""
    rows = [
        {
            "certificate": certificate,
            "kind_title": wording.title_of(certificate.kind),
            "title": in_language(
                selectors.document_of(certificate)["title"], get_language() or "en"
            ),
        }
        for certificate in selectors.dead_for(request.user, at=timezone.now())
    ]
    return render(request, "certificates/failed.html", {"rows": rows})


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
