"""The way back to one's own pages from what a mailed link opened."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from endorsement.models import Person


def crumbs(request: HttpRequest, whose: Person, here: str) -> list[dict[str, str]]:
    """Crumbs for the provider whose page it is, if they are signed in; none for anybody else.

    Whoever only has the link does not learn from it whether there is an account.
    """
    if not request.user.is_authenticated or whose.user_id != request.user.pk:
        return []
    supervision = {"label": _("Supervision I give"), "url": reverse("endorsement:supervision")}
    return [supervision, {"label": here}]
