"""Asking for a transcript."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.forms.holder import TranscriptForm
from certificates.services import transcripts
from endorsement.permissions import signed_in
from endorsement.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: HttpRequest) -> HttpResponse:
    """For which days and in which language; then its own page, where it is downloaded when ready."""
    person = request.person  # type: ignore[attr-defined]
    data = request.POST if request.method == "POST" else None
    form = TranscriptForm(data, language=person.language)
    if form.is_valid():
        try:
            certificate = transcripts.ask(person=person, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            return redirect("certificates:detail", certificate.number)
    crumbs = [
        {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
        {"label": _("Transcript")},
    ]
    status = 422 if form.errors else 200
    context = {"form": form, "crumbs": crumbs}
    return render(request, "certificates/transcript.html", context, status=status)
