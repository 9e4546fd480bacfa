"""One's own memberships in associations."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from endorsement.forms.belonging import BelongingForm, ProofForm
from endorsement.forms.refused import show
from endorsement.models import Belonging
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import belongings as selector
from endorsement.services import belonging as service
from endorsement.views import kept_files


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def belongings(request: PersonRequest) -> HttpResponse:
    """Memberships, and one more."""
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BelongingForm(*data)
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, form)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The membership is in your portfolio."))
            return redirect("endorsement:belongings")
    return _page(request, form)


@transaction.atomic
def _add(request: PersonRequest, form: BelongingForm) -> None:
    """The membership and its proof, both or neither."""
    said, now = dict(form.cleaned_data), timezone.now()
    checked = said.pop("file")
    row = service.add(person=request.person, at=now, **said)
    if checked is not None:
        service.prove(belonging=row, checked=checked, at=now)


def _page(
    request: PersonRequest, form: BelongingForm, proving: tuple[str, ProofForm] | None = None
) -> HttpResponse:
    """The page; `proving` is the form that was sent for one membership."""
    known = selector.names()
    context = {
        "form": form,
        "rows": [
            {
                **line(one, known),
                "form": proving[1]
                if proving and proving[0] == one.public_id
                else ProofForm(prefix=one.public_id),
            }
            for one in selector.of_person(request.person)
        ],
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("Memberships")},
        ],
    }
    status = 422 if form.errors or proving else 200
    return render(request, "endorsement/portfolio/belongings.html", context, status=status)


def line(row: Belonging, known: dict[str, str]) -> dict[str, Any]:
    """What a list shows of a membership."""
    proof = selector.proof_of(row)
    return {
        "row": row,
        "title": selector.title(row, known),
        "number": selector.details(row).number,
        "proof": proof,
        "closed": kept_files.closed_note(proof) if proof else "",
    }


@require_POST
@signed_in
def belonging_prove(request: PersonRequest, public_id: str) -> HttpResponse:
    """Add a file that proves a membership, or put another in its place."""
    row = selector.for_owner(request.person, public_id)
    form = ProofForm(request.POST, request.FILES, prefix=public_id)
    if form.is_valid():
        try:
            service.prove(belonging=row, checked=form.cleaned_data["file"], at=timezone.now())
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The file is with your membership."))
            return redirect("endorsement:belongings")
    return _page(request, BelongingForm(), (public_id, form))


@require_POST
@signed_in
def belonging_remove(request: PersonRequest, public_id: str) -> HttpResponse:
    """Take out a membership that nobody has confirmed."""
    try:
        service.remove(belonging=selector.for_owner(request.person, public_id))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The membership is removed."))
    return redirect("endorsement:belongings")
