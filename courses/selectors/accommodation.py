"""What a learner is given: the time that holds for them, and a coordinator's list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from courses.models import Accommodation, Enrollment, ModulePage
from courses.models.choices import Choices, spoken
from courses.rules.seat_time import minutes_missing
from courses.selectors.module import newest_live
from endorsement.models import (
    Application,
    Association,
    Belonging,
    Membership,
    Person,
    TrainingOffer,
)
from endorsement.selectors.belongings import code_of


@dataclass(frozen=True)
class Given:
    row: Accommodation
    title: str
    ended: bool


def minimum_minutes(module: ModulePage, person: Person, at: datetime | None = None) -> int:
    """The module's minimum time for this person; only its own association lowers it."""
    if not module.minimum_minutes:
        return 0
    lowered = [
        row.minimum_minutes
        for row in _holding(person, module.code, at)
        if row.association_id == module.association_id and row.minimum_minutes is not None
    ]
    return min([module.minimum_minutes, *lowered])


def minutes_left(enrollment: Enrollment, module: ModulePage, at: datetime) -> int:
    """Minutes of reading that the minimum time still asks for."""
    minimum = minimum_minutes(module, enrollment.person, at)
    return minutes_missing(minimum, enrollment.seat_seconds()) if minimum else 0


def extra_percent(person: Person, code: str, at: datetime | None = None) -> int:
    """The most that any association gives the person in this post-test; 0 for nothing."""
    return max((row.extra_percent or 0 for row in _holding(person, code, at)), default=0)


def _holding(person: Person, code: str, at: datetime | None) -> list[Accommodation]:
    moment = at or timezone.now()
    rows = Accommodation.objects.filter(person=person, code=code).select_related("association")
    return [row for row in rows if row.holds_at(moment)]


def given_by(association: Association, at: datetime) -> list[Given]:
    """For its coordinators, who are the only ones to read this, and the learner; by name.

    Two queries however many there are.
    """
    titles = dict(module_choices(association))
    rows = Accommodation.objects.filter(association=association)
    found = [
        Given(row, titles.get(row.code, row.code), not row.holds_at(at))
        for row in rows.select_related("person", "association")
    ]
    return sorted(found, key=lambda one: (str(one.row.person).casefold(), one.title))


def one_of(association: Association, public_id: str) -> Accommodation:
    """:raises Http404: when the association has given no such accommodation."""
    rows = Accommodation.objects.filter(association=association, public_id=public_id)
    found = rows.select_related("person").first()
    if found is None:
        raise Http404
    return found


def module_choices(association: Association) -> Choices:
    """Codes and titles of the modules that are shared or the association's own."""
    offers = TrainingOffer.objects.filter(Q(shared=True) | Q(association=association), live=True)
    titles = {offer.code: spoken(offer.title) for offer in offers.order_by("version")}
    return sorted(titles.items(), key=lambda one: one[1].casefold())


def has_a_minimum(association: Association, code: str) -> bool:
    """Whether the module is the association's own and asks for a minimum time."""
    module = newest_live(code)
    return bool(module and module.association_id == association.pk and module.minimum_minutes)


def learner_of(association: Association, email: str, code: str) -> Person | None:
    """The person with this address, where the association has reason to know them: they applied,
    are a member, have a role in it, or take this module of its own.
    """
    people = Person.objects.filter(erased_at__isnull=True, user__isnull=False)
    person = people.filter(email__iexact=email.strip()).first()
    if person is None:
        return None
    own = TrainingOffer.objects.filter(code=code, association=association).exists()
    taking = own and Enrollment.objects.filter(person=person, code=code).exists()
    return person if taking or takes_part(person, association) else None


def takes_part(person: Person, association: Association) -> bool:
    """Whether the association has reason to know the person: applied, is a member, has a role."""
    return (
        Application.objects.filter(person=person, association=association).exists()
        or Belonging.objects.filter(person=person, organization=code_of(association.slug)).exists()
        or Membership.objects.filter(person=person, association=association).exists()
    )
