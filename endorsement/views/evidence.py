"""Files that prove an entry: added, opened, removed, reported."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement.forms.evidence import EvidenceForm
from endorsement.forms.refused import show
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import evidence as selector
from endorsement.selectors import ledger
from endorsement.services import evidence as service
from endorsement.views import kept_files
from endorsement.views.entry_page import entry_context


@require_POST
@signed_in
def evidence_add(request: PersonRequest, public_id: str) -> HttpResponse:
    """Add a file to one's own entry."""
    entry = ledger.for_owner(request.person, public_id)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            service.attach(entry=entry, checked=form.cleaned_data["file"], at=timezone.now())
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The file is with your entry."))
            return redirect("endorsement:entry", entry.public_id)
    return render(
        request, "endorsement/portfolio/entry.html", entry_context(entry, form=form), status=422
    )


@require_safe
@signed_in
def evidence(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """Download a file."""
    file = selector.for_viewer(request.person, public_id)
    return kept_files.hand_out(request, file)


@require_POST
@signed_in
def evidence_remove(request: PersonRequest, public_id: str) -> HttpResponse:
    """Remove a file from one's own draft."""
    file = selector.for_owner(request.person, public_id)
    try:
        service.remove(file=file)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The file is removed."))
    return redirect("endorsement:entry", file.entry.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def evidence_flag(request: PersonRequest, public_id: str) -> HttpResponse:
    """Ask, then report a file that should not be seen; from then on only the coordinator sees it."""
    file = selector.for_viewer(request.person, public_id)
    own = file.entry.person_id == request.person.pk
    back = reverse("endorsement:entry", args=[file.entry.public_id]) if own else "/"
    return kept_files.report(request, file, lambda at: service.flag(file=file, at=at), back)
