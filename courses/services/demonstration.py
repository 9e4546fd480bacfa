"""What a fresh installation shows of learning paths and cohorts; every name is invented."""

from datetime import datetime, timedelta

from django.db import transaction

from courses.models import CatalogPage, Cohort, PathPage
from courses.selectors.module import lessons_of, newest_live
from courses.services import cohort as cohorts
from courses.services import learning
from endorsement.models import Association, Membership, Person
from endorsement.services.addresses import person_by_email

MODULES = ("what-is-iecmh", "trauma-toxic-stress-resilience", "iecmh-consultation")
SLUG = "first-steps-in-early-relationships"
NAME = "Home visitors, this season"
#: Who is in the cohort, and how many lessons of the first module they have read.
MEMBERS = (
    ("trainee@example.org", 2),
    ("inez.okafor@example.org", 1),
    ("tomas.birk@example.org", 0),
)
NAMES = {"inez.okafor@example.org": "Inez Okafor", "tomas.birk@example.org": "Tomas Birk"}
FACILITATOR = "provider@example.org"


@transaction.atomic
def load(*, at: datetime) -> None:
    """A path through the modules that ship, and a cohort of the first association with some progress.

    Loading twice changes nothing. Needs the curriculum and the people of the demonstration.
    """
    path = _path()
    association = Association.objects.filter(slug="pine-river").first()
    coordinator = Person.objects.filter(
        memberships__association=association, memberships__role=Membership.Role.COORDINATOR
    ).first()
    if path is None or association is None or coordinator is None:
        return
    if not Cohort.objects.filter(association=association, name=NAME).exists():
        _cohort(path, association, coordinator, at)


def _path() -> PathPage | None:
    known = PathPage.objects.filter(code=SLUG).order_by("pk").first()
    catalog = CatalogPage.objects.order_by("pk").first()
    if known is not None or catalog is None:
        return known
    path = PathPage(
        title="First steps in early relationships",
        slug=SLUG,
        live=False,
        summary=(
            "What infant and early childhood mental health is, what hard times do and what helps, "
            "and how consultation supports those who work with families."
        ),
        audience="For everybody who begins to work with families of young children.",
        modules=[("part", {"module": code, "required": True}) for code in MODULES],
    )
    catalog.add_child(instance=path)
    path.save_revision().publish()
    return path


def _cohort(path: PathPage, association: Association, by: Person, at: datetime) -> None:
    today = association.day_of(at)
    cohort = cohorts.make(
        association=association,
        by=by,
        name=NAME,
        path=path,
        module="",
        from_on=today - timedelta(days=30),
        through_on=today + timedelta(days=45),
        at=at - timedelta(days=30),
    )
    cohorts.add_facilitator(cohort=cohort, email=FACILITATOR, name="", by=by, at=at)
    first = newest_live(MODULES[0])
    for email, read in MEMBERS:
        person = person_by_email(email=email, name=NAMES.get(email, ""))
        cohorts.join(cohort=cohort, person=person, reminders=False, at=at - timedelta(days=29))
        if first is None or not read:
            continue
        enrollment = learning.enroll(person=person, module=first, at=at - timedelta(days=20))
        for lesson in lessons_of(first)[:read]:
            learning.complete_lesson(
                enrollment=enrollment, module=first, lesson=lesson, at=at - timedelta(days=19)
            )
