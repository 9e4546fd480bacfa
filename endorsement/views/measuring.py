"""By which association's criteria a person looks at their portfolio."""

from dataclasses import dataclass

from django.http import HttpRequest

from endorsement.models import Association
from endorsement.selectors import measure

KEY = "measured_by"


@dataclass(frozen=True)
class Measuring:
    """The association that was chosen, and those there are to choose from."""

    association: Association | None
    choices: list[Association]


def measuring(request: HttpRequest) -> Measuring:
    """The association named in the address, else the one chosen last, else the person's own, else the
    first.

    A choice in the address is remembered in the session. A person's own association is the one they
    applied to last.
    """
    choices = measure.associations()
    by_slug = {association.slug: association for association in choices}
    asked = request.GET.get("association", "")
    if asked in by_slug and request.session.get(KEY) != asked:
        request.session[KEY] = asked
    chosen = by_slug.get(asked) or by_slug.get(request.session.get(KEY, ""))
    if chosen is None and len(choices) > 1:
        chosen = by_slug.get(measure.own_association(request.user))
    return Measuring(chosen or next(iter(choices), None), choices)
