"""Who could review an application, the best first, each with the reasons; and who cannot, and why.

The order: who holds the category, who reads the applicant's language, who has the fewest open reviews,
who was asked longest ago.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from endorsement.models import (
    Absence,
    Application,
    Capacity,
    Endorsement,
    GuestInvitation,
    Membership,
    Person,
    Review,
)
from endorsement.permissions import in_force
from endorsement.selectors import conflicts, guests

NOBODY = "nobody"
_REFUSED = {
    NOBODY: gettext_lazy("No reviewer can be asked now. Open the application to see why."),
    "asked": gettext_lazy("This reviewer has already been asked."),
    "category": gettext_lazy(
        "Your association wants reviewers who hold the category that is applied for."
    ),
    "away": gettext_lazy("This reviewer is away today. Choose somebody else, or ask again later."),
    "full": gettext_lazy("This reviewer has as many open reviews as they can take."),
}


@dataclass(frozen=True)
class Candidate:
    """A reviewer with what speaks for and against asking them."""

    person: Person
    guest: bool
    holds: bool
    speaks: bool
    load: int
    at_most: int | None
    back_on: date | None
    last_asked: datetime | None
    refused: str

    @property
    def why_not(self) -> Any:
        return sentence(self.refused) if self.refused else ""

    @property
    def reasons(self) -> list[str]:
        """What the coordinator reads beside the name."""
        said = [
            _("Holds this category.") if self.holds else _("Does not hold this category."),
            self._said_load(),
            _("Uses the applicant’s language: %(language)s.") % {"language": _language(self.person)}
            if self.speaks
            else _("Uses another language than the applicant: %(language)s.")
            % {"language": _language(self.person)},
            _("Last asked on %(day)s.") % {"day": date_format(self.last_asked, "DATE_FORMAT")}
            if self.last_asked
            else _("Has not been asked here yet."),
        ]
        return [*said, _("Guest of another association.")] if self.guest else said

    def _said_load(self) -> str:
        if self.at_most is None:
            return ngettext("%(n)s open review.", "%(n)s open reviews.", self.load) % {
                "n": self.load
            }
        return ngettext(
            "%(n)s open review, of at most %(most)s.",
            "%(n)s open reviews, of at most %(most)s.",
            self.load,
        ) % {"n": self.load, "most": self.at_most}


def sentence(code: str) -> Any:
    """Why somebody cannot be asked; a conflict says no more than it must."""
    return _REFUSED.get(code) or conflicts.sentence(code)


def candidates(application: Application, on: date) -> list[Candidate]:
    """Every reviewer of the association, and guests invited as such; who can be asked comes first.

    The number of queries does not grow with the reviewers.
    """
    people = _reviewers(application, on)
    found = _considered(application, list(people.values()), on)
    return sorted(found, key=_order)


def why_not(reviewer: Person, application: Application, on: date) -> str:
    """Why this reviewer cannot be asked now; empty when they can."""
    reason = conflicts.of_reviewer(reviewer, application, on)
    return reason or _considered(application, [reviewer], on)[0].refused


def proposed(application: Application, on: date) -> list[Candidate]:
    """The best of them for the places that are still free."""
    taken = application.reviews.filter(round=application.submissions)
    free = application.association.overlay.reviewers_required - (
        taken.exclude(state=Review.State.RECUSED).count()
    )
    able = [one for one in candidates(application, on) if not one.refused]
    return able[: max(0, free)]


def _order(one: Candidate) -> tuple[Any, ...]:
    return (
        bool(one.refused),
        not one.holds,
        not one.speaks,
        one.load,
        one.last_asked.timestamp() if one.last_asked else 0,
        one.person.name.casefold(),
        one.person.pk,
    )


def _reviewers(application: Application, on: date) -> dict[int, Person]:
    invited = guests.invited(application, GuestInvitation.Role.REVIEWER, on)
    here = in_force(
        Membership.objects.filter(
            association=application.association_id, role=Membership.Role.REVIEWER
        ),
        on,
    )
    people = Person.objects.filter(
        Q(pk__in=here.values("person")) | Q(pk__in=invited.values("person"))
    )
    return {one.pk: one for one in people.order_by("pk")}


def _considered(application: Application, people: list[Person], on: date) -> list[Candidate]:
    ids = [one.pk for one in people]
    tied = conflicts.among(people, application, on)
    loads = _loads(ids)
    limits = dict(Capacity.objects.filter(person__in=ids).values_list("person", "at_most"))
    away = _away(ids, on)
    holders = _holders(application, ids)
    asked = _asked_before(application, ids)
    now = set(
        application.reviews.filter(round=application.submissions).values_list("reviewer", flat=True)
    )
    of_here = set(
        in_force(application.association.memberships.filter(person__in=ids), on).values_list(
            "person", flat=True
        )
    )
    wants_category = application.association.overlay.same_category

    def refused(pk: int) -> str:
        if pk in tied:
            return tied[pk]
        checks = {
            "asked": pk in now,
            "category": wants_category and pk not in holders,
            "away": pk in away,
            "full": pk in limits and loads.get(pk, 0) >= limits[pk],
        }
        return next((code for code, holds in checks.items() if holds), "")

    return [
        Candidate(
            person=one,
            guest=one.pk not in of_here,
            holds=one.pk in holders,
            speaks=one.language == application.person.language,
            load=loads.get(one.pk, 0),
            at_most=limits.get(one.pk),
            back_on=away.get(one.pk),
            last_asked=asked.get(one.pk),
            refused=refused(one.pk),
        )
        for one in people
    ]


def _loads(ids: Iterable[int]) -> dict[int, int]:
    """Open reviews by reviewer, of every association; one that waits for its turn is one to come."""
    rows: Any = (
        Review.objects.filter(reviewer__in=ids, state__in=Review.OPEN)
        .exclude(application__state__in=Application.CLOSED)
        .order_by()
        .values_list("reviewer")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def _away(ids: Iterable[int], on: date) -> dict[int, date]:
    rows = Absence.objects.filter(person__in=ids, from_on__lte=on, through_on__gte=on)
    return dict(rows.order_by("through_on").values_list("person", "through_on"))


def _holders(application: Application, ids: Iterable[int]) -> set[int]:
    held = Endorsement.objects.filter(
        person__in=ids,
        category=application.category,
        edition__scheme=application.edition.scheme_id,
        state=Endorsement.State.ACTIVE,
    )
    return set(held.values_list("person", flat=True))


def _asked_before(application: Application, ids: Iterable[int]) -> dict[int, datetime]:
    rows: Any = (
        Review.objects.filter(reviewer__in=ids, association=application.association_id)
        .order_by()
        .values_list("reviewer")
        .annotate(last=Max("assigned_at"))
    )
    return dict(rows)


def _language(person: Person) -> str:
    return str(get_language_info(person.language)["name_translated"])
