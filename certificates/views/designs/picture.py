"""A picture of a design, for those who edit it: a signature is nobody else's to fetch."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from certificates import pictures
from certificates.selectors.design import designs_of
from lms.backbone.private_files import hand_out_stored


@require_safe
def show(request: HttpRequest, pk: int, digest: str) -> HttpResponseBase:
    """One that the newest draft or the published state of this design names; otherwise 404."""
    design = get_object_or_404(designs_of(request.user), pk=pk)
    draft = design.get_latest_revision_as_object()
    if digest not in {*_named(draft), *_named(design)}:
        raise Http404
    try:
        return hand_out_stored(
            request,
            pictures.STORAGE,
            pictures.FOLDER,
            digest,
            name="picture.png",
            content_type="image/png",
            in_page=True,
        )
    except FileNotFoundError:
        raise Http404 from None


def _named(design: object) -> list[str]:
    return pictures.named_by(design.document())  # type: ignore[attr-defined]
