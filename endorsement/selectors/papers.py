"""Papers that were handed in, fetched only by those who may see them."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import Application, Association, Paper, Person
from endorsement.selectors.evidence import may_coordinate, may_review
from endorsement.selectors.renewal_viewers import may_see


def of_person(person: Person, association: Association) -> QuerySet[Paper]:
    """The person's papers for one association, by document, newest first."""
    papers = Paper.objects.filter(person=person, association=association)
    return papers.prefetch_related("looks__by")


def of_application(application: Application) -> QuerySet[Paper]:
    """The papers that were there when the application was handed in."""
    papers = of_person(application.person, application.association)
    return papers.filter(uploaded_at__lte=application.submitted_at)


def shown_by(person: Person, association: Association, at: datetime) -> QuerySet[Paper]:
    """The papers that were there when the person handed something in."""
    return of_person(person, association).filter(uploaded_at__lte=at)


def for_owner(person: Person, public_id: str) -> Paper:
    """:raises Http404: for everybody else's."""
    papers = Paper.objects.filter(person=person).select_related("association", "person")
    return get_object_or_404(papers, public_id=public_id)


def for_viewer(person: Person, public_id: str) -> Paper:
    """A paper the person may open: its owner, and who looks at an application that shows it.

    Those are a reviewer of the application, and a coordinator of its association; and in the same way
    those who look at a renewal. A reported paper is
    closed to all but the coordinator.

    :raises Http404: for everybody else.
    """
    paper = get_object_or_404(
        Paper.objects.select_related("person", "association"), public_id=public_id
    )
    if paper.person_id == person.pk and paper.flagged_at is None:
        return paper
    for application in _applications_with(paper):
        if may_coordinate(person, application):
            return paper
        if paper.flagged_at is None and may_review(person, application):
            return paper
    if may_see(person, paper.person, keys=(), at=paper.uploaded_at, flagged=bool(paper.flagged_at)):
        return paper
    raise Http404


def _applications_with(paper: Paper) -> QuerySet[Application]:
    """Applications handed in with the paper; one that was withdrawn shows nothing any more."""
    return (
        Application.objects.filter(
            person=paper.person_id,
            association=paper.association_id,
            submitted_at__gte=paper.uploaded_at,
        )
        .exclude(state=Application.State.WITHDRAWN)
        .select_related("association")
    )
