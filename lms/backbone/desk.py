"""The administrator's desk: mail that could not be sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.backbone import dead_letters
from lms.backbone.models import Mail

MAILS_A_PAGE = 25
View = Callable[..., HttpResponse]


def administrator(view: View) -> View:
    """A view of administrators; for everybody else who is signed in it is not there."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_active and request.user.is_superuser):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


@never_cache
@require_safe
@administrator
def mail_desk(request: HttpRequest) -> HttpResponse:
    """How much is owed, and what was given up and why. No contents, no full addresses."""
    counts = dead_letters.counts(timezone.now())
    page = Paginator(dead_letters.dead(), MAILS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Mail that could not be sent"),
        "retry": _("Send again"),
        "nothing": _("Every message that is owed is on its way or sent."),
        "counts": [
            (_("Due now"), counts.due),
            (_("To be tried again later"), counts.later),
            (_("Being sent"), counts.claimed),
            (_("Given up"), counts.dead),
            (_("Sent in the last 24 hours"), counts.sent),
        ],
        "page": page,
        "rows": [_row(mail) for mail in page],
    }
    return render(request, "desk/mail.html", context)


def _row(mail: Mail) -> dict[str, Any]:
    to = dead_letters.masked(mail.to_address)
    return {
        "mail": mail,
        "to": to,
        "named": f"{to}, {mail.template}",
        "error": mail.last_error,
        "retry_url": reverse("mail_retry", args=[mail.public_id]),
    }


@require_POST
@administrator
def mail_retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try one message again."""
    mail = get_object_or_404(dead_letters.dead(), public_id=public_id)
    dead_letters.retry(mail, at=timezone.now())
    messages.success(request, _("The message will be sent again in a moment."))
    return redirect("mail_desk")


@require_POST
@administrator
def mail_retry_all(request: HttpRequest) -> HttpResponse:
    """Try everything again that was given up."""
    owed = dead_letters.retry_all(at=timezone.now())
    messages.success(
        request,
        ngettext(
            "%(count)s message will be sent again within a minute.",
            "%(count)s messages will be sent again within a minute.",
            owed,
        )
        % {"count": owed},
    )
    return redirect("mail_desk")
