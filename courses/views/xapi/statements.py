"""Statements: kept, and given back to the part that they are about."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from courses.models import PackageSession, PackageStatement
from courses.packages.cmi5.iri import uuid_of
from courses.packages.cmi5.launch import stored
from courses.packages.cmi5.statement import Refused, account_of
from courses.selectors import cmi5 as known
from courses.services.cmi5_statements import keep_statements
from courses.views.xapi.door import agent_in, for_parts, instant_in, json_of

PAGE = 100
_NAMES = frozenset(
    {"statementId", "voidedStatementId", "agent", "verb", "activity", "registration", "since"}
    | {"related_activities", "related_agents", "until", "limit", "format", "attachments"}
    | {"ascending", "from", "cachebuster"}
)


@for_parts("GET", "HEAD", "PUT", "POST")
def statements(request: HttpRequest, session: PackageSession) -> HttpResponse:
    if request.method == "PUT":
        return _put(request, session)
    if request.method == "POST":
        given = json_of(request)
        listed = given if isinstance(given, list) else [given]
        kept = keep_statements(session=session, given=listed, at=timezone.now())
        return JsonResponse([str(one) for one in kept], safe=False)
    return _get(request, session)


def _put(request: HttpRequest, session: PackageSession) -> HttpResponse:
    own = uuid_of(request.GET.get("statementId"))
    given = json_of(request)
    if own is None or not isinstance(given, dict):
        raise Refused("Say in statementId which statement this is.")
    if uuid_of(given.setdefault("id", str(own))) != own:
        raise Refused("The statement has another id than statementId.")
    keep_statements(session=session, given=[given], at=timezone.now())
    return HttpResponse(status=204)


def _get(request: HttpRequest, session: PackageSession) -> HttpResponse:
    if not _NAMES.issuperset(request.GET):
        raise Refused("One of these parameters is none of xAPI 1.0.3.")
    rows = known.own_statements(session)
    if "statementId" in request.GET:
        own = uuid_of(request.GET["statementId"])
        row = rows.filter(key=own).first() if own else None
        if row is None:
            raise Refused("There is no such statement of this part.", 404)
        return JsonResponse(_shown(row))
    if "voidedStatementId" in request.GET:
        raise Refused("Nothing is voided here.", 404)
    return JsonResponse(_listed(request, _asked(request, session, rows)))


def _asked(request: HttpRequest, session: PackageSession, rows: Any) -> Any:
    told = known.told(session).facts
    if "agent" in request.GET and account_of(agent_in(request, "agent")) != told.account:
        return rows.none()
    if request.GET.get("registration", told.registration).casefold() != told.registration:
        return rows.none()
    if "activity" in request.GET:
        rows = rows.filter(content__object__id=request.GET["activity"])
    if "verb" in request.GET:
        rows = rows.filter(content__verb__id=request.GET["verb"])
    if "since" in request.GET:
        rows = rows.filter(stored_at__gt=instant_in(request, "since"))
    if "until" in request.GET:
        rows = rows.filter(stored_at__lte=instant_in(request, "until"))
    up = request.GET.get("ascending") == "true"
    return rows.order_by("stored_at", "pk") if up else rows.order_by("-stored_at", "-pk")


def _listed(request: HttpRequest, rows: Any) -> dict[str, Any]:
    start, limit = _whole(request, "from"), min(_whole(request, "limit") or PAGE, PAGE)
    found = list(rows[start : start + limit + 1])
    more = ""
    if len(found) > limit:
        asked = {**request.GET.dict(), "from": start + limit}
        more = f"{reverse('statements', urlconf=settings.CONTENT_URLCONF)}?{urlencode(asked)}"
    return {"statements": [_shown(row) for row in found[:limit]], "more": more}


def _shown(row: PackageStatement) -> dict[str, Any]:
    return stored(row.content, home=settings.CONTENT_URL, at=row.stored_at)


def _whole(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "0")
    if not text.isdecimal() or len(text) > 6:
        raise Refused(f"“{name}” has to be a whole number.")
    return int(text)
