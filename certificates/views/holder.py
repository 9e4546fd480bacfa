"""What the holder sees of their certificates; a stranger gets 404."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates import files, selectors, sharing, wording
from certificates.credential import is_badge
from certificates.forms.holder import NameShownForm
from certificates.models import Certificate
from certificates.selectors import Checked, history
from certificates.services import anew, issuing, owing, packing
from certificates.sheet import address_of
from certificates.views import shown
from endorsement.permissions import PersonRequest, signed_in
from lms.backbone import jobs
from lms.backbone.ids import grouped
from lms.backbone.private_files import hand_out

Kind, State = Certificate.Kind, Certificate.State
#: What is not there by then takes longer than usual, and the page says so instead of turning a wheel.
USUAL = timedelta(minutes=5)


@never_cache
@require_safe
@signed_in
def mine(request: PersonRequest) -> HttpResponse:
    """All certificates of the person, the newest first, and the archive of all of them."""
    now = timezone.now()
    found = selectors.standings_of(list(selectors.of_person(request.person)), at=now)
    archive = jobs.latest(request.user, packing.KIND)
    context = {
        "rows": [_row(one) for one in found],
        "archive": archive,
        "panel": jobs.panel_of(archive, at=now) if archive else None,
        "to_pack": any(one.certificate.issued_at for one in found),
        **_renamed(request, found, now),
    }
    return render(request, "certificates/mine.html", context)


@require_safe
@signed_in
def detail(request: PersonRequest, number: str) -> HttpResponse:
    """One certificate: its file, what to do with it, what its public page shows, what became of it."""
    certificate = selectors.mine(request.person, number)
    now = timezone.now()
    checked = selectors.standing_of(certificate, at=now)
    panel = _panel(certificate, poll=request.path, at=now)
    if getattr(request, "htmx", False):
        return render(request, "certificates/panel.html", {"panel": panel})
    issues = history.issues(certificate)
    newer = certificate.superseded_by
    context = {
        "row": shown.words(certificate),
        "certificate": certificate,
        "checked": checked,
        "standing": checked.verdict.standing.value,
        "sentence": shown.sentence(checked),
        "newer": newer,
        "panel": panel,
        "share": _share(checked) if certificate.issued_at and not newer else None,
        "holder_shown": selectors.holder_shown(certificate),
        "says_present_name": selectors.says_present_name(certificate),
        "name_form": NameShownForm(initial={"name_shown": certificate.name_shown}),
        "may_be_renewed": _may_be_renewed(checked),
        "history": shown.timeline(history.moments(issues, who=False)),
        "siblings": shown.siblings(certificate, address="certificates:detail", at=now),
    }
    return render(request, "certificates/detail.html", context)


@require_safe
@signed_in
def for_entry(request: PersonRequest, public_id: str) -> HttpResponse:
    """The certificate of a training or a learning path: prepared, ready or given up; asked again until
    it is there.
    """
    entry = selectors.entry_of(request.person, public_id)
    return _waiting(request, f"entry:{entry.public_id}", owing.kind_of(entry))


@require_safe
@signed_in
def for_endorsement(request: PersonRequest, public_id: str) -> HttpResponse:
    """The certificate of an endorsement, likewise."""
    endorsement = selectors.endorsement_of(request.person, public_id)
    return _waiting(request, f"endorsement:{endorsement.public_id}", Kind.ENDORSEMENT)


@require_safe
@signed_in
def download(request: PersonRequest, number: str) -> HttpResponseBase:
    """The PDF as an attachment; drawn again by the worker when the file is missing.

    What was replaced may print a former name and is handed out no more.
    """
    certificate = selectors.mine(request.person, number)
    if certificate.superseded_by_id is not None:
        return redirect("certificates:detail", certificate.number)
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


def _waiting(request: HttpRequest, subject: str, kind: str) -> HttpResponse:
    certificate = selectors.latest_for(subject, kind)
    panel = _panel(certificate, poll=request.path, at=timezone.now())
    htmx = getattr(request, "htmx", False)
    page = "certificates/panel.html" if htmx else "certificates/waiting.html"
    return render(request, page, {"panel": panel})


def _panel(certificate: Certificate | None, *, poll: str, at: datetime) -> dict[str, Any]:
    """What the panel shows: preparing, delayed, ready or failed.

    A missing row is owed by the next repair.
    """
    if certificate is None:
        return {"state": "preparing", "poll_url": poll}
    if certificate.kind == Kind.TRANSCRIPT:
        return _transcript_words(certificate) | _panel_state(certificate, poll, at)
    return _panel_state(certificate, poll, at)


def _transcript_words(certificate: Certificate) -> dict[str, Any]:
    ready = certificate.state == State.DONE
    title = _("Your transcript is ready") if ready else _("Your transcript is being prepared")
    return {"title": title, "download": _("Download the transcript")}


def _panel_state(certificate: Certificate, poll: str, at: datetime) -> dict[str, Any]:
    if certificate.state == State.DONE or _is_there(certificate):
        return {
            "state": "ready",
            "url": reverse("certificates:download", args=[certificate.number]),
            "verify_url": reverse("verify", args=[certificate.number]),
            "number": grouped(certificate.number),
        }
    if certificate.state == State.DEAD:
        return {"state": "failed"}
    if certificate.last_error or at - certificate.due_at > USUAL:
        return {"state": "delayed"}
    return {"state": "preparing", "poll_url": poll}


def _is_there(certificate: Certificate) -> bool:
    """Whether the file lies there from before, while the certificate is drawn again."""
    return certificate.issued_at is not None and files.exists(certificate.number)


def _share(checked: Checked) -> dict[str, Any]:
    """Where else the holder can show it; only what stands is put into a profile."""
    certificate = checked.certificate
    language = get_language() or certificate.language
    to_profile = checked.stands and certificate.kind != Kind.TRANSCRIPT
    return {
        "address": address_of(certificate.number),
        "linkedin": sharing.linkedin(checked, language=language) if to_profile else "",
        "calendar": bool(checked.valid_through) and checked.stands,
        "badge": is_badge(certificate),
    }


def _may_be_renewed(checked: Checked) -> bool:
    """Whether the holder may have it issued anew in the name of their details."""
    issued = checked.certificate.issued_at is not None
    over = checked.verdict.standing in selectors.OVER
    return issued and not over and selectors.differs(checked.certificate)


def _renamed(request: PersonRequest, found: list[Checked], at: datetime) -> dict[str, Any]:
    """How many say another name than the holder's details, and how far issuing them anew is."""
    renamed = len(anew.among(found))
    job = jobs.latest(request.user, anew.KIND) if renamed else None
    panel = jobs.panel_of(job, at=at) if job else None
    return {
        "renamed": renamed,
        "anew": job,
        # What came of an earlier time is among the certificates themselves.
        "anew_panel": panel if panel and (panel.under_way or panel.retry) else None,
    }


def _row(checked: Checked) -> dict[str, Any]:
    certificate = checked.certificate
    parts = [wording.day(certificate.valid_from_on), grouped(certificate.number)]
    if certificate.superseded_by_id is None and certificate.issued_at is None:
        failed = certificate.state == State.DEAD
        parts.append(wording.state("failed" if failed else "preparing"))
    elif certificate.kind != Kind.TRANSCRIPT or not checked.stands:
        parts.append(wording.state(checked.verdict.standing))
    return {
        **shown.words(certificate),
        "url": reverse("certificates:detail", args=[certificate.number]),
        "foot": " · ".join(parts),
    }
