"""Who may speak here, and what every answer carries."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt

from courses.packages.cmi5.launch import instant
from courses.packages.cmi5.names import XAPI_VERSION
from courses.packages.cmi5.statement import Refused
from courses.services import cmi5_token
from lms.backbone.limits import too_many

MOST_BYTES = 1_000_000
#: Requests of one session in a minute: as many as an eager part sends.
MOST_A_MINUTE = 600
HEADERS = "Authorization, Content-Type, If-Match, If-None-Match, X-Experience-API-Version, Accept-Language"
SHOWN = "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through"

Answering = Callable[..., HttpResponse]


def for_parts(*methods: str) -> Callable[[Answering], Answering]:
    """A view that a part asks with its token; refusals become answers with a sentence."""

    def wrap(view: Answering) -> Answering:
        @csrf_exempt  # Nobody is signed in here: the token is all that counts.
        @wraps(view)
        def answered(request: HttpRequest, *args: Any) -> HttpResponse:
            try:
                return sealed(request, _let_in(request, view, methods, *args))
            except Refused as refused:
                answer = HttpResponse(refused.why, status=refused.status, content_type="text/plain")
                if refused.status == 401:
                    answer["WWW-Authenticate"] = 'Basic realm="xAPI"'
                return sealed(request, answer)

        return answered

    return wrap


def _let_in(
    request: HttpRequest, view: Answering, methods: tuple[str, ...], *args: Any
) -> HttpResponse:
    if is_elsewhere(request):
        raise Refused("Only pages of this host may ask here.", 403)
    if request.method == "OPTIONS":
        answer = HttpResponse(status=204)
        answer["Access-Control-Allow-Methods"] = ", ".join(methods)
        answer["Access-Control-Allow-Headers"] = HEADERS
        answer["Access-Control-Max-Age"] = "600"
        return answer
    if request.method not in methods:
        raise Refused(f"This address answers {', '.join(methods)}.", 405)
    version = request.headers.get("X-Experience-API-Version", "")
    if version != "1.0" and not version.startswith("1.0."):
        raise Refused("Say X-Experience-API-Version: 1.0.3.")
    session = cmi5_token.session_of(
        header=request.headers.get("Authorization", ""), at=timezone.now()
    )
    if too_many(request, f"xapi-{session.key}", limit=MOST_A_MINUTE, seconds=60):
        raise Refused("These are too many requests. Try again in a minute.", 429)
    return view(request, session, *args)


def sealed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """For pages of this host alone, kept nowhere, and nothing to be shown."""
    answer["X-Experience-API-Version"] = XAPI_VERSION
    answer["X-Experience-API-Consistent-Through"] = instant(timezone.now())
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    answer["Vary"] = "Origin"
    answer._csp_exempt = True  # type: ignore[attr-defined]
    if request.headers.get("Origin") and not is_elsewhere(request):
        answer["Access-Control-Allow-Origin"] = request.headers["Origin"]
        answer["Access-Control-Expose-Headers"] = SHOWN
    return answer


def is_elsewhere(request: HttpRequest) -> bool:
    """Whether a page of another host asks. What is no page of a browser names no origin."""
    asked = request.headers.get("Origin")
    content = urlsplit(settings.CONTENT_URL)
    return asked is not None and asked != f"{content.scheme}://{content.netloc}"


def text_of(request: HttpRequest) -> str:
    """The body.

    :raises Refused: when it is too long, or no text.
    """
    length = request.headers.get("content-length") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Refused("This is too long.", 413)
    try:
        return request.body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("Only text in UTF-8 is taken.", 415) from None


def json_of(request: HttpRequest) -> Any:
    """:raises Refused: when the body is no JSON, or holds numbers that JSON does not know."""
    text = text_of(request)
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused("This is no JSON.") from None


def _no_number(_name: str) -> None:
    raise ValueError


def agent_in(request: HttpRequest, name: str) -> Any:
    """:raises Refused: when the parameter is no JSON."""
    try:
        return json.loads(request.GET.get(name, ""))
    except (ValueError, RecursionError):
        raise Refused(f"“{name}” has to be an agent as JSON.") from None


def instant_in(request: HttpRequest, name: str) -> datetime:
    """:raises Refused: when the parameter is no time with its zone."""
    try:
        found = parse_datetime(request.GET[name])
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Refused(f"“{name}” has to be a time with its zone.")
    return found


def about(request: HttpRequest) -> HttpResponse:
    """What this is; without a token."""
    if request.method not in {"GET", "HEAD"}:
        return sealed(request, HttpResponse(status=405))
    return sealed(request, JsonResponse({"version": [XAPI_VERSION]}))
