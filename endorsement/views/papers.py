"""One's own papers: handed in, opened, removed, reported."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement import wording
from endorsement.forms.paper import PaperForm
from endorsement.forms.refused import show
from endorsement.models import Association, Paper
from endorsement.permissions import PersonRequest, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import offered
from endorsement.selectors import papers as selector
from endorsement.services import paper as service
from endorsement.views import kept_files
from endorsement.views.measuring import measuring


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def papers(request: PersonRequest) -> HttpResponse:
    """The papers that the association's criteria ask for, those that are there, and one more.

    The form names the association: one chosen meanwhile in another tab changes nothing here.
    """
    found = measuring(request)
    association = found.association
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(*data, association=association)
    if request.method == "POST" and association is not None and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            service.hand_in(
                person=request.person,
                association=association,
                checked=said.pop("file"),
                at=timezone.now(),
                **said,
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The paper is there."))
            return redirect(_page_of(association))
    edition = offered.edition_of(association)
    names = edition.names() if edition else {}
    context = {
        "form": form,
        "association": association,
        "measuring": found,
        "asked": list(edition.uploads) if edition else [],
        "papers": [line(one, names) for one in selector.of_person(request.person, association)]
        if association
        else [],
        "crumbs": [
            {"label": _("Portfolio"), "url": reverse("endorsement:portfolio")},
            {"label": _("Papers")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/portfolio/papers.html", context, status=status)


def line(paper: Paper, names: wording.Names) -> dict[str, Any]:
    """What a list shows of a paper."""
    look = next(reversed(paper.looks.all()), None)
    return {
        "row": paper,
        "name": wording.word(paper.document, names),
        "look": look,
        "closed": kept_files.closed_note(paper),
        "status": "met" if look and look.fits else "not_met" if look else "not_yet_assessable",
    }


@require_safe
@signed_in
def paper(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """Download a paper."""
    row = selector.for_viewer(request.person, public_id)
    return kept_files.hand_out(request, row)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def paper_flag(request: PersonRequest, public_id: str) -> HttpResponse:
    """Report a paper that should not be seen."""
    row = selector.for_viewer(request.person, public_id)
    back = _page_of(row.association) if row.person_id == request.person.pk else "/"
    return kept_files.report(request, row, lambda at: service.flag(paper=row, at=at), back)


@require_POST
@signed_in
def paper_remove(request: PersonRequest, public_id: str) -> HttpResponse:
    """Remove a paper that nobody relies on."""
    row = selector.for_owner(request.person, public_id)
    try:
        service.remove(paper=row)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The paper is removed."))
    return redirect(_page_of(row.association))


def _page_of(association: Association) -> str:
    return f"{reverse('endorsement:papers')}?association={association.slug}"
