"""Who of an association's endorsed people is in its registry, for its coordinators."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from endorsement.models import Association, Endorsement, Person, RegistryListing

#: As many names as a page shows.
MOST = 100


@dataclass(frozen=True)
class Counts:
    """People who hold something active there. `asked` have answered, whatever they answered."""

    holding: int
    asked: int
    listed: int


def counts(association: Association) -> Counts:
    holding = _holding(association)
    answers = RegistryListing.objects.filter(association=association, person__in=holding)
    return Counts(
        holding=holding.count(),
        asked=answers.count(),
        listed=answers.filter(show_name=True).count(),
    )


def not_listed(association: Association) -> QuerySet[Person]:
    """By name, up to `MOST`; for an association whose agreement asks for listing."""
    listed = RegistryListing.objects.filter(
        association=association, person=OuterRef("pk"), show_name=True
    )
    return _holding(association).filter(~Exists(listed)).order_by("name", "pk")[:MOST]


def _holding(association: Association) -> QuerySet[Person]:
    held = Endorsement.objects.filter(
        association=association,
        person=OuterRef("pk"),
        state=Endorsement.State.ACTIVE,
        emerging=False,
    )
    living = Person.objects.filter(erased_at__isnull=True, deceased_on__isnull=True)
    return living.filter(Exists(held))
