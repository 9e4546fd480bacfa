"""What machines read of the issuers: their keys, and their status lists. Public, cached, asked by anybody."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from certificates import did, keys
from certificates.models import StatusDocument
from endorsement.models import Association

#: A key that was added is known everywhere after this long; so is a revocation.
DID_SECONDS, STATUS_SECONDS = 60 * 60, 5 * 60
View = Callable[..., HttpResponse]


def for_machines(view: View) -> View:
    """From any site, in no language, without a session, and without a page where there is nothing."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = JsonResponse({"error": "not_found"}, status=404)
            # Or LocaleMiddleware would look for the missing document under a language prefix.
            request.urlconf = "certificates.public_urls"
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Robots-Tag"] = "noindex"
        return response

    return inner


@require_safe
@for_machines
@cache_control(public=True, max_age=DID_SECONDS)
def platform(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """`did.json` of the platform."""
    return _document(keys.PLATFORM)


@require_safe
@for_machines
@cache_control(public=True, max_age=DID_SECONDS)
def association(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001
    """`did.json` of an association."""
    return _document(get_object_or_404(Association, slug=slug).slug)


def _document(owner: str) -> HttpResponse:
    return HttpResponse(json.dumps(did.document_of(owner)), content_type="application/did+json")


def _etag(request: HttpRequest, public_id: str, purpose: str) -> str | None:  # noqa: ARG001
    says = _lists(public_id, purpose).values_list("says", flat=True).first()
    return f'"{says[:32]}"' if says else None


@require_safe
@for_machines
@cache_control(public=True, max_age=STATUS_SECONDS)
@condition(etag_func=_etag)
def status_list(request: HttpRequest, public_id: str, purpose: str) -> HttpResponse:  # noqa: ARG001
    """A status list as it was signed last."""
    found = _lists(public_id, purpose).values_list("text", flat=True).first()
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="application/vc")


def _lists(public_id: str, purpose: str) -> Any:
    return StatusDocument.objects.filter(status_list__public_id=public_id, purpose=purpose)
