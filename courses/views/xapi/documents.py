"""Documents of a part: its state, what it keeps of its activity, and what the learner prefers."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from courses.models import PackageSession
from courses.packages.cmi5.launch import launch_data
from courses.packages.cmi5.names import LAUNCH_DATA
from courses.packages.cmi5.statement import Refused, account_of
from courses.selectors import cmi5 as known
from courses.selectors import cmi5_documents as kept
from courses.selectors.cmi5_documents import Place
from courses.services import cmi5_documents as services
from courses.services.cmi5_documents import Condition
from courses.views.xapi.door import agent_in, for_parts, instant_in, text_of

_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")


@for_parts(*_METHODS)
def state(request: HttpRequest, session: PackageSession) -> HttpResponse:
    _own_activity(request, session)
    _own_agent(request, session)
    registration = request.GET.get("registration", str(session.registration.key))
    if registration.casefold() != str(session.registration.key):
        raise Refused("The registration has to be the one of the launch.", 403)
    return _answer(request, Place(session, "state", request.GET.get("stateId", "")))


@for_parts(*_METHODS)
def activity_profile(request: HttpRequest, session: PackageSession) -> HttpResponse:
    """Of this learner alone: what one wrote here no other reads."""
    _own_activity(request, session)
    return _answer(request, Place(session, "activity", request.GET.get("profileId", "")))


@for_parts(*_METHODS)
def agent_profile(request: HttpRequest, session: PackageSession) -> HttpResponse:
    _own_agent(request, session)
    return _answer(request, Place(session, "agent", request.GET.get("profileId", "")))


def _own_activity(request: HttpRequest, session: PackageSession) -> None:
    if request.GET.get("activityId") != known.told(session).activity:
        raise Refused("“activityId” has to be the one of the launch.", 403)


def _own_agent(request: HttpRequest, session: PackageSession) -> None:
    if account_of(agent_in(request, "agent")) != known.told(session).facts.account:
        raise Refused("The agent has to be the one of the launch.", 403)


def _answer(request: HttpRequest, place: Place) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        return _get(request, place)
    condition = Condition(
        request.headers.get("If-Match", ""), request.headers.get("If-None-Match", "")
    )
    if request.method == "DELETE":
        if not place.name and place.kind != "state":
            raise Refused("Say which document is removed.")
        services.remove(place=place, condition=condition)
        return HttpResponse(status=204)
    if not place.name:
        raise Refused("Say which document this is.")
    keep = services.put if request.method == "PUT" else services.merge
    tag = keep(
        place=place,
        content=text_of(request),
        content_type=request.content_type or services.JSON,
        condition=condition,
        at=timezone.now(),
    )
    answer = HttpResponse(status=204)
    answer["ETag"] = f'"{tag}"'
    return answer


def _get(request: HttpRequest, place: Place) -> HttpResponse:
    if not place.name:
        since = instant_in(request, "since") if "since" in request.GET else None
        return JsonResponse(kept.names(place, since), safe=False)
    if place.kind == "state" and place.name == LAUNCH_DATA:
        over = reverse("over", urlconf=settings.CONTENT_URLCONF)
        back = f"{settings.CONTENT_URL}{over}?in={place.session.language}"
        data = launch_data(known.told(place.session), back=back)
        return _document(json.dumps(data), services.JSON)
    found = kept.document(place)
    if found is None:
        raise Refused("There is no such document.", 404)
    answer = _document(found.content, found.content_type)
    answer["Last-Modified"] = http_date(found.saved_at.timestamp())
    return answer


def _document(content: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["ETag"] = f'"{services.etag(content)}"'
    return answer
