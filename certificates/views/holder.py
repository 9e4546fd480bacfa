"""What the holder sees of their certificates; a stranger gets 404."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates import files, selectors, wording
from certificates.forms import NameShownForm
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.services import issuing, standing
from endorsement.models import LedgerEntry
from endorsement.permissions import signed_in
from lms.backbone.ids import grouped
from lms.backbone.private_files import hand_out

Kind, State = Certificate.Kind, Certificate.State
NAME_SHOWN = {
    Certificate.NameShown.FULL: gettext_lazy("The public page shows your name from now on."),
    Certificate.NameShown.INITIALS: gettext_lazy(
        "The public page shows your initials from now on."
    ),
    Certificate.NameShown.HIDDEN: gettext_lazy("The public page no longer shows your name."),
}


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """All certificates of the person, the newest first."""
    rows = [_row(certificate) for certificate in selectors.of_person(request.person)]  # type: ignore[attr-defined]
    return render(request, "certificates/mine.html", {"rows": rows})


@require_safe
@signed_in
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """One certificate: download, its public page, and whether that page names the holder."""
    certificate = selectors.mine(request.person, number)  # type: ignore[attr-defined]
    checked = selectors.standing_of(certificate, at=timezone.now())
    context = {
        "row": _row(certificate),
        "certificate": certificate,
        "sentence": _sentence(checked),
        "holder_shown": selectors.holder_shown(certificate),
        "name_form": NameShownForm(initial={"name_shown": certificate.name_shown}),
        "panel": _panel(certificate, poll=request.path),
    }
    return _panel_or_page(request, context, "certificates/detail.html")


@require_safe
@signed_in
def for_entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """The certificate of a training or a learning path: prepared, ready or given up; asked again until
    it is there.
    """
    entry = selectors.entry_of(request.person, public_id)  # type: ignore[attr-defined]
    path = entry.kind == LedgerEntry.Kind.ACHIEVEMENT
    return _waiting(request, f"entry:{entry.public_id}", Kind.PATH if path else Kind.COMPLETION)


@require_safe
@signed_in
def for_endorsement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The certificate of an endorsement, likewise."""
    endorsement = selectors.endorsement_of(request.person, public_id)  # type: ignore[attr-defined]
    return _waiting(request, f"endorsement:{endorsement.public_id}", Kind.ENDORSEMENT)


@require_safe
@signed_in
def download(request: HttpRequest, number: str) -> HttpResponseBase:
    """The PDF as an attachment; drawn again by the worker when the file is missing."""
    certificate = selectors.mine(request.person, number)  # type: ignore[attr-defined]
    try:
        return hand_out(
            request,
            files.path_of(certificate.number),
            name=f"{certificate.kind}-{grouped(certificate.number)}.pdf",
            content_type="application/pdf",
        )
    except FileNotFoundError:
        issuing.redraw(certificate=certificate, at=timezone.now())
        return redirect("certificates:detail", certificate.number)


@require_POST
@signed_in
def change_name_shown(request: HttpRequest, number: str) -> HttpResponse:
    """Show or hide the name on the public page, with immediate effect."""
    certificate = selectors.mine(request.person, number)  # type: ignore[attr-defined]
    form = NameShownForm(request.POST)
    if form.is_valid():
        shown = form.cleaned_data["name_shown"]
        standing.show_name(certificate=certificate, shown=shown)
        messages.success(request, NAME_SHOWN[shown])
    return redirect("certificates:detail", certificate.number)


def _sentence(checked: selectors.Checked) -> str:
    if checked.certificate.kind == Kind.TRANSCRIPT and checked.stands:
        return wording.issued(checked.document)
    return wording.standing(checked.verdict)


def _waiting(request: HttpRequest, subject: str, kind: str) -> HttpResponse:
    certificate = selectors.latest_for(subject, kind)
    panel = _panel(certificate, poll=request.path)
    return _panel_or_page(request, {"panel": panel}, "certificates/waiting.html")


def _panel_or_page(request: HttpRequest, context: dict[str, Any], page: str) -> HttpResponse:
    htmx = getattr(request, "htmx", False)
    return render(request, "certificates/panel.html" if htmx else page, context)


def _panel(certificate: Certificate | None, *, poll: str) -> dict[str, Any]:
    """What the panel shows: preparing, ready or failed. A missing row is owed by the next repair."""
    if certificate is None:
        return {"state": "preparing", "poll_url": poll}
    if certificate.kind == Kind.TRANSCRIPT:
        return _transcript_words(certificate) | _panel_state(certificate, poll)
    return _panel_state(certificate, poll)


def _transcript_words(certificate: Certificate) -> dict[str, Any]:
    ready = certificate.state == State.DONE
    title = _("Your transcript is ready") if ready else _("Your transcript is being prepared")
    return {"title": title, "download": _("Download the transcript")}


def _panel_state(certificate: Certificate, poll: str) -> dict[str, Any]:
    if certificate.state == State.DEAD:
        return {"state": "failed"}
    if certificate.state != State.DONE:
        return {"state": "preparing", "poll_url": poll}
    return {
        "state": "ready",
        "url": reverse("certificates:download", args=[certificate.number]),
        "verify_url": reverse("verify", args=[certificate.number]),
        "number": grouped(certificate.number),
    }


def _row(certificate: Certificate) -> dict[str, Any]:
    document = selectors.document_of(certificate)
    return {
        "url": reverse("certificates:detail", args=[certificate.number]),
        "number": grouped(certificate.number),
        "kind_title": wording.title_of(certificate.kind),
        "title": in_language(document["title"], get_language() or certificate.language),
        "organization": document["organization"]["name"],
        "foot": " · ".join(_foot(certificate)),
    }


def _foot(certificate: Certificate) -> list[str]:
    """The day, the number, and what there is to know about it."""
    parts = [wording.day(certificate.valid_from_on), grouped(certificate.number)]
    if certificate.superseded_by_id is not None:
        parts.append(_("replaced by a newer one"))
    elif certificate.state == State.DEAD:
        parts.append(_("could not be prepared"))
    elif certificate.state != State.DONE:
        parts.append(_("being prepared"))
    return parts
