"""Evidence shown inside the page of a review."""

from django.http import Http404, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from endorsement.permissions import PersonRequest, signed_in
from endorsement.selectors import applications, review_files
from endorsement.services.evidence import FOLDER, STORAGE
from lms.backbone.private_files import hand_out_stored


@require_safe
@xframe_options_sameorigin
@signed_in
def review_file(request: PersonRequest, public_id: str, file: str) -> HttpResponseBase:
    """A file of the application, drawn by the browser; as closed as the download of it."""
    review = applications.for_reviewer(request.person, public_id)
    row = review_files.of_review(review, file)
    try:
        return hand_out_stored(
            request,
            STORAGE,
            FOLDER,
            row.sha256,
            name=row.name,
            content_type=row.content_type,
            in_page=True,
        )
    except FileNotFoundError as error:
        raise Http404 from error
