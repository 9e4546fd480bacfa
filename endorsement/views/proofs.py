"""Files that prove a membership: opened and reported."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from endorsement.permissions import PersonRequest, signed_in
from endorsement.selectors import proofs
from endorsement.services import belonging as service
from endorsement.views import kept_files


@require_safe
@signed_in
def proof(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """Download a proof."""
    return kept_files.hand_out(request, proofs.for_viewer(request.person, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proof_flag(request: PersonRequest, public_id: str) -> HttpResponse:
    """Report a proof that should not be seen."""
    row = proofs.for_viewer(request.person, public_id)
    own = row.belonging.person_id == request.person.pk
    back = reverse("endorsement:belongings") if own else "/"
    return kept_files.report(request, row, lambda at: service.flag_proof(proof=row, at=at), back)
