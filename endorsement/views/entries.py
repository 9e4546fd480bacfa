"""Adding, reading, changing, correcting and taking back one's own entries."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement.forms.entry import EntryForm
from endorsement.forms.evidence import EvidenceForm
from endorsement.forms.kinds import FORMS
from endorsement.forms.refused import show
from endorsement.models import LedgerEntry
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import ledger
from endorsement.services import ledger as service
from endorsement.views.entry_page import entry_context
from endorsement.views.measuring import measuring
from endorsement.views.way_back import way_back

form_view = require_http_methods(["GET", "HEAD", "POST"])


@form_view
@signed_in
def entry_add(request: PersonRequest, kind: str) -> HttpResponse:
    """Enter something of a kind; it is a draft until it is submitted or confirmed."""
    if kind not in FORMS:
        raise Http404
    association = measuring(request).association
    form = _form(request, kind, association=association)
    back = way_back(request, reverse("endorsement:portfolio"))
    if request.method == "POST" and form.is_valid():
        try:
            entry = service.add_entry(
                person=request.person,
                content=form.content(),
                once=form.cleaned_data["once"],
                evidence=form.cleaned_data["file"],
                association=association,
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _added(entry))
            return redirect(back)
    return _page(request, form, title=_("Add: %(kind)s") % {"kind": form.named}, back=back)


@form_view
@signed_in
def entry_edit(request: PersonRequest, public_id: str) -> HttpResponse:
    """Change a draft."""
    entry = ledger.draft_for_owner(request.person, public_id)
    association = measuring(request).association
    form = _form(request, entry.kind, association=association, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            service.change_entry(
                entry=entry, content=form.content(), association=association, at=timezone.now()
            )
        except Refused as refused:
            show(form, refused)
        else:
            return _saved(request, _("Your changes are saved."))
    return _page(request, form, title=_("Change: %(title)s") % {"title": ledger.title(entry)})


@form_view
@signed_in
def entry_correct(request: PersonRequest, public_id: str) -> HttpResponse:
    """Correct a permanent entry: the old row stays, the new one counts."""
    entry = _permanent(request, public_id)
    association = measuring(request).association
    form = _form(request, entry.kind, association=association, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            service.correct_entry(
                entry=entry, content=form.content(), association=association, at=timezone.now()
            )
        except Refused as refused:
            show(form, refused)
        else:
            return _saved(request, _("The correction is recorded. The old version stays on file."))
    title = _("Correct: %(title)s") % {"title": ledger.title(entry)}
    return _page(request, form, title=title, correcting=True)


@form_view
@signed_in
def entry_delete(request: PersonRequest, public_id: str) -> HttpResponse:
    """Ask, then delete a draft."""
    entry = ledger.draft_for_owner(request.person, public_id)
    if request.method == "POST":
        return _do(request, entry, service.delete_entry, _("The draft is deleted."))
    return _ask(
        request,
        entry,
        title=_("Delete this draft?"),
        text=_("The draft and its files will be gone."),
        button=_("Delete the draft"),
    )


@form_view
@signed_in
def entry_withdraw(request: PersonRequest, public_id: str) -> HttpResponse:
    """Ask, then take a permanent entry back."""
    entry = _permanent(request, public_id)
    if request.method == "POST":

        def withdraw(*, entry: LedgerEntry) -> None:
            service.withdraw_entry(entry=entry, at=timezone.now())

        return _do(request, entry, withdraw, _("The entry is withdrawn and no longer counts."))
    return _ask(
        request,
        entry,
        title=_("Withdraw this entry?"),
        text=_("It stays on file, marked as withdrawn, and no longer counts anywhere."),
        button=_("Withdraw the entry"),
    )


@require_safe
@signed_in
def entry(request: PersonRequest, public_id: str) -> HttpResponse:
    """One entry with its facts, files, confirmations and history."""
    row = ledger.for_owner(request.person, public_id)
    return render(
        request, "endorsement/portfolio/entry.html", entry_context(row, form=EvidenceForm())
    )


def _added(entry: LedgerEntry) -> str:
    """That it is there, and of supervision what makes it weigh more."""
    if entry.kind == LedgerEntry.Kind.RSC_RECEIVED and entry.provider is not None:
        return _(
            "The entry is in your portfolio. The provider can confirm the hours: choose "
            "“Have hours confirmed” in your portfolio."
        )
    return _("The entry is in your portfolio.")


def _form(request: PersonRequest, kind: str, **kwargs: Any) -> EntryForm:
    if kind not in FORMS:
        raise Http404
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return FORMS[kind](*data, person=request.person, **kwargs)


def _permanent(request: PersonRequest, public_id: str) -> LedgerEntry:
    """A permanent row of the person's own that is still the current one.

    :raises Http404: otherwise.
    """
    row = ledger.for_owner(request.person, public_id)
    replaced = LedgerEntry.objects.filter(corrects=row).exists()
    if row.permanent_at is None or row.withdrawn or replaced or row.origin == "system":
        raise Http404
    return row


def _saved(request: PersonRequest, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("endorsement:portfolio")


def _page(
    request: PersonRequest,
    form: EntryForm,
    *,
    title: str,
    correcting: bool = False,
    back: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "correcting": correcting,
        "back": back,
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": title},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/portfolio/entry_form.html", context, status=status)


def _do(request: PersonRequest, entry: LedgerEntry, verb: Any, message: str) -> HttpResponse:
    try:
        verb(entry=entry)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("endorsement:entry", entry.public_id)
    return _saved(request, message)


def _ask(
    request: PersonRequest, entry: LedgerEntry, *, title: str, text: str, button: str
) -> HttpResponse:
    context = {
        "title": title,
        "text": text,
        "button": button,
        "name": ledger.title(entry),
        "back": reverse("endorsement:entry", args=[entry.public_id]),
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {
                "label": ledger.title(entry),
                "url": reverse("endorsement:entry", args=[entry.public_id]),
            },
            {"label": title},
        ],
    }
    return render(request, "endorsement/portfolio/confirm.html", context)
