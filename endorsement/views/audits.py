"""Audits: drawing a sample, how to draw it again, and looking at what was shown."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement.forms.audit import DrawForm, ItemForm
from endorsement.forms.refused import show
from endorsement.forms.renewal_desk import AskReviewerForm, DeclineForm, ReopenForm
from endorsement.models import Audit
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.rules.audit import rank
from endorsement.selectors import audits, conflicts, renewal_desk, renewals
from endorsement.services import audit as services
from endorsement.services import conflict
from endorsement.views import shown_audit
from endorsement.views.coordination import desk_crumb
from endorsement.views.renewal_desk import renewals_crumb


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def audit_draws(request: PersonRequest, slug: str) -> HttpResponse:
    """Where a sample can be drawn, and the draws there were, each with its seed."""
    association = association_for_coordinator(request.person, slug)
    today = association.day_of(timezone.now())
    form = DrawForm(request.POST if request.method == "POST" else None, on=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draw(
                association=association,
                **form.cleaned_data,
                coordinator=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The sample is drawn, and whoever is in it has been told."))
            return redirect("endorsement:audit_draw", slug, made.public_id)
    context = {
        "association": association,
        "days": [(one, _draw_form(form, one, today)) for one in audits.due_days(association)],
        "form": form,
        "draws": list(audits.draws(association)),
        "crumbs": [desk_crumb(slug), renewals_crumb(slug), {"label": _("Audits")}],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/renewal_desk/draws.html", context, status=status)


def _draw_form(sent: DrawForm, day: audits.DueDay, today: Any) -> DrawForm:
    """The form of a due day; the one that was sent comes back with what is wrong."""
    if sent.is_bound and sent.data.get("due_on") == day.due_on.isoformat():
        return sent
    prefix = {"due_on": day.due_on.isoformat(), "number": day.number}
    return DrawForm(initial=prefix, on=today, auto_id=f"id_{day.due_on.isoformat()}_%s")


@require_safe
@signed_in
def audit_draw(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One draw: the seed, the list with everybody's number in order, and how to repeat it."""
    association = association_for_coordinator(request.person, slug)
    draw = get_object_or_404(audits.draws(association), public_id=public_id)
    drawn = {one.renewal_id: one for one in draw.audits.select_related("renewal")}
    rows = draw.renewals.select_related("cycle__endorsement", "person")
    lines = [
        {
            "reference": one.cycle.endorsement.public_id,
            "number": rank(draw.seed, one.cycle.endorsement.public_id),
            "person": one.person,
            "cycle": one.cycle,
            "audit": drawn.get(one.pk),
            "own": one.person_id == request.person.pk,
        }
        for one in rows
    ]
    context = {
        "association": association,
        "draw": draw,
        "lines": sorted(lines, key=lambda one: str(one["number"])),
        "crumbs": [
            desk_crumb(slug),
            renewals_crumb(slug),
            {"label": _("Audits"), "url": reverse("endorsement:audit_draws", args=[slug])},
            {"label": _("A draw")},
        ],
    }
    return render(request, "endorsement/renewal_desk/draw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def desk_audit(request: PersonRequest, slug: str, public_id: str, number: int) -> HttpResponse:
    """An audit at the coordinator's desk."""
    association = association_for_coordinator(request.person, slug)
    cycle = renewal_desk.for_coordinator(request.person, association, public_id, number)
    renewal = renewals.renewal_of(cycle)
    if renewal is None:
        raise Http404
    audit = audits.for_coordinator(request.person, association, renewal)
    renewal_url = reverse("endorsement:desk_renewal", args=[slug, public_id, number])
    crumbs = [
        desk_crumb(slug),
        renewals_crumb(slug),
        {"label": str(renewal.person), "url": renewal_url},
        {"label": _("Audit")},
    ]
    return _page(request, audit, coordinates=True, crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def audit(request: PersonRequest, public_id: str) -> HttpResponse:
    """An audit that a reviewer was asked to look at."""
    found = audits.for_auditor(request.person, public_id)
    crumbs = [
        {"label": _("Reviews"), "url": reverse("endorsement:review_list")},
        {"label": _("Audit")},
    ]
    return _page(request, found, coordinates=False, crumbs=crumbs)


def _page(
    request: PersonRequest, found: Audit, *, coordinates: bool, crumbs: list[dict[str, str]]
) -> HttpResponse:
    today = found.renewal.association.day_of(timezone.now())
    forms = _forms(request, found, today)
    if request.method == "POST":
        done = _act(request, found, forms, coordinates=coordinates)
        if done:
            messages.success(request, done)
            return _next(request, found, coordinates=coordinates)
        found.refresh_from_db()
    tied = bool(conflicts.tied_to([request.person], found.renewal.person, today))
    context = {
        **shown_audit.context(found, today, coordinates=coordinates, tied=tied),
        **forms,
        "crumbs": crumbs,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "endorsement/renewal_desk/audit.html", context, status=status)


def _next(request: PersonRequest, found: Audit, *, coordinates: bool) -> HttpResponse:
    """Back to the page, or to the list where a reviewer has nothing more to do there."""
    found.refresh_from_db()
    if not coordinates and found.state in audits.OVER:
        return redirect("endorsement:review_list")
    return redirect(request.path)


def _forms(request: PersonRequest, found: Audit, today: Any) -> dict[str, Form]:
    sent = request.POST.get("act") if request.method == "POST" else None

    def data(act: str) -> Any:
        return request.POST if sent == act else None

    return {
        "item_form": ItemForm(data("judge")),
        "finish_form": Form(data("finish")),
        "send_back_form": ReopenForm(data("send_back"), on=today),
        "fail_form": DeclineForm(data("fail")),
        "reviewer_form": AskReviewerForm(
            data("ask"), association=found.renewal.association, on=today
        ),
    }


def _act(request: PersonRequest, found: Audit, forms: dict[str, Form], *, coordinates: bool) -> str:
    """Do what was sent and say so; an empty text where a form has to be shown again."""
    act = request.POST.get("act", "")
    names = {
        "judge": "item_form",
        "finish": "finish_form",
        "send_back": "send_back_form",
        **({"fail": "fail_form", "ask": "reviewer_form"} if coordinates else {}),
    }
    if act not in names:
        raise Http404
    form = forms[names[act]]
    if not form.is_valid():
        return ""
    try:
        return _do(request, found, act, form)
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        show(form, refused)
        return ""


def _do(request: PersonRequest, found: Audit, act: str, form: Any) -> str:
    person, at, said = request.person, timezone.now(), form.cleaned_data
    if act == "judge":
        services.judge(audit=found, **form.finding(), auditor=person, at=at)
        return _("Your finding is kept.")
    if act == "finish":
        services.finish(audit=found, auditor=person, at=at)
        return _("The audit is passed. The holder will hear of it.")
    if act == "send_back":
        services.send_back(audit=found, **said, auditor=person, at=at)
        return _("Your question is on its way to the holder.")
    if act == "ask":
        services.ask(audit=found, auditor=said["reviewer"], coordinator=person, at=at)
        return _("The reviewer has been asked.")
    services.fail(audit=found, reason=said["reason"], coordinator=person, at=at)
    return _("The audit is not passed. The holder will hear why.")
