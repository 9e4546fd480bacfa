"""For the servers of tools: a token, a line item, scores and results. Nobody is signed in here."""

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from courses.models import ToolAccount, ToolLink, ToolUse
from courses.selectors import tool as tools
from courses.services import tool_access, tool_score
from courses.services.tool_access import Access, NoAccess
from courses.tools import score as scores
from courses.tools import vocabulary
from lms.backbone.limits import too_many

MOST_BYTES = 32_000
#: Of one server, which may grade a whole course at once.
MOST_TOKENS_A_MINUTE = 60
MOST_CALLS_A_MINUTE = 1_200
PAGE = 100

View = Callable[..., HttpResponse]


@csrf_exempt  # A server asks, which has no cookie: what it signed is all that counts.
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """A token for a tool that proves who it is (RFC 6749, section 4.4; RFC 7523)."""
    if too_many(request, "tool_token", limit=MOST_TOKENS_A_MINUTE, seconds=60):
        return _busy()
    if not _is_small(request):
        return _no_token("invalid_request", "The request is too large.")
    if request.POST.get("grant_type") != "client_credentials":
        return _no_token("unsupported_grant_type", "grant_type must be client_credentials.")
    if request.POST.get("client_assertion_type") != vocabulary.ASSERTION:
        return _no_token("invalid_request", f"client_assertion_type must be {vocabulary.ASSERTION}")
    try:
        given, scopes = tool_access.grant(
            message=request.POST.get("client_assertion", ""),
            wanted=request.POST.get("scope", "").split(),
            at=timezone.now(),
        )
    except NoAccess as refused:
        return _no_token(refused.error, refused.sentence)
    told = {
        "access_token": given,
        "token_type": "Bearer",
        "expires_in": int(tool_access.GOOD_FOR.total_seconds()),
        "scope": " ".join(scopes),
    }
    return _unkept(JsonResponse(told))


def _no_token(error: str, sentence: str) -> HttpResponse:
    status = HTTPStatus.UNAUTHORIZED if error == "invalid_client" else HTTPStatus.BAD_REQUEST
    told = {"error": error, "error_description": sentence}
    return _unkept(JsonResponse(told, status=status))


def for_tools(scope: str) -> Callable[[View], View]:
    """A view for the holder of a token with this scope; it is handed the place asked about."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @functools.wraps(view)
        def inner(request: HttpRequest, public_id: str) -> HttpResponse:
            if too_many(request, "tool_calls", limit=MOST_CALLS_A_MINUTE, seconds=60):
                return _busy()
            access = _access(request)
            if access is None:
                return _challenge(HTTPStatus.UNAUTHORIZED, "invalid_token")
            if scope not in access.scopes:
                return _challenge(HTTPStatus.FORBIDDEN, "insufficient_scope")
            try:
                with override(None):
                    return _unkept(view(request, tools.line_item(access.tool, public_id)))
            except Http404:
                # Otherwise this is looked for as a page in somebody's language.
                request.urlconf = "courses.tool_urls"
                return _said(HTTPStatus.NOT_FOUND, "There is no such place or learner.")

        return inner

    return decorate


@require_safe
@for_tools(vocabulary.READ_LINE_ITEM)
def line_item(_request: HttpRequest, link: ToolLink) -> HttpResponse:
    """The column of a gradebook that one place of a tool is."""
    told = {
        "id": tools.line_item_address(link),
        "scoreMaximum": 100,
        "label": link.title,
        "resourceLinkId": link.public_id,
    }
    return JsonResponse(told, content_type=vocabulary.LINE_ITEM)


@require_POST
@for_tools(vocabulary.WRITE_SCORES)
def score(request: HttpRequest, link: ToolLink) -> HttpResponse:
    """A tool reports. 204: kept; 409: something later is there already."""
    if request.content_type != vocabulary.SCORE:
        return _said(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Send {vocabulary.SCORE}.")
    if not _is_small(request):
        return _said(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "A score is shorter than this.")
    now = timezone.now()
    try:
        told = scores.read(request.body, now=now)
        tool_score.keep_score(link=link, score=told, at=now)
    except scores.BadScore as bad:
        return _said(HTTPStatus.BAD_REQUEST, str(bad))
    except tool_score.Older:
        return _said(HTTPStatus.CONFLICT, "A score of this time or later is there already.")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_safe
@for_tools(vocabulary.READ_RESULTS)
def results(request: HttpRequest, link: ToolLink) -> HttpResponse:
    """Best scores at this place, a page at a time, or one learner's."""
    own = tools.line_item_address(link)
    subject = request.GET.get("user_id", "")
    limit = min(_whole(request, "limit") or PAGE, PAGE)
    start = _whole(request, "from") or 0
    found = tools.results(link, subject)
    told = [_result(own, *one) for one in found[start : start + limit]]
    answer = JsonResponse(told, safe=False, content_type=vocabulary.RESULTS)
    if start + limit < len(found):
        following = urlencode({"limit": limit, "from": start + limit})
        answer["Link"] = f'<{own}/results?{following}>; rel="next"'
    return answer


def _result(own: str, account: ToolAccount, use: ToolUse) -> dict[str, Any]:
    return {
        "id": f"{own}/results?user_id={account.subject}",
        "scoreOf": own,
        "userId": account.subject,
        "resultScore": use.score,
        "resultMaximum": 100,
    }


def _access(request: HttpRequest) -> Access | None:
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    return tool_access.read(given.strip()) if kind.lower() == "bearer" else None


def _challenge(status: HTTPStatus, error: str) -> HttpResponse:
    answer = _said(status, error)
    answer["WWW-Authenticate"] = f'Bearer error="{error}"'
    return answer


def _busy() -> HttpResponse:
    answer = _said(HTTPStatus.TOO_MANY_REQUESTS, "Too many requests. Wait a minute.")
    answer["Retry-After"] = "60"
    return answer


def _said(status: HTTPStatus, sentence: str) -> HttpResponse:
    return _unkept(JsonResponse({"error": sentence}, status=status))


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


def _is_small(request: HttpRequest) -> bool:
    length = request.headers.get("content-length") or "0"
    return length.isdecimal() and int(length) <= MOST_BYTES


def _whole(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else None
