"""Handing out and reporting files that people handed in: the same for evidence, papers and proofs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from endorsement.models import BelongingProof, EvidenceFile, Paper
from endorsement.permissions import PersonRequest
from endorsement.services.evidence import FOLDER, STORAGE
from lms.backbone.private_files import hand_out_stored

Kept = EvidenceFile | Paper | BelongingProof


def hand_out(request: PersonRequest, file: Kept) -> HttpResponseBase:
    """The file as a download.

    :raises Http404: when its content is gone.
    """
    try:
        return hand_out_stored(
            request, STORAGE, FOLDER, file.sha256, name=file.name, content_type=file.content_type
        )
    except FileNotFoundError as error:
        raise Http404 from error


def report(
    request: PersonRequest, file: Kept, flag: Callable[[datetime], Any], back: str
) -> HttpResponse:
    """Ask, then close a file that should not be seen to everybody but the coordinator."""
    if request.method == "POST":
        flag(timezone.now())
        messages.success(request, _("The file is reported. Only the coordinator can open it now."))
        return redirect(back)
    context = {
        "title": _("Report this file?"),
        "name": file.name,
        "text": _(
            "Report a file that names a child or family or should not be here. It is closed at "
            "once to everybody but the coordinator."
        ),
        "button": _("Report the file"),
        "back": back,
    }
    return render(request, "endorsement/portfolio/confirm.html", context)


def closed_note(file: Kept) -> str:
    """What stands beside a file that was reported."""
    return _("reported; only the coordinator can open it") if file.flagged_at is not None else ""
