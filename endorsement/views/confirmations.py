"""Asking others to confirm one's hours: what was asked, what is open, and asking again."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from endorsement import wording
from endorsement.forms.confirmation import NamedForm, PeriodForm
from endorsement.forms.refused import show
from endorsement.models import ConfirmationLine, ConfirmationRequest, LedgerEntry, Person
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import confirmations as selector
from endorsement.selectors import ledger, providers
from endorsement.services import confirmation as service
from endorsement.views.entry_lines import line
from endorsement.views.measuring import measuring

ACTIONS = ("resend", "withdraw")
OPEN = ConfirmationLine.State.OPEN


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirmations(request: PersonRequest) -> HttpResponse:
    """What could be asked, by provider, a whole period at once; and what was asked."""
    forms = _period_forms(request)
    if request.method == "POST":
        form = forms.get(request.POST.get("provider", ""))
        if form is None:
            messages.info(request, _("There is nothing left to ask about. Please look below."))
            return redirect("endorsement:confirmations")
        if form.is_valid() and _ask(request, form, form.chosen()):
            return redirect("endorsement:confirmations")
    context = {
        "forms": [
            {"ref": ref, "name": form.provider_name, "form": form} for ref, form in forms.items()
        ],
        "asked": [_asked(one) for one in selector.asked_by(request.person)],
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("Confirmations")},
        ],
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "endorsement/confirmations/list.html", context, status=status)


def _period_forms(request: PersonRequest) -> dict[str, Any]:
    """A form for each provider with hours that nobody was asked about; the one sent is bound."""
    by_provider: dict[Person, list[LedgerEntry]] = defaultdict(list)
    for entry in selector.could_be_asked(request.person):
        if entry.provider is not None:
            by_provider[entry.provider].append(entry)
    names = providers.names_shown(request.person, by_provider)
    chosen = request.POST.get("provider", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {}
    for provider, rows in by_provider.items():
        ref = str(provider.ref)
        form: Any = PeriodForm(
            request.POST if chosen == ref else None,
            provider=provider,
            rows=[(row, line(row)) for row in rows],
        )
        form.provider_name = names[provider.pk] or wording.NO_NAME
        forms[ref] = form
    return forms


def _asked(one: ConfirmationRequest) -> dict[str, Any]:
    lines = list(one.lines.all())
    return {
        "row": one,
        "open": [row for row in lines if row.state == OPEN],
        "lines": [{"row": row, "text": line(row.entry)} for row in lines],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def entry_confirm(request: PersonRequest, public_id: str) -> HttpResponse:
    """Ask about one entry: its provider, or somebody who is named."""
    entry = ledger.for_owner(request.person, public_id)
    if not selector.may_be_asked(entry):
        raise Http404
    named = entry.kind != LedgerEntry.Kind.RSC_RECEIVED
    form = NamedForm(request.POST if request.method == "POST" and named else None)
    said: dict[str, Any] = {}
    if request.method == "POST":
        said = form.cleaned_data if named and form.is_valid() else {}
        if (said or not named) and _ask(request, form, [entry], **said):
            return redirect("endorsement:confirmations")
    title = _("Ask for a confirmation")
    context = {
        "title": title,
        "entry": entry,
        "line": line(entry),
        "form": form,
        "named": named,
        "provider": ledger.words(entry).provider_name,
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {
                "label": ledger.title(entry),
                "url": reverse("endorsement:entry", args=[entry.public_id]),
            },
            {"label": title},
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "endorsement/confirmations/ask.html", context, status=status)


def _ask(request: PersonRequest, form: Any, entries: list[LedgerEntry], **said: str) -> bool:
    try:
        asked = service.ask(
            person=request.person,
            entries=entries,
            association=measuring(request).association,
            at=timezone.now(),
            **said,
        )
    except Refused as refused:
        if form.is_bound:
            show(form, refused)
        else:
            messages.error(request, str(refused))
        return False
    name = asked.request.confirmer_name or wording.NO_NAME
    if asked.mailed:
        messages.success(request, _("We have written to %(name)s.") % {"name": name})
    else:
        messages.success(
            request,
            _("The link that %(name)s got today shows this too, so we sent no second mail.")
            % {"name": name},
        )
    return True


@require_POST
@signed_in
def confirmation_act(request: PersonRequest, public_id: str, action: str) -> HttpResponse:
    """Send the link again, or take back what is open."""
    asked = selector.for_asker(request.person, public_id)
    if action not in ACTIONS:
        raise Http404
    try:
        if action == "resend":
            service.resend(request=asked, at=timezone.now())
            messages.success(request, _("A new link is on its way; the old one stopped working."))
        else:
            service.withdraw(request=asked, at=timezone.now())
            messages.info(request, _("The request is taken back; its link stopped working."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("endorsement:confirmations")
