"""Applications at every desk, and an endorsee: each came to where it stands by the real services.

Days are counted back from the day of loading, so that nothing is overdue on a fresh machine.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from endorsement.models import Application, Association, Person, Reference, Review
from endorsement.selectors import editions
from endorsement.services import (
    advising,
    competency,
    fee,
    ledger,
    reference,
    review,
    section,
    signature,
)
from endorsement.services import application as applications
from endorsement.services.addresses import person_by_email
from endorsement.services.entry_content import EntryContent

CATEGORY = "family_associate"
RATERS = {
    "supervisor": ("Beatrice Nolan", "beatrice.nolan@example.org"),
    "teacher": ("Owen Castellanos", "owen.castellanos@example.org"),
    "colleague": ("Ife Balogun", "ife.balogun@example.org"),
}

# Which of the entries below taught what, in the applicant's words.
LEARNED = (
    (0, "core:direct_service.developmental_guidance", "To let a parent find the words first."),
    (
        1,
        "core:foundations.attachment",
        "A bond is built in the small repairs after a missed moment, not in never missing one.",
    ),
    (2, "core:reflection.self_awareness", "To notice when my own childhood answers for me."),
)


@dataclass(frozen=True)
class Case:
    """An application, how many days before loading it was handed in, and how far it has come."""

    email: str
    name: str
    association: str
    days: int
    reviewers: tuple[str, ...] = ()
    handed_in: tuple[str, ...] = ()
    approved: bool = False
    show_name: bool = False


PINE_RIVER_REVIEWERS = ("reviewer.one@example.org", "reviewer.two@example.org")

CASES = (
    Case(
        "endorsee@example.org",
        "Dolores Begay",
        "pine-river",
        days=240,
        reviewers=PINE_RIVER_REVIEWERS,
        handed_in=PINE_RIVER_REVIEWERS,
        approved=True,
        show_name=True,
    ),
    Case(
        "applicant@example.org",
        "Hannah Kim",
        "pine-river",
        days=9,
        reviewers=PINE_RIVER_REVIEWERS,
        handed_in=PINE_RIVER_REVIEWERS[:1],
    ),
    Case("luis.ortega@example.org", "Luis Ortega", "pine-river", days=2),
    Case(
        "nadia.mbeki@example.org",
        "Nadia Mbeki",
        "harbor",
        days=16,
        reviewers=("harbor.reviewer@example.org",),
        handed_in=("harbor.reviewer@example.org",),
    ),
)

COORDINATORS = {
    "pine-river": "coordinator@example.org",
    "harbor": "harbor.coordinator@example.org",
}


@transaction.atomic
def load(*, at: datetime) -> None:
    """Bring every case to where it stands, and let the trainee begin one.

    A person who has applied already is left alone.
    """
    for case in CASES:
        person = person_by_email(email=case.email, name=case.name)
        association = Association.objects.get(slug=case.association)
        if not person.applications.filter(association=association).exists():
            _bring(case, person, association, at - timedelta(days=case.days))
    pine_river = Association.objects.get(slug="pine-river")
    trainee = _known("trainee@example.org")
    if not trainee.applications.exists():
        _prepare(trainee, pine_river, at)
    asking = person_by_email(email="kofi.mensah@example.org", name="Kofi Mensah")
    if not asking.applications.exists():
        begun = applications.start(
            person=asking, association=pine_river, category=CATEGORY, at=at - timedelta(days=3)
        )
        _register(
            begun,
            at - timedelta(days=2),
            note="My employer pays the fee.",
            wants_advisor=True,
        )


def _register(
    application: Application, at: datetime, *, note: str = "", wants_advisor: bool = False
) -> Application:
    """Ask to be registered, where the association registers."""
    if not application.association.overlay.registration:
        return application
    return applications.register(
        application=application,
        person=application.person,
        note=note,
        wants_advisor=wants_advisor,
        at=at,
    )


def _accept(application: Application, at: datetime) -> Application:
    if application.state != Application.State.REGISTRATION_ASKED:
        return application
    coordinator = _known(COORDINATORS[application.association.slug])
    fee.record(
        application=application,
        purpose="registration",
        amount=Decimal("25.00"),
        method="check",
        reference="Check 1042",
        paid_on=application.association.day_of(at),
        once="demonstration",
        coordinator=coordinator,
        at=at,
    )
    return applications.accept_registration(application=application, coordinator=coordinator, at=at)


def _prepare(person: Person, association: Association, at: datetime) -> None:
    """Registered, with an advisor, and in the middle of it."""
    begun = applications.start(
        person=person, association=association, category="first_steps", at=at - timedelta(days=6)
    )
    asked = _register(begun, at - timedelta(days=5), wants_advisor=True)
    registered = _accept(asked, at - timedelta(days=4))
    if not association.overlay.registration:
        return
    advising.assign(
        application=registered,
        advisor=_known("advisor@example.org"),
        coordinator=_known(COORDINATORS[association.slug]),
        at=at - timedelta(days=4),
    )
    section.comment(
        application=registered,
        section="training",
        by=_known("advisor@example.org"),
        voice="advisor",
        text="A lovely beginning, Maya. The workshop on attachment could say which areas it covered.",
        once="demonstration",
        at=at - timedelta(days=1),
    )


def _bring(case: Case, person: Person, association: Association, at: datetime) -> None:
    """The days of an application one after another, from a fortnight before it is handed in."""
    _gather(person, association, at - timedelta(days=14))
    begun = applications.start(
        person=person, association=association, category=CATEGORY, at=at - timedelta(days=12)
    )
    begun = _accept(_register(begun, at - timedelta(days=11)), at - timedelta(days=10))
    wishes = applications.Wishes(show_name=case.show_name)
    application = applications.submit(application=begun, person=person, wishes=wishes, at=at)
    if not case.reviewers:
        return
    coordinator = _known(COORDINATORS[case.association])
    _vet_supervisor(application, coordinator, at + timedelta(hours=20))
    applications.confirm_complete(
        application=application, coordinator=coordinator, at=at + timedelta(days=1)
    )
    for email in case.reviewers:
        assigned = applications.assign_reviewer(
            application=application,
            reviewer=_known(email),
            coordinator=coordinator,
            at=at + timedelta(days=1, hours=1),
        )
        if email in case.handed_in:
            _review(assigned)
    for one in application.reviews.filter(reviewer__email__in=case.handed_in).order_by("pk"):
        review.hand_in(review=one, at=at + timedelta(days=5))
    if case.approved:
        _approve(application, coordinator, at + timedelta(days=8))


def _vet_supervisor(application: Application, coordinator: Person, at: datetime) -> None:
    """The coordinator has spoken with the rater who supervises the applicant."""
    reference.vet(
        application=application,
        coordinator=coordinator,
        reference=application.person.references.get(role="supervisor"),
        vetted=True,
        vetted_on=application.association.day_of(at),
        at=at,
    )


def _known(email: str) -> Person:
    return Person.objects.get(email=email)


def _review(assigned: Review) -> None:
    review.save(
        review=assigned,
        findings={"training": ("accept", "")},
        recommendation=Review.Recommendation.APPROVE,
        comment="A well-rounded beginning, and references that speak of real warmth.",
    )


def _approve(application: Application, coordinator: Person, at: datetime) -> None:
    application.refresh_from_db()
    applications.decide(
        application=application, coordinator=coordinator, decision="approve", reason="", at=at
    )


def _gather(person: Person, association: Association, at: datetime) -> None:
    """A portfolio that meets the category: work, trainings, references, signatures."""
    today = association.day_of(at)
    rows = [
        ledger.add_entry(person=person, content=content, at=at, once=f"demonstration-{number}")
        for number, content in enumerate(entries_of_a_beginner(today))
    ]
    for number, area, sentence in LEARNED:
        competency.link_entry(entry=rows[number], competency=area, sentence=sentence, at=at)
    for role in RATERS:
        _refer(person, association, role, at)
    edition = editions.current(association, today)
    for document in editions.parsed(edition).documents:
        signature.sign(
            person=person, association=association, document=document, edition=edition, at=at
        )


def entries_of_a_beginner(today: date) -> list[EntryContent]:
    """Two years of work and two trainings."""
    return [
        EntryContent(
            kind="work",
            first_on=today - timedelta(days=1200),
            attributes={"paid": True, "families": 22},
            title="Parent educator",
            organization="Cedar Family Center",
        ),
        EntryContent(
            kind="training",
            first_on=today - timedelta(days=400),
            last_on=today - timedelta(days=310),
            hours=Decimal("24.00"),
            covers=["core:foundations.attachment", "core:direct_service.observation_listening"],
            topics={"iecmh": Decimal("24.00")},
            attributes={"delivery": "course", "mode": "in_person"},
            title="Foundations of infant mental health",
            organization="Prairie State University",
        ),
        EntryContent(
            kind="training",
            first_on=today - timedelta(days=120),
            last_on=today - timedelta(days=100),
            hours=Decimal("8.00"),
            covers=["core:working_with_others", "core:reflection.self_awareness"],
            topics={"iecmh": Decimal("4.00"), "dei": Decimal("4.00")},
            attributes={"delivery": "series", "mode": "online"},
            title="Whose family is it? Culture and early relationships",
            organization="Cedar Family Center",
        ),
    ]


def _refer(person: Person, association: Association, role: str, at: datetime) -> None:
    """A rater asked and answering."""
    name, email = RATERS[role]
    asked = reference.request(
        person=person,
        association=association,
        rater_name=name,
        rater_email=email,
        role=role,
        waived=True,
        at=at,
    )
    edition = editions.parsed(editions.current(association, association.day_of(at)))
    reference.complete(
        reference=asked,
        answers={item.code: "5" for item in edition.rating_form.items},
        recommendation=Reference.Recommendation.RECOMMEND,
        known_for=Reference.Known.TWO_TO_FIVE,
        stated_role=role,
        direct_service=Reference.Seen.OFTEN,
        comment="Families trust them, and so do I.",
        at=at + timedelta(days=3),
    )
