"""What a coordinator records for an application: papers, memberships, exams and other steps."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.refused import show
from endorsement.forms.result import ResultForm
from endorsement.models import Application
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import applications, belongings, editions, papers, results
from endorsement.services import belonging as memberships
from endorsement.services import conflict
from endorsement.services import paper as looks
from endorsement.services import result as services
from endorsement.views.applications import category_name
from endorsement.views.belongings import line as membership_line
from endorsement.views.coordination import crumbs_of
from endorsement.views.papers import line


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def record(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Look at papers, confirm memberships, record what came of exams and steps."""
    application = applications.for_coordinator(request.person, slug, public_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = ResultForm(request.POST if act == "record" else None, application=application)
    if request.method == "POST" and (act != "record" or form.is_valid()):
        try:
            messages.success(request, _done(request, application, act, form))
        except Refused as refused:
            conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
            if act == "record":
                show(form, refused)
            else:
                messages.error(request, str(refused))
        if not form.errors:
            return redirect("endorsement:application_record", slug, public_id)
    status = 422 if form.errors else 200
    context = _context(application, form, crumbs_of(request, application))
    return render(request, "endorsement/coordination/record.html", context, status=status)


def _done(request: PersonRequest, application: Application, act: str, form: ResultForm) -> str:
    """Do what was asked for; what is said afterwards.

    :raises Refused: when it cannot be done.
    """
    by: dict[str, Any] = {"coordinator": request.person, "at": timezone.now()}
    named = request.POST.get("on", "")
    if act == "record":
        services.record(application=application, **form.cleaned_data, **by)
        return _("The result is recorded.")
    if act == "take_back":
        services.take_back(result=results.of_application_by_id(application, named), **by)
        return _("The result is taken back. It stays on file and counts no more.")
    if act in ("fits", "does_not_fit"):
        paper = get_object_or_404(papers.of_application(application), public_id=named)
        looks.look_at(paper=paper, application=application, fits=act == "fits", **by)
        return _("What you found about the paper is recorded.")
    if act == "confirm":
        row = belongings.for_owner(application.person, named)
        memberships.confirm(belonging=row, application=application, **by)
        return _("The membership is confirmed.")
    raise Http404


def _context(
    application: Application, form: ResultForm, crumbs: list[dict[str, str]]
) -> dict[str, Any]:
    slug, association = application.association.slug, application.association
    names = editions.parsed(application.edition).names()
    known = belongings.names()
    return {
        "application": application,
        "association": association,
        "category": category_name(application),
        "form": form,
        "open": application.state not in Application.CLOSED,
        "papers": [line(one, names) for one in papers.of_application(application)],
        "memberships": [
            membership_line(one, known) for one in belongings.of_person(application.person)
        ],
        "results": [
            {"row": one, "name": wording.word(one.code)}
            for one in results.of_application(application)
        ],
        "crumbs": [
            *crumbs,
            {
                "label": str(application.person),
                "url": reverse(
                    "endorsement:coordinator_application", args=[slug, application.public_id]
                ),
            },
            {"label": _("Papers, memberships, exams")},
        ],
    }
