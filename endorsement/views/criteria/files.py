"""An edition as a file: brought in as a draft, and taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from endorsement import wording
from endorsement.forms.criteria.moves import FileForm
from endorsement.forms.refused import show
from endorsement.refusals import Refused
from endorsement.rules.criteria_files import editions_in
from endorsement.rules.documents import to_yaml
from endorsement.rules.reading import DocumentError
from endorsement.selectors import criteria_desk, frameworks
from endorsement.services import edition as services
from endorsement.views.criteria.doors import (
    StaffRequest,
    for_administrators,
    for_moderators,
    page,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def bring(request: StaffRequest) -> HttpResponse:
    """Each edition of a file as a draft; of a broken file nothing is kept."""
    posted = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if posted else FileForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            documents = editions_in(file.read(), frameworks.known())
            drafts = services.bring_in(documents=documents, by=request.person, at=timezone.now())
        except DocumentError as error:
            form.add_error("file", wording.broken(error, file.name))
        except Refused as refused:
            refused.field = "file"
            show(form, refused)
        else:
            messages.success(request, _("The file is here as a draft. Nobody is measured by it."))
            return redirect("criteria:edition", drafts[-1].public_id)
    context = {"form": form, "button": _("Bring it in"), "multipart": True}
    return page(
        request,
        "form",
        context,
        title=_("Bring in a file"),
        crumbs=[],
        status=422 if form.errors else 200,
    )


@require_safe
@for_moderators
def keep(request: StaffRequest, public_id: str) -> HttpResponse:
    """The edition as a file that can be brought in again."""
    edition = criteria_desk.readable(request.user, public_id)
    answer = HttpResponse(
        to_yaml(criteria_desk.document_of(edition)), content_type="application/yaml; charset=utf-8"
    )
    name = f"{edition.scheme.code}-{edition.code}.yaml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
