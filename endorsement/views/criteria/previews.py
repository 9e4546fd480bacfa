"""A draft measured on a real portfolio, beside the edition in force."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from endorsement.forms.criteria.preview import PreviewForm
from endorsement.models import Association, Edition
from endorsement.selectors import criteria_desk, criteria_preview, portfolios
from endorsement.views.criteria.doors import StaffRequest, crumb, for_administrators, page


@require_safe
@for_administrators
def preview(request: StaffRequest, public_id: str) -> HttpResponse:
    """Choose a category and a portfolio; see both verdicts side by side."""
    edition = criteria_desk.editable(request.user, public_id)
    associations = list(criteria_desk.followers(edition))
    context = {
        "edition": edition,
        **previewed(request, edition, associations, known_only=False),
    }
    return page(request, "preview", context, title=_("Preview"), crumbs=[crumb(edition)])


def previewed(
    request: Any, edition: Edition, associations: list[Association], *, known_only: bool
) -> dict[str, Any]:
    """The form, and the comparison once it is filled in; of an unsound draft neither."""
    published = edition.state == Edition.State.PUBLISHED
    if not published and criteria_desk.problems(edition):
        return {"unsound": True}
    form = PreviewForm(
        request.GET,
        edition=edition,
        associations=associations,
        known_only=known_only,
        default=portfolios.default_of(criteria_desk.followers(edition)),
    )
    found: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        person, association = form.chosen()
        on = association.day_of(timezone.now())
        base = criteria_desk.in_force(edition, on)
        found["base"] = base
        found["lines"] = criteria_preview.side_by_side(
            edition, form.cleaned_data["category"], person, association, on
        )
    return found
