"""Which modules the association that measures a person takes for its in-service hours, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.views.person import optional_person
from endorsement.models import Association, TrainingAcceptance
from endorsement.permissions import today_in
from endorsement.selectors import acceptance
from endorsement.selectors.acceptance import ACCEPTED, NOT_ACCEPTED, OPEN
from endorsement.views.measuring import measuring


@dataclass(frozen=True)
class Said:
    """What holds today: `state` as the coordinators' list has it, and a sentence."""

    state: str
    text: str


@dataclass(frozen=True)
class Accepting:
    """Decisions that hold today. Without an association nothing is said."""

    association: Association | None = None
    decided: Mapping[str, TrainingAcceptance] = field(default_factory=dict)

    @property
    def codes(self) -> set[str]:
        """Modules that are accepted."""
        return {code for code, decision in self.decided.items() if decision.accepted}

    def of(self, codes: Iterable[str]) -> dict[str, Said]:
        """By code, for cards."""
        if self.association is None:
            return {}
        return {code: self._said(code) for code in codes}

    def _said(self, code: str) -> Said:
        name = {"association": self.association.short_name if self.association else ""}
        decision = self.decided.get(code)
        if decision is None:
            text = _("%(association)s has not decided about its in-service hours yet")
            return Said(OPEN, text % name)
        if not decision.accepted:
            return Said(
                NOT_ACCEPTED, _("Not accepted by %(association)s for in-service hours") % name
            )
        if decision.through_on is None:
            return Said(ACCEPTED, _("Accepted by %(association)s for in-service hours") % name)
        text = _("Accepted by %(association)s for in-service hours through %(day)s")
        return Said(
            ACCEPTED, text % {**name, "day": date_format(decision.through_on, "DATE_FORMAT")}
        )


def accepting(request: HttpRequest) -> Accepting:
    """For a signed-in person, by the association whose criteria they look at."""
    association = measuring(request).association if optional_person(request) else None
    if association is None:
        return Accepting()
    return Accepting(association, acceptance.holding(association, today_in(association)))
