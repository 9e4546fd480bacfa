"""Whether the process answers, whether the platform can work, and what development mailed."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from lms.backbone import health, mail_files

LOOPBACK = {"127.0.0.1", "::1"}
PROXY_HEADERS = {"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"}


def healthz(_request: HttpRequest) -> HttpResponse:
    """The web process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every part works, otherwise 503 with the failing parts named.

    `?since=` (seconds since 1970) asks for signs of life after that moment, so that a start is not
    called ready on account of the run before it.
    """
    asked = health.parts(at=timezone.now(), since=_moment(request.GET.get("since", "")))
    failing = [part.name for part in asked if not part.ok]
    body = {
        "ready": not failing,
        "failing": failing,
        "parts": {part.name: {"ok": part.ok, **part.facts} for part in asked},
    }
    return JsonResponse(body, status=503 if failing else 200)


def _moment(typed: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(typed), UTC) if typed else None
    except (ValueError, OverflowError, OSError):
        return None


@never_cache
def sent_mail(request: HttpRequest) -> HttpResponse:
    """What was mailed, newest first; only in development and only on this machine."""
    _only_here(request)
    return render(request, "dev/mail_list.html", {"mails": mail_files.sent_messages()})


@never_cache
def sent_mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One message, its text and its HTML shown as text."""
    _only_here(request)
    mail = mail_files.sent_message(name)
    if mail is None:
        raise Http404
    return render(request, "dev/mail_detail.html", {"mail": mail})


def _only_here(request: HttpRequest) -> None:
    """Mails hold one-time links. Behind a proxy every visitor seems local, so none is."""
    local = request.META.get("REMOTE_ADDR") in LOOPBACK and not PROXY_HEADERS & set(request.META)
    if not (settings.SHOW_MAIL_PAGE and local):
        raise Http404
