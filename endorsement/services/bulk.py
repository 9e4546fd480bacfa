"""The same thing done to several applications: each on its own, so that none stops the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person
from endorsement.refusals import Refused
from endorsement.selectors import bulk as selector
from endorsement.selectors import proposals
from endorsement.services import application as applications
from endorsement.services import review
from endorsement.services.conflict import keep_refusal


@dataclass(frozen=True)
class Outcome:
    """What happened to one application: sentences, or why nothing did."""

    application: Application
    done: list[str] = field(default_factory=list)
    refused: Any = ""


def run(
    *, act: str, chosen: Iterable[Application], coordinator: Person, at: datetime
) -> list[Outcome]:
    """Do one thing to each of them, every one in a transaction of its own.

    :raises KeyError: for something that cannot be done to several.
    """
    do = _ACTS[act]
    return [_one(do, application, coordinator, at) for application in chosen]


Act = Callable[[Application, Person, datetime], list[str]]


def _one(do: Act, application: Application, coordinator: Person, at: datetime) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(application, do(application, coordinator, at))
    except Refused as refused:
        keep_refusal(refused, actor=coordinator, at=at)
        return Outcome(application, refused=refused.sentence)


def _confirm(application: Application, coordinator: Person, at: datetime) -> list[str]:
    applications.confirm_complete(application=application, coordinator=coordinator, at=at)
    return [_("Found complete.")]


def _assign(application: Application, coordinator: Person, at: datetime) -> list[str]:
    found = proposals.proposed(application, application.association.day_of(at))
    if not found:
        raise Refused(proposals.sentence(proposals.NOBODY))
    for one in found:
        applications.assign_reviewer(
            application=application, reviewer=one.person, coordinator=coordinator, at=at
        )
    return [_("%(name)s was asked.") % {"name": one.person} for one in found]


def _remind(application: Application, coordinator: Person, at: datetime) -> list[str]:
    found = list(selector.to_remind(application))
    if not found:
        raise Refused(_("No reviewer has anything open here."))
    for one in found:
        review.remind(review=one, coordinator=coordinator, at=at)
    return [_("%(name)s was reminded.") % {"name": one.reviewer} for one in found]


_ACTS: dict[str, Act] = {
    selector.CONFIRM: _confirm,
    selector.ASSIGN: _assign,
    selector.REMIND: _remind,
}
