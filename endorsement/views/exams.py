"""The coordinator's side of exams: sittings, tasks, candidates, scores, scorers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms import exam as forms
from endorsement.forms import score_import
from endorsement.forms.refused import show
from endorsement.forms.sent import sent
from endorsement.models import Association, Candidate, Edition, Sitting
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import editions, exams
from endorsement.services import conflict, scoring
from endorsement.services import exam as services
from endorsement.services import sitting as planning
from endorsement.views.applications import category_name


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sittings(request: PersonRequest, slug: str) -> HttpResponse:
    """Every sitting, and announcing another."""
    association = association_for_coordinator(request.person, slug)
    edition = _edition(association)
    form = forms.SittingForm(sent(request), edition=edition) if edition else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            planned = planning.announce(
                association=association,
                facts=form.facts(),
                coordinator=request.person,
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The sitting is announced to everybody who may sit it."))
            return redirect("endorsement:sitting", slug, planned.public_id)
    context = {
        "association": association,
        "rows": exams.of_association(association),
        "form": form if form is not None and form.any else None,
        "crumbs": [_desk(slug), {"label": _("Exams")}],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "endorsement/exams/sittings.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sitting(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """One sitting: who sits it, its tasks."""
    one = exams.for_coordinator(request.person, slug, public_id)
    form = forms.VignetteForm(sent(request), edition=one.edition)
    if request.method == "POST" and form.is_valid():
        try:
            scoring.add_vignette(sitting=one, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The task is added."))
            return redirect("endorsement:sitting", slug, public_id)
    named = editions.parsed(one.edition).categories
    context = {
        "association": one.association,
        "sitting": one,
        "form": form if one.written_part else None,
        "candidates": [_line(row) for row in exams.candidates(one, request.person)],
        "vignettes": [
            {"row": row, "category": wording.pick(named[row.category].name)}
            for row in one.vignettes.all()
        ],
        "crumbs": [_desk(slug), _exams(slug), {"label": date_format(one.held_on)}],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/exams/sitting.html", context, status=status)


def _line(candidate: Candidate) -> dict[str, Any]:
    return {
        "row": candidate,
        "category": category_name(candidate.application),
        "parts": [wording.word(one) for one in candidate.parts],
        "scored": sum(one.state == one.State.HANDED_IN for one in candidate.scorings.all()),
        "scorers": len(candidate.scorings.all()),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sitting_scores(request: PersonRequest, slug: str, public_id: str) -> HttpResponse:
    """Scores of the multiple-choice part from a table: seen first, entered then, all rows or none."""
    one = exams.for_coordinator(request.person, slug, public_id)
    if not one.choice_part:
        raise Http404
    people = list(exams.candidates(one, request.person))
    confirming = request.method == "POST" and "rows" in request.POST
    form: Form = (
        score_import.ConfirmForm(request.POST)
        if confirming
        else score_import.ScoresForm(sent(request), request.FILES or None)
    )
    rows: list[score_import.Row] = []
    if request.method == "POST" and form.is_valid():
        if not confirming:
            rows = score_import.read(form.table, one, people)  # type: ignore[attr-defined]
        elif _entered(request, one, form):
            return redirect("endorsement:sitting", slug, public_id)
    good = bool(rows) and not any(row.error for row in rows)
    context = {
        "association": one.association,
        "sitting": one,
        "form": form if not confirming else score_import.ScoresForm(),
        "errors_of": form if confirming else None,
        "rows": rows,
        "confirm": score_import.ConfirmForm(initial={"rows": score_import.as_text(rows)})
        if good
        else None,
        "crumbs": [
            *(_desk(slug), _exams(slug)),
            {
                "label": date_format(one.held_on),
                "url": reverse("endorsement:sitting", args=[slug, public_id]),
            },
            {"label": _("Enter scores")},
        ],
    }
    status = 422 if form.errors or (rows and not good) else 200
    return render(request, "endorsement/exams/scores.html", context, status=status)


def _entered(request: PersonRequest, one: Sitting, form: Form) -> bool:
    try:
        count = services.enter_scores(
            sitting=one,
            scores=form.cleaned_data["rows"],
            coordinator=request.person,
            at=timezone.now(),
        )
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        show(form, refused)
        return False
    messages.success(request, _("Scores entered: %(count)s.") % {"count": count})
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def candidate(request: PersonRequest, slug: str, public_id: str, number: str) -> HttpResponse:
    """One candidate: accommodation, the score of part one, answers and scorers of part two."""
    one = exams.candidate_for_coordinator(request.person, slug, public_id, number)
    bound = _bound(request, one)
    wrong = False
    if request.method == "POST":
        if _act(request, one, bound):
            return redirect("endorsement:candidate", slug, public_id, number)
        wrong = True
    context = {
        "association": one.sitting.association,
        "sitting": one.sitting,
        "candidate": one,
        "category": category_name(one.application),
        "results": exams.parts(one.application, one.sitting.held_on),
        "sits_choice": one.sitting.choice_part in one.parts and bool(one.sitting.choice_part),
        "sits_written": one.sitting.written_part in one.parts and bool(one.sitting.written_part),
        "scorings": one.scorings.select_related("scorer").order_by("number"),
        "out_of": scoring.out_of(one),
        "third": scoring.needs_third(one),
        **bound,
        "crumbs": [
            *(_desk(slug), _exams(slug)),
            {
                "label": date_format(one.sitting.held_on),
                "url": reverse("endorsement:sitting", args=[slug, public_id]),
            },
            {"label": str(one.application.person)},
        ],
    }
    status = 422 if wrong else 200
    return render(request, "endorsement/exams/candidate.html", context, status=status)


def _bound(request: PersonRequest, one: Candidate) -> dict[str, Form]:
    """The forms of the page; only the one that was sent is bound."""
    act = request.POST.get("act") if request.method == "POST" else None
    association = one.sitting.association
    today = association.day_of(timezone.now())

    def data(name: str) -> Any:
        return request.POST if act == name else None

    return {
        "accommodation_form": forms.AccommodationAnswerForm(data("accommodation")),
        "score_form": forms.ScoreForm(data("score")),
        "answers_form": forms.AnswersForm(
            data("answers"), candidate=one, tasks=scoring.of_candidate(one)
        ),
        "release_form": forms.ReleaseScorerForm(data("release"), candidate=one),
        "scorer_form": forms.ScorerForm(data("scorer"), association=association, on=today),
    }


_ACTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "accommodation": ("accommodation_form", services.answer_accommodation),
    "score": ("score_form", services.enter_score),
    "answers": ("answers_form", scoring.enter_answers),
    "scorer": ("scorer_form", scoring.assign),
    "release": ("release_form", scoring.release),
}


def _act(request: PersonRequest, one: Candidate, bound: dict[str, Form]) -> bool:
    act = request.POST.get("act", "")
    if act not in _ACTS:
        raise Http404
    name, service = _ACTS[act]
    form = bound[name]
    if not form.is_valid():
        return False
    said = {"texts": form.cleaned_data} if act == "answers" else form.cleaned_data
    subject = {} if act == "release" else {"candidate": one}
    try:
        service(coordinator=request.person, at=timezone.now(), **subject, **said)
    except Refused as refused:
        conflict.keep_refusal(refused, actor=request.person, at=timezone.now())
        show(form, refused)
        return False
    messages.success(request, _("Recorded."))
    return True


def _edition(association: Association) -> Edition | None:
    try:
        return editions.current(association, association.day_of(timezone.now()))
    except Edition.DoesNotExist:
        return None


def _desk(slug: str) -> dict[str, str]:
    return {"label": _("Desk"), "url": reverse("endorsement:coordinator_queue", args=[slug])}


def _exams(slug: str) -> dict[str, str]:
    return {"label": _("Exams"), "url": reverse("endorsement:sittings", args=[slug])}
