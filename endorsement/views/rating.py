"""A rating, given by somebody without an account: through a mailed link or a code that they type."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.reference import GiveForm
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Edition, Reference
from endorsement.refusals import Refused
from endorsement.rules import scheme as rules
from endorsement.selectors import reference_sets, references
from endorsement.services import rating as ratings
from endorsement.services import reference as services
from endorsement.views.typed_code import typed_code


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference_code(request: HttpRequest) -> HttpResponse:
    """Where a code out of a mail or a letter is typed. It opens the form as often as it is typed."""

    def find(code: str) -> tuple[str, ...]:
        found = references.by_code(code, timezone.now())
        return "reference_rate", found.public_id, found.proof

    return typed_code(
        request,
        counted_as="rate",
        find=find,
        unknown=_(
            "We do not know this code, or it does not work any more. Compare it with the "
            "newest mail or letter; the person who asked you can send a new one."
        ),
        template="endorsement/references/code.html",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference_rate(request: HttpRequest, public_id: str, proof: str) -> HttpResponse:
    """The form behind a code that was typed."""
    return _page(
        request,
        lambda at: references.by_proof(public_id, proof, at),
        redirect("reference_rate", public_id, proof),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference_give(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind a mailed link. Opening it changes nothing: scanners open links."""
    return _page(
        request, lambda at: references.by_token(token, at), redirect("reference_give", token)
    )


def _page(
    request: HttpRequest, find: Callable[[datetime], Reference], here: HttpResponse
) -> HttpResponse:
    """The rater's page, in the rater's language.

    A link that never was and one that does not work any more get the same answer.
    """
    try:
        reference = find(timezone.now())
    except Http404:
        # Not 404: without a language in the address that would lead to the CMS's own page.
        return render(request, "endorsement/references/gone.html", status=410)
    with translation.override(reference.rater.language):
        request.LANGUAGE_CODE = reference.rater.language
        return _give(request, reference, here)


def _give(request: HttpRequest, reference: Reference, here: HttpResponse) -> HttpResponse:
    criteria = edition_of(reference)
    initial = {"stated_role": reference.role, **reference.draft}
    form = GiveForm(sent(request), edition=criteria, initial=initial)
    status = 200
    if request.method == "POST":
        status = _answer(request, reference, form)
        if status == 302:
            return here
    on = reference.association.day_of(timezone.now())
    limits = reference_sets.limits(reference.person, reference.association, on)
    context = {
        "reference": reference,
        "form": form,
        "role": wording.pick(criteria.reference_roles.get(reference.role, {})) or reference.role,
        "open": reference.state == Reference.State.REQUESTED,
        "most": limits.most_not_enough,
        "months": limits.valid_months,
        "seen_at": reference.draft_saved_at.isoformat() if reference.draft_saved_at else "",
    }
    return render(request, "endorsement/references/give.html", context, status=status)


def _answer(request: HttpRequest, reference: Reference, form: GiveForm) -> int:
    """What the rater pressed; 302 when it is done."""
    if "decline" in request.POST:
        return _decline(request, reference)
    if "later" in request.POST:
        return _save(request, reference, form)
    if not form.is_valid():
        return 422
    try:
        services.complete(reference=reference, at=timezone.now(), **form.given())
    except Refused as refused:
        reference.refresh_from_db()
        if reference.state != Reference.State.REQUESTED:
            return 302
        show(form, refused)
        return 422
    return 302


def _save(request: HttpRequest, reference: Reference, form: GiveForm) -> int:
    typed: dict[str, Any] = form.typed()
    try:
        ratings.save_draft(
            reference=reference,
            fields=typed,
            seen_at=_instant(request.POST.get("seen_at", "")),
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        if reference.state != Reference.State.REQUESTED:
            return 302
        # What was typed stays on the page, without being measured: it is not handed in.
        form.is_bound, form.initial = False, {**form.initial, **typed}
        return 409
    messages.success(
        request,
        _("Saved. The same link or code opens it again, until it runs out; nobody else reads it."),
    )
    return 302


def _instant(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _decline(request: HttpRequest, reference: Reference) -> int:
    try:
        services.decline(reference=reference)
    except Refused as refused:
        messages.error(request, str(refused))
    return 302


def edition_of(reference: Reference) -> rules.Edition:
    """The criteria whose form the rater gets.

    :raises Http404: when the association asks for nothing today.
    """
    try:
        on = reference.association.day_of(timezone.now())
        return reference_sets.criteria_of(reference, on)
    except Edition.DoesNotExist as error:
        raise Http404 from error
