"""Files that belong to the application of one review."""

from django.http import Http404

from endorsement.models import EvidenceFile, Paper, Review
from endorsement.selectors import evidence, papers
from endorsement.selectors.portfolio import from_snapshot


def of_review(review: Review, public_id: str) -> EvidenceFile | Paper:
    """A file or a paper that this application was handed in with, and that is not reported.

    :raises Http404: for every other one, also of another application of the same person.
    """
    application = review.application
    if not application.snapshot:
        # Erased at the applicant's request.
        raise Http404
    paper = papers.of_application(application).filter(public_id=public_id).first()
    if paper is not None:
        return paper
    keys = [one.key for one in from_snapshot(application.snapshot).entries]
    for files in evidence.of_application(application, keys).values():
        for file in files:
            if file.public_id == public_id and file.flagged_at is None:
                return file
    raise Http404
