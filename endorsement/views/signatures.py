"""Reading and signing a document of the association's criteria."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from endorsement import wording
from endorsement.forms.refused import show
from endorsement.forms.signature import SignForm
from endorsement.models import Association, Edition
from endorsement.permissions import PersonRequest, signed_in, today_in
from endorsement.refusals import Refused
from endorsement.selectors import editions
from endorsement.selectors.registry_standing import listing_asked
from endorsement.services import signature
from endorsement.views.measuring import measuring
from endorsement.views.way_back import way_back


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sign(request: PersonRequest, document: str) -> HttpResponse:
    """Show a document; a ticked box and a click sign it.

    The form names the association: one chosen meanwhile in another tab changes nothing here.
    """
    association = measuring(request).association
    edition = _edition(association)
    documents = editions.parsed(edition).documents
    if association is None or document not in documents:
        raise Http404
    form = SignForm(request.POST if request.method == "POST" else None)
    name = wording.pick(documents[document].name)
    back = way_back(request, reverse("endorsement:categories"))
    if request.method == "POST" and form.is_valid():
        try:
            signature.sign(
                person=request.person,
                association=association,
                document=document,
                edition=edition,
                at=timezone.now(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("You signed: %(document)s.") % {"document": name})
            return redirect(back)
    last = (
        request.person.signatures.filter(association=association, document=document)
        .order_by("-signed_on")
        .first()
    )
    context = {
        "form": form,
        "association": association,
        "name": name,
        "text": wording.pick(documents[document].text),
        "listing": listing_asked(association),
        "back": back,
        "last": last,
        "crumbs": [
            {"label": _("Categories"), "url": reverse("endorsement:categories")},
            {"label": name},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "endorsement/portfolio/sign.html", context, status=status)


def _edition(association: Association | None) -> Edition:
    """:raises Http404: when there is nothing to sign for."""
    try:
        if association is not None:
            return editions.current(association, today_in(association))
    except Edition.DoesNotExist:
        pass
    raise Http404
