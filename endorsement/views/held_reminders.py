"""Before reminders of people who were brought here begin, a coordinator sees what they would send."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from endorsement import wording
from endorsement.forms.people_import import StartForm
from endorsement.forms.sent import sent
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.rules.renewal import Step
from endorsement.selectors import held, import_criteria, people_imports
from endorsement.selectors.held import Plan
from endorsement.selectors.people_wording import Names
from endorsement.services import held as service
from endorsement.services import people_import, reminder_letter
from endorsement.views.coordination import desk_crumb
from lms.backbone import jobs

ROWS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def held_reminders(request: PersonRequest, slug: str) -> HttpResponse:
    """What the ladder would send, person by person; then, confirmed, start it."""
    association = association_for_coordinator(request.person, slug)
    at = timezone.now()
    rows = held.cycles(association)
    form = StartForm(sent(request), over=held.over(association, at).count())
    if request.method == "POST" and form.is_valid():
        started = service.start(
            association=association,
            by=request.person,
            lapsing=form.cleaned_data.get("lapsing", False),
            at=at,
        )
        messages.success(
            request,
            ngettext(
                "Reminders of %(n)s person have begun.",
                "Reminders of %(n)s people have begun.",
                started,
            )
            % {"n": started},
        )
        return redirect("endorsement:held_reminders", slug)
    page = Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("page"))
    names = import_criteria.of_association(association).categories()
    job = jobs.latest(request.user, service.KIND)
    context = {
        "association": association,
        "form": form,
        "page": page,
        "panel": jobs.panel_of(job, at=at) if job and job.under_way else None,
        "summary": held.summary(held.plans(association, rows, at)),
        "lines": [_line(one, names) for one in held.plans(association, page, at)],
        "crumbs": [
            desk_crumb(slug),
            {
                "label": _("Going live"),
                "url": reverse("endorsement:people_imports", args=[slug]),
            },
            {"label": _("Start reminders")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/people_imports/held.html", context, status=status)


@require_POST
@signed_in
def certify(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Have certificates of this platform issued for the people of a list."""
    at = timezone.now()
    batch = people_imports.for_coordinator(request.person, slug, public_id, at)
    asked = people_import.want_certificates(batch=batch, by=request.person, at=at)
    messages.success(
        request,
        ngettext(
            "%(n)s certificate is on its way. It appears under “Certificates” when it is ready.",
            "%(n)s certificates are on their way. They appear under “Certificates” as they get ready.",
            asked,
        )
        % {"n": asked},
    )
    return redirect("endorsement:people_import", slug, public_id)


def _line(plan: Plan, names: Names) -> dict[str, Any]:
    award = plan.endorsement
    return {
        "name": award.person,
        "email": award.person.email,
        "category": wording.pick(names.get(award.category, {})) or award.category,
        "due_on": plan.cycle.due_on,
        "grace_through": plan.cycle.grace_through,
        "before": [_step(step) for step in plan.before],
        "at_once": _step(plan.at_once) if plan.at_once and not plan.over else "",
        "following": _step(plan.following) if plan.following and not plan.over else "",
        "over": plan.over,
    }


def _step(step: Step) -> str:
    rung, on = step
    return f"{reminder_letter.rung_name(rung)}, {date_format(on)}"
