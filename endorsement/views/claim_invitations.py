"""A coordinator invites people to their records, and answers those who come with another address."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from endorsement.models import Association
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import claims
from endorsement.selectors.hosts import public_url
from endorsement.services import claim, claim_invitation
from endorsement.views.coordination import desk_crumb

ROWS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def claim_invitations(request: PersonRequest, slug: str) -> HttpResponse:
    """Who would be written to, who was, who asks with another address."""
    association = association_for_coordinator(request.person, slug)
    if request.method == "POST":
        sent = claim_invitation.invite_all(
            association=association, by=request.person, at=timezone.now()
        )
        messages.success(
            request,
            ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", sent)
            % {"n": sent},
        )
        return redirect("endorsement:claim_invitations", slug)
    lists: dict[str, QuerySet[Any]] = {
        "new": claims.to_invite(association),
        "invited": claims.invited(association),
        "paper": claims.by_paper(association),
    }
    shown = request.GET.get("show", "new")
    shown = shown if shown in lists else "new"
    context = {
        "association": association,
        "asking": claims.asking(association)[:ROWS_SHOWN],
        "shown": shown,
        "counts": {name: rows.count() for name, rows in lists.items()},
        "page": Paginator(lists[shown], ROWS_SHOWN).get_page(request.GET.get("page")),
        "at_once": claim_invitation.AT_ONCE,
        "crumbs": crumbs(association),
    }
    return render(request, "endorsement/claims/invitations.html", context)


@require_POST
@signed_in
def claim_act(request: PersonRequest, slug: str, public_id: str, action: str) -> HttpResponse:
    """Send an invitation again, or answer somebody who asks for a record."""
    invitation = claims.for_coordinator(request.person, slug, public_id)
    at = timezone.now()
    acts: dict[str, tuple[Callable[[], Any], str]] = {
        "resend": (
            lambda: claim_invitation.invite(
                association=invitation.association,
                person=invitation.person,
                by=request.person,
                at=at,
            ),
            _("A new link is on its way; the old one does not work any more."),
        ),
        "approve": (
            lambda: claim.approve(invitation=invitation, by=request.person, at=at),
            _("The record is in their account now, and they are told by mail."),
        ),
        "refuse": (
            lambda: claim.refuse(invitation=invitation, by=request.person, at=at),
            _("They are told by mail that they do not get the record."),
        ),
    }
    if action not in acts:
        raise Http404
    act, thanks = acts[action]
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, thanks)
    return redirect("endorsement:claim_invitations", slug)


@never_cache
@require_POST
@signed_in
def claim_letter(request: PersonRequest, slug: str, ref: str) -> HttpResponse:
    """A letter on paper with a new code, shown this once: the code is kept nowhere."""
    person = claims.person_for_coordinator(request.person, slug, ref)
    association = association_for_coordinator(request.person, slug)
    try:
        invitation, code = claim_invitation.code_for_letter(
            association=association, person=person, by=request.person, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("endorsement:claim_invitations", slug)
    back = reverse("endorsement:claim_invitations", args=[slug])
    with translation.override(person.language):
        request.LANGUAGE_CODE = person.language
        context = {
            "association": association,
            "invitation": invitation,
            "person": person,
            "code": code,
            "typed_at": claim_invitation.typed_at(public_url(association)),
            "until": invitation.token_expires_at,
            "back": back,
        }
        return render(request, "endorsement/claims/letter.html", context)


def crumbs(association: Association) -> list[dict[str, str]]:
    return [
        desk_crumb(association.slug),
        {
            "label": _("Going live"),
            "url": reverse("endorsement:people_imports", args=[association.slug]),
        },
        {"label": _("Invitations")},
    ]
