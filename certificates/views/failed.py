"""Certificates that could not be drawn, for those who answer for them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from certificates import selectors, wording
from certificates.models import Certificate
from certificates.services import issuing
from certificates.views import shown

A_PAGE = 25


@require_safe
@login_required
def failed(request: HttpRequest) -> HttpResponse:
    """Each with the reason of its last attempt."""
    dead = selectors.dead_for(request.user, at=timezone.now())
    page = Paginator(dead, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Certificates that could not be prepared"),
        "retry": _("Prepare again"),
        "nothing": _("Every certificate that is owed is on its way or done."),
        "page": page,
        "rows": [_row(one) for one in page],
    }
    return render(request, "certificates/failed.html", context)


@require_POST
@login_required
def retry(request: HttpRequest, number: str) -> HttpResponse:
    """Owe a certificate again that was given up; pressing twice owes it once."""
    now = timezone.now()
    certificate = selectors.answered_for(request.user, at=now).filter(number=number).first()
    if certificate is None:
        raise Http404
    issuing.retry(certificate=certificate, at=now)
    messages.success(request, _("The certificate is being prepared again."))
    return redirect("certificates:failed")


@require_POST
@login_required
def retry_all(request: HttpRequest) -> HttpResponse:
    """Owe all of them again, after the cause is gone."""
    now = timezone.now()
    owed = issuing.retry_all(certificates=selectors.dead_for(request.user, at=now), at=now)
    messages.success(
        request,
        ngettext(
            "%(count)s certificate is prepared again within a minute.",
            "%(count)s certificates are prepared again within a minute.",
            owed,
        )
        % {"count": owed},
    )
    return redirect("certificates:failed")


def _row(certificate: Certificate) -> dict[str, Any]:
    words = shown.words(certificate)
    holder = str(certificate.person)
    return {
        **words,
        "holder": holder,
        "named": f"{words['title']}, {holder}",
        "error": wording.failure(certificate.last_error),
        "code": certificate.last_error,
        "retry_url": reverse("certificates:retry", args=[certificate.number]),
    }
