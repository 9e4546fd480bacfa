"""Acts that a browser may have kept without a connection (queue.js): each is taken once, in its order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.services import arrival
from endorsement.permissions import signed_in

#: Nothing is older: whoever was away for longer acts anew.
OLDEST = timedelta(days=90)


def arrives_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a learner whose POST may come again, or from another account's queue.

    A redirect is answered as {"next": address}: the browser that sends a queue stays where it is.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        if of_another_account(request):
            return JsonResponse({"other": True}, status=409)
        person = request.person  # type: ignore[attr-defined]
        with transaction.atomic():
            if not arrival.arrive(person=person, key=key, at=timezone.now()):
                return JsonResponse({"again": True})
            response = view(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        if 300 <= response.status_code < 400:
            return JsonResponse({"next": response["Location"]})
        return response

    return inner


def of_another_account(request: HttpRequest) -> bool:
    """A tablet that is shared: somebody else has signed in since the page was opened."""
    owner = request.headers.get("X-Kept-For")
    return owner is not None and owner != str(request.person.ref)  # type: ignore[attr-defined]


def done_at(request: HttpRequest) -> datetime:
    """When the learner acted: now, or as long ago as the browser kept it."""
    ago = request.headers.get("X-Kept-Ago", "")
    seconds = int(ago) if ago.isdecimal() and len(ago) < 9 else 0
    return timezone.now() - min(timedelta(seconds=seconds), OLDEST)


@require_safe
@signed_in
def connection(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and a token for forms of this session; asked before a queue is sent again."""
    return JsonResponse(
        {
            "account": str(request.person.ref),  # type: ignore[attr-defined]
            "token": get_token(request),
        }
    )


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.headers.get("X-Kept-Key", ""))
    except ValueError:
        return None
