"""What a learner is given: the minimum time that holds for them, and a coordinator's list."""

from django.db.models import QuerySet
from django.http import Http404

from courses.models import Accommodation, Enrollment, ModulePage
from courses.rules.seat_time import minutes_missing
from courses.selectors.module import source_pages
from endorsement.models import Association, Person


def minimum_minutes(module: ModulePage, person: Person) -> int:
    """The module's minimum time for this person; an accommodation only ever lowers it."""
    if not module.minimum_minutes:
        return 0
    own = Accommodation.objects.filter(
        person=person,
        association=module.association_id,
        code=module.code,
        minimum_minutes__isnull=False,
    ).first()
    if own is None or own.minimum_minutes is None:
        return module.minimum_minutes
    return min(module.minimum_minutes, own.minimum_minutes)


def minutes_left(enrollment: Enrollment, module: ModulePage) -> int:
    """Minutes of reading that the minimum time still asks for."""
    minimum = minimum_minutes(module, enrollment.person)
    return minutes_missing(minimum, enrollment.seat_seconds()) if minimum else 0


def of_association(association: Association) -> QuerySet[Accommodation]:
    """For its coordinators, who are the only ones to read this, and the learner."""
    rows = Accommodation.objects.filter(association=association).select_related("person__user")
    return rows.order_by("code", "person__name", "pk")


def one_of(association: Association, public_id: str) -> Accommodation:
    """:raises Http404: when the association has given no such accommodation."""
    found = of_association(association).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def modules_with_a_minimum(association: Association) -> list[ModulePage]:
    """The association's live modules that have a minimum time, each once."""
    pages = ModulePage.objects.live().filter(association=association, minimum_minutes__gt=0)
    newest: dict[str, ModulePage] = {}
    for page in source_pages(pages.order_by("-version", "pk")):
        newest.setdefault(page.code, page)
    return sorted(newest.values(), key=lambda page: page.title)


def learner_with_address(code: str, email: str) -> Person | None:
    """Somebody who has begun the module, by the exact address of their account."""
    return (
        Person.objects.filter(enrollments__code=code, user__email__iexact=email.strip())
        .distinct()
        .first()
    )
