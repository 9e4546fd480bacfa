"""Who has more time in which post-test: for the person, and for the coordinators who gave it."""

from dataclasses import dataclass

from django.db.models import Max, Q

from courses.models import Enrollment, ExtraTime
from courses.models.choices import Choices, spoken
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
    row: ExtraTime
    title: str


def percent_for(person: Person, code: str) -> int:
    """The most that any association gives the person in this module; 0 for nothing."""
    rows = ExtraTime.objects.filter(person=person, code=code)
    return rows.aggregate(most=Max("percent"))["most"] or 0


def given_by(association: Association) -> list[Given]:
    """What the association gives, by name; two queries however many there are."""
    titles = dict(module_choices(association))
    rows = ExtraTime.objects.filter(association=association).select_related("person")
    found = [Given(row, titles.get(row.code, row.code)) for row in rows]
    return sorted(found, key=lambda one: (str(one.row.person).casefold(), one.title))


def module_choices(association: Association) -> Choices:
    """Codes and titles of the modules that are shared or the association's own."""
    offers = TrainingOffer.objects.filter(Q(shared=True) | Q(association=association), live=True)
    titles = {offer.code: spoken(offer.title) for offer in offers.order_by("version")}
    return sorted(titles.items(), key=lambda one: one[1].casefold())


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
