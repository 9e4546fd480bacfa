"""Whether the process answers, whether the platform can work, and what development mailed."""

import hmac
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST

from lms.backbone import health, mail_files, metrics

LOOPBACK = {"127.0.0.1", "::1"}
PROXY_HEADERS = {
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
}


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


@never_cache
def metrics_text(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: for this machine, and for whoever shows the token; 404 otherwise."""
    if not (_is_local(request) or _shows_token(request)):
        # Or LocaleMiddleware would look for the address among the pages of a language.
        request.urlconf = "lms.backbone.urls"
        return HttpResponse(status=404)
    return HttpResponse(metrics.text(at=timezone.now()), content_type=CONTENT_TYPE_LATEST)


def _shows_token(request: HttpRequest) -> bool:
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    token = settings.METRICS_TOKEN.encode()
    return bool(token) and hmac.compare_digest(shown, token)


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
    """Mails hold one-time links."""
    if not (settings.SHOW_MAIL_PAGE and _is_local(request)):
        raise Http404


def _is_local(request: HttpRequest) -> bool:
    """Behind a proxy every visitor seems local, so none is."""
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not PROXY_HEADERS & set(request.META)
