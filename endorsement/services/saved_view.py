"""A coordinator keeps a way of looking at the desk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Person, SavedView
from endorsement.refusals import Refused

MOST_VIEWS = 30


@transaction.atomic
def save(
    *, person: Person, association: Association, name: str, query: str, at: datetime
) -> SavedView:
    """Keep the filters under a name; the same name again replaces them.

    :raises Refused: without a name, or when there are very many.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give this view a name."), field="name")
    mine = SavedView.objects.filter(person=person, association=association)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise Refused(_("There are very many of them already. Please remove one first."))
    view, _created = SavedView.objects.update_or_create(
        person=person,
        association=association,
        name=name,
        defaults={"query": query, "saved_at": at},
    )
    return view


def remove(*, view: SavedView) -> None:
    """Forget it."""
    view.delete()
