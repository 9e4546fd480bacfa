"""What an association or the platform has certified: looking one up, and what can be done with it.

Coordinators answer for their association's, administrators for what the platform certifies itself: then the
address names no association.
"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates import selectors, wording
from certificates.forms.desk import DeskForm, RevokeForm
from certificates.models import Certificate
from certificates.selectors import desk as selected
from certificates.selectors import history
from certificates.services import issuing, standing
from certificates.verification import Standing
from certificates.views import shown, whose
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.services import conflict

A_PAGE = 50
State = Certificate.State


@require_safe
@signed_in
def desk(request: PersonRequest, slug: str = "") -> HttpResponse:
    """All of them, the newest first, or those that are looked for."""
    association = selected.desk_of(request.user, request.person, slug)
    form = DeskForm(request.GET)
    now = timezone.now()
    # Nothing that the platform certifies has a last day.
    today = association.day_of(now) if association else timezone.localdate(now)
    wanted = form.wanted()
    rows = selected.matching(association, wanted, on=today)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "association": association,
        "whose": whose.name_of(association),
        "desk_url": whose.address(association, "desk"),
        "prepare_url": whose.address(association, "prepare"),
        "form": form,
        "narrowed": any(vars(wanted).values()),
        "page": page,
        "rows": [
            {
                **shown.words(one),
                "url": whose.address(association, "desk_certificate", one.number),
                "state": wording.state(one.stands),
                "stands": one.stands,
            }
            for one in page
        ],
        "crumbs": whose.crumbs(association),
    }
    return render(request, "certificates/desk/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def certificate(request: PersonRequest, number: str, slug: str = "") -> HttpResponse:
    """One certificate: how it stands and why, what became of it, and what can be done."""
    found = selected.one_at(selected.desk_of(request.user, request.person, slug), number)
    form = RevokeForm(request.POST if request.POST.get("act") == "revoke" else None)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        answer = act(request, found, form)
        if answer is not None:
            return answer
        found.refresh_from_db()
    return render(
        request,
        "certificates/desk/certificate.html",
        _context(found, form),
        status=422 if form.errors else 200,
    )


def _context(found: Certificate, form: RevokeForm) -> dict[str, Any]:
    now = timezone.now()
    newer = found.superseded_by
    checked = selectors.standing_of(found, at=now)
    issued, stands = found.issued_at is not None, checked.verdict.standing
    replaced = stands == Standing.SUPERSEDED
    words = shown.words(found)
    return {
        **words,
        "whose": whose.name_of(found.association),
        "holder": str(found.person),
        "issued": issued,
        "standing": stands.value,
        "sentence": wording.standing(checked.verdict) if issued else "",
        "state": wording.state("failed" if found.state == State.DEAD else "preparing"),
        "failed": found.state == State.DEAD,
        "again": found.state == State.OWED and bool(found.last_error),
        "why": wording.failure(found.last_error) if found.last_error else "",
        "newer_url": _address_of(newer) if newer else "",
        "valid_from": wording.day(found.valid_from_on),
        "valid_through": wording.day(checked.valid_through) if checked.valid_through else "",
        "checked": checked,
        "differs": issued and not replaced and selectors.differs(found),
        "may_reissue": issued and not replaced and bool(found.person.name.strip()),
        "may_redraw": issued and not replaced and found.state == State.DONE,
        "may_revoke": issued and not replaced and found.revoked_at is None,
        "form": form,
        "history": shown.timeline(history.moments(history.issues(found), who=True)),
        "crumbs": whose.crumbs(found.association, {"label": words["number"]}),
    }


def _revoke(request: PersonRequest, found: Certificate, form: RevokeForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    now = timezone.now()
    try:
        standing.revoke(
            certificate=found,
            reason=form.cleaned_data["reason"],
            coordinator=request.person,
            at=now,
        )
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=now)
        form.add_error(None, refused.sentence)
        return None
    messages.success(request, _("The certificate is withdrawn. Its holder gets a mail."))
    return _back(found)


def _reissue(request: PersonRequest, found: Certificate, _form: RevokeForm) -> HttpResponse:
    now = timezone.now()
    try:
        new = standing.reissue(certificate=found, coordinator=request.person, at=now)
    except standing.AlreadySuperseded:
        return _back(found)
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=now)
        messages.error(request, str(refused.sentence))
        return _back(found)
    messages.success(
        request,
        _("A new certificate is being prepared. The former number says that it was replaced."),
    )
    return _back(new)


def _redraw(request: PersonRequest, found: Certificate, _form: RevokeForm) -> HttpResponse:
    issuing.redraw(certificate=found, at=timezone.now())
    messages.success(request, _("The file is being drawn again. The number stays."))
    return _back(found)


def _retry(request: PersonRequest, found: Certificate, _form: RevokeForm) -> HttpResponse:
    issuing.retry(certificate=found, at=timezone.now())
    messages.success(request, _("The certificate is being prepared again."))
    return _back(found)


ACTS = {"revoke": _revoke, "reissue": _reissue, "redraw": _redraw, "retry": _retry}


def _address_of(found: Certificate) -> str:
    return whose.address(found.association, "desk_certificate", found.number)


def _back(found: Certificate) -> HttpResponse:
    return redirect(_address_of(found))
