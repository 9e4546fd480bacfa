"""Whether the process answers and whether the platform can work."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from lms.backbone import health


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
