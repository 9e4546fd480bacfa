"""One's own view of one's competencies, and one's plan: private pages, printable."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import wording
from endorsement.forms.own_growth import GoalForm, SelfAssessmentForm, scale_of
from endorsement.forms.refused import show
from endorsement.models import DevelopmentGoal
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import frameworks, ledger, offered, own_growth
from endorsement.services import development_plan, self_assessment
from endorsement.views.measuring import measuring

form_view = require_http_methods(["GET", "HEAD", "POST"])


@form_view
@signed_in
def assess(request: PersonRequest) -> HttpResponse:
    """Look at every competency; what was said last stands there to begin with."""
    choices, chosen = _frameworks(request)
    last = own_growth.latest(request.person, chosen)
    form = SelfAssessmentForm(
        request.POST if request.method == "POST" else None,
        framework=chosen,
        answers=last.answers if last else {},
    )
    if form.is_valid():
        try:
            row = self_assessment.assess(
                person=request.person,
                framework=chosen,
                answers=form.answers(),
                on=_today(request),
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("Your self-assessment is saved. Only you can see it."))
            return redirect("endorsement:self_assessment", row.public_id)
    context = {
        "form": form,
        "frameworks": choices,
        "chosen": chosen,
        "history": own_growth.assessments(request.person).filter(framework=chosen),
        "crumbs": _crumbs(_("Self-assessment")),
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/own_growth/assess.html", context, status=status)


def _frameworks(request: PersonRequest) -> tuple[list[tuple[str, str]], str]:
    """The frameworks one can look at oneself by, and the one that was chosen in the address.

    Those are the ones that the criteria one is measured by read, and the platform's own.
    """
    edition = offered.edition_of(measuring(request).association)
    read = edition.frameworks if edition else ()
    choices = frameworks.loaded([*read, frameworks.DEFAULT])
    asked = request.GET.get("framework", "")
    known = [reference for reference, _name in choices]
    return choices, asked if asked in known else next(iter(known), frameworks.DEFAULT)


@require_safe
@signed_in
def assessment(request: PersonRequest, public_id: str) -> HttpResponse:
    """One self-assessment beside the one before it."""
    row = own_growth.assessment_for_owner(request.person, public_id)
    earlier = own_growth.before(row)
    steps = dict(scale_of(row.framework))
    areas = [
        {
            "name": area.name,
            "rows": [
                {
                    "name": name,
                    "step": row.answers[ref]["step"],
                    "label": steps.get(str(row.answers[ref]["step"]), ""),
                    "note": row.answers[ref].get("note", ""),
                    "change": _change(row.answers[ref], earlier, ref),
                }
                for ref, name in area.competencies
                if ref in row.answers
            ],
        }
        for area in frameworks.areas(row.framework)
    ]
    context = {
        "assessment": row,
        "earlier": earlier,
        "steps": range(1, len(steps) + 1),
        "areas": [area for area in areas if area["rows"]],
        "crumbs": _crumbs(_("Self-assessment"), reverse("endorsement:assess")),
    }
    return render(request, "endorsement/own_growth/assessment.html", context)


def _change(said: dict[str, Any], earlier: Any, reference: str) -> str:
    old = earlier.answers.get(reference) if earlier else None
    if old is None or old["step"] == said["step"]:
        return ""
    return _("further than before") if said["step"] > old["step"] else _("less far than before")


@require_POST
@signed_in
def assessment_delete(request: PersonRequest, public_id: str) -> HttpResponse:
    """Delete a self-assessment."""
    row = own_growth.assessment_for_owner(request.person, public_id)
    self_assessment.delete(assessment=row)
    messages.success(request, _("The self-assessment is deleted."))
    return redirect("endorsement:assess")


@form_view
@signed_in
def plan(request: PersonRequest) -> HttpResponse:
    """The goals, open ones first, and a form for the next."""
    form = GoalForm(request.POST if request.method == "POST" else None, person=request.person)
    if form.is_valid():
        once = form.cleaned_data["once"] or form.initial["once"]
        development_plan.add_goal(
            person=request.person, once=once, at=timezone.now(), **form.said()
        )
        messages.success(request, _("The goal is in your plan."))
        return redirect("endorsement:development_plan")
    names = frameworks.names()
    addresses = {code: (title, address) for code, title, address in own_growth.offers()}
    context = {
        "form": form,
        "goals": [
            _goal(goal, names, addresses, _today(request))
            for goal in own_growth.goals(request.person)
        ],
        "crumbs": _crumbs(_("Development plan")),
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/own_growth/plan.html", context, status=status)


@form_view
@signed_in
def goal_edit(request: PersonRequest, public_id: str) -> HttpResponse:
    """Say a goal anew."""
    goal = own_growth.goal_for_owner(request.person, public_id)
    data = request.POST if request.method == "POST" else None
    form = GoalForm(data, person=request.person, goal=goal)
    if form.is_valid():
        development_plan.change_goal(goal=goal, **form.said())
        messages.success(request, _("Your changes are saved."))
        return redirect("endorsement:development_plan")
    crumbs = _crumbs(_("Development plan"), reverse("endorsement:development_plan"))
    context = {"form": form, "crumbs": [*crumbs, {"label": _("Change the goal")}]}
    status = 422 if form.errors else 200
    return render(request, "endorsement/own_growth/goal.html", context, status=status)


@require_POST
@signed_in
def goal_act(request: PersonRequest, public_id: str) -> HttpResponse:
    """Done, open again, or out of the plan."""
    goal = own_growth.goal_for_owner(request.person, public_id)
    action = request.POST.get("action")
    if action == "delete":
        development_plan.delete_goal(goal=goal)
        messages.success(request, _("The goal is out of your plan."))
    elif action == "done":
        development_plan.finish_goal(goal=goal, on=_today(request))
        messages.success(request, _("Well done. The goal is marked as done."))
    elif action == "open":
        development_plan.finish_goal(goal=goal, on=None)
    return redirect("endorsement:development_plan")


def _goal(
    goal: DevelopmentGoal,
    names: wording.Names,
    offers: dict[str, tuple[str, str]],
    today: date,
) -> dict[str, Any]:
    title, address = offers.get(goal.offer_code, ("", ""))
    return {
        "goal": goal,
        "competency": wording.word(goal.competency, names) if goal.competency else "",
        "overdue": own_growth.overdue(goal, today),
        "offer": title,
        "offer_url": address,
        "entry": ledger.title(goal.entry) if goal.entry else "",
    }


def _today(request: PersonRequest) -> date:
    return timezone.localdate(timezone=ZoneInfo(request.person.time_zone))


def _crumbs(label: str, url: str = "") -> list[dict[str, str]]:
    portfolio = {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")}
    return [portfolio, {"label": label, "url": url} if url else {"label": label}]
