"""Where in an edition a page is: its tree, its requirement, and the way to it."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.forms.criteria.kinds import KINDS
from endorsement.models import Edition
from endorsement.rules import drafting
from endorsement.rules.reading import DocumentError
from endorsement.selectors import criteria_desk
from endorsement.selectors.criteria_changes import PURPOSES
from endorsement.views.criteria.doors import crumb

Plain = dict[str, Any]


@dataclass(frozen=True)
class At:
    """One requirement of an edition, with everything that says where it stands."""

    edition: Edition
    document: Plain
    category: str
    purpose: str
    place: drafting.Place

    @property
    def keys(self) -> tuple[str, str, str, str]:
        """What the addresses of its pages are made of."""
        return self.edition.public_id, self.category, self.purpose, self.place.id

    @property
    def locked(self) -> bool:
        return self.edition.state != Edition.State.DRAFT

    def changed(self, node: Plain) -> Plain:
        """The document in which the requirement says this."""
        return drafting.replace(self.document, self.category, self.purpose, self.place.id, node)

    def trail(self) -> list[dict[str, str]]:
        return trail(self.edition, self.document, self.category, self.purpose)

    def own(self, problems: list[DocumentError]) -> list[DocumentError]:
        """What is wrong with itself; a group leaves to its requirements what is wrong with them."""
        inside = [one for one in problems if one.path.startswith(self.place.path)]
        if not self.place.is_group:
            return inside
        return [
            one for one in inside if re.match(OF_A_GROUP, one.path.removeprefix(self.place.path))
        ]


OF_A_GROUP = r"\.(when|label|hint|waivable|id|at_least\.count)\b"


def found(user: Any, public_id: str, category: str, purpose: str, code: str) -> At:
    """The requirement for an administrator.

    :raises Http404: for everybody else, and when it is not there.
    """
    edition = criteria_desk.editable(user, public_id)
    document = document_of(edition, category, purpose)
    return At(edition, document, category, purpose, place_of(document, category, purpose, code))


def document_of(edition: Edition, category: str, purpose: str) -> Plain:
    document = criteria_desk.document_of(edition)
    known = category in (document.get("categories") or {}) and purpose in criteria_desk.PURPOSES
    if not known:
        raise Http404
    return document


def title_of(document: Plain, category: str, purpose: str) -> str:
    name = wording.word(category, criteria_desk.names(document))
    return _("%(category)s: %(purpose)s") % {"category": name, "purpose": PURPOSES[purpose]()}


def trail(edition: Edition, document: Plain, category: str, purpose: str) -> list[dict[str, str]]:
    address = reverse("criteria:tree", args=[edition.public_id, category, purpose])
    return [crumb(edition), {"url": address, "label": title_of(document, category, purpose)}]


def place_of(document: Plain, category: str, purpose: str, code: str) -> drafting.Place:
    try:
        place = drafting.find(document, category, purpose, code)
    except KeyError:
        raise Http404 from None
    if place.kind not in KINDS:
        raise Http404
    return place


def name_of(place: drafting.Place) -> str:
    """What the requirement is called; the top of a tree needs no name."""
    label = place.node.get("label")
    return wording.pick(label) if label else _("All requirements")
