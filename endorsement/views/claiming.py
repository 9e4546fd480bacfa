"""Whoever was invited takes their record: through a mailed link, or a code that they type."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement.models import Person
from endorsement.refusals import Refused
from endorsement.selectors import claims
from endorsement.selectors.claims import Found, Standing
from endorsement.services import claim as service
from endorsement.views.typed_code import typed_code


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_code(request: HttpRequest) -> HttpResponse:
    """Where a code out of a mail or a letter is typed."""

    def find(code: str) -> tuple[str, ...]:
        found = claims.by_code(code, timezone.now())
        return "claim_by_code", found.invitation.public_id, claims.proof_of(found.invitation)

    return typed_code(
        request,
        counted_as="claim",
        find=find,
        unknown=_(
            "We do not know this code, or it does not work any more. Compare it with the "
            "newest mail or letter; your association can send a new one."
        ),
        template="endorsement/claims/code.html",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_by_code(request: HttpRequest, public_id: str, proof: str) -> HttpResponse:
    """The record behind a code that was typed."""
    return _page(request, lambda at: claims.by_proof(public_id, proof, at))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_open(request: HttpRequest, token: str) -> HttpResponse:
    """The record behind a mailed link. Opening it changes nothing: scanners open links."""
    return _page(request, lambda at: claims.by_token(token, at))


def _page(request: HttpRequest, find: Callable[[datetime], Found]) -> HttpResponse:
    try:
        found = find(timezone.now())
    except Http404:
        # Not 404: without a language in the address that would lead to the CMS's own page.
        return render(request, "endorsement/claims/gone.html", {"because": "unknown"}, status=410)
    person = Person.objects.filter(user=request.user.pk).first() if request.user.pk else None
    language = person.language if person else found.invitation.person.language
    with translation.override(language):
        request.LANGUAGE_CODE = language
        return _of(request, found, person)


def _of(request: HttpRequest, found: Found, person: Person | None) -> HttpResponse:
    invitation = found.invitation
    theirs = person is not None and _has(found, person)
    if found.standing != Standing.OPEN and not theirs:
        context = {"because": found.standing.value, "invitation": invitation}
        return render(request, "endorsement/claims/gone.html", context, status=410)
    if request.method == "POST" and person is not None:
        return _claim(request, found, person)
    context = {
        "invitation": invitation,
        "association": invitation.association,
        "visitor": person is None,
        "person": person,
        "theirs": theirs,
        "proven": person is not None and claims.is_theirs(invitation, person),
        "asked": person is not None and invitation.asked_by_id == person.pk,
        "refused": invitation.refused_at is not None,
        "address": claims.masked(invitation.person.email),
        "action": request.path,
    }
    return render(request, "endorsement/claims/claim.html", context)


def _has(found: Found, person: Person) -> bool:
    record = found.invitation.person
    return person.pk in (record.pk, record.merged_into_id)


def _claim(request: HttpRequest, found: Found, person: Person) -> HttpResponse:
    try:
        outcome = service.claim(invitation=found.invitation, person=person, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.path)
    if outcome == service.Outcome.CLAIMED:
        messages.success(request, _("Your record is in your account now."))
        return redirect("endorsement:applications")
    messages.success(request, _("Your association was asked. You get a mail when it has answered."))
    return redirect(request.path)
