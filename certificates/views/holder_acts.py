"""What the holder does with a certificate; a stranger gets 404."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates import files, selectors, sharing
from certificates.forms.holder import NameShownForm
from certificates.models import Certificate
from certificates.services import anew, issuing, packing, standing
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.views.own_work import asked
from lms.backbone.ids import grouped

NAME_SHOWN = {
    Certificate.NameShown.FULL: gettext_lazy("The public page shows your name from now on."),
    Certificate.NameShown.INITIALS: gettext_lazy(
        "The public page shows your initials from now on."
    ),
    Certificate.NameShown.HIDDEN: gettext_lazy("The public page no longer shows your name."),
}


@require_POST
@signed_in
def change_name_shown(request: PersonRequest, number: str) -> HttpResponse:
    """Show the name, the initials or nothing on the public page, with immediate effect."""
    certificate = selectors.mine(request.person, number)
    form = NameShownForm(request.POST)
    if form.is_valid():
        shown = form.cleaned_data["name_shown"]
        standing.show_name(certificate=certificate, shown=shown)
        messages.success(request, NAME_SHOWN[shown])
    return redirect("certificates:detail", certificate.number)


@require_POST
@signed_in
def issue_anew(request: PersonRequest, number: str) -> HttpResponse:
    """Have it issued in the name and language of one's details; twice issues once."""
    certificate = selectors.mine(request.person, number)
    try:
        new = standing.reissue_for_holder(
            certificate=certificate, person=request.person, at=timezone.now()
        )
    except standing.AlreadySuperseded:
        return redirect("certificates:detail", _newest(certificate).number)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("certificates:detail", certificate.number)
    messages.success(
        request,
        _("A new certificate is being prepared. The former number says that it was replaced."),
    )
    return redirect("certificates:detail", new.number)


@require_POST
@signed_in
def issue_all_anew(request: PersonRequest) -> HttpResponse:
    """Have all that say another name than one's details issued anew; twice is one job."""
    anew.ask(**asked(request))
    return redirect("certificates:mine")


@require_POST
@signed_in
def pack(request: PersonRequest) -> HttpResponse:
    """Have all of them packed into one archive."""
    packing.ask(**asked(request))
    return redirect("certificates:mine")


@require_safe
@signed_in
def calendar(request: PersonRequest, number: str) -> HttpResponse:
    """The day on which it expires, for one's own calendar, as long as it stands."""
    certificate = selectors.mine(request.person, number)
    now = timezone.now()
    checked = selectors.standing_of(certificate, at=now)
    if checked.valid_through is None or certificate.issued_at is None:
        raise Http404
    if not checked.stands:
        return redirect("certificates:detail", certificate.number)
    language = get_language() or certificate.language
    response = HttpResponse(
        sharing.calendar(checked, language=language, at=now),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="certificate-{certificate.number}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@signed_in
def badge(request: PersonRequest, number: str, ending: str) -> HttpResponse:
    """The signed credential, alone or in the picture of its badge, as the worker put it into the PDF."""
    certificate = selectors.mine(request.person, number)
    if ending not in sharing.BADGE_FORMS:
        raise Http404
    if certificate.superseded_by_id is not None:
        return redirect("certificates:detail", certificate.number)
    try:
        credential = files.credential(certificate.number)
    except FileNotFoundError:
        issuing.redraw(certificate=certificate, at=timezone.now())
        return redirect("certificates:detail", certificate.number)
    if not credential:
        raise Http404
    response = HttpResponse(
        sharing.badge_file(certificate, credential, ending),
        content_type=sharing.BADGE_FORMS[ending].content_type,
    )
    name = f"{certificate.kind}-{grouped(certificate.number)}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _newest(certificate: Certificate) -> Certificate:
    return selectors.latest_for(certificate.subject, certificate.kind) or certificate
