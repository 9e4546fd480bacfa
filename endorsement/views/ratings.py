"""A rating in words, for those who may read it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.forms import BoundField
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.forms.reference import steps
from endorsement.models import Reference
from endorsement.rules.scheme import Edition
from endorsement.selectors import editions
from endorsement.wording import Names


@dataclass(frozen=True)
class Rating:
    """A reference as those who judge the application read it, and its person where they may."""

    rater: str
    role: str
    completed_on: date | None
    recommendation: str
    answers: list[dict[str, str]]
    comment: str
    came: str = ""
    key: str = ""
    # What a reviewer decides about it, as fields of a form.
    decision: list[BoundField] = field(default_factory=list)


def rating(reference: Reference, edition: Edition, names: Names) -> Rating:
    """A reference in words; by its own edition's form, else by the given one's."""
    own = editions.parsed(reference.edition) if reference.edition else edition
    return Rating(
        rater=str(reference.rater),
        role=wording.word(reference.role, {**names, **own.reference_roles}),
        completed_on=reference.completed_on,
        recommendation=reference.get_recommendation_display(),
        answers=[*_declared(reference, own), *answers(reference, own)],
        comment=reference.comment,
        came=_came(reference),
        key=reference.public_id,
    )


def answers(reference: Reference, edition: Edition) -> list[dict[str, str]]:
    """Each line of the form with what was answered."""
    said = {value: str(label) for value, label in steps(edition.rating_form)}
    return [
        {
            "label": wording.pick(item.text),
            "value": said.get(reference.answers.get(item.code, ""), "–"),
        }
        for item in edition.rating_form.items
    ]


def _declared(reference: Reference, edition: Edition) -> Iterator[dict[str, str]]:
    """What the rater said about themself."""
    if reference.known_for:
        yield {"label": _("Knows their work"), "value": reference.get_known_for_display()}
    if reference.stated_role:
        role = wording.word(reference.stated_role, edition.reference_roles)
        yield {"label": _("As what, in the rater’s words"), "value": role}
    if reference.direct_service:
        yield {
            "label": _("Has seen their work with children or families"),
            "value": reference.get_direct_service_display(),
        }


def _came(reference: Reference) -> str:
    if reference.received == Reference.Received.LINK:
        return ""
    who = str(reference.recorded_by) if reference.recorded_by else ""
    return _("Came %(how)s; typed by %(who)s.") % {
        "how": reference.get_received_display(),
        "who": who or _("somebody whose name was erased"),
    }
