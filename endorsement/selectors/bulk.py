"""What a bulk action would do to each application, and where it would be refused, before it is done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Person, Review
from endorsement.rules.workflow import MOVES, Action, Role
from endorsement.selectors import applications, conflicts, proposals

AT_ONCE = 50
CONFIRM, ASSIGN, REMIND = "confirm", "assign", "remind"


@dataclass(frozen=True)
class Planned:
    """What would happen to one application: sentences, or why it would be refused."""

    application: Application
    will: list[str] = field(default_factory=list)
    refused: Any = ""


def chosen(
    association: Association, coordinator: Person, public_ids: Iterable[str]
) -> QuerySet[Application]:
    """Those of the ticked applications that are on this coordinator's desk, longest waiting first."""
    return (
        applications.on_desk(association, coordinator)
        .filter(public_id__in=list(public_ids)[:AT_ONCE])
        .select_related("person", "edition__scheme", "association__overlay")
        .defer("snapshot")
        .order_by("submitted_at", "pk")
    )


def planned(act: str, application: Application, coordinator: Person, on: date) -> Planned:
    """Without changing anything. What others do meanwhile can still refuse it."""
    reason = conflicts.of_anyone(coordinator, application, on)
    if reason:
        return Planned(application, refused=_("You have a conflict of interest here."))
    return _PLANS[act](application, on)


def to_remind(application: Application) -> QuerySet[Review]:
    """The open reviews of its current round."""
    reviews = application.reviews.filter(round=application.submissions, state=Review.State.ASSIGNED)
    return reviews.select_related("reviewer", "association").order_by("due_on", "pk")


def _confirm(application: Application, _on: date) -> Planned:
    if Action.CONFIRM_COMPLETE not in MOVES.actions(application.state, Role.COORDINATOR):
        return Planned(application, refused=_not_now(application))
    return Planned(application, [_("It is found complete, and waits for reviewers.")])


def _assign(application: Application, on: date) -> Planned:
    if application.state != Application.State.COMPLETE:
        return Planned(application, refused=_not_now(application))
    found = proposals.proposed(application, on)
    if not found:
        return Planned(application, refused=proposals.sentence(proposals.NOBODY))
    return Planned(
        application,
        [
            _("%(name)s is asked. %(reasons)s")
            % {"name": one.person, "reasons": " ".join(one.reasons)}
            for one in found
        ],
    )


def _remind(application: Application, _on: date) -> Planned:
    found = list(to_remind(application))
    if not found:
        return Planned(application, refused=_("No reviewer has anything open here."))
    return Planned(
        application, [_("%(name)s is reminded.") % {"name": one.reviewer} for one in found]
    )


def _not_now(application: Application) -> str:
    return _("It is “%(state)s” now, so this is not possible.") % {
        "state": application.get_state_display()
    }


_PLANS: dict[str, Callable[[Application, date], Planned]] = {
    CONFIRM: _confirm,
    ASSIGN: _assign,
    REMIND: _remind,
}
ACTS = tuple(_PLANS)
